"""Information items as doors show them: lines of a list, and one item's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yishi import rooms
from yishi.doors.look.cards import ClockCard, Step, ThreadItem
from yishi.doors.look.states import Kind, State
from yishi.doors.parts import matter as drawing
from yishi.doors.parts.buttons import Button, buttons, primary
from yishi.doors.parts.matter import kind_of_day
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import Request, door_of
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.clocks.running import runs
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import RoleCode
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.voice import informed
from yishi.rooms.voice.catalogue.topics import name_of
from yishi.rooms.voice.lists import ALL_SEEING
from yishi.rooms.voice.loop import information
from yishi.rooms.voice.models import InfoItem, InfoOutcome
from yishi.rooms.voice.notices import CLOCKS

S = InfoItem.State
MARKS = {
    S.SUBMITTED: Kind.ON_TIME,
    S.RETURNED: Kind.SOON,
    S.EDITED: Kind.DONE,
    S.UNUSED: Kind.ENDED,
    S.WITHDRAWN: Kind.ENDED,
}
FIELDS = (
    "pk", "matter__number", "matter__title", "matter__state", "author__person__name", "other_author", "written_by__name", "topic",
    "written_on", "edited_on", "bulletin",
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """One item of a list, with what came of it in words."""

    pk: int
    number: str
    title: str
    state: str
    author: str | None
    other_author: str
    writer: str | None
    topic: str
    written_on: dt.date
    edited_on: dt.date | None
    bulletin: str
    due: dt.date | None = None
    came: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def who(self) -> str:
        """Whose it is."""
        return self.author or self.other_author or self.writer or ""


_LINES = Prepared(lambda keys: InfoItem.objects.filter(pk__in=keys).order_by().values_list(*FIELDS))
_CAME = Prepared(
    lambda keys: (
        InfoOutcome.objects.filter(item__in=keys, struck_on=None)
        .order_by("day", "pk")
        .values_list("item", "kind", "level", "unit__short", "unit__name")
    )
)
_DUE = Prepared(
    lambda keys: Clock.objects.filter(RUNNING, root__in=keys).order_by("-due_on").values_list("root", "due_on")
)


def lines(keys: Sequence[int]) -> list[Line]:
    """The items of these keys, in their order; three queries."""
    found = {row[0]: Line(*row) for row in _LINES(keys)}
    for key, kind, level, short, name in _CAME(keys):
        found[key].came.append(worded(kind, level, short or name or ""))
    for key, due in _DUE(keys):
        found[key].due = due
    return [found[key] for key in keys if key in found]


def worded(kind: str, level: str, unit: str) -> str:
    """One outcome in a few words."""
    if kind == InfoOutcome.Kind.FORWARDED:
        return _("转送%s") % unit
    what = {"level": InfoOutcome.Level(level).label}
    return _("%(level)s采用") % what if kind == InfoOutcome.Kind.ADOPTED else _("%(level)s批示") % what


def state_of(line: Line) -> State:
    """Word, shape and colour."""
    return state(line.state, line.due)


def state(code: str, due: dt.date | None) -> State:
    """The same of a state and the day on which it falls due."""
    mark = MARKS[S(code)]
    if due is not None and code == S.SUBMITTED:
        mark = kind_of_day(due)
    return State(str(S(code).label), mark)


class Page:
    """Everything the template asks for."""

    def __init__(self, request: Request, i: InfoItem) -> None:
        self.request, self.item, self.actor = request, i, request.actor
        self.scope = scope_of(request, i)

    @property
    def who(self) -> str:
        """Whose it is."""
        i = self.item
        return str(i.author or i.other_author or (i.written_by.name if i.written_by else ""))

    @property
    def topic(self) -> str:
        """What it is about."""
        return name_of(self.item.topic) if self.item.topic else ""

    @property
    def state(self) -> State:
        """How it stands."""
        return state(self.item.matter.state, min((row.due_on for row in self._clocks if runs(row)), default=None))

    @property
    def outcomes(self) -> list[InfoOutcome]:
        """What came of it and stands."""
        return [row for row in self.item.outcomes.all() if row.struck_on is None]

    @cached_property
    def entries(self) -> list[Entry]:
        """Its journal."""
        return _ENTRIES(self.item.pk)

    @property
    def stepper(self) -> list[Step]:
        """Its way so far, and what may follow."""
        return drawing.stepper(self.entries, information, self.item.matter.state)

    @property
    def thread(self) -> list[ThreadItem]:
        """What was done on it: for those whose duty spans the organ; its writer reads outcomes, not drafts of others."""
        if not self.actor.has(*ALL_SEEING):
            return []
        items = [(entry, drawing.item(entry, reads=True, phones=False)) for entry in self.entries]
        return [replace(item, text="") if entry.step in LONG else item for entry, item in items]

    @cached_property
    def _clocks(self) -> list[Clock]:
        rows = Clock.objects.filter(root=self.item.pk).select_related("unit", "mandate__person")
        return list(rows.prefetch_related("pauses"))

    @property
    def clocks(self) -> list[ClockCard]:
        """Its periods, with why their days are what they are."""
        return drawing.cards(self._clocks, self.scope.pack, {kind: str(word) for kind, word in CLOCKS.items()})

    @cached_property
    def buttons(self) -> list[Button]:
        """Steps offered."""
        found = buttons(self.request, rooms.loops()["info_item"], self.item, self.scope)
        return [button for button in found if not button.why_not]

    @cached_property
    def first(self) -> Button | None:
        """The one thing to do now."""
        return primary(self.buttons)

    @property
    def others(self) -> list[Button]:
        """The rest."""
        return [button for button in self.buttons if button is not self.first]

    @property
    def journal_url(self) -> str:
        """The journal of this matter, at the desk, for those who prove it."""
        number = self.item.matter.number
        readers = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR)
        if not number or door_of(self.request) != "desk" or not self.actor.has(*readers):
            return ""
        return f"{reverse('desk:record_home')}?{urlencode({'matter': number})}"


LONG = frozenset(f"info_item.{name}" for name in ("write_item", "enter_item", "revise_item", "edit_item", "amend_item"))
"""Steps whose words are whole texts: what stands of them is on the page."""
_ENTRIES = Prepared(lambda key: Entry.objects.filter(matter=key).select_related("body").order_by("seq"))


def page_of(request: Request, pk: int) -> Page:
    """The page, or NotFound where the reader may not see the item."""
    rows = (
        informed.visible(request.actor)
        .filter(pk=pk)
        .select_related("matter__organ", "matter__parent", *information.select)
    )
    i = rows.prefetch_related(*information.prefetch).first()
    if i is None:
        raise NotFound()
    return Page(request, i)
