"""The papers of the suggestions room, each a pure function from a dataclass to the bytes of a Word file."""

from .bulletin import Bulletin, BulletinItem, bulletin
from .handover import HandOver, HandOverRow, hand_over_list
from .reply import Promise, Receipt, Reply, reply_letter, reply_letters
from .report import Chapter, Table, YearlyReport, yearly_report
from .suggestion import Signer, SuggestionForm, suggestion_form
from .words import CPPCC, NPC, Words

__all__ = [
    "CPPCC",
    "NPC",
    "Bulletin",
    "BulletinItem",
    "Chapter",
    "HandOver",
    "HandOverRow",
    "Promise",
    "Receipt",
    "Reply",
    "Signer",
    "SuggestionForm",
    "Table",
    "Words",
    "YearlyReport",
    "bulletin",
    "hand_over_list",
    "reply_letter",
    "reply_letters",
    "suggestion_form",
    "yearly_report",
]
