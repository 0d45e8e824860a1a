"""Years of the organ, or organs of its sub-tree, side by side by figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.figures import counted, lists, memory, shown
from yishi.doors.desk.figures.access import read
from yishi.doors.desk.figures.asking import YEARS_BACK
from yishi.doors.desk.figures.kept import Kept
from yishi.doors.desk.figures.lists import DETAIL, OF_NO_LINE, fits, typed
from yishi.doors.desk.figures.memory import Col, Held
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts import exporting
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.models import Organ
from yishi.readings.report import compare
from yishi.readings.report.build import Counted
from yishi.readings.report.compare import Compared, Table
from yishi.readings.report.numbers import is_rate

MOST_SIDES = 8
"""Columns side by side; more than these nobody reads on a screen."""
DEFAULT_YEARS = 3
_tables: Kept[Table] = Kept(32)


class SidesForm(forms.Form):
    """Which years, or which organs of one year; and which figures."""

    by = forms.ChoiceField(
        label=lazy("对比"), required=False, choices=[("years", lazy("几个年度")), ("organs", lazy("几个机关"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    years = forms.TypedMultipleChoiceField(
        label=lazy("年度"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    year = forms.TypedChoiceField(label=lazy("哪一年"), required=False, coerce=int, empty_value=None)
    organs = forms.MultipleChoiceField(
        label=lazy("机关"), required=False, widget=forms.SelectMultiple(attrs={"data-search": "1"})
    )
    line = forms.ChoiceField(label=lazy("工作条线"), required=False)
    details = forms.BooleanField(label=lazy("细项也列：谁参加、各项成果"), required=False)

    def __init__(self, data: Any, organ: Organ, below: Sequence[Organ]) -> None:
        super().__init__(data)
        this = clock.today().year
        offered = [(year, str(year)) for year in range(this, this - 2 * YEARS_BACK, -1)]
        self.fields["years"].choices = offered  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("今年")), *offered]  # type: ignore[attr-defined]
        self.fields["organs"].choices = [(one.code, one.short) for one in below]  # type: ignore[attr-defined]
        self.fields["line"].choices = [("", _("不限")), *lists.lines(organ.profile).items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Not more than can be read."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("years", "organs"):
            if len(data.get(name, ())) > MOST_SIDES:
                self.add_error(name, _("一次最多对比 %(most)d 列，请减少几项。") % {"most": MOST_SIDES})
        return data


@dataclass(frozen=True)
class Sides:
    """What is compared."""

    by: str
    years: tuple[int, ...]
    organs: tuple[Organ, ...]


@read
@require_GET
def compared(request: Request) -> HttpResponseBase:
    """The table, or the file of it."""
    organ = request.actor.organ
    below = list(Organ.objects.filter(path__startswith=organ.path).order_by("path"))
    form = SidesForm(request.GET, organ, below)
    form.is_valid()
    sides = asked(form, organ, below)
    table = side_by_side(request, sides)
    line, words = form.cleaned_data.get("line", ""), typed(request)
    details = bool(words) or bool(form.cleaned_data.get("details"))
    rows = [
        row for row in table.rows if fits(row.figure, line, words) and (details or row.figure.id.count("/") < DETAIL)
    ]
    if kind := request.GET.get("export"):
        return file_of(Table(table.labels, tuple(rows), table.ordered), kind)
    context = {
        "form": form, "sides": sides, "table": memory.page(request, held(request, table, rows, line, words)),
        "alone": len(below) == 1,
    }  # fmt: skip
    return render(request, "desk/figures/compare.html", context, status=422 if form.errors else 200)


def asked(form: SidesForm, organ: Organ, below: Sequence[Organ]) -> Sides:
    """The sides chosen: the last three years where nothing was, or nothing that could be."""
    data, this = form.cleaned_data, clock.today().year
    if data.get("by") == "organs" and not form.errors:
        codes = data.get("organs") or [one.code for one in below[:MOST_SIDES]]
        return Sides("organs", (data.get("year") or this,), tuple(one for one in below if one.code in codes))
    years = (
        sorted(data.get("years") or range(this - DEFAULT_YEARS + 1, this + 1)) if not form.errors else [this - 1, this]
    )
    return Sides("years", tuple(years), (organ,))


def forget() -> None:
    """Count everything anew."""
    _tables.forget()


def side_by_side(request: Request, sides: Sides) -> Table:
    """All figures that are not nought everywhere; kept while no organ records anything."""
    actor = request.actor
    account = actor.account.pk if actor.account else None
    key = (actor.organ.pk, account, sides.by, sides.years, tuple(one.pk for one in sides.organs), clock.today())

    def make() -> Table:
        if sides.by == "organs":
            return compare.compared(compare.organs_of(actor, sides.organs, sides.years[0]), ordered=False)
        return compare.compared(compare.years_of(Counted(actor, sides.years[-1]), sides.years))

    return _tables.of(key, counted.head(), make)


def held(request: Request, table: Table, rows: Sequence[Compared], line: str, words: str) -> Held:
    """The table as a list."""
    found = [("q", _("找“%s”") % words)] if words else []
    if line:
        names = lists.lines(request.actor.organ.profile)
        found.append(("line", language.pair(_("工作条线"), names.get(line, names[OF_NO_LINE]))))
    return Held(
        id="compared", caption=_("指标对比"), url=request.path, rows=rows, columns=_columns(table), counted="figures",
        link=lambda row: lists.url(row.figure.id), find_in=_("名称、别称"), words=found, drop=("q", "line"),
        empty=Empty(_("这些年度（机关）还没有记录"), _("登记了活动、办理了建议之后，这里按指标并排列出。")),
        label=lambda row: row.figure.called,
    )  # fmt: skip


def _columns(table: Table) -> list[Col]:
    found = [Col("name", _("指标"), lambda row: row.figure.called, lambda row: row.figure.called, primary=True)]
    for at, label in enumerate(table.labels):
        found.append(Col(f"v{at}", label, _cell(at, ordered=table.ordered), _by(at), numeric=True))
    return found


def _cell(at: int, *, ordered: bool) -> Any:
    def cell(row: Compared) -> CellValue:
        rate = is_rate(row.figure.expression)
        value, change = row.values[at], row.changes[at] if ordered and at else None
        word = "" if value is None else "%" if rate else f" {row.figure.measure}"
        return Cell(f"{shown.number(value)}{word}", shown.signed(change, rate=rate) if change is not None else "")

    return cell


def _by(at: int) -> Any:
    def by(row: Compared) -> Decimal | None:
        return row.values[at]

    return by


def file_of(table: Table, kind: str) -> HttpResponseBase:
    """The table as a file, with its changes and definitions."""
    columns, rows = compare.sheet(table)
    return exporting.sheet(kind, _("指标对比"), columns, rows)
