"""What may happen: one file for each noun. Every change of state is a step of one of these loops."""

# In the order of a matter's life, for so the steps are declared and pages offer them.
# isort: off
from yishi.rooms.activities.loop.activity import activity
from yishi.rooms.activities.loop import reporting
from yishi.rooms.activities.loop import taking_part
from yishi.rooms.activities.loop import results
from yishi.rooms.activities.loop import ending

# isort: on
from yishi.rooms.activities.loop.outside import outside_total
from yishi.rooms.activities.loop.own_kind import own_kind
from yishi.rooms.activities.loop.target import target

LOOPS = (activity, outside_total, own_kind, target)
"""Loops of the room: the activity, and what stands beside it."""

__all__ = ["LOOPS", "activity", "ending", "outside_total", "own_kind", "reporting", "results", "taking_part", "target"]
