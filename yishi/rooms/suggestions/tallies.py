"""The room's figures, for pages and the yearly report: every one counted from facts, with its definition, its two
parts where it is a rate, its change on the same days of the year before, and the rows behind it.

    tally = for_reader(actor, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    tally.figures()            every figure of the organ, in a number of queries that does not grow
    tally.by_topic("received") the same figure by topic; also by_unit, by_ground, by_class

Of evaluations each reader is shown what `seal.py` lets him see: exact sums for the office; for others whole groups
of five and more, by unit alone; a unit's people their own unit's alone. Rows open to the facts of suggestions that
the reader may see; the rest is a number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.clocks import packs
from yishi.foundation.facts.models import Fact
from yishi.foundation.law.pack import Pack
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Unit
from yishi.rooms.suggestions import seal
from yishi.rooms.suggestions.figures import LINE
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.measures import BY_ID, COUNTS, PERCENT, RATES, SATISFIED, WORDS, Measure
from yishi.rooms.suggestions.models import Suggestion, Topic
from yishi.rooms.suggestions.shown import Figure, Rows, Slice, less, percent


def for_reader(actor: Actor, since: dt.date, until: dt.date, *, unit: Unit | None = None) -> Tally:
    """The figures of the actor's organ from `since` to `until` (both included), or of one unit in it."""
    return Tally(actor, since, until, unit)


def _year_before(day: dt.date) -> dt.date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


