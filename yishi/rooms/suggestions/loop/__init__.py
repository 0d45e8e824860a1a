"""What may happen: one file for each noun. Every change of state is a step of one of these loops."""

# In the order of a matter's life, for so the steps are declared and pages offer them: what moves it on comes before what
# only marks it, and what is done once a year after that.
# isort: off
from yishi.rooms.suggestions.loop import course
from yishi.rooms.suggestions.loop import leaving
from yishi.rooms.suggestions.loop import splitting
from yishi.rooms.suggestions.loop import opinions
from yishi.rooms.suggestions.loop import evaluation
from yishi.rooms.suggestions.loop import extension
from yishi.rooms.suggestions.loop import oversight
from yishi.rooms.suggestions.loop import origin
from yishi.rooms.suggestions.loop import good
from yishi.rooms.suggestions.loop import carrying
from yishi.rooms.suggestions.loop import history

# isort: on
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
