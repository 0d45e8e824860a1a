"""Writing the report: each act of the office as a form beside the page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.figures import shown as figures_shown
from yishi.doors.desk.people.acting import sent
from yishi.doors.desk.report import forms, shown
from yishi.doors.desk.report.access import chapter_of, paragraph_of, report_of, write
from yishi.doors.desk.report.acting import Act, act_page, version
from yishi.doors.look.responses import done
from yishi.doors.parts.who import Request
from yishi.readings.figures import catalogue
from yishi.readings.figures.figure import Figure
from yishi.readings.report import drafts, finishing, inserting
from yishi.readings.report.fields import Live
from yishi.readings.report.models import Paragraph, Report

FOUND = 12
"""Figures that a search offers."""


def back(report: Report, paragraph: int = 0) -> str:
    """The report's page, at the paragraph."""
    url = reverse("desk:annual", args=[report.pk])
    return f"{url}#p{paragraph}" if paragraph else url


def _figures(request: Request) -> Any:
    return catalogue.figures(request.actor.organ)


@write
def head(request: Request, pk: int) -> HttpResponse:
    """Title, subtitle, and as of which day."""
    report = report_of(request, pk)
    initial = {"title": report.title, "subtitle": report.subtitle, "until": report.until}
    form = forms.HeadForm(sent(request), initial=initial)

    def do(data: dict[str, Any]) -> str:
        drafts.head(request.actor, pk, version(request), **data)
        return _("已保存。")

    return act_page(request, _versioned(Act(form, do, _("标题和截至日"), back(report)), report.version))


def _versioned(act: Act, now: int, **more: Any) -> Act:
    """With the version that stands now: who was told that another was quicker has seen it."""
    return Act(
        act.form, act.do, act.title, act.back, act.lead, act.submit or _("保存"), "desk/report/form.html",
        {"version": now, **more},
    )  # fmt: skip


@write
def edit(request: Request, pk: int) -> HttpResponse:
    """A paragraph's text; where another was quicker both texts are seen."""
    row = paragraph_of(request, pk)
    figures = _figures(request)
    stands = shown.named(row.text, figures)
    form = forms.TextForm(sent(request), initial={"text": stands})

    def do(data: dict[str, Any]) -> str:
        drafts.save(request.actor, pk, version(request), data["text"], figures)
        return _("已保存。")

    act = Act(form, do, _("修改段落"), back(row.chapter.report, row.pk))
    other = stands if request.method == "POST" and version(request) != row.version else ""
    return act_page(request, _versioned(act, row.version, other=other, find=_find(row.chapter.report), draft=f"p{pk}"))


def _find(report: Report) -> str:
    return reverse("desk:annual_find", args=[report.pk])


@write
def add(request: Request, pk: int) -> HttpResponse:
    """A paragraph at the end of a chapter, or behind the one that `?after=` names."""
    chapter = chapter_of(request, pk)
    after = _key(request.GET.get("after", ""))
    figures = _figures(request)
    form = forms.AddForm(sent(request))

    def do(data: dict[str, Any]) -> str:
        drafts.add(request.actor, pk, data["text"], figures, after=after, level=data["level"] or 0)
        return _("已添加。")

    act = Act(form, do, _("添加段落"), back(chapter.report, after or 0), lead=chapter.title)
    return act_page(request, _versioned(act, 0, find=_find(chapter.report), draft=f"c{pk}"))


