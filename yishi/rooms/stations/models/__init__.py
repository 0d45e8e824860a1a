"""Nouns of the room."""

from yishi.rooms.stations.models.duty import Duty, Official, OnDuty
from yishi.rooms.stations.models.kept import Ground, Rule, Stars, Ticked
from yishi.rooms.stations.models.presence import Presence
from yishi.rooms.stations.models.reception import Booker, Booking, Receiver, Reception, Slot
from yishi.rooms.stations.models.station import Keeper, OpenDay, Posting, Span, Station

__all__ = [
    "Booker",
    "Booking",
    "Duty",
    "Ground",
    "Keeper",
    "Official",
    "OnDuty",
    "OpenDay",
    "Posting",
    "Presence",
    "Receiver",
    "Reception",
    "Rule",
    "Slot",
    "Span",
    "Stars",
    "Station",
    "Ticked",
]
