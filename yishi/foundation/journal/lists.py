"""What others may read of the journal: entries as lines for a page, bodies for those who may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yishi.foundation.journal.models import Entry


@dataclass(frozen=True)
class Line:
    """One entry as shown. `hidden` says that the body is sealed and this reader has no clearance, `erased`
    that it was erased; then `actor` is empty and so is `said`."""

    entry: Entry
    actor: str
    said: dict[str, Any]
    hidden: bool
    erased: bool


def of_matters(matter_ids: Iterable[int]) -> QuerySet[Entry]:
    """Entries of these matters in the order they were recorded, bodies with them, in one query."""
    return Entry.objects.filter(matter_id__in=list(matter_ids)).select_related("body").order_by("id")


def between(organ_id: int, first: dt.date, last: dt.date) -> QuerySet[Entry]:
    """The organ's entries that happened from `first` to `last`, both included, in the order of its chain."""
    found = Entry.objects.filter(organ_id=organ_id, day__range=(first, last))
    return found.select_related("body").order_by("seq")


def lines(entries: Iterable[Entry], *, cleared: bool) -> list[Line]:
    """Make lines of entries; a sealed body stays out of reach unless the reader is `cleared` for it."""
    return [_line(entry, cleared) for entry in entries]


def _line(entry: Entry, cleared: bool) -> Line:
    if entry.sealed and not cleared:
        return Line(entry, "", {}, hidden=True, erased=False)
    content = entry.body.content
    if content is None:
        return Line(entry, "", {}, hidden=False, erased=True)
    return Line(entry, content["actor"], content["said"], hidden=False, erased=False)
