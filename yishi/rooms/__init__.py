"""The rooms of the house in the order of the institution's year.

Settings, navigation and the report's chapters are built from `YEAR`; a test fails when a folder is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from yishi.foundation.loops.steps import Loop


@dataclass(frozen=True)
class Room:
    """One line of work: `name` is its folder, `months` when it is busiest, `title` how people call it."""

    name: str
    months: str
    title: dict[str, Any]


YEAR: tuple[Room, ...] = (
    Room("suggestions", "1-11", {"npc": _("代表建议"), "cppcc": _("政协提案")}),
    Room("voice", "1-12", {"npc": _("民情民意"), "cppcc": _("社情民意")}),
    Room("stations", "1-12", {"npc": _("代表家站"), "cppcc": _("委员工作室")}),
    Room("activities", "1-12", {"npc": _("工作活动"), "cppcc": _("工作活动")}),
)


def loops() -> dict[str, Loop]:
    """Every loop of every room by the kind of its matters; the rooms' `loop` packages are imported when first asked."""
    found: dict[str, Loop] = {}
    for room in YEAR:
        for loop in import_module(f"yishi.rooms.{room.name}.loop").LOOPS:
            found[loop.kind] = loop
    return found
