"""Word files of the room, for those who may read what is in them."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from yishi.doors.desk.work.forms import year_asked
from yishi.doors.desk.work.kept import must_write
from yishi.doors.parts.exporting import saved
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation.loops.refusals import NotFound, Refused
from yishi.foundation.papers import PaperRefused
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import lists, papers
from yishi.rooms.suggestions.models import Answer, Bulletin, Handover
from yishi.rooms.suggestions.papers.reporters import REPORTERS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
desk = door(*DESK)


def docx(content: bytes, name: str) -> HttpResponse:
    """A Word file to save."""
    answer = saved(HttpResponse(content, content_type=DOCX), f"{name}.docx")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def suggestion_form(request: Request, pk: int) -> HttpResponse:
    """The suggestion on its form (建议专用纸), which carries its author's telephone: for those whom it concerns."""
    s = lists.visible(request.actor).filter(lists.concerning(request.actor), pk=pk).first()
    if s is None:
        raise NotFound()
    try:
        return docx(papers.suggestion_form(s), str(s.matter))
    except PaperRefused as refusal:
        raise Refused(str(refusal)) from refusal


def letter(request: Request, pk: int) -> HttpResponse:
    """An answer as its letter: sent ones to whoever sees the suggestion, others to the unit that writes it."""
    answer = get_object_or_404(Answer.objects.select_related("handling__matter", "handling__suggestion"), pk=pk)
    mine = answer.handling.unit_id in request.actor.units(RoleCode.LIAISON, RoleCode.HEAD)
    seen = lists.visible(request.actor).filter(pk=answer.handling.suggestion_id).exists()
    if not seen or not (answer.sent_on or mine):
        raise NotFound()
    try:
        return docx(papers.reply_letter(answer), answer.number or str(answer.handling.matter))
    except PaperRefused as refusal:
        raise Refused(str(refusal)) from refusal


@desk
def handover_list(request: Request, pk: int) -> HttpResponse:
    """The list of what a meeting handed over, as far as the reader may see it."""
    row = get_object_or_404(Handover, pk=pk, organ=request.actor.organ)
    try:
        return docx(
            papers.hand_over_list(row, request.actor.organ, seen=lists.visible(request.actor)),
            _("%s交办清单") % row.title,
        )
    except PaperRefused as refusal:
        raise Refused(str(refusal)) from refusal


@desk
def bulletin(request: Request, pk: int) -> HttpResponse:
    """A bulletin in the layout of official documents."""
    row = get_object_or_404(Bulletin, pk=pk, organ=request.actor.organ)
    return docx(papers.bulletin(row), row.title)


@desk
def report(request: Request) -> HttpResponse:
    """The report on handling, written from the records: of the year or its first half, of all or of one reporter."""
    must_write(request)
    year = year_asked(request.GET)
    inner = request.GET.get("inner") == "1"
    if inner and not request.actor.has(RoleCode.OFFICE):
        raise Http404
    half, part = request.GET.get("half") == "1", request.GET.get("part", "")
    if part and part not in REPORTERS:
        raise Http404
    until = dt.date(year, 6, 30) if half else None
    name = _("%d年上半年办理情况报告") % year if half else _("%d年办理情况报告") % year
    return docx(papers.handling_report(request.actor.organ, year, part=part, until=until, inner=inner), name)
