"""Nouns of the room."""

from yishi.rooms.activities.models.activity import Activity
from yishi.rooms.activities.models.beside import OutsideTotal, OwnKind, Target
from yishi.rooms.activities.models.parts import About, Host, Joined, Output, Participant

__all__ = ["About", "Activity", "Host", "Joined", "Output", "OutsideTotal", "OwnKind", "Participant", "Target"]