def _key(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < len("1000000000000000000") else None


@write
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a paragraph out; asked once before."""
    row = paragraph_of(request, pk)

    def do(data: dict[str, Any]) -> str:
        drafts.remove(request.actor, pk, version(request))
        return _("已删除，原文在办理日志里。")

    lead = shown.excerpt(row.text)
    act = Act(forms.NothingForm(sent(request)), do, _("删除段落"), back(row.chapter.report), lead, _("删除"))
    return act_page(request, _versioned(act, row.version))


@write
def move(request: Request, pk: int) -> HttpResponse:
    """Set a paragraph one place up or down, or (`to`) last in another chapter of its report."""
    row = paragraph_of(request, pk)
    report = row.chapter.report
    if request.method == "POST":
        direction = request.POST.get("to", "up")
        after = _place(row, direction)
        if after is not row:
            drafts.move(request.actor, pk, version(request), after=after.pk if after else None)
        return done(request, back(report, row.pk))
    return render(
        request,
        "desk/report/move.html",
        {"row": row, "report": report, "lead": shown.excerpt(row.text), "back_url": back(report, row.pk)},
    )


def _place(row: Paragraph, direction: str) -> Paragraph | None:
    """Behind which paragraph it goes; None for the first place, itself where it stays."""
    rows = list(row.chapter.paragraphs.all())
    at = rows.index(row)
    if direction == "down":
        return rows[at + 1] if at + 1 < len(rows) else row
    if at == 0:
        return row
    return rows[at - 2] if at > 1 else None


@write
def chapter(request: Request, pk: int) -> HttpResponse:
    """Name a chapter anew."""
    row = chapter_of(request, pk)
    form = forms.ChapterForm(sent(request), initial={"title": row.title})

    def do(data: dict[str, Any]) -> str:
        drafts.chapter(request.actor, row.report_id, version(request), title=data["title"], row=pk)
        return _("已保存。")

    return act_page(request, _versioned(Act(form, do, _("修改章节标题"), back(row.report)), row.report.version))


@write
def chapter_add(request: Request, pk: int) -> HttpResponse:
    """A chapter at the end."""
    report = report_of(request, pk)
    form = forms.ChapterForm(sent(request))

    def do(data: dict[str, Any]) -> str:
        drafts.chapter(request.actor, pk, version(request), title=data["title"])
        return _("已添加章节。")

    return act_page(request, _versioned(Act(form, do, _("添加章节"), back(report)), report.version))


@write
def chapter_drop(request: Request, pk: int) -> HttpResponse:
    """Take out a chapter with all that stands in it; asked once before."""
    row = chapter_of(request, pk)

    def do(data: dict[str, Any]) -> str:
        drafts.drop_chapter(request.actor, row.report_id, version(request), pk)
        return _("已删除章节，原文在办理日志里。")

    lead = _("“%(title)s”连同其中 %(n)d 段一起删除。") % {"title": row.title, "n": row.paragraphs.count()}
    act = Act(forms.NothingForm(sent(request)), do, _("删除章节"), back(row.report), lead, _("删除"))
    return act_page(request, _versioned(act, row.report.version))


@write
def formula(request: Request, pk: int) -> HttpResponse:
    """A sum that must hold."""
    report = report_of(request, pk)
    form = forms.FormulaForm(sent(request))
    figures = _figures(request)

    def do(data: dict[str, Any]) -> str:
        drafts.assert_formula(request.actor, pk, data["formula"], figures)
        return _("已加上，每次打开报告都会核对。")

    act = Act(form, do, _("设定应当成立的等式"), back(report))
    return act_page(request, _versioned(act, report.version, find=_find(report)))


@write
def formula_drop(request: Request, pk: int, row: int) -> HttpResponse:
    """It need not hold any more."""
    report = report_of(request, pk)

    def do(data: dict[str, Any]) -> str:
        drafts.drop_formula(request.actor, pk, row)
        return _("已取消。")

    act = Act(forms.NothingForm(sent(request)), do, _("取消等式"), back(report), submit=_("取消这条等式"))
    return act_page(request, _versioned(act, report.version))


@write
def finish(request: Request, pk: int) -> HttpResponse:
    """Make it final."""
    report = report_of(request, pk)

    def do(data: dict[str, Any]) -> str:
        finishing.finish(request.actor, pk, version(request))
        return _("已定稿，全部指标连同校验值已定格。")

    lead = _("定稿后报告不能再改，全部指标按今天的记录定格，留下校验值；确需修改的可以退回。")
    act = Act(forms.NothingForm(sent(request)), do, _("定稿"), back(report), lead, _("定稿"))
    return act_page(request, _versioned(act, report.version))


@write
def reopen(request: Request, pk: int) -> HttpResponse:
    """Take a final report up again."""
    report = report_of(request, pk)

    def do(data: dict[str, Any]) -> str:
        finishing.reopen(request.actor, pk, data["why"])
        return _("已退回修改，指标重新按记录计算。")

    act = Act(forms.WhyForm(sent(request)), do, _("退回修改"), back(report), submit=_("退回修改"))
    return act_page(request, _versioned(act, report.version))


@write
def find(request: Request, pk: int) -> HttpResponse:
    """Figures by what was typed, each with its number over the report's days, to be put into a text."""
    report = report_of(request, pk)
    words = request.GET.get("find", "").strip()[:60]
    counted = shown.lean(report, request.actor)
    found = inserting.find(counted.figures, words, FOUND) if words else []
    counted.values.learn([Live(figure.id) for figure in found])
    known = shown.names_once(counted.figures)
    rows = [
        (figure, figures_shown.with_measure(figure, _value(counted, figure)), shown.typed(Live(figure.id), known))
        for figure in found
    ]
    return render(request, "desk/report/find.html", {"rows": rows, "words": words, "report": report})


def _value(counted: Any, figure: Figure) -> Any:
    return counted.values.of(Live(figure.id))
