"""The sorting bench: one message after another, its words and what to do on the left, what helps on the right. A suggestion
fills the form and does nothing by itself; after the step comes the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.voice.suggesting import Help, Hint, help_for
from yishi.doors.parts.taking import say, scope_of, version_of
from yishi.doors.parts.voice.marking import marked
from yishi.doors.parts.voice.page import Page, found
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import take
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice import lists
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

desk = door(*DESK)
S = Message.State
WAYS = (("assign", "a"), ("settle", "s"), ("ask", "q"), ("merge", "m"), ("decline", "d"), ("block", "b"))
"""What may be done with what is to be sorted, and the key that opens it."""
CHECK = (("pass_check", "p"), ("block", "b"))
"""The same of what waits to be looked at."""
FILLS: Mapping[str, tuple[tuple[str, str, Any], ...]] = {
    "topics": (("assign", "topic", lazy("用这个类别")),),
    "units": (("assign", "unit", lazy("交给它")),),
    "similar": (("merge", "into", lazy("并入这一件")),),
    "missing": (("ask", "question", lazy("请他补充")),),
}
"""Which form and field each sort of suggestion fills, and what its button says."""


@dataclass(frozen=True)
class Way:
    """One step with its form: `key` opens it."""

    step: Step
    form: Any
    key: str
    open: bool


@dataclass(frozen=True)
class Filling:
    """A suggestion as a button: without scripts it is a link to the same page with the form filled."""

    hint: Hint
    way: str
    field: str
    says: Any
    url: str


def waiting(request: Request) -> QuerySet[Message]:
    """What is to be sorted: urgent ones first, then the oldest."""
    rows = lists.visible(request.actor).filter(matter__state__in=(S.RECEIVED, S.CHECKING))
    return rows.order_by("-urgent", "matter__opened_on", "pk")


@desk
def bench(request: Request) -> HttpResponse:
    """The next message, or the one asked for."""
    if not request.actor.has(RoleCode.OFFICE):
        raise NotAllowed(_("群众意见由代表（提案）工作机构分办。"))
    if request.method == "POST":
        return _taken(request)
    keys = list(waiting(request).values_list("pk", flat=True))
    asked = request.GET.get("at", "")
    at = int(asked) if asked.isdecimal() and len(asked) < 19 else _after(request, keys)
    if at is None:
        return render(request, "desk/voice/bench_empty.html")
    return _drawn(request, at, keys)


def _after(request: Request, keys: list[int]) -> int | None:
    """The one that follows the one left aside; from the first again after the last."""
    left = request.GET.get("after", "")
    if not keys:
        return None
    place = keys.index(int(left)) + 1 if left.isdecimal() and len(left) < 19 and int(left) in keys else 0
    return keys[place % len(keys)]


def _taken(request: Request) -> HttpResponse:
    """Take the step that was filled in, then on to the next."""
    sent, name = request.POST.get("at", ""), request.POST.get("way", "")
    if not (sent.isdecimal() and len(sent) < 19) or name not in {way for way, _key in (*WAYS, *CHECK)}:
        raise NotFound()
    pk, step = int(sent), message[name]
    keys = list(waiting(request).values_list("pk", flat=True))
    try:
        take(step, pk, request.actor, request.POST, version=version_of(request))
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        return _drawn(request, pk, keys, wrong=(name, refusal))
    messages.success(request, _("“%(step)s”已办理。") % {"step": step.title})
    rest = [key for key in keys if key != pk]
    place = keys.index(pk) if pk in keys else 0
    url = reverse("desk:message_bench")
    following = rest[place % len(rest)] if rest else None
    made: HttpResponse = HttpResponseRedirect(f"{url}?at={following}" if following else url)
    made.status_code = 303
    return made


def _drawn(request: Request, pk: int, keys: list[int], *, wrong: tuple[str, Refused] | None = None) -> HttpResponse:
    m = found(request, pk)
    page, helped = Page(request, m), help_for(request.actor.organ, m)
    place = keys.index(pk) + 1 if pk in keys else 0
    context = {
        "page": page, "m": m, "help": helped, "text": marked(m.text, helped.places), "ways": _ways(request, m, wrong),
        "fillings": {sort: _fillings(request, pk, helped, sort) for sort in FILLS}, "place": place, "count": len(keys),
        "skip": f"{reverse('desk:message_bench')}?after={pk}", "wrong": bool(wrong),
        "version": request.POST.get("version") or m.matter.version,
    }  # fmt: skip
    return render(request, "desk/voice/bench.html", context, status=422 if wrong else 200)


def _ways(request: Request, m: Message, wrong: tuple[str, Refused] | None) -> list[Way]:
    """The steps that the message's state allows; the first open, or the one that was asked for or went wrong."""
    offered = [(message[name], key) for name, key in (CHECK if m.matter.state == S.CHECKING else WAYS)]
    fit = [(step, key) for step, key in offered if m.matter.state in step.sources]
    scope = scope_of(request, m)
    asked = wrong[0] if wrong else request.GET.get("do", fit[0][0].name if fit else "")
    made = []
    for step, key in fit:
        mine = wrong is not None and wrong[0] == step.name
        form = form_of(
            step,
            scope,
            request.POST if mine else None,
            initial=_initial(m, step, request.GET),
            auto_id=f"{step.name}-%s",
        )
        if wrong is not None and mine:
            say(form, wrong[1])
        made.append(Way(step, form, key, asked == step.name))
    return made


def _initial(m: Message, step: Step, typed: QueryDict) -> dict[str, Any]:
    """What the message says already, and what a suggestion filled in."""
    known: dict[str, Any] = {"topic": m.topic, "area": m.area, "urgent": m.urgent, "layer": Message.Layer.UNIT}
    asked = {name: typed[name][:200] for name in step.inputs if name in typed}
    usual = {
        name: value
        for name, value in known.items()
        if name in step.inputs and (name != "layer" or step.name == "assign")
    }
    return usual | asked


def _fillings(request: Request, pk: int, helped: Help, sort: str) -> list[Filling]:
    hints: tuple[Hint, ...] = getattr(helped, sort)
    made = []
    for hint in hints:
        for way, field, says in FILLS[sort]:
            query = request.GET.copy()
            query["at"], query["do"], query[field] = str(pk), way, hint.value
            made.append(Filling(hint, way, field, says, f"?{query.urlencode()}"))
    return made
