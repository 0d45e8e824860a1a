"""Everything that a door can do: each page of desk, unit, pocket and public has its operation here, or a stated reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver
from pydantic import BaseModel

from yishi.doors.api.urls import api as house
from yishi.doors.desk.urls import urlpatterns as desk
from yishi.doors.pocket.urls import urlpatterns as pocket
from yishi.doors.public.urls import urlpatterns as public
from yishi.doors.unit.urls import urlpatterns as unit

TABLE = Path(__file__).with_name("pages.csv")
DOORS = {"desk": desk, "unit": unit, "pocket": pocket, "public": public}


def rows() -> list[dict[str, str]]:
    """The table kept by hand."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Every named address, those of included files too."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def offered() -> set[str]:
    """Operations by their names."""
    return {each["operationId"] for path in house.get_openapi_schema()["paths"].values() for each in path.values()}


def test_every_page_of_a_door_has_its_operation_or_a_reason() -> None:
    pages = [f"{door}:{name}" for door, patterns in DOORS.items() for name in named(patterns)]
    kept = [row["page"] for row in rows()]
    assert set(kept) == set(pages) and len(kept) == len(set(kept))
    for row in rows():
        assert bool(row["operations"]) != bool(row["reason"].strip()), row


def test_the_operations_named_there_are_offered() -> None:
    named_here = {name for row in rows() for name in row["operations"].split(";") if name}
    assert named_here <= offered()


def test_no_two_schemas_have_one_name() -> None:
    """The description knows schemas by name alone: of two with one name it would show one."""
    offered()
    waiting, found = [BaseModel], dict[str, set[str]]()
    while waiting:
        for made in waiting.pop().__subclasses__():
            waiting.append(made)
            if made.__module__.startswith("yishi.doors.api"):
                found.setdefault(made.__name__, set()).add(made.__module__)
    assert not {name: modules for name, modules in found.items() if len(modules) > 1}
