"""Word out: the papers of the room, from records to bytes.

Each is given rows and writes a file; who may have it, its page asks of `lists`. Words differ by profile. Telephones
stand only where the form asks for them: the author's on his own form, the unit's contact on its letter.
"""

from yishi.rooms.suggestions.papers.bulletin import bulletin
from yishi.rooms.suggestions.papers.form import suggestion_form, suggestion_forms
from yishi.rooms.suggestions.papers.handover import hand_over_list
from yishi.rooms.suggestions.papers.letters import reply_letter, reply_letters
from yishi.rooms.suggestions.papers.report import handling_report

__all__ = [
    "bulletin",
    "hand_over_list",
    "handling_report",
    "reply_letter",
    "reply_letters",
    "suggestion_form",
    "suggestion_forms",
]
