"""The counting grammar: what a figure counts, as data that can be written down, shown, saved and counted.

    {"count": "times", "of": {"kind": ["law_inspection"]}}                                 执法检查几项
    {"count": "person_times", "of": {"kind": ["visit"], "role": ["deputy"]}}               代表视察几人次
    {"rate": [{"count": "matters", "of": {...}}, {"count": "matters", "of": {...}}]}       办结率

A *count* says what is counted (`MEASURES`), of which facts (`of`: every facet named must hold, any of its values does), in
which window and of which organs. *Compounds* put counts together. Nothing here asks a database; `counting.py` does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

MEASURES = {
    "times": "happenings, each as many times as its record stands for",
    "matters": "distinct matters",
    "people": "distinct persons, of those whose names are kept; head counts are never people",
    "person_times": "persons named, once each time, and head counts",
    "sum": "quantities added up: amounts, lengths, outputs",
    "median": "the middle of quantities in their order, of two middle ones their mean",
    "units": "distinct units",
    "places": "distinct places",
    "organs": "distinct organs that did it, hosts and co-hosts",
    "groups": "distinct delegations, sectors, groups",
    "names": "distinct things named: laws, villages, households",
    "stock": "in being at the end of the window's last day",
    "days": "days that happenings took, added up",
    "streak": "years running, up to the window's, with at least one",
    "seats": "mandates in force at the end of the window's last day",
}
"""What can be counted, and its meaning."""

FACETS = frozenset(
    {"line", "kind", "source", "outcome", "topic", "tag", "place", "unit", "group", "role", "measure"}
    | {f"person.{name}" for name in ("kind", "sex", "sector", "grass_roots", "non_party", "re_elected", "degree")}
)  # fmt: skip
"""By what facts are told apart; `person.` by what those who took part were on the day."""

COMPOUNDS = {"rate": 2, "coverage": 2, "mean": 2, "minus": 2, "plus": 0, "change": 1, "growth": 1}
"""How many parts each has; 0 for two or more."""

COHORTS = frozenset({"session", "since_session", "year"})
"""By what matters put forward are kept to; see `Count`."""

NAMED_WINDOWS = frozenset({"asked", "year", "last_year", "term", "since_change_of_term", "asof", "plan"})


class Unreadable(ValueError):
    """An expression that means nothing; the message says what to mend."""


@dataclass(frozen=True)
class Window:
    """Over which days: `name` is one of `NAMED_WINDOWS`, or "" where the days are given.

    "asked" is whatever the reader asks for, and the default."""

    name: str = "asked"
    since: dt.date | None = None
    until: dt.date | None = None

    def data(self) -> Any:
        """As JSON."""
        return self.name or {"from": str(self.since), "to": str(self.until)}


@dataclass(frozen=True)
class Count:
    """One number. `cohort` keeps to matters put forward at one session ({"session": 3}), from the opening of one on, between
    sessions too ({"since_session": 3}), or in one year ({"year": 2026}), though what is counted of them may lie later.
    `outside` counts totals reported by organs outside the installation, which are in no other count."""

    what: str
    of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    window: Window = field(default_factory=Window)
    tree: bool = False
    cohort: tuple[str, int] | None = None
    outside: bool = False

    @property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        """By name."""
        return dict(self.of)

    def data(self) -> dict[str, Any]:
        """As JSON; what is as usual is left out."""
        made: dict[str, Any] = {"count": self.what}
        if self.of:
            made["of"] = {name: list(values) for name, values in self.of}
        if self.window != Window():
            made["window"] = self.window.data()
        if self.tree:
            made["organs"] = "tree"
        if self.cohort:
            made["cohort"] = dict([self.cohort])
        if self.outside:
            made["outside"] = True
        return made


@dataclass(frozen=True)
class Compound:
    """Counts put together.

    rate, coverage: the first is a part of the second, in percent · mean: the first by the second · plus, minus ·
    change: on the same days of the year before · growth: the same, in percent."""

    how: str
    parts: tuple[Expression, ...]

    def data(self) -> dict[str, Any]:
        """As JSON."""
        parts = [part.data() for part in self.parts]
        return {self.how: parts[0] if COMPOUNDS[self.how] == 1 else parts}


Expression = Count | Compound


def counts(found: Expression) -> Iterator[Count]:
    """Every count in it."""
    if isinstance(found, Count):
        yield found
        return
    for part in found.parts:
        yield from counts(part)


def of_tree(found: Expression) -> Expression:
    """The same of the organ and all below it."""
    if isinstance(found, Count):
        return replace(found, tree=True)
    return Compound(found.how, tuple(map(of_tree, found.parts)))


def read(data: Any) -> Expression:
    """What JSON says. Raises `Unreadable`."""
    if not isinstance(data, dict):
        raise Unreadable(_('指标的算法应当写成对象，例如 {"count": "times", "of": {...}}。'))
    if "count" in data:
        return _count(data)
    if len(data) == 1 and (how := next(iter(data))) in COMPOUNDS:
        return _compound(how, data[how])
    raise Unreadable(_("不认识的算法：%(found)s。") % {"found": "、".join(map(str, data)) or "{}"})


def _compound(how: str, given: Any) -> Compound:
    wanted = COMPOUNDS[how]
    parts = [given] if wanted == 1 and isinstance(given, dict) else given
    if not isinstance(parts, list) or (len(parts) != wanted if wanted else len(parts) < 2):
        said = str(wanted) if wanted else _("两个以上")
        raise Unreadable(_("%(how)s 应当有 %(wanted)s 个组成部分。") % {"how": how, "wanted": said})
    return Compound(how, tuple(map(read, parts)))


def _count(data: Mapping[str, Any]) -> Count:
    if unknown := sorted(set(data) - {"count", "of", "window", "organs", "cohort", "outside"}):
        raise Unreadable(_("不认识的字段：%(found)s。") % {"found": "、".join(unknown)})
    if data["count"] not in MEASURES:
        raise Unreadable(_("不认识的计数方式：%(found)s。") % {"found": data["count"]})
    if data.get("organs", "own") not in ("own", "tree"):
        raise Unreadable(_("机关范围只能是本级（own）或者本级及所属各级（tree）。"))
    return Count(
        data["count"], _facets(data.get("of", {})), _window(data.get("window", "asked")), data.get("organs") == "tree",
        _cohort(data.get("cohort")), bool(data.get("outside", False)),
    )  # fmt: skip


def _facets(given: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(given, dict):
        raise Unreadable(_('筛选条件应当写成对象，例如 {"kind": ["visit"]}。'))
    made = []
    for name, values in sorted(given.items()):
        if name not in FACETS:
            raise Unreadable(_("不认识的筛选条件：%(found)s。") % {"found": name})
        held = [values] if isinstance(values, str) else values
        if not isinstance(held, Sequence) or not held or not all(isinstance(value, str) for value in held):
            raise Unreadable(_("筛选条件“%(name)s”应当是一个以上的文字值。") % {"name": name})
        made.append((name, tuple(dict.fromkeys(held))))
    return tuple(made)


def _window(given: Any) -> Window:
    if isinstance(given, str) and given in NAMED_WINDOWS:
        return Window(given)
    if isinstance(given, dict) and set(given) == {"from", "to"}:
        try:
            since, until = (dt.date.fromisoformat(str(given[end])) for end in ("from", "to"))
        except ValueError:
            raise Unreadable(_("起止日期应当写成 2026-01-01 的样子。")) from None
        if since > until:
            raise Unreadable(_("起始日期晚于截止日期。"))
        return Window("", since, until)
    raise Unreadable(_("不认识的时间范围：%(found)s。") % {"found": given})


def _cohort(given: Any) -> tuple[str, int] | None:
    if given is None:
        return None
    if isinstance(given, dict) and len(given) == 1:
        name, value = next(iter(given.items()))
        if name in COHORTS and isinstance(value, int) and not isinstance(value, bool):
            return name, value
    raise Unreadable(_('批次应当写成 {"session": 3}、{"since_session": 3} 或者 {"year": 2026}。'))
