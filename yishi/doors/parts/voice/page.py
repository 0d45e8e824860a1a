"""One message's page as any signed-in door shows it: what was said, what was done, and what this reader may do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi import rooms
from yishi.doors.look.cards import ClockCard, Step, ThreadItem
from yishi.doors.look.states import Kind, State
from yishi.doors.parts import matter as drawing
from yishi.doors.parts import places
from yishi.doors.parts.buttons import Button, buttons, primary
from yishi.doors.parts.files import Box, box_of
from yishi.doors.parts.taking import VISIBLE, scope_of
from yishi.doors.parts.voice.lines import state
from yishi.doors.parts.who import Request, door_of
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.running import runs
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.people.models import RoleCode
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.voice import folders, lists, reaching
from yishi.rooms.voice.catalogue.topics import name_of
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Assignment, Check, Hop, Message
from yishi.rooms.voice.notices import CLOCKS

S = Message.State
ENTERED = frozenset(f"message.{step.name}" for step in message.steps.values() if step.opens)
"""What it was entered with stands on the page, and the thread does not say it again."""
FIRST = (
    "pass_check",
    "assign",
    "confirm_solved",
    "answer",
    "complete",
    "conclude",
    "close",
    "settle",
    "unblock",
    "urge",
)
"""Which of several steps is the one to do now, where it can be done."""
OVER = (Kind.DONE, Kind.ENDED)
READERS_OF_THE_JOURNAL = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR)
OF_THE_OTHER: Mapping[Any, Any] = {
    Link.Kind.MERGED: lazy("并入本件"), Link.Kind.MADE_FROM: lazy("由本件转化为"), Link.Kind.ALIKE: lazy("内容相近"),
    Link.Kind.FOLLOWS: lazy("由其延续"), Link.Kind.RAISED: lazy("由其上报"),
}  # fmt: skip
"""What a matter is to this one, where it points at this one."""


@dataclass(frozen=True)
class Tied:
    """Another matter it belongs with; without `url` where this door has no page of it."""

    word: str
    title: str
    url: str


NEAR = 4
"""Buttons beside the first one that are read at a glance."""


class Page:
    """Everything the template asks for; each query once, and none for what is not there."""

    def __init__(self, request: Request, m: Message) -> None:
        self.request, self.message, self.actor = request, m, request.actor
        self.scope = scope_of(request, m)

    # what was said

    @property
    def topic(self) -> str:
        """What it is about."""
        return name_of(self.message.topic) if self.message.topic else ""

    @property
    def state(self) -> State:
        """How it stands."""
        running = [row.due_on for row in self._clocks if runs(row)]
        return state(self.message.matter.state, min(running, default=None))

    @cached_property
    def box(self) -> Box | None:
        """Photographs and papers, where there are any or this reader adds some."""
        found = folders.folder(self.actor, self.message.pk)
        made = box_of(self.request, found, folders.files(found))
        return made if made.shown else None

    @property
    def sees_sender(self) -> bool:
        """Whether he may ask who sent it."""
        return lists.sees_sender(self.actor, self.message) and reaching.has_way(self.message)

    @property
    def sender_url(self) -> str:
        """Where he asks."""
        return reverse(f"{door_of(self.request)}:message_sender", args=[self.message.pk])

    # what was done

    @property
    def rounds(self) -> list[Assignment]:
        """Each handing out with the answer that came of it, the last first."""
        return sorted(self.message.assignments.all(), key=lambda row: -row.round)

    @property
    def now(self) -> Assignment | None:
        """The handing out of this round."""
        return next((row for row in self.rounds if row.round == self.message.round), None)

    @cached_property
    def told(self) -> list[Hop]:
        """What its sender was told, in his own words."""
        return _TOLD(self.message.pk)

    @cached_property
    def links(self) -> list[Tied]:
        """Other matters it belongs with, of those the reader may see."""
        pk = self.message.pk
        rows = Link.objects.filter(Q(origin=pk) | Q(target=pk)).select_related("origin", "target").order_by("pk")
        pairs = [
            (str(link.get_kind_display()), link.target) if link.origin_id == pk else (str(OF_THE_OTHER[link.kind]), link.origin)
            for link in rows
        ]  # fmt: skip
        seen = self._seen([other for _word, other in pairs])
        door = door_of(self.request)
        return [Tied(word, str(other), places.page_or_none(door, other)) for word, other in pairs if other.pk in seen]

    def _seen(self, matters: list[Matter]) -> set[int]:
        found: set[int] = set()
        for kind in {other.kind for other in matters}:
            keys = [other.pk for other in matters if other.kind == kind]
            found |= set(VISIBLE[kind](self.actor).filter(pk__in=keys).values_list("pk", flat=True))
        return found

    # its way

    @cached_property
    def entries(self) -> list[Entry]:
        """Its journal."""
        return _ENTRIES(self.message.pk)

    @property
    def stepper(self) -> list[Step]:
        """Its way so far, and what may follow."""
        return drawing.stepper(self.entries, message, self.message.matter.state, ("convert", "come_back", "withdraw"))

    @cached_property
    def thread(self) -> list[ThreadItem]:
        """What was done and said on it."""
        items = [(entry, drawing.item(entry, reads=True, phones=False)) for entry in self.entries]
        return [replace(item, text="") if entry.step in ENTERED else item for entry, item in items]

    @cached_property
    def _clocks(self) -> list[Clock]:
        rows = Clock.objects.filter(root=self.message.pk).select_related("unit", "mandate__person")
        return list(rows.prefetch_related("pauses"))

    @cached_property
    def clocks(self) -> list[ClockCard]:
        """All its periods, with why their days are what they are."""
        return drawing.cards(self._clocks, self.scope.pack, {kind: str(word) for kind, word in CLOCKS.items()})

    @property
    def clocks_running(self) -> list[ClockCard]:
        """What is still owed."""
        return [card for card in self.clocks if card.state not in OVER]

    @property
    def clocks_over(self) -> list[ClockCard]:
        """What was met or stopped; folded away."""
        return [card for card in self.clocks if card.state in OVER]

    # what may be done

    @cached_property
    def buttons(self) -> list[Button]:
        """Steps offered, with those that cannot be taken now and why."""
        return buttons(self.request, rooms.loops()["message"], self.message, self.scope)

    @cached_property
    def first(self) -> Button | None:
        """The one thing to do now."""
        ready = {button.step.name: button for button in self.buttons if not button.why_not}
        wanted = next((name for name in FIRST if name in ready), "")
        return ready[wanted] if wanted else primary(self.buttons)

    @property
    def others(self) -> list[Button]:
        """The rest that can be done now."""
        return [button for button in self.buttons if button is not self.first and not button.why_not]

    @property
    def near(self) -> list[Button]:
        """Of these the ones that stand in the open: a handful, and nothing that cannot be taken back."""
        harmless = [button for button in self.others if not button.step.danger]
        return harmless if len(self.others) <= NEAR else harmless[: NEAR - 1]

    @property
    def far(self) -> list[Button]:
        """The others, which are unfolded."""
        return [button for button in self.others if button not in self.near]

    @property
    def refused(self) -> list[Button]:
        """What waits for something, with the sentence that says for what."""
        return [
            button for button in self.buttons if button.why_not and button.step.name in ("confirm_solved", "publish")
        ]

    @property
    def journal_url(self) -> str:
        """The journal of this matter, at the desk, for those who prove it."""
        number = self.message.matter.number
        if not number or door_of(self.request) != "desk" or not self.actor.has(*READERS_OF_THE_JOURNAL):
            return ""
        return f"{reverse('desk:record_home')}?{urlencode({'matter': number})}"

    @property
    def marks(self) -> list[str]:
        """What a reader has to know of it at once."""
        m = self.message
        said = [_("急件")] if m.urgent else []
        said += [_("信访事项")] if m.petition else []
        said += [_("%d 人") % m.heads] if m.heads > 1 else []
        said += [_("附议 %d") % m.supports] if m.supports else []
        return said


_TOLD = Prepared(lambda key: Hop.objects.filter(message=key))
_ENTRIES = Prepared(lambda key: Entry.objects.filter(matter=key).select_related("body").order_by("seq"))


def page_of(request: Request, pk: int) -> Page:
    """The page, or NotFound where the reader may not see the message."""
    return Page(request, found(request, pk))


def found(request: Request, pk: int) -> Message:
    """The message with all that its page and its steps read; NotFound where the reader may not see it."""
    rows: Any = lists.visible(request.actor).filter(pk=pk)
    rest = [name for name in message.prefetch if name not in ("assignments__unit", "checks")]
    m: Message | None = (
        rows.select_related("matter__organ", "matter__parent", "occasion", *message.select)
        .prefetch_related(
            Prefetch("assignments", Assignment.objects.select_related("unit", "answered_by")),
            Prefetch("checks", Check.objects.select_related("by")),
            *rest,
        )
        .first()
    )
    if m is None:
        raise NotFound()
    return m
