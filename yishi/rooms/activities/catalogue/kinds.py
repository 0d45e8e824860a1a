"""Kinds of activity, their outputs and the roles of those who take part: what the TOML files beside this one hold.

    catalogue = kinds.load()
    catalogue.kind("law_inspection").name_in("npc")     '执法检查'
    catalogue.kind("law_inspection").called("npc")      the same, or 'Law inspection' on an English page

A kind says what is one of it (`definition`), by which words it is counted (`measure` first), by which verbs reports speak of
it, and what is recorded with it. What an office adds of its own is a row of the same shape (`models.OwnKind`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from yishi.foundation import language

HERE = Path(__file__).parent
PROFILES = ("npc", "cppcc")


@dataclass(frozen=True)
class Line:
    """A line of work, a chapter of the year. `order` is its place in the report."""

    code: str
    npc: str
    cppcc: str
    english: str
    order: int

    def name_in(self, profile: str) -> str:
        """What the organ calls it."""
        return self.cppcc if profile == "cppcc" else self.npc

    def called(self, profile: str) -> str:
        """The same in the reader's language."""
        return language.name(self.name_in(profile), self.english)


@dataclass(frozen=True)
class Level:
    """At which level something was taken up, published or honoured: outcome of outputs with `levels`."""

    code: str
    name: str
    english: str
    aliases: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its name in the reader's language."""
        return language.name(self.name, self.english)


@dataclass(frozen=True)
class Role:
    """As what somebody takes part: deputy, resident, expert, appointee. `named`: names are kept, so that distinct people
    can be counted; of others only heads are."""

    code: str
    name: str
    english: str
    named: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its name in the reader's language."""
        return language.name(self.name, self.english)


@dataclass(frozen=True)
class Output:
    """What comes of an activity and is counted in its own right.

    `of` says what its quantity is: a count, an amount of money, a length (characters, days, area), or bodies (units,
    places, households) of which those that are named count once each. `levels`: it is taken up at a level (adopted by the
    province), which is its outcome (`Level.code`)."""

    code: str
    name: str
    english: str
    measure: str
    definition: str
    of: Literal["count", "amount", "length", "bodies"] = "count"
    aliases: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    levels: bool = False

    @property
    def called(self) -> str:
        """Its name in the reader's language."""
        return language.name(self.name, self.english)


@dataclass(frozen=True)
class Kind:
    """One kind of activity. `form` "stock" is in being from a day until it ends (stations, groups, rules in force);
    `broader` names the kind whose sums include it. `parts` are words that mean only some of the kind (初任培训 of 培训), which an
    office writes as the topic; `aliases` may hold them too, for they name no other kind."""

    code: str
    line: str
    name: str
    english: str
    measure: str
    definition: str
    cppcc: str = ""
    profiles: tuple[str, ...] = PROFILES
    aliases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    form: Literal["event", "stock"] = "event"
    broader: str = ""
    outputs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    results: tuple[tuple[str, str], ...] = ()

    def name_in(self, profile: str) -> str:
        """What the organ calls it."""
        return (self.cppcc if profile == "cppcc" else "") or self.name

    def called(self, profile: str) -> str:
        """The same in the reader's language."""
        return language.name(self.name_in(profile), self.english)


@dataclass(frozen=True)
class Catalogue:
    """Everything that is counted, in order. Codes are unique over kinds and outputs together: both are kinds of facts."""

    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]
    outputs: tuple[Output, ...]
    roles: tuple[Role, ...]
    levels: tuple[Level, ...] = ()

    def __hash__(self) -> int:
        """Of all rows, once: much is kept by the catalogue of which it was made."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.lines, self.kinds, self.outputs, self.roles, self.levels))

    @cached_property
    def kind_by_code(self) -> Mapping[str, Kind]:
        """Kinds."""
        return {row.code: row for row in self.kinds}

    @cached_property
    def output_by_code(self) -> Mapping[str, Output]:
        """Outputs."""
        return {row.code: row for row in self.outputs}

    @cached_property
    def role_by_code(self) -> Mapping[str, Role]:
        """Roles."""
        return {row.code: row for row in self.roles}

    @cached_property
    def line_by_code(self) -> Mapping[str, Line]:
        """Lines of work."""
        return {row.code: row for row in self.lines}

    def kind(self, code: str) -> Kind:
        """Raises KeyError where there is none."""
        return self.kind_by_code[code]

    def included(self, code: str) -> tuple[str, ...]:
        """The kind and all whose sums it includes."""
        found = [code]
        for row in found:
            found += [kind.code for kind in self.kinds if kind.broader == row and kind.code not in found]
        return tuple(found)

    def with_kinds(self, more: Sequence[Kind]) -> Catalogue:
        """This catalogue and an office's own kinds."""
        return Catalogue(self.lines, (*self.kinds, *more), self.outputs, self.roles, self.levels)

    def of_profile(self, profile: str) -> tuple[Kind, ...]:
        """The kinds that such an organ has."""
        return tuple(kind for kind in self.kinds if profile in kind.profiles)

    def above(self, level: str) -> tuple[str, ...]:
        """The level and all above it: 市级以上."""
        codes = [row.code for row in self.levels]
        return tuple(codes[: codes.index(level) + 1])


Row = TypeVar("Row")


def _rows(made: type[Row], found: list[dict[str, Any]], **shared: Any) -> tuple[Row, ...]:
    known = {each.name for each in fields(made)}  # type: ignore[arg-type]  # every caller gives a dataclass
    rows = []
    for row in found:
        if unknown := set(row) - known:
            raise ValueError(f"{made.__name__} {row.get('code')}: unknown {', '.join(sorted(unknown))}")
        rows.append(made(**{key: _plain(value) for key, value in (row | shared).items()}))
    return tuple(rows)


def _plain(value: Any) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, list) else value


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def load() -> Catalogue:
    """The catalogue as it comes with Yishi. Raises ValueError where a file holds a word that is not known."""
    lines = tuple(sorted(_rows(Line, _read("lines.toml")["line"]), key=lambda row: row.order))
    kinds = [
        kind
        for line in lines
        if (HERE / "kinds" / f"{line.code}.toml").exists()
        for kind in _rows(Kind, _read(f"kinds/{line.code}.toml")["kind"], line=line.code)
    ]
    outputs, roles = _rows(Output, _read("outputs.toml")["output"]), _rows(Role, _read("roles.toml")["role"])
    return Catalogue(lines, tuple(kinds), outputs, roles, _rows(Level, _read("levels.toml")["level"]))
