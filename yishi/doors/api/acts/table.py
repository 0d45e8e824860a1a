"""All acts as operations, by the chapter of the description they stand in."""

from __future__ import annotations

from ninja import Router

from yishi.doors.api.acts import doing, office, seats
from yishi.doors.api.acts.doing import Doing

CHAPTERS: dict[str, list[Doing]] = {
    "people": [*seats.ALL, *office.OF_UNITS, *office.OF_ORGANS], "accounts": office.OF_ACCOUNTS, "calendar": office.OF_CALENDAR, "office": office.OF_KEPT,
}  # fmt: skip
ALL = [each for chapter in CHAPTERS.values() for each in chapter]


def routers() -> list[Router]:
    """A router for each chapter."""
    made = []
    for tag, chapter in CHAPTERS.items():
        router = Router(tags=[tag])
        for each in chapter:
            doing.add(router, each)
        made.append(router)
    return made
