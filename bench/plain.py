"""What an office's report would ask without facts: one Django count per figure on the rooms' own tables, by their indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count as Number
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from bench.data import tree
from yishi.foundation.people.models import Organ
from yishi.readings.figures import catalogue
from yishi.readings.figures.expression import Count, Expression
from yishi.readings.figures.windows import Span
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.figures import COUNTED
from yishi.rooms.activities.models import Activity, Output, Participant
from yishi.rooms.suggestions.models import Answer, Handling, Oversight, Promise, Suggestion

S = Suggestion.State
ELSEWHERE = (S.RECORDED, S.SPLIT)
MINE = ("received", "session", "between", "from_motion", "filed", "withdrawn", "higher", "handed", "parts", "handed_back", "answered", "answers",
        "again", "unevaluated", "promised", "promise_kept", "promise_failed", "key", "oversight", "meetings", "on_site", "look_back",
        "published", "good", "good_handling")  # fmt: skip
"""Figures of suggestions that have one plain count each."""
KINDS = 45


def reported() -> Mapping[str, Expression]:
    """The figures of a report: suggestions', each line of work, and of 45 kinds how often, who, and what came of it."""
    found, known = catalogue.figures("npc"), kinds.load()
    used = [kind for kind in known.of_profile("npc") if kind.code in tree.used(known)]
    ids = [*MINE, *dict.fromkeys(f"line/{kind.line}" for kind in used)]
    for kind in used[:KINDS]:
        whole = f"kind/{kind.code}"
        ids += [whole, f"{whole}/people", f"{whole}/person_times", *(f"{whole}/{code}" for code in kind.outputs[:2])]
    return {id: found[id].expression for id in ids if id in found}  # not of every kind are names kept


@dataclass(frozen=True)
class Plain:
    """Counts of one organ, or of its tree, over some days. What others held together with it is not looked for."""

    organ: Organ
    tree: bool
    span: Span

    def value(self, id: str, count: Count) -> Decimal:
        """One figure, by one question."""
        if id in MINE:
            return self._of_suggestions(id)
        ways: dict[str, Callable[[Count], Any]] = {
            "times": self._times, "stock": self._stock, "people": self._people, "person_times": self._person_times, "sum": self._sum,
        }  # fmt: skip
        return Decimal(ways[count.what](count) or 0)

    def _mine(self, at: str) -> Q:
        if self.tree:
            return Q(**{f"{at}matter__organ__path__startswith": self.organ.path})
        return Q(**{f"{at}matter__organ": self.organ})

    def _in(self, day: str) -> Q:
        return Q(**{f"{day}__range": (self.span.since, self.span.until)})

    # activities

    def _activities(self, count: Count, at: str = "") -> Q:
        held = count.facets
        found = self._mine(at) & Q(**{f"{at}matter__state__in": COUNTED})
        if "line" in held:
            return found & Q(**{f"{at}line__in": held["line"]})
        return found & Q(**{f"{at}kind__in": _included(held["source"] if count.what == "sum" else held["kind"])})

    def _times(self, count: Count) -> Any:
        return Activity.objects.filter(self._activities(count), self._in("day")).aggregate(n=Sum("times"))["n"]

    def _stock(self, count: Count) -> Any:
        last = self.span.until
        rows = Activity.objects.filter(self._activities(count), Q(ended_on=None) | Q(ended_on__gt=last), day__lte=last)
        return rows.aggregate(n=Sum("times"))["n"]

    def _people(self, count: Count) -> Any:
        rows = Participant.objects.filter(self._activities(count, "activity__"), self._in("activity__day"))
        return rows.aggregate(n=Number("mandate__person", distinct=True))["n"]

    def _person_times(self, count: Count) -> Any:
        rows = Participant.objects.filter(self._activities(count, "activity__"), self._in("activity__day"))
        return rows.aggregate(n=Sum(Coalesce("heads", F("activity__times"))))["n"]

    def _sum(self, count: Count) -> Any:
        rows = Output.objects.filter(
            self._activities(count, "activity__"), self._in("day"), code__in=count.facets["kind"], struck_on=None
        )
        return rows.aggregate(n=Sum("quantity"))["n"]

    # suggestions

    def _of_suggestions(self, id: str) -> Decimal:
        return Decimal(_SUGGESTIONS[id](self))

    def suggestions(self, day: str, **more: Any) -> QuerySet[Suggestion]:
        """Those with such a day."""
        return Suggestion.objects.filter(self._mine(""), self._in(day), **more)

    def handlings(self, day: str, **more: Any) -> QuerySet[Handling]:
        """Parts in units' hands."""
        return Handling.objects.filter(self._mine(""), self._in(day), **more)


