"""A resident's words with places marked in them: private details, urgent words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe


class Place(NamedTuple):
    """From which character to which, of which sort, and what a reader is told of it."""

    start: int
    end: int
    sort: str
    why: str


def marked(text: str, places: Iterable[Place]) -> SafeString:
    """The text in paragraphs, each place marked; of places that overlap the first one stands."""
    out, at = [], 0
    for place in _apart(sorted(places)):
        out += [conditional_escape(text[at : place.start]), _mark(text[place.start : place.end], place)]
        at = place.end
    return mark_safe(linebreaks(mark_safe("".join([*out, conditional_escape(text[at:])]))))  # all of it escaped above


def _mark(words: str, place: Place) -> SafeString:
    return format_html('<mark class="mark-{}" title="{}">{}</mark>', place.sort, place.why, words)


def _apart(places: Sequence[Place]) -> list[Place]:
    found: list[Place] = []
    for place in places:
        if place.start < place.end and (not found or found[-1].end <= place.start):
            found.append(place)
    return found
