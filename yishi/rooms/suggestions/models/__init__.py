"""Nouns of the room."""

from yishi.rooms.suggestions.models.handling import (
    Answer,
    Ask,
    Conference,
    Delivery,
    Evaluation,
    Handling,
    Mark,
    Opinion,
    Promise,
    PromiseReport,
    Talk,
)
from yishi.rooms.suggestions.models.lineage import CarryOver, Origin
from yishi.rooms.suggestions.models.papers import Bulletin, HandlingReport, ScoreRule
from yishi.rooms.suggestions.models.suggestion import Handover, Hint, Objection, Oversight, Signer, Suggestion, Topic

__all__ = [
    "Answer",
    "Ask",
    "Bulletin",
    "CarryOver",
    "Conference",
    "Delivery",
    "Evaluation",
    "Handling",
    "HandlingReport",
    "Handover",
    "Hint",
    "Mark",
    "Objection",
    "Opinion",
    "Origin",
    "Oversight",
    "Promise",
    "PromiseReport",
    "ScoreRule",
    "Signer",
    "Suggestion",
    "Talk",
    "Topic",
]
