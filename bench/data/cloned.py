"""One walked life as a mould: what it wrote, cast again with other keys, people, units, numbers and words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Model

from bench.data import tables, words
from bench.data.people import DEPUTIES, UNITS, House, person_name, unit_short
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import Account, Mandate, Unit
from yishi.rooms.suggestions.models import Evaluation, Oversight

MEMBERS_USED, UNITS_USED = 4, 3
"""How many people and units a life may name; clones turn them through all there are."""
KEYED = {"evaluated": Evaluation, "oversight": Oversight, "look_back": Oversight}
"""Whose key stands in the key of a fact; that of a matter where none is named."""


class Cast(NamedTuple):
    """What is particular to one clone."""

    bases: dict[type[Model], int]
    members: int
    units: int
    sub: Callable[[str], str]


class Said(NamedTuple):
    """An entry of the journal that waits for its place in the chain."""

    at: Any
    number: int
    entry: Entry
    matter: int | None
    actor: int | None
    text: str


Change = Callable[[Cast], Any]


@dataclass
class Mould:
    """What one life wrote, and how each column of it changes."""

    house: House
    families: list[int]
    rows: dict[type[Model], list[tuple[Any, ...]]] = field(default_factory=dict)
    changes: dict[type[Model], list[list[tuple[int, Change]]]] = field(default_factory=dict)
    entries: list[tuple[Entry, Change, Change, str]] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    _index: dict[type[Model], dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, house: House, roots: Sequence[int]) -> Mould:
        """Read what stands of these suggestions."""
        parts = Matter.objects.filter(parent__in=roots).order_by("pk").values_list("pk", flat=True)
        made = cls(house, [*roots, *parts])
        for model in tables.OF:
            found = tables.read(model, made.families)
            if found:
                made.rows[model] = found
                at = [column.column for column in tables.columns(model)].index(model._meta.pk.column)
                made._index[model] = {row[at]: number for number, row in enumerate(found)}
        numbered = Matter.objects.filter(pk__in=made.families).exclude(number="").order_by("pk")
        made.numbers = list(numbered.values_list("number", flat=True))
        made._token = made._pattern()
        for model, found in made.rows.items():
            made.changes[model] = [made._changes(model, row) for row in found]
        for entry in Entry.objects.filter(matter__in=made.families).select_related("body").order_by("seq"):
            made.entries.append(
                (entry, made._key(Matter, entry.matter_id), made._account(entry.actor_id), entry.body.text)
            )
        return made

    _token: re.Pattern[str] = field(default=re.compile("(?!)"), init=False)

    def _pattern(self) -> re.Pattern[str]:
        people = [person_name(at) for at in range(MEMBERS_USED)] + [unit_short(at) for at in range(UNITS_USED)]
        return re.compile("|".join(map(re.escape, [words.PLACE, *words.TOKENS, *people, *self.numbers])))

    # columns

    def _changes(self, model: type[Model], row: tuple[Any, ...]) -> list[tuple[int, Change]]:
        found = []
        for at, (column, value) in enumerate(zip(tables.columns(model), row, strict=True)):
            change = self._change(model, column, value) if value is not None else None
            if change is not None:
                found.append((at, change))
        return found

    def _change(self, model: type[Model], column: Any, value: Any) -> Change | None:
        target = column.related_model if column.is_relation else None
        if column.primary_key and target is None:
            return self._key(model, value)
        if target is not None:
            return self._pointed(target, value)
        if model is Fact and column.name == "key":
            return self._fact_key(value)
        if model is Notice and column.name == "key":
            return self._notice_key(value)
        if column.get_internal_type() == "JSONField":
            text = json.dumps(json.loads(value), ensure_ascii=False)
            return (lambda cast: cast.sub(text)) if self._token.search(text) else None
        if isinstance(value, str) and self._token.search(value):
            return lambda cast: cast.sub(value)
        return None

    def _pointed(self, target: type[Model], value: int) -> Change | None:
        if target in tables.OF:
            return self._key(target, value)
        if target is Mandate:
            rows, at = self.house.mandates, self.house.mandates.index(value)
            return lambda cast: rows[(at + cast.members) % DEPUTIES]
        if target is Unit and value in self.house.units:
            rows, at = self.house.units, self.house.units.index(value)
            return lambda cast: rows[(at + cast.units) % UNITS]
        return self._account(value) if target is Account else None

    def _account(self, value: int | None) -> Change:
        house = self.house
        if value in house.members:
            rows, at = house.members, house.members.index(value)
            return lambda cast: rows[(at + cast.members) % DEPUTIES]
        if value in house.liaisons:
            return _turned(house.liaisons, value)
        if value in house.heads:
            return _turned(house.heads, value)
        return lambda cast: value

    def _key(self, model: type[Model], value: int | None) -> Change:
        if value is None:
            return lambda cast: None
        owner = Matter if model._meta.pk.is_relation else model
        number = self._index[owner][value]
        return lambda cast: cast.bases[owner] + number

    def _fact_key(self, key: str) -> Change | None:
        kind, _, rest = key.partition("/")
        if not rest:
            return None
        pk, slash, more = rest.partition("/")
        new = self._key(KEYED.get(kind, Matter), int(pk))
        return lambda cast: f"{kind}/{new(cast)}{slash}{more}"

    def _notice_key(self, key: str) -> Change:
        kind, pk, version = key.rsplit("/", 2)
        new = self._key(Matter, int(pk))
        return lambda cast: f"{kind}/{new(cast)}/{version}"

    # casting

    def cast(self, clone: int, numbers: Iterator[str], bases: dict[type[Model], int]) -> Cast:
        """What clone number `clone` puts in place of the mould's own; takes its numbers and keys."""
        members, units = clone * 7 % DEPUTIES, clone * 3 % UNITS
        say = words.of_clone(clone)
        say |= {person_name(at): person_name((at + members) % DEPUTIES) for at in range(MEMBERS_USED)}
        say |= {unit_short(at): unit_short((at + units) % UNITS) for at in range(UNITS_USED)}
        say |= {number: next(numbers) for number in self.numbers}
        mine = {model: bases[model] for model in self.rows}
        for model, rows in self.rows.items():
            bases[model] += len(rows)
        return Cast(mine, members, units, lambda text: self._token.sub(lambda found: say[found[0]], text))

    def rows_of(self, model: type[Model], cast: Cast) -> Iterator[list[Any]]:
        """The clone's rows of one table."""
        for row, changes in zip(self.rows.get(model, ()), self.changes.get(model, ()), strict=True):
            new = list(row)
            for at, change in changes:
                new[at] = change(cast)
            yield new

    def said(self, cast: Cast, clone: int) -> Iterator[Said]:
        """The clone's entries, not yet linked."""
        for entry, matter, actor, text in self.entries:
            yield Said(entry.at, clone, entry, matter(cast), actor(cast), cast.sub(text))


def _turned(rows: Sequence[int], value: int) -> Change:
    """Someone of another unit."""
    at = rows.index(value)
    return lambda cast: rows[(at + cast.units) % UNITS]
