"""How much of an entry a reader sees: everybody here its head; its body only who may know what stands in it.

Sealed bodies are for the office. Drafts are their authors' alone until handed in, and drafts of answers the unit's.
The administrator keeps the machine: of matters he sees that something was done, and not what.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.files import recorded
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.readings.figures import recorded as figures
from yishi.readings.report import guards
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.sight import PHONES

READERS = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR, RoleCode.ADMINISTRATOR)
OF_MATTERS = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR)
OF_ACCOUNTS = (RoleCode.OFFICE, RoleCode.AUDITOR, RoleCode.ADMINISTRATOR)
OF_THE_REPORT = frozenset({guards.ROOM, figures.ROOM})
"""Rooms whose entries hold drafts of the report and figures: read by those who read these."""
PRIVATE = frozenset(
    {"suggestion.draft", "suggestion.revise", "handling.draft_answer", "handling.sign", "handling.redraft"}
)


def in_draft(entry: Entry) -> bool:
    """Is the matter still its author's alone?"""
    matter = entry.matter
    root = (matter.parent or matter) if matter else None
    return root is not None and root.kind == "suggestion" and root.state == Suggestion.State.DRAFT


def _of_a_part(entry: Entry) -> bool:
    """Did a file come or go on a unit's part or promise? Such files are the unit's own until they go out."""
    return entry.step in recorded.STEPS and entry.matter is not None and entry.matter.parent_id is not None


def sees_matter(entry: Entry, actor: Actor) -> bool:
    """May the reader know which matter the entry is about?"""
    return entry.matter_id is not None and actor.has(*OF_MATTERS) and not in_draft(entry)


def hidden(entry: Entry, actor: Actor) -> str:
    """Why the reader does not see the body; empty when he does."""
    if entry.room in OF_THE_REPORT:
        return "" if actor.has(*OF_MATTERS) else _("管理员不查看报告和指标的内容。")
    if entry.matter_id is None:
        return "" if actor.has(*OF_ACCOUNTS) else _("人员、账号的变动内容只有工作机构、审计员和管理员可以查看。")
    if not actor.has(*OF_MATTERS):
        return _("管理员不查看建议、提案的内容。")
    if in_draft(entry) or entry.step in PRIVATE or _of_a_part(entry):
        return _("草稿只有起草人可以查看。")
    if entry.sealed and not actor.has(RoleCode.OFFICE):
        return _("评价内容按规定保密。")
    return ""


def told(entry: Entry, actor: Actor, said: dict[str, Any]) -> dict[str, Any]:
    """What was said, of an entry whose body he sees: numbers to call are for the office alone, as in the thread."""
    if entry.matter_id is None or actor.has(RoleCode.OFFICE):
        return said
    return {name: value for name, value in said.items() if name not in PHONES}
