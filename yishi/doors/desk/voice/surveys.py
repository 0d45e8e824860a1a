"""Questionnaires at the desk: the list, and one with its address and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import segno
from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi import rooms
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Empty
from yishi.doors.parts.buttons import buttons, primary
from yishi.doors.parts.exporting import response
from yishi.doors.parts.listing import Col, Listing, Tab, linked
from yishi.doors.parts.seen import Seen
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice import surveying
from yishi.rooms.voice.models import Survey

desk = door(*DESK)
S = Survey.State
MARKS = {S.DRAFT: Kind.ON_TIME, S.OPEN: Kind.WAITING, S.CLOSED: Kind.DONE, S.DROPPED: Kind.ENDED}


def state(s: Survey) -> State:
    """Word, shape and colour: one whose day has passed wants closing."""
    if s.matter.state == S.OPEN and s.closes_on < clock.today():
        return State(_("已到截止日期，请结束"), Kind.SOON)
    return State(str(S(s.matter.state).label), MARKS[S(s.matter.state)])


def lines_of(scope: Scope) -> Mapping[str, Any]:
    """The questions as they stand, as the form takes them."""
    return {
        "questions": [
            {"text": q.text, "kind": q.kind, "options": "" if q.kind == q.Kind.SCALE else "；".join(q.choices), "must": "must" if q.required else "may"}
            for q in scope.record.questions.all()
        ]
    }  # fmt: skip


def listing(request: Request) -> Listing:
    """Every questionnaire of the organ."""
    at = linked("desk:survey")
    office = request.actor.has(RoleCode.OFFICE)
    new = (reverse("desk:new", args=["survey", "prepare"]), _("设计第一份问卷")) if office else ("", "")
    rows = surveying.visible(request.actor)
    return Listing(
        id="surveys", caption=_("问卷"), url=reverse("desk:surveys"), rows=rows,
        columns=[
            Col("title", _("名称"), lambda s: s.matter.title, ("matter__title",), primary=True),
            Col("state", _("状态"), lambda s: None, ("matter__state",)),
            Col("answers", _("收回份数"), lambda s: s.n, numeric=True),
            Col("opened", _("发布日期"), lambda s: s.opened_on, ("opened_on",)),
            Col("closes", _("截止日期"), lambda s: s.closes_on, ("closes_on",)),
            Col("number", _("编号"), lambda s: s.matter.number, ("matter__number",), on=False),
        ],
        empty=Empty(_("还没有问卷"), _("设计好发布以后，把网址、二维码发给居民就能收集，不需要账号。"), *new), link=lambda s: at(s.pk), state=state,
        tabs=[
            Tab("all", lazy("全部"), ~Q(matter__state=S.DROPPED)), Tab("draft", lazy("没有发布"), Q(matter__state=S.DRAFT)),
            Tab("open", lazy("正在征集"), Q(matter__state=S.OPEN)), Tab("closed", lazy("已结束"), Q(matter__state=S.CLOSED)),
        ],
        find=lambda found, words: found.filter(matter__title__icontains=words), find_in=_("名称"), order="-closes",
        dress=lambda found: found.select_related("matter").annotate(n=Count("responses")), label=lambda s: s.matter.title, counted="rows",
    )  # fmt: skip


@desk
@require_GET
def surveys(request: Request) -> HttpResponse:
    """The list, or its file."""
    found = listing(request)
    seen = Seen(request, found)
    if request.GET.get("export"):
        return seen.export(request.GET["export"])
    context = {"listing": found, "table": seen.table(), "draws": request.actor.has(RoleCode.OFFICE)}
    return render(request, "desk/voice/surveys.html", context)


@desk
@require_GET
def survey(request: Request, pk: int) -> HttpResponseBase:
    """One of them; `?export=` what was answered, row by row."""
    rows = surveying.visible(request.actor).filter(pk=pk).select_related("matter__organ", "matter__parent")
    s = rows.prefetch_related("questions").first()
    if s is None:
        raise NotFound()
    if kind := request.GET.get("export", ""):
        heads = [_("日期"), *(q.text for q in s.questions.all())]
        return response(kind, s.matter.title, heads, surveying.filled(s))
    found = [
        button for button in buttons(request, rooms.loops()["survey"], s, scope_of(request, s)) if not button.why_not
    ]
    results = surveying.results(s)
    # While answers come in, nothing is to be done but wait: closing it is no step to urge.
    first = None if s.matter.state == S.OPEN else primary(found)
    context = {
        "s": s, "state": state(s), "first": first, "others": [button for button in found if button is not first],
        "picture": segno.make(address(s), error="q", micro=False).svg_data_uri(scale=4, border=2, light="#fff"),
        "results": results, "count": s.responses.count(), "address": address(s) if s.matter.state in (S.OPEN, S.CLOSED) else "",
    }  # fmt: skip
    return render(request, "desk/voice/survey.html", context)


def address(s: Survey) -> str:
    """Where it is answered."""
    return f"{settings.BASE_URL.rstrip('/')}{reverse('public:survey', args=[s.code])}"
