"""What words of facets mean here: kinds hold those that they include, units and groups are found by their names.

A unit or group may also be named by its key ("#12"), which pages use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.people.models import Grouping, Unit
from yishi.readings.figures.engine.atoms import ATTENDANCE, DURATION
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.expression import Count
from yishi.rooms.activities import own
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind, Output
from yishi.rooms.activities.models import OwnKind
from yishi.rooms.suggestions import counted
from yishi.rooms.suggestions.measures import COUNTS, WORDS
from yishi.rooms.voice.figures import ANSWER_DAYS, APART, RATED

CARRIED = frozenset({"carried", "promise_carried"})
"""What a year left and the next one works on: a stock that is noted anew each year."""


def catalogue_of(scope: Scope) -> Catalogue:
    """Kinds, outputs and roles that the facts of a scope may hold: those of every profile, and all own kinds of its organs
    and of those above them."""
    above = scope.organ.path.strip("/").split("/")
    rows = OwnKind.objects.filter(scope.mine(True, "matter__organ") | Q(matter__organ__code__in=above))
    return kinds.load().with_kinds([own.kind_of(row) for row in rows.select_related("matter").order_by("pk")])


KEY = re.compile("#[0-9]{1,18}")


class Unknown(ValueError):
    """A name that nothing here bears; the message says which."""


class Names:
    """The words of one reader's scope. Units and groups are read once for all counts that `learn` is told of."""

    def __init__(self, scope: Scope, catalogue: Catalogue) -> None:
        self.scope, self.catalogue = scope, catalogue
        self._found: dict[str, dict[str, set[tuple[int, int]]]] = {"unit": defaultdict(set), "group": defaultdict(set)}
        self._asked: set[tuple[str, str]] = set()
        self._included: dict[str, tuple[str, ...]] = {}

    @cached_property
    def apart(self) -> frozenset[str]:
        """Kinds of facts that are no happenings: outputs, attendance, durations, what is told of a message's answer."""
        return frozenset({ATTENDANCE, DURATION, *APART, *self.catalogue.output_by_code})

    @cached_property
    def stocks(self) -> frozenset[str]:
        """Kinds that are in being from a day to a day."""
        return frozenset(kind.code for kind in self.catalogue.kinds if kind.form == "stock")

    @cached_property
    def events(self) -> frozenset[str]:
        """Kinds known to be no stock."""
        events = frozenset(kind.code for kind in self.catalogue.kinds) - self.stocks
        return events | self.apart | (counted.ALL - CARRIED)

    def included(self, codes: Iterable[str]) -> frozenset[str]:
        """Kinds and all whose sums they include."""
        made: set[str] = set()
        for code in codes:
            if code not in self._included:
                self._included[code] = self.catalogue.included(code)
            made.update(self._included[code])
        return frozenset(made)

    def called(self, codes: Iterable[str]) -> str:
        """Kinds and outputs by name, for sentences."""
        return language.listed(self._words.get(code) or code for code in dict.fromkeys(codes))

    @cached_property
    def _words(self) -> dict[str, str]:
        """What every kind of fact is called; those of suggestions as the measure that counts all of them."""
        words = WORDS[self.scope.organ.profile]
        found = {
            ATTENDANCE: _("参加人次"), DURATION: _("所用天数"), "evaluated": _("评价"), "solved": _("解决"),
            ANSWER_DAYS: _("群众意见答复用时"), RATED: _("群众评价"),
        }  # fmt: skip
        for measure in reversed(COUNTS):
            if len(measure.kinds) == 1 and not (measure.source or measure.outcome or measure.tag):
                found[measure.kinds[0]] = str(measure.name).format(**words)
        kinds: tuple[Kind | Output, ...] = (*self.catalogue.kinds, *self.catalogue.outputs)
        profile = self.scope.organ.profile
        return found | {row.code: row.called(profile) if isinstance(row, Kind) else row.called for row in kinds}

    def learn(self, counts: Iterable[Count]) -> None:
        """Look up the units and groups that these counts name: a query for each of the two at most."""
        new: dict[str, set[str]] = {"unit": set(), "group": set()}
        for count in counts:
            for facet, words in new.items():
                words |= {word for word in count.facets.get(facet, ()) if (facet, word) not in self._asked}
        for facet, words in new.items():
            if words:
                self._asked |= {(facet, word) for word in words}
                self._look(facet, words)

    def _look(self, facet: str, words: set[str]) -> None:
        """Among those of the whole tree, whatever of it is counted: what was held together may name another's."""
        keys = {int(word[1:]) for word in words if KEY.fullmatch(word)}
        mine, named = self.scope.mine(True), Q(name__in=words) | Q(pk__in=keys)
        rows: Iterable[tuple[Any, ...]]
        if facet == "unit":
            named |= Q(short__in=words) | Q(code__in=words)
            rows = Unit.objects.filter(mine & named).values_list("pk", "organ", "name", "short", "code")
        else:
            rows = Grouping.objects.filter(mine & named).values_list("pk", "organ", "name")
        for pk, organ, *called in rows:
            for word in (*called, f"#{pk}"):
                self._found[facet][word].add((pk, organ))

    def keys(self, facet: str, words: Iterable[str], *, own: bool = False) -> frozenset[int]:
        """Keys of units or groups, of the organ's `own` ones alone if asked. Raises `Unknown` for a name that none bears."""
        found = {
            word: {pk for pk, organ in self._found[facet].get(word, ()) if not own or organ == self.scope.organ.pk}
            for word in words
        }
        if missing := [word for word, keys in found.items() if not keys]:
            said = {"unit": _("没有名为“%(name)s”的单位。"), "group": _("没有名为“%(name)s”的代表团、界别或者小组。")}
            raise Unknown(said[facet] % {"name": language.listed(missing)})
        return frozenset().union(*found.values())
