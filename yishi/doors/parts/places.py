"""Where a matter has its page: each kind of matter in each door that shows it."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from yishi.foundation.matters.models import Matter

PAGES = {
    "activity": "activity",
    "station": "station",
    "duty": "station_duty",
    "reception": "reception",
    "presence": "presence",
    "station_rule": "station_rule",
    "ground": "ground",
    "message": "message",
    "info_item": "info_item",
    "survey": "survey",
    "outside_total": "outside_total",
    "own_kind": "own_kind",
    "target": "target",
}
"""The name of the page of a kind. What is not here belongs to a suggestion and is shown on its page."""


def page(door: str, matter: Matter) -> str:
    """The address of the page of a matter's family. Raises NoReverseMatch where that door shows none."""
    return reverse(f"{door}:{PAGES.get(matter.kind, 'suggestion')}", args=[matter.parent_id or matter.pk])


def page_or_none(door: str, matter: Matter | None) -> str:
    """The same; nothing without a matter, or in a door that shows none."""
    if matter is None:
        return ""
    try:
        return page(door, matter)
    except NoReverseMatch:
        return ""
