"""Checking a draft: sent in, shown with its figures by verdict, listed, each opened to the rows, and given back marked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.figures import counted, memory, shown
from yishi.doors.desk.figures.asking import Asked
from yishi.doors.desk.figures.memory import Col
from yishi.doors.desk.figures.memory import Held as Listed
from yishi.doors.desk.figures.one import One, brief
from yishi.doors.desk.report import checking
from yishi.doors.desk.report.access import read
from yishi.doors.desk.report.checking import DraftForm, Here
from yishi.doors.desk.work.papers import docx
from yishi.doors.look import tables
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts import holding
from yishi.doors.parts.who import Request
from yishi.readings.figures import catalogue, rows
from yishi.readings.figures.figure import Figure, plain
from yishi.readings.report import marking
from yishi.readings.report.check import Checked, Reading, Verdict
from yishi.readings.report.numbers import is_rate


@read
def home(request: Request) -> HttpResponse:
    """Send a draft in."""
    form = DraftForm(request.POST, request.FILES) if request.method == "POST" else DraftForm()
    if request.method == "POST" and form.is_valid():
        checking.hold(request, form)
        return redirect("desk:check_result")
    context = {"form": form, "held": holding.held(request, checking.KIND)}
    return render(request, "desk/report/check.html", context, status=422 if request.method == "POST" else 200)


@read
@require_GET
def result(request: Request) -> HttpResponse:
    """The draft with its verdicts, or the list of them as a file."""
    if holding.held(request, checking.KIND) is None:
        return redirect("desk:check_home")
    here = checking.here(request)
    listed = listing(request, here)
    if kind := request.GET.get("export"):
        return memory.export(request, listed, kind)
    context = {
        "here": here, "checking": here.checking, "table": memory.page(request, listed),
        "paragraphs": checking.paragraphs(here.checking), "counted": _counted(here), "remarks": remarks(here),
    }  # fmt: skip
    return render(request, "desk/report/checked.html", context)


def remarks(here: Here) -> list[dict[str, Any]]:
    """What the draft says that does not agree with itself, each leading to its first place."""
    at = {(row.claim.start, row.claim.end): number for number, row in checking.numbered(here.checking)}
    return [
        {
            "sentence": row.sentence,
            "sure": row.sure,
            "at": next((at[place] for place in row.places if place in at), None),
        }
        for row in here.checking.remarks
    ]


def _counted(here: Here) -> list[tuple[str, str, int]]:
    words = marking.titles()
    return [(str(verdict), words[verdict], here.checking.counted[verdict]) for verdict in Verdict]


def listing(request: Request, here: Here) -> Listed:
    """The claims as a list, by verdict."""
    wanted = request.GET.get("verdict", "")
    every = checking.numbered(here.checking)
    found = [pair for pair in every if not wanted or str(pair[1].verdict) == wanted]
    words = request.GET.get("q", "").strip()[:100]
    found = [pair for pair in found if not words or words in pair[1].claim.quote or words in _named(pair[1])]
    columns = [
        Col("what", _("稿中的话"), lambda pair: pair[1].claim.quote, primary=True),
        Col("number", _("稿中的数"), lambda pair: stated(pair[1]), numeric=True),
        Col("state", _("结论"), lambda pair: checking.state_of(pair[1])),
        Col("recorded", _("记录"), lambda pair: recorded(pair[1]), numeric=True),
        Col("by", _("相差"), lambda pair: off(pair[1]), numeric=True),
        Col("figure", _("对应的指标"), lambda pair: Cell(_named(pair[1]), pair[1].note)),
        Col("note", _("说明"), lambda pair: pair[1].note, filed=True),
    ]  # fmt: skip
    return Listed(
        id="claims", caption=_("核对结果"), url=request.path, rows=found, columns=columns, counted="rows",
        link=lambda pair: reverse("desk:check_claim", args=[pair[0]]), state=lambda pair: checking.state_of(pair[1]),
        empty=Empty(_("没有找到可以核对的数"), _("稿中没有本机关工作的数，或者都不是可数的内容。")), find_in=_("话、指标"),
        words=[("q", _("找“%s”") % words)] if words else [], drop=("q",), views=_views(request, here, wanted),
        label=lambda pair: pair[1].claim.quote,
    )  # fmt: skip


def _views(request: Request, here: Here, wanted: str) -> list[tables.View]:
    found = [tables.View(_("全部"), memory.address(request, without="verdict"), len(here.checking.claims), not wanted)]
    for verdict, word, number in _counted(here):
        late = verdict == Verdict.DIFFERS
        found.append(tables.View(word, memory.address(request, verdict=verdict), number, wanted == verdict, late))
    return found


def stated(row: Checked) -> str:
    """The number with its measure word, as the draft has it."""
    number, unit = row.claim.number, row.claim.unit
    return number if number.endswith(unit) else f"{number}{unit}"


def _named(row: Checked) -> str:
    return row.reading.name if row.reading else ""


def recorded(row: Checked) -> str:
    """What is on record, or a dash."""
    if row.reading is None or row.reading.value.number is None:
        return shown.NONE
    number = shown.number(row.reading.value.number)
    return f"{number}%" if is_rate(row.reading.expression) else number


def off(row: Checked) -> str:
    """By how much it is stated too high, with its sign."""
    rate = row.reading is not None and is_rate(row.reading.expression)
    return shown.signed(row.by, rate=rate) if row.verdict == Verdict.DIFFERS else ""


@read
@require_GET
def claim(request: Request, at: int) -> HttpResponse:
    """One claim: what it says, what is on record, the rows behind it, what else it may mean."""
    here = checking.here(request)
    if at >= len(here.checking.claims):
        raise Http404
    row = here.checking.claims[at]
    context: dict[str, Any] = {
        "row": row, "stated": stated(row), "state": checking.state_of(row), "recorded": recorded(row), "off": off(row), "at": at,
        "others": [(one, plain(one.value.number) or shown.NONE, _figure_url(one, here.asked)) for one in row.candidates],
    }  # fmt: skip
    if row.reading is not None:
        context |= behind(request, row.reading, here.asked)
    return render(request, "desk/report/claim.html", context)


def _figure_url(found: Reading, days: Asked) -> str:
    return f"{reverse('desk:figures_one', args=[found.figure_id])}?{days.query}" if found.figure_id else ""


def behind(request: Request, found: Reading, days: Asked) -> Mapping[str, Any]:
    """The figure that a claim means, with its value and first rows."""
    counter = counted.counter(request.actor, days.span)
    known = catalogue.figures(request.actor.organ).get(found.figure_id) if found.figure_id else None
    figure = known or Figure("", "", found.name, (), "", "", found.expression)
    (told,) = counted.told_of(counter, [found.expression], with_before=days.has_year_before)
    return brief(One(figure, days, counter, found.expression, told), rows.behind(counter, found.expression))


@read
@require_GET
def paper(request: Request) -> HttpResponse:
    """The draft as a Word file with every figure in the colour of its verdict, and remarks that say why."""
    here = checking.here(request)
    return docx(marking.marked(here.draft, here.checking), _("%(name)s（核对）") % {"name": PurePath(here.name).stem})


@read
def drop(request: Request) -> HttpResponse:
    """Forget the draft at once."""
    if request.method == "POST":
        holding.drop(request, checking.KIND)
    return redirect("desk:check_home")
