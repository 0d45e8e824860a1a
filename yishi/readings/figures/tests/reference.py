"""The counting grammar once more, row by row in plain Python, written from its definitions and from nothing of the engine."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from yishi.readings.figures.expression import Compound, Count, Expression
from yishi.readings.figures.tests.ground import CATALOGUE, Ground, Row

OUTPUTS = {"opinion", "firms"}
NO_HAPPENING = OUTPUTS | {"attendance", "duration"}
BELOW = {0: {0, 1, 2}, 1: {1}, 2: {2}, 3: {3}}
FLAGS = {"grass_roots", "non_party", "re_elected"}
TERM = dt.date(2022, 1, 5)


class Reference:
    """All the rows, asked from one organ over the days asked."""

    def __init__(self, ground: Ground, rows: list[Row], organ: int, since: dt.date, until: dt.date) -> None:
        self.ground, self.rows, self.organ, self.since, self.until = ground, rows, organ, since, until

    def value(self, e: Expression, back: int = 0) -> Decimal | None:
        if isinstance(e, Count):
            return self.count(e, back)
        if e.how in ("change", "growth"):
            now, before = self.value(e.parts[0], back), self.value(e.parts[0], back + 1)
            return self.put_together(e, [now, before])
        return self.put_together(e, [self.value(part, back) for part in e.parts])

    def put_together(self, e: Compound, parts: list[Decimal | None]) -> Decimal | None:
        if any(part is None for part in parts):
            return None
        a, b = parts[0], parts[1]
        if e.how == "plus":
            return sum(parts, Decimal(0))
        if e.how in ("minus", "change"):
            return a - b
        if not b:
            return None
        if e.how == "mean":
            return round(a / b, 2)
        return Decimal(str(round(float(100 * (a - b if e.how == "growth" else a)) / float(b), 2)))

    # one count

    def window(self, count: Count, back: int) -> tuple[dt.date, dt.date]:
        since, until = self.since.replace(year=self.since.year - back), self.until.replace(year=self.until.year - back)
        if count.window.name == "":
            return tuple(day.replace(year=day.year - back) for day in (count.window.since, count.window.until))
        year = until.year - (count.window.name == "last_year")
        return {
            "asked": (since, until), "asof": (dt.date.min, until), "term": (TERM, until), "since_change_of_term": (TERM, until),
        }.get(count.window.name, (dt.date(year, 1, 1), dt.date(year, 12, 31)))  # fmt: skip

    def scoped(self, row: Row, tree: bool) -> bool:
        organs = BELOW[self.organ] if tree else {self.organ}
        return row.organ in organs or bool(row.hosts & organs)

    def count(self, count: Count, back: int) -> Decimal | None:
        since, until = self.window(count, back)
        rows = [
            row for row in self.rows if self.scoped(row, count.tree) and row.outside == count.outside and not row.sealed
        ]
        if count.cohort:
            rows = [row for row in rows if (row.organ, row.matter) in self.cohort(count, back)]
        if count.what == "stock":
            rows = [row for row in rows if row.day <= until and (row.until is None or row.until > until)]
        elif count.what == "streak":
            rows = [row for row in rows if row.day <= until]
        else:
            rows = [row for row in rows if since <= row.day <= until]
        found = getattr(self, count.what)(rows, dict(count.of), until)
        return None if found is None else Decimal(found)

    def cohort(self, count: Count, back: int) -> set[tuple[int, int]]:
        name, number = count.cohort
        found = [row for row in self.rows if row.kind == "submitted" and not row.sealed]
        organs = BELOW[self.organ] if count.tree else {self.organ}
        found = [row for row in found if row.organ in organs]
        if name == "year":
            return {(row.organ, row.matter) for row in found if row.day.year == number - back}
        first, last = dt.date(2026, 1, 12), dt.date(2026, 1, 15)
        if name == "since_session":
            _since, until = self.window(count, back)
            return {(row.organ, row.matter) for row in found if first <= row.day <= until}
        return {(row.organ, row.matter) for row in found if row.source == "session" and first <= row.day <= last}

    def fits(self, row: Row, of: dict[str, Any], until: dt.date, heads: bool = False) -> bool:
        return all(
            self.one(row, name, values, until)
            for name, values in of.items()
            if name != "role" and not name.startswith("person.")
        ) and (
            not self.of_persons(of)
            or any(self.person(row, *each, of) for each in row.persons)
            or (heads and self.by_heads(row, of))
        )

    def by_heads(self, row: Row, of: dict[str, Any]) -> bool:
        return not any(name.startswith("person.") for name in of) and any(
            each.kind == "attendance" and (each.organ, each.matter, each.source) == (row.organ, row.matter, row.kind)
            and each.outcome in of["role"] for each in self.rows
        )  # fmt: skip

    def one(self, row: Row, name: str, values: tuple[str, ...], until: dt.date) -> bool:
        if name in ("kind", "source"):
            return getattr(row, name) in {code for value in values for code in CATALOGUE.included(value)}
        if name == "topic":
            return row.topic in values or bool(row.tags & set(values))
        if name == "tag":
            return bool(row.tags & set(values))
        if name == "group":
            return bool({self.ground.groups[at].name for at in row.groups} & set(values))
        if name == "unit":
            return row.unit is not None and self.ground.units[row.unit].name in values
        return getattr(row, name) in values

    @staticmethod
    def of_persons(of: dict[str, Any]) -> bool:
        return any(name == "role" or name.startswith("person.") for name in of)

    def person(self, row: Row, who: int, role: str, of: dict[str, Any]) -> bool:
        mandate = self.ground.mandates[who]
        for name, values in of.items():
            if name == "role" and role not in values:
                return False
            if not name.startswith("person."):
                continue
            attribute = name.removeprefix("person.")
            if attribute == "sector":
                held = self.ground.sector(mandate, row.day)
            elif attribute in FLAGS:
                held = {"yes" if getattr(mandate, attribute) else "no"}
            else:
                held = {getattr(mandate if attribute == "kind" else mandate.person, attribute)}
            if not held & set(values):
                return False
        return True

    # by what is counted

    def times(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> Decimal:
        return self.sum([row for row in rows if row.kind not in NO_HAPPENING], of, until, heads=True)

    def sum(self, rows: list[Row], of: dict[str, Any], until: dt.date, heads: bool = False) -> Decimal:
        return sum((row.quantity for row in rows if self.fits(row, of, until, heads)), Decimal(0))

    def median(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> Decimal | None:
        found = [row.quantity for row in rows if self.fits(row, of, until)]
        return round(Decimal(statistics.median(found)), 2) if found else None

    def stock(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> Decimal:
        kept = [row for row in rows if self.fits(row, {"kind": ("house", "carried"), **of}, until)]
        if "kind" not in of:
            kept = [row for row in kept if row.kind != "carried"]
        carried = {(row.organ, row.matter, row.key.split("/")[0]) for row in kept if row.kind == "carried"}
        return len(carried) + sum(row.quantity for row in kept if row.kind != "carried")

    def person_times(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> Decimal:
        plain = {name: values for name, values in of.items() if name != "role" and not name.startswith("person.")}
        named = sum(
            (
                row.quantity
                for row in rows
                if self.fits(row, plain, until)
                for each in row.persons
                if self.person(row, *each, of)
            ),
            Decimal(0),
        )
        if any(name in of for name in ("source", "outcome", "measure")) or any(
            name.startswith("person.") for name in of
        ):
            return named
        heads = {name: values for name, values in plain.items() if name != "kind"} | {"kind": ("attendance",)}
        if "kind" in of:
            heads["source"] = of["kind"]
        if "role" in of:
            heads["outcome"] = of["role"]
        return named + self.sum(rows, heads, until)

    def lasts(self, row: Row) -> bool:
        return any(
            each.kind == "duration" and each.source == row.kind and (each.organ, each.matter) == (row.organ, row.matter)
            for each in self.rows
        )

    def days(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> Decimal:
        longer = {name: values for name, values in of.items() if name != "kind"} | {"kind": ("duration",)}
        if "kind" in of:
            longer["source"] = of["kind"]
        short = [row for row in rows if row.kind not in NO_HAPPENING and not self.lasts(row)]
        return self.sum(rows, longer, until) + self.sum(short, of, until)

    def streak(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> int:
        kept = rows if "kind" in of else [row for row in rows if row.kind not in NO_HAPPENING]
        years, number = {row.day.year for row in kept if self.fits(row, of, until, heads=True)}, 0
        while until.year - number in years:
            number += 1
        return number

    def distinct(self, rows: list[Row], of: dict[str, Any], until: dt.date, things: Callable[[Row], set[Any]]) -> int:
        return len(set().union(*(things(row) for row in rows if self.fits(row, of, until))))

    def matters(self, *given: Any) -> int:
        return self.distinct(*given, lambda row: {(row.organ, row.matter)})

    def units(self, *given: Any) -> int:
        return self.distinct(*given, lambda row: {row.unit} - {None})

    def places(self, *given: Any) -> int:
        return self.distinct(*given, lambda row: {row.place} - {""})

    def organs(self, *given: Any) -> int:
        return self.distinct(*given, lambda row: {row.organ, *row.hosts})

    def groups(self, *given: Any) -> int:
        return self.distinct(*given, lambda row: set(row.groups))

    def names(self, *given: Any) -> int:
        return self.distinct(*given, lambda row: {tag for tag in row.tags if tag.startswith(("name:", "law:"))})

    def people(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> int:
        plain = {name: values for name, values in of.items() if name != "role" and not name.startswith("person.")}
        return len({
            self.ground.mandates[who].person_id
            for row in rows if self.fits(row, plain, until)
            for who, role in row.persons if self.person(row, who, role, of)
        })  # fmt: skip

    def seats(self, rows: list[Row], of: dict[str, Any], until: dt.date) -> int:
        raise NotImplementedError("seats are no facts; test_seats counts them by hand")
