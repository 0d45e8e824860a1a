"""Reports on handling (办理情况报告): who reported when, how it was voted, when it was made public (CQ 34, SH 26, ZJ 29)."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.people.acting import Act, acts
from yishi.doors.desk.work import forms
from yishi.doors.desk.work.kept import edit_page, list_page, own_row
from yishi.doors.look.tables import Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import DESK, Request, door
from yishi.foundation import clock
from yishi.foundation.clocks import packs
from yishi.rooms.suggestions.models import HandlingReport
from yishi.rooms.suggestions.papers.reporters import REPORTERS

desk = door(*DESK)


def reports_listing(request: Request) -> Listing:
    """Reports that were made."""
    rows = HandlingReport.objects.filter(organ=request.actor.organ)
    columns = [
        Col("part", _("报告主体"), lambda r: r.part, ("part",), primary=True),
        Col("year", _("年度"), lambda r: f"{r.year} {r.get_period_display()}", ("year", "period")),
        Col("day", _("报告日"), lambda r: r.reported_on, ("reported_on",)),
        Col("vote", _("表决结果"), lambda r: r.vote),
        Col("published", _("公开日"), lambda r: r.published_on, ("published_on",)),
    ]
    empty = Empty(_("还没有登记办理情况报告"), _("向常委会报告后，登记报告日、表决结果和公开日。"))
    return Listing(
        id="reports", counted="reports", url=reverse("desk:reports"), rows=rows, columns=columns, empty=empty,
        link=lambda r: reverse("desk:reports_edit", args=[r.pk]), caption=_("办理情况报告"), order="-day",
        tabs=[Tab("all", _("全部"), forms.ALL), Tab("open", _("未公开"), forms.UNPUBLISHED)],
    )  # fmt: skip


@desk
def reports(request: Request) -> HttpResponse:
    """Their page, with what the place's rule asks for and the papers to write them from; or its file."""
    year = clock.today().year
    more = {"year": year, "parts": REPORTERS.values(), "rule": _rule(request), "due": _due(request, year)}
    return list_page(request, reports_listing(request), "desk/work/reports.html", **more)


def _rule(request: Request) -> str:
    """When the place's rule wants it heard, in the reader's language."""
    pack = packs.pack_for(request.actor.organ, clock.today())
    rule = pack.rule("handling_report") if pack else None
    if rule is None:
        return ""
    basis = rule.citation or _("本会自定")
    return _("%(rule)s：%(when)s（%(basis)s）。") % {"rule": rule.shown, "when": rule.when, "basis": basis}


def _due(request: Request, year: int) -> dt.date | None:
    pack = packs.pack_for(request.actor.organ, clock.today())
    rule = pack.rule("handling_report") if pack else None
    due = rule.when.due(dt.date(year, 1, 1)) if rule and hasattr(rule.when, "due") else None
    return due.day if due else None


@acts(desk)
def report_new(request: Request, pk: int = 0) -> Act:
    """Note a report, or mend it."""
    row = own_row(request, HandlingReport, pk) if pk else HandlingReport()
    return edit_page(request, forms.ReportForm, row, _("办理情况报告"), "desk:reports", "report.keep")
