"""Nouns of the room."""

from yishi.rooms.voice.models.course import Asked, Assignment, Check, Hop, Rating, Word
from yishi.rooms.voice.models.guard import Tries
from yishi.rooms.voice.models.information import InfoItem, InfoOutcome
from yishi.rooms.voice.models.message import Message, Sender
from yishi.rooms.voice.models.survey import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse

__all__ = [
    "Asked", "Assignment", "Check", "Hop", "InfoItem", "InfoOutcome", "Message", "Rating", "Sender", "Survey", "SurveyAnswer",
    "SurveyQuestion", "SurveyResponse", "Tries", "Word",
]  # fmt: skip
