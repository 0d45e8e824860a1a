"""Structure of a term (结构统计): who sits, by sex, age, degree and grouping; each figure says what it counts
and opens to the seats behind it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.foundation.people.grounds import kinds
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Person, Suspension, Term, in_force


@dataclass(frozen=True)
class Measure:
    """Something counted among seats: `where` picks them, `definition` says it in words."""

    key: str
    title: str
    definition: str
    where: Q


@dataclass(frozen=True)
class Figure:
    """One number: `part` of `whole` seats (None where nothing is compared), and the seats themselves.

    `part` is None where it cannot be known; `definition` then says what is missing."""

    key: str
    title: str
    definition: str
    part: int | None
    whole: int | None
    rows: QuerySet[Mandate]

    @property
    def rate(self) -> Fraction | None:
        """The share, exactly; None without a whole."""
        return Fraction(self.part, self.whole) if self.part is not None and self.whole else None


@dataclass(frozen=True)
class MeanAge:
    """Mean age in full years over those whose day of birth is known."""

    years: int
    known: int
    unknown: int
    definition: str
    rows: QuerySet[Mandate]

    @property
    def mean(self) -> Fraction | None:
        """Sum of ages by number of known, exactly; None where no day of birth is known."""
        return Fraction(self.years, self.known) if self.known else None


@dataclass(frozen=True)
class Seats:
    """One grouping: holders on the day, seats it should have, and what is vacant (缺额)."""

    grouping: Grouping
    holders: int
    seats: int | None
    rows: QuerySet[Mandate] = field(compare=False)

    @property
    def vacant(self) -> int | None:
        """Seats less holders; None where the seats were not recorded, negative where there are too many."""
        return None if self.seats is None else self.seats - self.holders


OLDEST = 150
QUOTAS = (
    ("women", gettext_lazy("女性"), gettext_lazy("性别为女"), Q(person__sex=Person.Sex.FEMALE)),
    ("grass_roots", gettext_lazy("基层一线"), gettext_lazy("名册上记为基层一线"), Q(grass_roots=True)),
    ("non_party", gettext_lazy("非中共"), gettext_lazy("名额结构中列为非中共"), Q(non_party=True)),
    ("re_elected", gettext_lazy("连任"), gettext_lazy("名册上记为连任"), Q(re_elected=True)),
)
"""Quotas may overlap: one seat may count for several of them."""


def seats_of(term: Term, day: dt.date, kind: str | None = None) -> QuerySet[Mandate]:
    """Seats of the term held on `day`, the suspended too: deputies' or members' unless a kind is named."""
    return Mandate.objects.filter(in_force(day), term=term, kind=kind or kinds(term.organ)[0])


def structure(term: Term, day: dt.date, kind: str | None = None) -> list[Figure]:
    """Every share of the term's structure as of `day`, in two queries."""
    seats = seats_of(term, day, kind)
    return count(seats, measures(day), _("在任人数"), _("%(day)s 在任的席位，含暂停履职的") % {"day": day})


def measures(day: dt.date) -> list[Measure]:
    """What a term's structure counts, beside the number itself."""
    made = [Measure(key, str(title), str(words), where) for key, title, words, where in QUOTAS]
    for degree in Person.Degree:
        words = _("学历记为%(degree)s") % {"degree": degree.label}
        made.append(Measure(f"degree_{degree.value}", str(degree.label), words, Q(person__degree=degree)))
    made.append(Measure("degree_unknown", _("学历不详"), _("名册上没有学历"), Q(person__degree="")))
    made.append(Measure("titled", _("有职称"), _("名册上有职称"), ~Q(person__title="")))
    made += [_band(day, low, high) for low, high in ((0, 35), (36, 45), (46, 55), (56, OLDEST))]
    made.append(Measure("age_unknown", _("年龄不详"), _("名册上没有出生日期"), Q(person__born=None)))
    paused = Exists(Suspension.objects.filter(in_force(day), mandate=OuterRef("pk")))
    made.append(Measure("suspended", _("暂停履职"), _("在暂停期内（代表法 61）"), Q(paused)))
    return made


