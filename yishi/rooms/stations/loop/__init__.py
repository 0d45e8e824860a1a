"""What may happen: one file for each noun or part of a life. Every change of state is a step of one of these loops."""

# In the order of a matter's life, for so the steps are declared and pages offer them.
# isort: off
from yishi.rooms.stations.loop.station import station
from yishi.rooms.stations.loop import people
from yishi.rooms.stations.loop import rating
from yishi.rooms.stations.loop.duty import duty
from yishi.rooms.stations.loop import turning_up
from yishi.rooms.stations.loop.reception import reception
from yishi.rooms.stations.loop import booking

# isort: on
from yishi.rooms.stations.loop.beside import ground, station_rule
from yishi.rooms.stations.loop.presence import presence

LOOPS = (station, duty, reception, presence, station_rule, ground)
"""Loops of the room: the station, what happens there, and what stands beside."""

__all__ = [
    "LOOPS",
    "booking",
    "duty",
    "ground",
    "people",
    "presence",
    "rating",
    "reception",
    "station",
    "station_rule",
    "turning_up",
]
