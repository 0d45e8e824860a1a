"""What an office does before its first suggestion: shown on Today until there is one, each with whether it is done."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.cards import Todo
from yishi.doors.look.states import Kind
from yishi.doors.parts.who import Request
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Mandate, Organ, RoleCode, Term, Unit
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.suggestions.models import Topic


def first_steps(request: Request) -> list[Todo]:
    """The way to the first suggestion; nothing once there is one, nor for those who do not keep the registers. One query."""
    organ = request.actor.organ
    if not request.actor.has(RoleCode.OFFICE):
        return []
    begun, *done = Organ.objects.filter(pk=organ.pk).values_list(
        Exists(Matter.objects.filter(organ=organ, room="suggestions")),
        *(Exists(model.objects.filter(organ=organ)) for model in REGISTERS),
    )[0]  # fmt: skip
    return [] if begun else [*map(_shown, _ways(organ), done), _last(organ)]


REGISTERS: tuple[Any, ...] = (Unit, Term, Mandate, Topic)


def _ways(organ: Organ) -> list[tuple[str, str]]:
    """What to do and where, in the order of `REGISTERS`."""
    npc = organ.profile == Organ.Profile.NPC
    return [
        (_("导入承办单位，联络员、负责人的账号一并开通"), reverse("desk:people_import", args=["units"])),
        (_("登记本届和历次会议"), reverse("desk:people_terms")),
        (_("导入代表名册") if npc else _("导入委员名册"), reverse("desk:people_import", args=["roll"])),
        (_("定下类别，供交办和统计用"), reverse("desk:topics")),
    ]


def _shown(way: tuple[str, str], done: bool) -> Todo:
    title, url = way
    return Todo(title, url, _("已有") if done else _("待办"), Kind.DONE if done else Kind.WAITING)


def _last(organ: Organ) -> Todo:
    title = _("请代表（委员）在手机上提交，或从 Excel 导入第一批%(matter)s") % WORDS[organ.profile]
    return Todo(title, reverse("desk:import"), _("待办"), Kind.WAITING)
