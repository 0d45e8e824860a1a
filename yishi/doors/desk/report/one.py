"""The page of one report, its annex, its frozen figures, and its files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.report import shown
from yishi.doors.desk.report.access import read, report_of, writes
from yishi.doors.desk.report.home import state_of
from yishi.doors.desk.work.papers import docx
from yishi.doors.parts.exporting import saved
from yishi.doors.parts.who import Request
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people import actors
from yishi.readings.figures import snapshots
from yishi.readings.figures.models import Snapshot
from yishi.readings.report import word
from yishi.readings.report.build import NoDays, built, work_of
from yishi.readings.report.freezing import counted_from
from yishi.readings.report.models import Report
from yishi.readings.report.work import Built


@read
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """The report to read, and for the office to write."""
    report = report_of(request, pk)
    try:
        page = shown.page(report, request.actor)
    except NoDays as reason:
        raise Refused(str(reason)) from reason
    context = {
        "report": report, "page": page, "state": state_of(report), "writes": writes(request) and not report.final,
        "office": writes(request), "broken": [row for row in page.formulas if row.broken],
    }  # fmt: skip
    return render(request, "desk/report/one.html", context)


def built_of(report: Report) -> Built:
    """The whole report with its annex, as anyone may be told. Raises `Refused` where there is nothing to report on."""
    counted = counted_from(report, actors.stranger(report.organ))
    try:
        return built(counted, work_of(report, counted), report.frozen.hash if report.frozen else "")
    except NoDays as reason:
        raise Refused(str(reason)) from reason


@read
@require_GET
def annex(request: Request, pk: int) -> HttpResponse:
    """Every figure of the report with its definition, and the next year's plan."""
    report = report_of(request, pk)
    found = built_of(report)
    lines: dict[str, list[Any]] = {}
    for row in found.rows:
        lines.setdefault(row.line, []).append(row)
    return render(request, "desk/report/annex.html", {"report": report, "built": found, "lines": lines.items()})


@read
@require_GET
def paper(request: Request, pk: int, kind: str) -> HttpResponse:
    """The report as a Word file whose figures stay traceable, or as plain text without any marks."""
    report = report_of(request, pk)
    if kind not in ("docx", "txt"):
        raise Http404
    return file_of(report, kind)


def file_of(report: Report, kind: str) -> HttpResponse:
    """The report as a file to save."""
    found = built_of(report)
    if kind == "docx":
        return docx(word.document(found), report.title)
    answer = HttpResponse(word.plain(found), content_type="text/plain; charset=utf-8")
    return saved(answer, f"{report.title}.txt")


@read
@require_GET
def frozen(request: Request, pk: int) -> HttpResponse:
    """The frozen figures, whether their hash still holds, and which would be others today."""
    report = report_of(request, pk)
    if report.frozen is None:
        raise Http404(_("报告还没有定稿，指标没有定格。"))
    context = {"report": report, "snapshot": report.frozen, **proof(report.frozen)}
    return render(request, "desk/report/frozen.html", context)


def proof(snapshot: Snapshot) -> dict[str, Any]:
    """What is wrong with a snapshot, and what would be otherwise today."""
    return {"wrong": snapshots.verify(snapshot), "differs": snapshots.differences(snapshot)}
