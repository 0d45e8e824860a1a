"""The demo's organ with everybody in it, and how the story finds them."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from yishi.foundation.law.pack import Pack
from yishi.foundation.people.actors import Actor, actor_of, follower, stranger
from yishi.foundation.people.models import Account, Grouping, Mandate, Organ, Unit
from yishi.rooms.suggestions.models import Handover, Topic


@dataclass
class House:
    """One organ. People are called by keys: "office", "liaison/12" (the unit's row), "member/34" (the mandate's row)."""

    organ: Organ
    pack: Pack
    mandates: list[Mandate] = field(default_factory=list)
    groups: dict[int, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    """Mandates by the row of their delegation or sector; the first is its head."""
    units: list[Unit] = field(default_factory=list)
    by_topic: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    topics: dict[str, Topic] = field(default_factory=dict)
    committees: dict[str, Grouping] = field(default_factory=dict)
    handover: Handover | None = None
    accounts: dict[str, Account] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)
    _turns: Counter[str] = field(default_factory=Counter)

    def actor(self, key: str, day: dt.date) -> Actor:
        """Someone as he acts; asked of the database once, and again after `forget`. Residents have no account: "resident"
        is anybody, "sender/56" the one who sent that message."""
        kind, _, row = key.partition("/")
        if kind in ("resident", "sender"):
            return follower(self.organ, int(row)) if row else stranger(self.organ)
        if key not in self._actors:
            self._actors[key] = actor_of(self.accounts[key], self.organ, day)
        return self._actors[key]

    def forget(self, key: str) -> None:
        """His roles have changed."""
        self._actors.pop(key, None)

    def turn(self, what: str) -> int:
        """How often this was asked before: for stories that take their kinds in turn."""
        self._turns[what] += 1
        return self._turns[what] - 1

    def group_of(self, mandate: Mandate) -> list[Mandate]:
        """The delegation or sector that a mandate belongs to."""
        return next(found for found in self.groups.values() if mandate in found)

    def group_key(self, mandate: Mandate) -> int:
        """The row of that delegation or sector."""
        return next(key for key, found in self.groups.items() if mandate in found)

    def side(self, side: str) -> list[Unit]:
        """Units of a system, without the office that coordinates it."""
        return [unit for unit in self.units if unit.side == side and not unit.coordinates]
