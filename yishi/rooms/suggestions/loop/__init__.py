"""What may happen: one file for each noun. Every change of state is a step of one of these loops."""

from yishi.rooms.suggestions.loop import (
    carrying,
    course,
    evaluation,
    extension,
    good,
    history,
    leaving,
    opinions,
    origin,
    oversight,
    splitting,
)
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.loop.promise import promise
from yishi.rooms.suggestions.loop.suggestion import suggestion

LOOPS = (suggestion, handling, promise)
"""Loops of the room, in the order in which a matter meets them."""

__all__ = [
    "LOOPS",
    "carrying",
    "course",
    "evaluation",
    "extension",
    "good",
    "handling",
    "history",
    "leaving",
    "opinions",
    "origin",
    "oversight",
    "promise",
    "splitting",
    "suggestion",
]
