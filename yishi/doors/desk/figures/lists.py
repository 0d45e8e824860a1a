"""The list of all figures: by line of work, by words, with values and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.figures import counted, shown
from yishi.doors.desk.figures.asking import Asked
from yishi.doors.desk.figures.counted import Told
from yishi.doors.desk.figures.memory import Col, Held
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.who import Request
from yishi.foundation import language
from yishi.foundation.people.models import Organ
from yishi.readings.figures import catalogue
from yishi.readings.figures.figure import Figure, Value
from yishi.rooms.activities.catalogue import kinds

SORTS = (
    ("main", lazy("主要指标中有记录的")), ("with", lazy("全部有记录的")), ("all", lazy("全部指标，没有记录的也列")),
    ("own", lazy("本机关自定的")),
)  # fmt: skip
DETAIL = 2
"""Parts of an id beyond which it is a detail of another figure: who took part in a kind, what came of it."""
OF_NO_LINE = "general"
"""Filter value of figures that gather several lines."""
LONGEST = 100
ZERO = Value(Decimal(0))


class Filters(forms.Form):
    """By line of work; those with records, all, or the organ's own."""

    line = forms.ChoiceField(label=lazy("工作条线"), required=False)
    show = forms.ChoiceField(label=lazy("看哪些"), required=False, choices=SORTS, widget=forms.RadioSelect)

    def __init__(self, data: Any, organ: Organ) -> None:
        super().__init__(data)
        self.fields["line"].choices = [("", _("不限")), *lines(organ.profile).items()]  # type: ignore[attr-defined]


def lines(profile: str) -> dict[str, str]:
    """Lines of work by code, in the order of the report; last what belongs to several."""
    found = {line.code: line.called(profile) for line in sorted(kinds.load().lines, key=lambda line: line.order)}
    return found | {OF_NO_LINE: _("综合")}


@dataclass(frozen=True)
class Row:
    """A figure with its value."""

    figure: Figure
    told: Told
    line: str

    def __str__(self) -> str:
        return self.figure.called


def held(request: Request, asked: Asked, figures: Mapping[str, Figure]) -> Held:
    """The list as the address asks for it."""
    form = Filters(request.GET, asked.organ)
    form.is_valid()
    chosen = form.cleaned_data if not form.errors else {}
    line, words = chosen.get("line", ""), typed(request)
    show = chosen.get("show") or ("with" if words else "main")
    found = counted.told(request.actor, asked, figures)
    names = lines(asked.organ.profile)
    rows = [
        Row(figure, found.get(id, Told(ZERO)), names.get(figure.line, names[OF_NO_LINE]))
        for id, figure in figures.items()
        if fits(figure, line, words) and _shows(show, figure, found)
    ]
    return Held(
        id="figures", caption=_("指标"), url=request.path, rows=rows, columns=columns(asked), counted="figures",
        link=lambda row: address(row.figure.id, asked), find_in=_("名称、别称"),
        empty=Empty(
            _("这段时间还没有记录"), _("登记活动、办理建议之后，指标会自己算出来。也可以先看全部指标的口径。"),
            f"{request.path}?{asked.other(show='all')}", _("看全部指标"),
        ),
        words=[*_words(words, line, names, show)], form=form, drop=("q", "line", "show"),
    )  # fmt: skip


def _shows(show: str, figure: Figure, found: Mapping[str, Told]) -> bool:
    if show == "all":
        return True
    if show == "own":
        return figure.saved
    return told_any(found, figure.id) and (show == "with" or figure.id.count("/") < DETAIL)


def told_any(found: Mapping[str, Told], id: str) -> bool:
    """Whether there is something on record, now or the year before."""
    told = found.get(id)
    return told is not None and bool(told.value.number or told.before.number)


def typed(request: Request) -> str:
    """What is searched for."""
    return request.GET.get("q", "").strip()[:LONGEST]


def fits(figure: Figure, line: str, words: str) -> bool:
    """Of the line, and every word in its name, a synonym or its id."""
    if line and (figure.line or OF_NO_LINE) != line:
        return False
    called = [name.casefold() for name in (figure.name, figure.english, figure.id, *figure.aliases)]
    return all(any(word in name for name in called) for word in words.casefold().split())


def _words(words: str, line: str, names: Mapping[str, str], show: str) -> list[tuple[str, str]]:
    found = [("q", _("找“%s”") % words)] if words else []
    if line:
        found.append(("line", language.pair(_("工作条线"), names[line])))
    if show != ("with" if words else "main"):
        found.append(("show", str(dict(SORTS)[show])))
    return found


def url(id: str) -> str:
    """A figure's page."""
    return reverse("desk:figures_one", args=[id])


def address(id: str, asked: Asked) -> str:
    """A figure's page over the same days."""
    return f"{url(id)}?{asked.query}" if asked.query else url(id)


def columns(asked: Asked) -> list[Col]:
    """Name, line, value, change, how it is counted."""
    found = [
        Col("name", _("指标"), _named, lambda row: row.figure.called, primary=True, sheet=lambda row: row.figure.called),
        Col("line", _("条线"), lambda row: row.line),
        Col(
            "value", _("数值"), lambda row: shown.cell(row.figure, row.told.value), lambda row: row.told.value.number,
            numeric=True, sheet=lambda row: row.told.value.number,
        ),
        Col("measure", _("单位"), lambda row: shown.measure(row.figure), filed=True),
        Col("parts", _("构成"), lambda row: shown.parts(row.figure, row.told.value), filed=True),
    ]  # fmt: skip
    if asked.has_year_before:
        found += [
            Col(
                "change", _("比上年同期"), lambda row: shown.change(row.figure, row.told), lambda row: row.told.change.number,
                numeric=True,
            ),
            Col(
                "before", _("上年同期"), lambda row: shown.with_measure(row.figure, row.told.before),
                lambda row: row.told.before.number, numeric=True, on=False, sheet=lambda row: row.told.before.number,
            ),
        ]  # fmt: skip
    return [
        *found, Col("how", _("怎么算的"), lambda row: row.figure.definition),
        Col("id", _("代码"), lambda row: row.figure.id, lambda row: row.figure.id, on=False),
    ]  # fmt: skip


def _named(row: Row) -> Cell:
    said = language.listed(row.figure.aliases[:2])
    return Cell(row.figure.called, _("也称 %s") % said if said else "")


def figures_of(organ: Organ) -> Mapping[str, Figure]:
    """Every figure of the organ by id."""
    return catalogue.figures(organ)
