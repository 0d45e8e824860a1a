"""A resident's own page of his message: what became of it, what he is asked, whether it is solved. By link or by code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from yishi.doors.look.responses import form_page
from yishi.doors.parts import taking
from yishi.doors.parts.who import Request
from yishi.doors.public.voice import photos, told
from yishi.doors.public.voice.guard import later, private, tried, when
from yishi.doors.public.voice.way import Way, by_session
from yishi.doors.public.voice.way import by_link as way_by_link
from yishi.foundation import clock
from yishi.foundation.clocks.packs import pack_of
from yishi.foundation.files import serve
from yishi.foundation.files.models import Attachment
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import Invalid, NotFound, Refused
from yishi.foundation.loops.scope import Scope
from yishi.foundation.loops.take import offered, take
from yishi.rooms.voice import counting, folders
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message, Rating

STEPS = ("complete", "rate", "reopen", "withdraw")
"""What a sender does by himself."""
ADD, DROP = "photos", "drop-photo"
DONE = {
    "complete": lazy("已补充，谢谢。"), "rate": lazy("谢谢您的评价。"), "reopen": lazy("已要求重新办理。"), "withdraw": lazy("已撤回。"),
}  # fmt: skip
"""Said once it is done."""


@require_safe
@private
def by_link(request: Request, link: str) -> HttpResponse:
    """The page of a link."""
    return _shown(request, way_by_link(request, link))


@require_safe
@private
def mine(request: Request) -> HttpResponse:
    """The page of a message that was looked up."""
    return _shown(request, by_session(request))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def step_by_link(request: Request, link: str, step: str) -> HttpResponse:
    """One of its sender's steps, by link."""
    return _taken(request, way_by_link(request, link), step)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def my_step(request: Request, step: str) -> HttpResponse:
    """The same after looking up."""
    return _taken(request, by_session(request), step)


@require_safe
@private
def file_by_link(request: Request, link: str, pk: int) -> HttpResponseBase:
    """A file of the message, by link."""
    return _file(way_by_link(request, link), pk)


@require_safe
@private
def my_file(request: Request, pk: int) -> HttpResponseBase:
    """The same after looking up."""
    return _file(by_session(request), pk)


def _file(way: Way | HttpResponse, pk: int) -> HttpResponseBase:
    if isinstance(way, HttpResponse):
        return way
    row, found = folders.file(way.actor, pk)
    if found.matter.pk != way.message.pk:
        raise NotFound()
    return serve.open_for(row, inline=True)


def _shown(request: Request, way: Way | HttpResponse) -> HttpResponse:
    return way if isinstance(way, HttpResponse) else _page(request, way)


def _taken(request: Request, way: Way | HttpResponse, name: str) -> HttpResponse:
    """Take the step, or say on the page why not, with what was typed."""
    if isinstance(way, HttpResponse):
        return way
    if request.method != "POST":
        return redirect(way.page)
    if left := tried(request, counting.ACTED):
        messages.warning(request, _("您短时间内操作太多，这一次没有生效。请%(when)s再试。") % {"when": when(left)})
        return later(_page(request, way), left)
    if name in (ADD, DROP):
        return _photos(request, way, name)
    if name not in STEPS:
        raise NotFound()
    try:
        take(message[name], way.message.pk, way.actor, request.POST, version=taking.version_of(request))
    except Refused as refusal:
        return _page(request, way, refused=(name, refusal))
    messages.success(request, DONE[name])
    return redirect(way.page)


def _photos(request: Request, way: Way, name: str) -> HttpResponse:
    key = request.POST.get("file", "")
    if name == DROP:
        folders.remove(way.actor, int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0)
        return redirect(way.page)
    uploads = request.FILES.getlist(photos.FIELD)
    refused = photos.add(way.actor, way.message.pk, uploads) if uploads else [_("还没有选择照片。")]
    if refused:
        return _page(request, way, photos_refused=refused)
    messages.success(request, _("照片已添加。"))
    return redirect(way.page)


def _page(
    request: Request, way: Way, *, refused: tuple[str, Refused] | None = None, photos_refused: list[str] | None = None
) -> HttpResponse:
    m = _whole(way.message)
    rated = next((row for row in m.ratings.all() if row.round == m.round), None)
    found = folders.folder(way.actor, m.pk)
    files = folders.files(found)
    context: dict[str, Any] = {
        "m": m, "way": way, "state": told.plain_state(m), "thread": told.story(m), "due": told.due(m),
        "answer": told.answer(m), "forms": _forms(request, way, m, refused),
        "asked": [row.question for row in m.questions.all() if row.replied_on is None], "rated": rated,
        "files": [_line(way, found, row) for row in files], "adds": found.adds and _room(files), "photos": photos.Chosen(refused=photos_refused or []),
    }  # fmt: skip
    wrong = refused is not None or bool(photos_refused)
    response = form_page(request, "public/voice/follow.html", context, wrong=wrong)
    if refused is not None and not isinstance(refused[1], Invalid):
        response.status_code = refused[1].status
    return response


def _whole(m: Message) -> Message:
    """As it stands now, with all that the page tells."""
    rows = Message.objects.select_related("matter__organ", "sender", "unit", "station")
    return rows.prefetch_related("assignments__unit", "hops", "questions", "ratings").get(pk=m.pk)


def _forms(
    request: Request, way: Way, m: Message, refused: tuple[str, Refused] | None
) -> dict[str, tuple[str, forms.Form]]:
    """The steps that he can take now, each with its address and form; the one that was refused with what was typed."""
    scope = Scope(way.actor, clock.today(), m, pack_of(m.matter.organ, m.matter.pack))
    shown: dict[str, tuple[str, forms.Form]] = {}
    for name in STEPS:
        step, again = message[name], refused is not None and refused[0] == name
        if not again and offered(step, scope) is not None:
            continue
        form = form_of(step, scope, request.POST if again else None, auto_id=f"{name}-%s")
        if again and refused is not None:
            taking.say(form, refused[1])
        if name == "rate":
            form.fields["content"].choices = Rating.Content.choices  # type: ignore[attr-defined]  # what is not chosen needs no button
        shown[name] = (way.step(name), form)
    return shown


def _room(files: list[Attachment]) -> bool:
    return sum(row.added_by_id is None for row in files) < folders.MOST_OF_SENDER


def _line(way: Way, found: folders.Folder, row: Attachment) -> dict[str, Any]:
    return {
        "key": row.pk, "url": way.file(row.pk), "name": row.name, "mine": row.added_by_id is None, "at": row.added_at,
        "picture": row.content_type in serve.SHOWN, "removable": found.adds and not found.kept(row),
    }  # fmt: skip
