"""Nouns of the room."""

from yishi.rooms.voice.models.course import Asked, Assignment, Check, Hop, Rating
from yishi.rooms.voice.models.guard import Tries
from yishi.rooms.voice.models.message import Message, Sender

__all__ = ["Asked", "Assignment", "Check", "Hop", "Message", "Rating", "Sender", "Tries"]
