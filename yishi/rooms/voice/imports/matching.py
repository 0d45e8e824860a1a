"""One row of the file as the step takes it, and every sentence about what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.clock import CHINA
from yishi.foundation.loops import importing
from yishi.foundation.papers import chinese_date
from yishi.foundation.people.imports.plans import Outcome, RowPlan
from yishi.foundation.sheets import RowIn
from yishi.rooms.voice.catalogue import topics
from yishi.rooms.voice.imports.registry import Registry
from yishi.rooms.voice.loop.history import fault
from yishi.rooms.voice.loop.words import heading
from yishi.rooms.voice.words import NO_PACK

PLAIN = ("number", "handle", "title", "text", "answer", "place", "area", "name", "phone", "outcome")
"""What the step takes as it stands in the file."""


@dataclass(frozen=True)
class Said:
    """What is known of a message whose class or unit is to be guessed."""

    title: str
    text: str
    answer: str


@dataclass(frozen=True)
class Guessed:
    """A guess: the code of a topic, and names by which the organ's unit is looked for, the likeliest first; empty for none."""

    topic: str = ""
    units: tuple[str, ...] = ()


Guess = Callable[[Sequence[Said]], Sequence[Guessed]]
"""Guesses many at once, in their order."""


@dataclass
class MessagePlan(RowPlan):
    """A row of messages: what the step is given, and what will happen."""

    given: dict[str, Any] = field(default_factory=dict, repr=False)
    registry: Registry | None = field(default=None, repr=False)
    known: bool = False
    """Whether it came in before: it is passed over."""

    @property
    def outcome(self) -> Outcome:
        """What becomes of it."""
        return Outcome.UNCHANGED if self.known and not self.errors else super().outcome

    @property
    def unruled(self) -> bool:
        """Whether it came on a day for which there are no rules, so that no clock starts."""
        return bool(self.given) and (self.registry is None or self.registry.pack_on(self.given["arrived_at"]) is None)

    @property
    def happens(self) -> str:
        """What the import makes of it, in a sentence."""
        if self.known:
            return _("已导入过，略过。")
        given = self.given
        said = {
            "number": given.get("number") or _("（系统编号）"), "state": _state(given), "topic": _topic(given), "due": _due(self),
        }  # fmt: skip
        return _("登记为 %(number)s，%(state)s；%(topic)s；%(due)s。") % said


Match = importing.Match[Registry, MessagePlan]


def match(row: RowIn, registry: Registry, channel: str) -> MessagePlan:
    """The row as the step takes it, and what the step would refuse."""
    values = row.values
    name = values.get("title") or heading(values.get("text") or "")
    plan = MessagePlan(row.line_number, row.sheet, name, values, list(row.errors), registry=registry)
    if plan.errors:
        return plan
    at = Match(registry, plan)
    given: dict[str, Any] = {key: said for key in PLAIN if (said := values.get(key))}
    given |= {key: values[key] for key in ("arrived_at", "answered_at", "supports", "objections") if values.get(key)}
    given |= {key: True for key in ("petition", "may_publish") if values.get(key)}
    if phone := given.get("phone"):
        given["phone"] = "".join(phone.split())  # one person, however he spaces it
    given["channel"] = values.get("channel") or channel
    _named(at, given)
    wrong = fault(given["arrived_at"], given.get("answer", ""), given.get("answered_at"), registry.work.at)
    if wrong:
        plan.errors.append(wrong[1])
    _known(plan, given)
    plan.given, plan.is_new = given, not plan.errors
    return plan


def _named(at: Match, given: dict[str, Any]) -> None:
    """The class, and the rows that the file names."""
    registry, day = at.registry, given["arrived_at"].astimezone(CHINA).date()
    if name := at.said("class"):
        if topic := topics.by_name().get(name):
            given["topic"] = topic.code
        else:
            at.plan.warnings.append(unknown_class(name))
    rows = {
        "unit": at.found(registry.unit, at.said("unit")), "station": at.found(registry.station, at.said("station")),
        "deputy": at.found(lambda said: registry.member(said, day), at.said("deputy")),
    }  # fmt: skip
    given |= {key: row for key, row in rows.items() if row is not None}


def unknown_class(name: str) -> str:
    """The sentence for a class that is not of the catalogue."""
    return _("目录里没有“%s”这个类别，类别留空。") % name


def _known(plan: MessagePlan, given: dict[str, Any]) -> None:
    """A number that is in the register already: the same message is passed over, another one is refused."""
    held = plan.registry.numbers.get(given.get("number", "")) if plan.registry else None
    if held is None:
        return
    arrived, answered = held
    if arrived != given["arrived_at"]:
        plan.errors.append(_("编号 %s 已用于另一件，请核对编号或收到时间。") % given["number"])
        return
    plan.known = True
    if given.get("answer") and not answered:
        plan.warnings.append(_("文件里有答复，系统里还没有，请在该件上登记答复。"))


def add_guess(plan: MessagePlan, guessed: Guessed) -> None:
    """Put a guess where the file says nothing: the class is marked as guessed."""
    given = plan.given
    if guessed.topic and not given.get("topic"):
        given |= {"topic": guessed.topic, "guessed": True}
    if guessed.units and not given.get("unit") and plan.registry is not None:
        unit = plan.registry.unit_of(guessed.units)
        if unit is not None:
            given["unit"] = unit


def _state(given: dict[str, Any]) -> str:
    unit = given.get("unit")
    if given.get("answer"):
        return _("%s已答复") % unit if unit else _("已答复")
    return _("交%s办理") % unit if unit else _("待分办")


def _topic(given: dict[str, Any]) -> str:
    if not given.get("topic"):
        return _("未分类")
    name = topics.name_of(given["topic"])
    return _("%s（推测）") % name if given.get("guessed") else name


def _due(plan: MessagePlan) -> str:
    """The day by which it is or was to be answered, or that no rule covers the day on which it came."""
    registry, given = plan.registry, plan.given
    pack = registry.pack_on(given["arrived_at"]) if registry else None
    if registry is None or pack is None:
        return NO_PACK
    if not given.get("answer") and not given.get("unit"):
        return _("从收到之日起算分办期限")
    rule = pack.rule("petition_answer" if given.get("petition") else "voice_answer")
    day: dt.date = given["arrived_at"].astimezone(CHINA).date()
    due = registry.work.due(pack, rule, day) if rule else None
    return _("答复期限 %s") % chinese_date(due.day) if due else _("不计答复期限")
