"""Over which days, and of which organs, a page of figures is asked: by its address, in words, as links to other days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.people.fields import DayField
from yishi.foundation import clock
from yishi.foundation.people.models import Organ
from yishi.readings.figures import windows
from yishi.readings.figures.expression import Window
from yishi.readings.figures.windows import EVER, NoWindow, Span

NAMES = ("w", "year", "on", "since", "until", "tree")
"""What of an address says it."""
YEARS_BACK = 3
FIRST_YEAR = 1954


class WindowForm(forms.Form):
    """A year, the term, everything up to a day, or any two days; the organ's own or with all below it."""

    w = forms.ChoiceField(
        label=lazy("统计期间"), required=False,
        choices=[
            ("year", lazy("一年")), ("term", lazy("本届以来")), ("asof", lazy("截至某日")), ("between", lazy("任意两天之间")),
        ],
    )  # fmt: skip
    year = forms.IntegerField(label=lazy("年份"), required=False, min_value=FIRST_YEAR, max_value=2100)
    on = DayField(label=lazy("截至"), required=False)
    since = DayField(label=lazy("从"), required=False)
    until = DayField(label=lazy("到"), required=False)
    tree = forms.BooleanField(label=lazy("含所属各级机关"), required=False)

    def clean(self) -> dict[str, Any]:
        """What was chosen has its days."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("w") == "between":
            self._two_days(data)
        if data.get("year") and data["year"] > clock.today().year:
            self.add_error("year", ValidationError(_("这一年还没有开始。")))
        return data

    def _two_days(self, data: Mapping[str, Any]) -> None:
        since, until = data.get("since"), data.get("until")
        for name in ("since", "until"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("请填写起止两个日期。")))
        if since and until and since > until:
            self.add_error("until", ValidationError(_("结束日期早于开始日期，请核对。")))


@dataclass(frozen=True)
class Asked:
    """The question: `query` says it again in an address, `words` in a sentence."""

    organ: Organ
    span: Span
    name: str
    words: str
    tree: bool
    query: str
    form: WindowForm

    @property
    def year(self) -> int:
        """The year of its last day."""
        return self.span.until.year

    @property
    def has_year_before(self) -> bool:
        """Whether the same days a year before mean anything."""
        return self.name in ("year", "between")

    def other(self, **changes: Any) -> str:
        """The same question with something changed."""
        query = QueryDict(mutable=True)
        query.update(QueryDict(self.query).dict())
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = str(value)
        return query.urlencode()


def asked(organ: Organ, data: Any) -> Asked:
    """What the address asks; this year where it says nothing or what cannot be."""
    form = WindowForm(data)
    given = form.cleaned_data if form.is_valid() else {}
    name = given.get("w") or "year"
    try:
        span, words = _span(organ, name, given)
    except NoWindow as none:
        form.add_error(None, str(none))
        name, (span, words) = "year", _span(organ, "year", {})
    tree = bool(given.get("tree"))
    query = QueryDict(mutable=True)
    for key in NAMES:
        if given.get(key) and _belongs(key, name):
            query[key] = "1" if key == "tree" else str(given[key])
    return Asked(organ, span, name, words, tree, query.urlencode(), form)


def _belongs(key: str, name: str) -> bool:
    owners = {"year": ("year",), "on": ("asof",), "since": ("between",), "until": ("between",)}
    return name in owners.get(key, (name,))


def _span(organ: Organ, name: str, given: Mapping[str, Any]) -> tuple[Span, str]:
    today = clock.today()
    if name == "term":
        span = windows.resolve(Window("term"), Span(today, today), organ)
        return span, _("本届以来（%(since)s 至 %(until)s）") % {"since": span.since, "until": span.until}
    if name == "asof":
        day = given.get("on") or today
        return Span(EVER, day), _("截至 %(day)s 的全部记录") % {"day": day}
    if name == "between":
        span = Span(given["since"], given["until"])
        return span, _("%(since)s 至 %(until)s") % {"since": span.since, "until": span.until}
    return year_span(given.get("year") or today.year, today)


def year_span(year: int, today: dt.date) -> tuple[Span, str]:
    """A year's days as far as they have passed, and how it is called."""
    whole = windows.of_year(year)
    if whole.until <= today:
        return whole, _("%(year)d年") % {"year": year}
    return Span(whole.since, today), _("%(year)d年（截至 %(day)s）") % {"year": year, "day": today}


@dataclass(frozen=True)
class Link:
    """Another question one click away."""

    label: str
    url: str
    current: bool


def links(found: Asked, query: Any) -> Iterator[Link]:
    """The years that are offered, and the term; what else the address says stays."""
    rest = query.copy()
    for name in (*NAMES, "page"):
        rest.pop(name, None)
    if found.tree:
        rest["tree"] = "1"
    this = clock.today().year
    for year in sorted({*range(this - YEARS_BACK, this + 1), *([found.year] if found.name == "year" else [])})[::-1]:
        rest["year"] = str(year)
        yield Link(
            _("%(year)d年") % {"year": year}, f"?{rest.urlencode()}", found.name == "year" and found.year == year
        )
    rest.pop("year")
    rest["w"] = "term"
    yield Link(_("本届以来"), f"?{rest.urlencode()}", found.name == "term")


def kept(query: Any) -> list[tuple[str, str]]:
    """What the form of other days sends along."""
    return pairs(query, *NAMES, "page", "export")


def pairs(query: Any, *without: str) -> list[tuple[str, str]]:
    """What an address says, but for these."""
    return [(name, value) for name in query if name not in without for value in query.getlist(name) if value]
