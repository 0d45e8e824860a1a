"""Who reads hot topics, who has them found anew, who names them."""

from __future__ import annotations

from collections.abc import Iterable

from yishi.doors.parts.who import door
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.readings.topics.models import Topic
from yishi.rooms.voice import lists
from yishi.rooms.voice.catalogue.topics import name_of

READERS = (*lists.ALL_SEEING, RoleCode.COMMITTEE)
"""A committee sees how many speak of what and where, and the words of those messages alone that it may read."""
FINDERS = (RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.LEADER)
EDITORS = (RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.LEADER)
"""Who makes the weekly bulletin: those who read every message."""

read, find, edit = door(*READERS), door(*FINDERS), door(*EDITORS)


def reads(actor: Actor) -> bool:
    """Are hot topics shown to him at all?"""
    return read.opens_to(actor)


def named(actor: Actor, topics: Iterable[Topic]) -> list[Topic]:
    """The topics, each with `shown`: its name, or where its words are of a message that he may not read, class and place."""
    rows = list(topics)
    seen = set(lists.visible(actor).filter(pk__in=[row.called_by_id for row in rows]).values_list("pk", flat=True))
    for row in rows:
        row.shown = str(row) if row.own_name or row.called_by_id in seen else blank(row)  # type: ignore[attr-defined]  # for this page
    return rows


def blank(row: Topic) -> str:
    """What is told of it where its words are not for the reader."""
    return "：".join(part for part in (row.where or row.area, name_of(row.topic) if row.topic else "") if part) or "—"