@dataclass
class Tally:
    """The figures of one reader, over some days."""

    reader: Actor
    since: dt.date
    until: dt.date
    unit: Unit | None = None

    # what is shared

    @cached_property
    def pack(self) -> Pack | None:
        """The rules in force, whose words name classes, questions and grades."""
        return packs.pack_for(self.reader.organ, clock.today())

    @cached_property
    def sealed(self) -> seal.Sealed:
        """What this reader may see of evaluations."""
        return seal.Sealed(self.reader, self.pack, clock.today())

    @cached_property
    def before(self) -> Tally:
        """The same days of the year before."""
        made = replace(self, since=_year_before(self.since), until=_year_before(self.until))
        made.__dict__ |= {"pack": self.pack, "sealed": self.sealed}
        return made

    def _facts(self, found: Q | None = None) -> QuerySet[Fact]:
        rows = Fact.objects.filter(
            found or Q(), organ=self.reader.organ, line=LINE, day__range=(self.since, self.until)
        )
        return rows.filter(unit=self.unit) if self.unit else rows

    def facts_of(self, kind: str) -> QuerySet[Fact]:
        """Every fact of a kind within the days, whoever reads: for the report, which is the office's own."""
        return self._facts(Q(kind=kind))

    def _open(self, found: Q) -> Rows:
        """The facts behind a figure, each once though it has several tags."""
        return Rows(self._facts(found).order_by("day", "pk").distinct(), self.reader)

    def _words(self, text: Any) -> str:
        return str(text).format(**WORDS[self.reader.organ.profile])

    # counts

    @cached_property
    def _counts(self) -> dict[str, tuple[int, int]]:
        """Facts and suggestions by measure: three queries."""
        made: dict[str, tuple[int, int]] = {}
        plain = self._facts().values("kind", "source").annotate(n=Count("pk"), m=Count("matter", distinct=True))
        rows = list(plain.order_by("kind"))
        tagged = self._facts(Q(kind="answered", tags__tag__in=("late", "on_time"))).values("tags__tag")
        tags = dict(tagged.annotate(n=Count("pk")).values_list("tags__tag", "n"))
        made["on_time"] = (tags.get("on_time", 0), 0)
        told = self._facts().filter(kind__in={m.kinds[0] for m in COUNTS if m.outcome}).values("kind", "outcome")
        by_outcome = {(row["kind"], row["outcome"]): row for row in told.annotate(n=Count("pk")).order_by("kind")}
        for measure in COUNTS:
            if measure.outcome:
                found = by_outcome.get((measure.kinds[0], measure.outcome))
                made[measure.id] = (found["n"] if found else 0, 0)
                continue
            of = [row for row in rows if row["kind"] in measure.kinds and measure.source in ("", row["source"])]
            made[measure.id] = (sum(row["n"] for row in of), sum(row["m"] for row in of))
            if measure.tag:
                made[measure.id] = (tags.get(measure.tag, 0), 0)
        return made

    def _counted(self, measure: Measure) -> int:
        return self._counts[measure.id][1 if measure.matters else 0]

    def count(self, id: str) -> Figure:
        """One of `measures.COUNTS`."""
        measure = BY_ID[id]
        now, before = self._counted(measure), self.before._counted(measure)
        return Figure(
            id, self._words(measure.name), self._words(measure.definition), now, language.measured(now, measure.unit),
            self._open(measure.facts()), change=now - before,
        )  # fmt: skip

    # rates

    def _rate(self, id: str, parts: Callable[[Tally], tuple[int, int]], found: Q) -> Figure:
        now = parts(self)
        name, definition = RATES[id]
        value = percent(*now)
        return Figure(
            id, self._words(name), self._words(definition), value, PERCENT, self._open(found), now,
            less(value, percent(*parts(self.before))),
        )  # fmt: skip

    def on_time(self) -> Figure:
        """Answers in time."""

        def parts(tally: Tally) -> tuple[int, int]:
            on_time = tally._counts["on_time"][0]
            return on_time, on_time + tally._counts["late"][0]

        return self._rate("on_time", parts, Q(kind="answered", tags__tag__in=("late", "on_time")))

    def solved(self) -> Figure:
        """Of the suggestions answered, those that were also solved by the end."""

        def parts(tally: Tally) -> tuple[int, int]:
            done = Fact.objects.filter(matter=OuterRef("matter"), kind="solved", day__lte=tally.until)
            found = tally._facts(Q(kind="answered")).filter(Exists(done)).aggregate(m=Count("matter", distinct=True))
            return int(found["m"]), tally._counts["answered"][1]

        return self._rate("solved", parts, Q(kind="answered"))

    def kept(self) -> Figure:
        """Of what was promised, what was kept by the end."""

        def parts(tally: Tally) -> tuple[int, int]:
            end = Replace(OuterRef("key"), Value("promised/"), Value("promise_kept/"))
            done = Fact.objects.filter(matter=OuterRef("matter"), kind="promise_kept", key=end, day__lte=tally.until)
            return tally._facts(Q(kind="promised")).filter(Exists(done)).count(), tally._counts["promised"][0]

        return self._rate("kept", parts, Q(kind="promised"))

    # evaluations

    def satisfaction(self) -> list[Figure]:
        """A rate for each question of the place's evaluation, of answers and of promises, as the reader may see."""
        key = self.unit.pk if self.unit else None
        now = {(row.stage, row.question): row for row in self.sealed.sums(self.since, self.until, key)}
        past = self.before
        before = {(row.stage, row.question): row for row in past.sealed.sums(past.since, past.until, key)}
        note = self.sealed.note(self.since, self.until, key)
        return [self._satisfied(stage, code, label, now, before, note) for stage, code, label in self._questions(now)]

    def _questions(self, now: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
        """The questions of the rules in force, then those that earlier rules asked and that were answered."""
        asked = [("answer", row.code, row.shown) for row in given.questions(self.pack)]
        second = given.questions(self.pack, promise=True)
        asked += [("promise", row.code, row.shown) for row in second]
        known = {(stage, code) for stage, code, _label in asked}
        labels = {code: label for _stage, code, label in asked}
        return asked + [(stage, code, labels.get(code, code)) for stage, code in now if (stage, code) not in known]

    def _satisfied(self, stage: str, code: str, label: str, now: Any, before: Any, note: str) -> Figure:
        found, past = now.get((stage, code)), before.get((stage, code))
        parts, facts = self._shares(found), found.facts if found else ()
        value = percent(*parts)
        kind = "promise" if stage == "promise" else "answer"
        return Figure(
            f"satisfied:{kind}:{code}", _("%(label)s满意率") % {"label": label}, str(SATISFIED), value, PERCENT,
            self._open(Q(pk__in=facts)), parts,
            less(value, percent(*self._shares(past))), note, self._grades(found),
        )  # fmt: skip

    def _shares(self, found: seal.Sum | None) -> tuple[int, int]:
        """Satisfied with it, and all: a grade that needs no opinion is one of those satisfied."""
        if found is None:
            return 0, 0
        good = {grade.code for grade in given.scale(self.pack) if not grade.needs_opinion}
        return sum(n for grade, n in found.grades.items() if grade in good), found.total

    def _grades(self, found: seal.Sum | None) -> tuple[tuple[str, int], ...]:
        return tuple((row.shown, found.grades[row.code]) for row in given.scale(self.pack)) if found else ()

    def figures(self) -> list[Figure]:
        """Every figure; those of one unit where the tally is a unit's."""
        counts = [self.count(measure.id) for measure in COUNTS if measure.by_unit or not self.unit]
        return [*counts, self.on_time(), self.solved(), self.kept(), *self.satisfaction()]

    # slices

    def _split(self, id: str, column: str, names: dict[Any, str]) -> list[Slice]:
        measure = BY_ID[id]
        what = Count("matter" if measure.matters else "pk", distinct=True)
        found = {}
        for tally in (self, self.before):
            rows = tally._facts(measure.facts()).values(column).annotate(n=what).order_by(column)
            found[tally is self] = dict(rows.values_list(column, "n"))
        shown = [key for key in (*names, *found[True]) if key in found[True] or key in found[False]]
        return [
            Slice(str(key), names.get(key) or str(key) or _("未分类"), self._sliced(measure, column, key, found))
            for key in dict.fromkeys(shown)
        ]

    def _sliced(self, measure: Measure, column: str, key: Any, found: dict[bool, dict[Any, int]]) -> Figure:
        now = found[True].get(key, 0)
        return Figure(
            measure.id, self._words(measure.name), self._words(measure.definition), now, language.measured(now, measure.unit),
            self._open(measure.facts() & Q(**{column: key})), change=now - found[False].get(key, 0),
        )  # fmt: skip

    def by_topic(self, id: str) -> list[Slice]:
        """A count by topic. Evaluations are not cut by topic for anybody: `seal.py` says why."""
        topics = Topic.objects.filter(organ=self.reader.organ)
        return self._split(id, "topic", dict(topics.values_list("code", "name")))

    def by_unit(self, id: str) -> list[Slice]:
        """A count by unit; refuses one whose facts name no unit with a ValueError."""
        if not BY_ID[id].by_unit:
            raise ValueError(f"{id} is not counted by unit")
        return self._split(id, "unit", {unit.pk: str(unit) for unit in self.units})

    @cached_property
    def units(self) -> Sequence[Unit]:
        """The organ's units, in their order."""
        return list(Unit.objects.filter(organ=self.reader.organ))

    def on_time_by_unit(self) -> list[Slice]:
        """Answers in time, by unit."""
        counted: dict[int, dict[str, int]] = defaultdict(dict)
        rows = self._facts(Q(kind="answered", tags__tag__in=("late", "on_time"))).values("unit", "tags__tag")
        for key, tag, n in rows.annotate(n=Count("pk")).values_list("unit", "tags__tag", "n"):
            counted[key][tag] = n
        made = []
        for unit in (unit for unit in self.units if unit.pk in counted):
            on_time, late = (counted[unit.pk].get(tag, 0) for tag in ("on_time", "late"))
            name, definition = RATES["on_time"]
            figure = Figure(
                "on_time", self._words(name), self._words(definition), percent(on_time, on_time + late), PERCENT,
                self._open(Q(kind="answered", unit=unit)), (on_time, on_time + late),
            )  # fmt: skip
            made.append(Slice(str(unit.pk), str(unit), figure))
        return made

    def satisfaction_by_unit(self) -> list[Slice]:
        """The rate of each question by unit: of whole groups, or of one's own unit alone."""
        made = []
        for unit in self.units:
            of = replace(self, unit=unit)
            of.__dict__ |= {"pack": self.pack, "sealed": self.sealed}
            made += [Slice(str(unit.pk), str(unit), figure) for figure in of.satisfaction() if figure.value is not None]
        return made

    def by_ground(self) -> list[Slice]:
        """What was turned away, by ground."""
        names = {row.code: row.shown for row in given.grounds(self.pack)}
        tags = F("tags__tag")
        rows = self._facts(Q(kind="turned_away")).values(ground=tags).annotate(n=Count("pk")).order_by("ground")
        found = {True: dict(rows.values_list("ground", "n")), False: {}}
        measure = BY_ID["turned_away"]
        return [
            Slice(key or "", names.get(key, key or _("未写明")), self._sliced(measure, "tags__tag", key, found))
            for key in found[True]
        ]

    def answers_by_unit_and_class(self) -> list[tuple[int, str, int]]:
        """First answers of each unit by class: (unit, class, count)."""
        rows = self._facts(Q(kind="answered")).values("unit", "outcome").annotate(n=Count("pk"))
        return list(rows.order_by("unit", "outcome").values_list("unit", "outcome", "n"))

    def by_source(self) -> list[Slice]:
        """What was received, by the way of putting it forward: alone, jointly, by a delegation, from a motion, ..."""
        names: dict[Any, str] = {code: str(label) for code, label in Suggestion.Source.choices}
        return self._split("received", "outcome", names)

    def by_class(self) -> list[Slice]:
        """Answers by their class, in the order of the place's rule."""
        return self._split("answers", "outcome", {row.code: row.shown for row in given.classes(self.pack)})
