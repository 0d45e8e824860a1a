"""Entering an activity at the desk: what was done, or what is planned. Kind and day are enough; what else the kind asks
unfolds once it is chosen, and what was typed stays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yishi.doors.look.responses import done
from yishi.doors.parts import entering, files
from yishi.doors.parts.taking import lead, scope_of
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome, create
from yishi.rooms.activities.loop import activity, given
from yishi.rooms.activities.models import Activity

desk = door(*DESK)
UNFOLD, NEXT = "unfold", "next"
"""Buttons that only unfold the form, and that record and begin the next."""
CARRIED = ("kind", "day", "place", "body")
"""What an address may say beforehand, and what the next one takes from the last."""
FIRST = ("title", "place", "summary")
PARTS = (
    ("when", ("last_day", "starts", "times", "area")),
    ("about", ("topics", "laws")),
    ("who", ("persons", "groups", "heads")),
    ("whom", ("body", "co_organs", "co_units", "co_bodies")),
    ("came", ("outputs",)),
)
"""What is folded away, part by part."""


@desk
def record(request: Request) -> HttpResponse:
    """Record what has happened."""
    return _page(request, "record")


@desk
def plan(request: Request) -> HttpResponse:
    """Put what is to come on the plan."""
    return _page(request, "plan")


def must_record(request: Request) -> None:
    """Refuse whoever records nothing, before he has filled in a form or a sheet."""
    if not activity["record"].allows(request.actor, Activity()):
        raise NotAllowed(_("活动由代表（提案）工作机构和各委室登记，您可以在列表中查看。"))


def _page(request: Request, name: str) -> HttpResponse:
    must_record(request)
    step = activity[name]
    scope = scope_of(request, Activity())
    if request.method != "POST":
        return _drawn(request, step, scope, _form(scope, step, request.GET, None))
    form = _form(scope, step, request.POST, request.POST)
    token = files.token_of(request)
    box = files.hold(request, token) if files.sends(request) else None
    if UNFOLD in request.POST or (box is not None and (box.refused or files.only(request))):
        form._errors = ErrorDict()  # so that nothing is validated
        return _drawn(request, step, scope, form, box=box)
    outcome = entering.taken(form, scope, lambda: create(step, request.actor, entering.sent(form, request.POST)))
    if outcome is None:
        return _drawn(request, step, scope, form, wrong=True)
    files.attach_held(request, token, outcome.pk)
    return _onwards(request, step, outcome)


def _form(scope: Scope, step: Step, typed: QueryDict, data: QueryDict | None) -> Any:
    kind = entering.kind_of(given.known(scope), typed.get("kind", ""))
    asked = {name: typed[name][:200] for name in CARRIED if name in typed}
    return entering.form_for(step, scope, kind, data, initial={"day": clock.today()} | asked)


def _onwards(request: Request, step: Step, outcome: Outcome) -> HttpResponse:
    """To its page; or to an empty form of the same kind and day, with a way back to what was just entered."""
    url = reverse("desk:activity", args=[outcome.pk])
    if NEXT not in request.POST:
        messages.success(request, _("“%(step)s”已办理。") % {"step": step.title})
        return done(request, url)
    said = _("已登记：") if step.name == "record" else _("已列入计划：")
    messages.success(request, format_html('{}<a href="{}">{}</a>', said, url, outcome.record.matter))
    kept = {name: request.POST[name] for name in CARRIED if request.POST.get(name)}
    return done(request, f"{request.path}?{urlencode(kept)}")


def _drawn(
    request: Request, step: Step, scope: Scope, form: Any, *, wrong: bool = False, box: files.Box | None = None
) -> HttpResponse:
    kind = entering.kind_of(given.known(scope), str(form["kind"].value() or ""))
    parts = {name: entering.bound(form, names) for name, names in PARTS}
    context = {
        "step": step, "form": form, "kind": kind, "lead": lead(step, scope), "planning": step.name == "plan",
        "heads": entering.beginning(form, entering.HEADS), "outputs": entering.beginning(form, entering.OUTPUT),
        "first": entering.bound(form, FIRST), "parts": parts, "shown": {name: _open(rows) for name, rows in parts.items()},
        "box": box or files.held(request, files.token_of(request)), "profile": scope.organ.profile,
        "kind_name": kind.called(scope.organ.profile) if kind else "",
    }  # fmt: skip
    refused = wrong or (box is not None and bool(box.refused))
    return render(request, "desk/activities/entry.html", context, status=422 if refused else 200)


def _open(rows: list[Any]) -> bool:
    """A folded part stands open where something is in it, or is wrong with it."""
    return any(row.errors or (row.data not in (None, "", [], [""]) and not _untouched(row)) for row in rows)


def _untouched(row: Any) -> bool:
    """What the form itself put there: one time, empty lines."""
    if isinstance(row.data, list):
        return not any(any(line.values()) if isinstance(line, dict) else line for line in row.data)
    return row.name == "times" and str(row.data) == "1"