def _band(day: dt.date, low: int, high: int) -> Measure:
    """Ages in full years from `low` to `high`, both included."""
    where = Q(person__born__lte=_birthday(day, low), person__born__gt=_birthday(day, high + 1))
    words = _("%(high)d 岁及以下") if low == 0 else _("%(low)d 至 %(high)d 岁")
    title = (words if high < OLDEST else _("%(low)d 岁及以上")) % {"low": low, "high": high}
    return Measure(f"age_{low}", title, _("%(day)s 的周岁年龄") % {"day": day}, where)


def _birthday(day: dt.date, years: int) -> dt.date:
    """Born on or before it, one is at least `years` old on `day`; 29 February counts from 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return dt.date(day.year - years, 2, 28)


def count(seats: QuerySet[Mandate], asked: Sequence[Measure], title: str, definition: str) -> list[Figure]:
    """The number of seats, then each measure's share of it; one query for all."""
    sums = {measure.key: Count("pk", filter=measure.where) for measure in asked}
    found = seats.order_by().aggregate(number_of_seats=Count("pk"), **sums)
    whole = found["number_of_seats"]
    figures = [Figure("number", title, definition, whole, None, seats)]
    for measure in asked:
        words = _("%(what)s的席位，占%(title)s的比例") % {"what": measure.definition, "title": title}
        rows = seats.filter(measure.where)
        figures.append(Figure(measure.key, measure.title, words, found[measure.key], whole, rows))
    return figures


def mean_age(seats: QuerySet[Mandate], day: dt.date) -> MeanAge:
    """Mean of full years of age on `day`, over seats whose holder's day of birth is on the roll."""
    days = seats.order_by().values_list("person__born", flat=True)
    ages = [age(born, day) for born in days if born]
    words = _("%(day)s 的周岁年龄之和除以有出生日期的人数；没有出生日期的不计入") % {"day": day}
    return MeanAge(sum(ages), len(ages), len(days) - len(ages), words, seats.exclude(person__born=None))


def age(born: dt.date, day: dt.date) -> int:
    """Full years of age (周岁) on `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def by_grouping(seats: QuerySet[Mandate], term: Term, kind: str, day: dt.date) -> list[Seats]:
    """Holders and vacancies of each grouping of a kind; a second sector is not counted again."""
    groupings = Grouping.objects.filter(Q(term=term) | Q(term=None), organ=term.organ, kind=kind)
    mine = Belonging.objects.filter(in_force(day), second=False, mandate__in=seats.order_by().values("pk"))
    pairs = mine.filter(grouping__in=groupings).values_list("grouping", "mandate").distinct()
    held: dict[int, set[int]] = {}
    for grouping, mandate in pairs:
        held.setdefault(grouping, set()).add(mandate)
    return [
        Seats(
            grouping,
            len(held.get(grouping.pk, ())),
            grouping.seats,
            seats.filter(Exists(mine.filter(grouping=grouping, mandate=OuterRef("pk")))),
        )
        for grouping in groupings.order_by("name")
    ]


def vacancies(parts: Iterable[Seats]) -> int | None:
    """Vacant seats in all; None as soon as one grouping's seats are not recorded."""
    vacant = [part.vacant for part in parts]
    return None if not vacant or None in vacant else sum(part for part in vacant if part is not None)


def meeting(seats: QuerySet[Mandate], keys: Iterable[str]) -> QuerySet[Mandate]:
    """The seats that meet exactly these quotas and none of the others."""
    wanted = frozenset(keys)
    for key, _title, _words, where in QUOTAS:
        seats = seats.filter(where if key in wanted else ~where)
    return seats


def overlaps(seats: QuerySet[Mandate]) -> dict[frozenset[str], int]:
    """How many seats meet exactly these quotas together; the empty set are those that meet none."""
    keys = [key for key, _title, _words, _where in QUOTAS]
    met = {f"is_{key}": ExpressionWrapper(where, BooleanField()) for key, _title, _words, where in QUOTAS}
    found: Counter[frozenset[str]] = Counter()
    for row in seats.order_by().annotate(**met).values_list(*met):
        found[frozenset(key for key, holds in zip(keys, row, strict=True) if holds)] += 1
    return dict(found)
