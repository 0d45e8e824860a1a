"""Answering one questionnaire."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yishi.doors.parts.who import Request
from yishi.doors.public.voice.guard import later, tried, when
from yishi.foundation import clock, codes
from yishi.foundation.loops.refusals import Refused
from yishi.rooms.voice import counting, surveying

COOKIE = "survey"
"""Keeps a number of the browser alone, by which it answers each questionnaire once; it names nobody."""
KEPT = 180 * 24 * 3600


def survey(request: Request, code: str) -> HttpResponse:
    """The questions; posted, the answers."""
    found = surveying.open_one(code)
    if found is None:
        raise Http404(_("没有这份问卷，请核对网址。"))
    request.public_organ = found.matter.organ  # type: ignore[attr-defined]  # whose page it is
    nonce, today = _nonce(request), clock.today()
    form = surveying.AnswerForm(found.questions.all(), request.POST if request.method == "POST" else None)
    context = {"s": found, "form": form}
    if not surveying.takes_answers(found, today):
        return render(request, "public/survey/over.html", context)
    if surveying.answered(found, nonce):
        return render(request, "public/survey/thanks.html", context)
    if request.method != "POST" or not form.is_valid():
        return _keeping(
            render(request, "public/survey/survey.html", context, status=422 if form.errors else 200), nonce
        )
    if left := tried(request, counting.SURVEYED):
        form.add_error(None, _("短时间内次数太多。请%(when)s再试。") % {"when": when(left)})
        return later(render(request, "public/survey/survey.html", context), left)
    try:
        surveying.respond(found, form, nonce, today)
    except Refused as refusal:
        return render(request, "public/survey/over.html", context | {"why": refusal.sentence}, status=409)
    return _keeping(render(request, "public/survey/thanks.html", context), nonce)


def _nonce(request: Request) -> str:
    """The browser's number, a fresh one for a fresh browser."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if codes.well_formed(kept) else codes.fresh()


def _keeping(answer: HttpResponse, nonce: str) -> HttpResponse:
    answer.set_cookie(COOKIE, nonce, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return answer
