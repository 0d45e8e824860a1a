"""What may happen: one file for each part of a message's life. Every change of state is a step of this loop."""

# In the order of a matter's life, for so the steps are declared and pages offer them.
# isort: off
from yishi.rooms.voice.loop.message import message
from yishi.rooms.voice.loop import taking_over
from yishi.rooms.voice.loop import answering
from yishi.rooms.voice.loop import sorting
from yishi.rooms.voice.loop import checking
from yishi.rooms.voice.loop import merging
from yishi.rooms.voice.loop import passing
from yishi.rooms.voice.loop import publishing
from yishi.rooms.voice.loop import history
from yishi.rooms.voice.loop import erasing
from yishi.rooms.voice.loop.information import information
from yishi.rooms.voice.loop.survey import survey

# isort: on

LOOPS = (message, information, survey)
"""Loops of the room."""

__all__ = [
    "LOOPS", "answering", "checking", "erasing", "history", "information", "merging", "message", "passing", "publishing", "sorting",
    "survey", "taking_over",
]  # fmt: skip
