"""What may happen: one file for each noun. Every change of state is a step of one of these loops."""

from yishi.rooms.suggestions.loop import course, evaluation, extension, history, opinions, oversight
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.loop.promise import promise
from yishi.rooms.suggestions.loop.suggestion import suggestion

LOOPS = (suggestion, handling, promise)
"""Loops of the room, in the order in which a matter meets them."""

__all__ = [
    "LOOPS",
    "course",
    "evaluation",
    "extension",
    "handling",
    "history",
    "opinions",
    "oversight",
    "promise",
    "suggestion",
]
