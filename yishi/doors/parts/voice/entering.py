"""Noting down what a resident said, in three touches: the words, the channel, done. What else one knows unfolds, and on a
reception day station, deputy, occasion and day stay for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yishi.doors.look.responses import done
from yishi.doors.parts import files
from yishi.doors.parts.entering import bound, taken
from yishi.doors.parts.taking import lead, matter_url, scope_of
from yishi.doors.parts.who import Request
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Outcome, create
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

NEXT = "next"
"""The button that records and begins the next."""
CARRIED = ("channel", "petition", "station", "deputy", "occasion", "day", "area")
"""What an address may say beforehand, and what the next one takes from the last."""
PARTS = (
    ("sender", ("name", "phone", "heads", "may_publish")),
    ("where", ("place", "area", "latitude", "longitude")),
    ("sorted", ("title", "topic", "urgent", "petition")),
    ("occasion", ("day", "station", "deputy", "occasion")),
)
"""What is folded away, part by part."""
C = Message.Channel
OF_PETITIONS = (C.LETTER, C.CALLER, C.CALL)
USUAL = (
    (RoleCode.OFFICE, C.CALL),
    (RoleCode.STATION_KEEPER, C.RECEPTION),
    (RoleCode.INFORMANT, C.INFORMANT),
    (RoleCode.MEMBER, C.VISIT),
)
"""By which channel each mostly hears it."""


@dataclass(frozen=True)
class Dress:
    """How a door draws it: its template and whatever that needs besides."""

    template: str
    more: Mapping[str, Any] = field(default_factory=dict)


def must_record(request: Request) -> None:
    """Refuse whoever notes nothing down, before he has filled in a form."""
    if not message["record"].allows(request.actor, Message()):
        raise NotAllowed(_("群众意见由工作机构、站点管理员、民情联络员和在任代表（委员）登记。"))


def record(request: Request, dress: Dress) -> HttpResponse:
    """The form, or what came of it."""
    must_record(request)
    step, scope = message["record"], scope_of(request, Message())
    if request.method != "POST":
        return _drawn(request, dress, scope, _form(step, scope, request.GET, None))
    form = _form(step, scope, request.POST, request.POST)
    token = files.token_of(request)
    box = files.hold(request, token) if files.sends(request) else None
    if box is not None and (box.refused or files.only(request)):
        form._errors = ErrorDict()  # so that nothing is validated
        return _drawn(request, dress, scope, form, box=box)
    outcome = taken(form, scope, lambda: create(step, request.actor, request.POST))
    if outcome is None:
        return _drawn(request, dress, scope, form, wrong=True)
    files.attach_held(request, token, outcome.pk)
    return _onwards(request, outcome)


def _form(step: Step, scope: Scope, typed: QueryDict, data: QueryDict | None) -> Any:
    asked: dict[str, Any] = {name: typed[name][:200] for name in CARRIED if typed.get(name)}
    usual = next((str(channel) for code, channel in USUAL if scope.actor.has(code)), "")
    petition = bool(asked.get("petition"))
    form = form_of(step, scope, data, initial={"channel": str(C.LETTER) if petition else usual} | asked)
    if petition:
        offered = dict(C.choices)
        form.fields["channel"].choices = [(str(code), offered[code]) for code in OF_PETITIONS]  # type: ignore[attr-defined]  # a choice
    return form


def _onwards(request: Request, outcome: Outcome) -> HttpResponse:
    """To its page; or to an empty form for the next, with a way back to what was just noted down."""
    url = matter_url(request, outcome.record)
    messages.success(request, format_html('{}<a href="{}">{}</a>', _("已登记："), url, outcome.record.matter))
    if NEXT not in request.POST:
        return done(request, url)
    kept = {name: request.POST[name] for name in CARRIED if request.POST.get(name)}
    return done(request, f"{request.path}?{urlencode(kept)}")


def _drawn(
    request: Request, dress: Dress, scope: Scope, form: Any, *, wrong: bool = False, box: files.Box | None = None
) -> HttpResponse:
    parts = {name: bound(form, names) for name, names in PARTS}
    petition = bool(form["petition"].value())
    context = {
        "form": form, "parts": parts, "petition": petition, "lead": lead(message["record"], scope),
        "shown": {name: _open(rows, petition, name) for name, rows in parts.items()},
        "box": box or files.held(request, files.token_of(request)), "draft": "message.record-new",
    }  # fmt: skip
    refused = wrong or (box is not None and bool(box.refused))
    return render(request, dress.template, context | dict(dress.more), status=422 if refused else 200)


def _open(rows: list[Any], petition: bool, name: str) -> bool:
    """A folded part stands open where something is in it, or is wrong with it; a petition says who came."""
    if petition and name in ("sender", "sorted"):
        return True
    return any(row.errors or (row.value() not in (None, "", False) and not _untouched(row)) for row in rows)


def _untouched(row: Any) -> bool:
    """What the form itself put there: one head."""
    return row.name == "heads" and str(row.value()) == "1"