def _included(codes: tuple[str, ...]) -> set[str]:
    return {code for each in codes for code in kinds.load().included(each)}


def _received(plain: Plain, **more: Any) -> int:
    return plain.suggestions("submitted_on", **more).exclude(matter__state__in=ELSEWHERE).count()


def _counted(plain: Plain, day: str) -> int:
    return plain.suggestions(day).exclude(matter__state__in=ELSEWHERE).count()


def _answers(plain: Plain, **more: Any) -> QuerySet[Answer]:
    return Answer.objects.filter(plain._mine("handling__"), plain._in("sent_on"), **more)


def _promises(plain: Plain, state: str) -> int:
    return Promise.objects.filter(plain._mine(""), plain._in("matter__closed_on"), matter__state=state).count()


def _log(plain: Plain, **more: Any) -> int:
    rows = Oversight.objects.filter(
        plain._mine("suggestion__"), plain._in("day"), suggestion__registered_on__isnull=False
    )
    return rows.filter(**more).exclude(suggestion__matter__state=S.SPLIT).count()


_SUGGESTIONS: Mapping[str, Callable[[Plain], int]] = {
    "received": _received,
    "session": lambda p: _received(p, when="session"),
    "between": lambda p: _received(p, when="between"),
    "from_motion": lambda p: _received(p, source="motion"),
    "filed": lambda p: _counted(p, "registered_on"),
    "withdrawn": lambda p: p.suggestions("matter__closed_on", matter__state=S.WITHDRAWN).count(),
    "higher": lambda p: p.suggestions("submitted_on", matter__state=S.RECORDED).count(),
    "handed": lambda p: p.handlings("handed_on").aggregate(n=Number("suggestion", distinct=True))["n"],
    "parts": lambda p: p.handlings("handed_on").count(),
    "handed_back": lambda p: p.handlings("matter__closed_on", matter__state=Handling.State.HANDED_BACK).count(),
    "answered": lambda p: _answers(p, round=1).aggregate(n=Number("handling__suggestion", distinct=True))["n"],
    "answers": lambda p: _answers(p, round=1).count(),
    "again": lambda p: _answers(p, round__gt=1).count(),
    "unevaluated": lambda p: p.handlings("matter__closed_on", unevaluated=True).count(),
    "promised": lambda p: Promise.objects.filter(p._mine(""), p._in("matter__opened_on")).count(),
    "promise_kept": lambda p: _promises(p, Promise.State.KEPT),
    "promise_failed": lambda p: _promises(p, Promise.State.FAILED),
    "key": lambda p: _counted(p, "key_on"),
    "oversight": lambda p: _log(p, kind__in=[kind for kind in Oversight.Kind.values if kind != Oversight.Kind.LOOK_BACK]),
    "meetings": lambda p: _log(p, kind="meeting"),
    "on_site": lambda p: _log(p, kind="on_site"),
    "look_back": lambda p: _log(p, kind="look_back"),
    "published": lambda p: _counted(p, "published_on"),
    "good": lambda p: _counted(p, "good_on"),
    "good_handling": lambda p: p.handlings("good_on").count(),
}  # fmt: skip


def values(plain: Plain, figures: Mapping[str, Expression]) -> Iterator[tuple[str, Decimal]]:
    """Every figure, one question each."""
    for id, expression in figures.items():
        assert isinstance(expression, Count)  # rates are asked as their parts; none is among these
        yield id, plain.value(id, expression)
