"""Making a message public: the resident's words beside the words that everybody will read. Private details are masked
beforehand and stay marked on the left; while numbers of phones or papers stand on the right, the step refuses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.voice.suggesting import private_places
from yishi.doors.look.responses import done
from yishi.doors.parts.taking import lead, say, scope_of, version_of
from yishi.doors.parts.voice.marking import marked
from yishi.doors.parts.voice.page import found
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import NotAllowed, NotFound, Refused
from yishi.foundation.loops.take import offered, take
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.private import masked

desk = door(*DESK)


def answer_of(m: Message) -> str:
    """The answer that stands, the last one."""
    given = [row for row in m.assignments.all() if row.answered_at]
    return max(given, key=lambda row: row.round).answer if given else ""


def _proposed(m: Message) -> dict[str, str]:
    """What was made public before, else the words with numbers masked."""
    return {
        "title": m.public_title or masked(m.matter.title),
        "text": m.public_text or masked(m.text),
        "answer": m.public_answer or masked(answer_of(m)),
    }


@desk
def publish(request: Request, pk: int) -> HttpResponse:
    """The page, or what came of it."""
    step, m = message["publish"], found(request, pk)
    scope, url = scope_of(request, m), reverse("desk:message", args=[pk])
    if not step.allows(request.actor, m):
        raise NotAllowed(_("群众意见由代表（提案）工作机构审核公开。"))
    if request.method != "POST":
        sentence = offered(step, scope)
        if sentence:
            raise Refused(sentence)
        return _drawn(request, m, form_of(step, scope, initial=_proposed(m)))
    form = form_of(step, scope, request.POST)
    try:
        take(step, pk, request.actor, request.POST, version=version_of(request))
    except (NotAllowed, NotFound):
        raise
    except Refused as refusal:
        say(form, refusal)
        return _drawn(request, m, form, wrong=True)
    messages.success(request, _("“%(step)s”已办理。") % {"step": step.title})
    return done(request, url)


def _drawn(request: Request, m: Message, form: Any, *, wrong: bool = False) -> HttpResponse:
    answer = answer_of(m)
    context = {
        "m": m, "form": form, "said": marked(m.text, private_places(m.text)), "answered": marked(answer, private_places(answer)),
        "answer": answer, "version": request.POST.get("version") or m.matter.version, "lead": lead(message["publish"], scope_of(request, m)),
    }  # fmt: skip
    return render(request, "desk/voice/publish.html", context, status=422 if wrong else 200)
