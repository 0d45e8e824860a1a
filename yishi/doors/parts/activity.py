"""An activity's page as any signed-in door shows it: what was recorded, what of it is counted, and what this reader may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi import rooms
from yishi.doors.look.cards import Step, ThreadItem
from yishi.doors.parts import matter as drawing
from yishi.doors.parts import places
from yishi.doors.parts.buttons import Button, buttons, primary
from yishi.doors.parts.files import Box, box_of
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import Request, door_of
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people.models import RoleCode
from yishi.foundation.prepared.select import Prepared
from yishi.rooms.activities import figures, folders, lists
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.loop import activity, given
from yishi.rooms.activities.loop.taking_part import window
from yishi.rooms.activities.models import Activity, Output, Participant

S = Activity.State
WITH_CODE = "sign_in"
"""The step that is taken by the activity's code alone."""
ENTERED = frozenset(f"activity.{step.name}" for step in activity.steps.values() if step.opens)
READERS_OF_THE_JOURNAL = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR)
NOT_COUNTED = {
    S.PLANNED: lazy("还没有举办，举办并登记后才计数。"), S.REPORTED: lazy("等工作机构确认，确认后才计数。"),
    S.RETURNED: lazy("已退回，改后再报、确认后才计数。"), S.CANCELLED: lazy("已取消，不计数。"), S.STRUCK: lazy("已注销，不计数。"),
}  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """One figure that the record is in: what is counted, how much, and who."""

    what: str
    number: str
    note: str = ""


@dataclass(frozen=True)
class Came:
    """One result as the page shows it."""

    row: Output
    name: str
    number: str
    level: str


def plain(number: Decimal) -> str:
    """A number without needless zeros, with thousands told apart."""
    text = f"{number.normalize():f}"
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


class Page:
    """Everything the template asks for; each query once, and none for what is not there."""

    def __init__(self, request: Request, a: Activity) -> None:
        self.request, self.activity, self.actor = request, a, request.actor
        self.scope = scope_of(request, a)
        self.ours = a.matter.organ_id == request.actor.organ.pk

    @cached_property
    def known(self) -> Catalogue:
        """The organ's catalogue."""
        return given.known(self.scope)

    @property
    def kind(self) -> Kind | None:
        """Its kind; one of another organ's own is not in this catalogue."""
        return self.known.kind_by_code.get(self.activity.kind)

    @property
    def kind_name(self) -> str:
        """What its kind is called here."""
        return self.kind.called(self.actor.organ.profile) if self.kind else self.activity.kind

    @property
    def line_name(self) -> str:
        """Its line of work."""
        line = self.known.line_by_code.get(self.activity.line)
        return line.called(self.actor.organ.profile) if line else ""

    @property
    def result(self) -> str:
        """Its result in words."""
        said = dict(self.kind.results) if self.kind else {}
        return said.get(self.activity.result, self.activity.result)

    @property
    def inside(self) -> bool:
        """Whether this reader also sees how it was recorded: those whose duty spans the organ, and who keeps or reported it."""
        a, actor = self.activity, self.actor
        if not self.ours:
            return False
        return bool(
            actor.has(*lists.ALL_SEEING) or a.body_id in actor.groupings(RoleCode.COMMITTEE) or a.reporter_id in actor.mandates
        )  # fmt: skip

    @property
    def bare(self) -> bool:
        """Whether nothing was written of it but kind, day and place, which stand above."""
        a = self.activity
        written = (
            a.times > 1,
            a.stock,
            a.days > 1,
            a.result,
            a.area,
            a.topics,
            a.laws,
            a.summary,
            a.body_id,
            a.reporter_id,
            a.keeper_id,
        )
        return self.ours and not any(written) and not a.hosts.all() and not a.about.all()

    # who took part

    @cached_property
    def named(self) -> list[tuple[str, list[Participant]]]:
        """Those whose names are kept, by the part they took."""
        return self._by_role(row for row in self.activity.participants.all() if row.heads is None)

    @cached_property
    def heads(self) -> list[tuple[str, int]]:
        """How many of each role are only counted."""
        found = [row for row in self.activity.participants.all() if row.heads is not None]
        return [(self._role(row.role), row.heads or 0) for row in found]

    def _by_role(self, rows: Iterable[Participant]) -> list[tuple[str, list[Participant]]]:
        found: dict[str, list[Participant]] = {}
        for row in rows:
            found.setdefault(self._role(row.role), []).append(row)
        return list(found.items())

    def _role(self, code: str) -> str:
        role = self.known.role_by_code.get(code)
        return role.called if role else code

    @property
    def signed(self) -> int:
        """How many signed in."""
        return sum(row.signed_at is not None for row in self.activity.participants.all())

    # what came of it

    @cached_property
    def outputs(self) -> list[Came]:
        """What stands of its results."""
        levels = {code: str(word) for code, word in given.LEVELS} | {row.code: row.called for row in self.known.levels}
        names = {row.code: row.called for row in self.known.outputs}
        return [
            Came(row, names.get(row.code, row.code), f"{plain(row.quantity)} {row.measure}", levels.get(row.level, row.level))
            for row in self.activity.outputs.all()
            if row.struck_on is None
        ]  # fmt: skip

    @property
    def about(self) -> list[tuple[Any, str]]:
        """Matters it was about, each with its page in this door where there is one."""
        door = door_of(self.request)
        return [(row.matter, places.page_or_none(door, row.matter)) for row in self.activity.about.all()]

    @cached_property
    def box(self) -> Box | None:
        """Photographs and papers, where there are any or this reader adds some."""
        found = folders.folder(self.actor, self.activity.pk)
        made = box_of(self.request, found, folders.files(found))
        return made if made.shown else None

    # what is counted

    @cached_property
    def counted(self) -> list[Counted]:
        """In which figures it is, as its facts say."""
        rows = _FACTS(self.activity.pk)
        return [self._counted(row) for row in rows]

    def _counted(self, fact: Fact) -> Counted:
        number = f"{plain(fact.quantity)} {fact.measure}"
        if fact.kind == figures.ATTENDANCE:
            what = {"kind": self.kind_name, "role": self._role(fact.outcome)}
            return Counted(_("%(kind)s：%(role)s人次（只记人数）") % what, number)
        if fact.kind == figures.DURATION:
            return Counted(_("%s：天数") % self.kind_name, number)
        if fact.kind != self.activity.kind:
            output = self.known.output_by_code.get(fact.kind)
            return Counted(_("成果：%s") % (output.called if output else fact.kind), number)
        people = fact.people  # type: ignore[attr-defined]  # annotated
        note = _("记名参加 %d 人，计入人数和人次") % people if people else ""
        return Counted(_("%s（存量）") % self.kind_name if self.activity.stock else self.kind_name, number, note)

    @property
    def why_not_counted(self) -> str:
        """Why nothing of it is counted."""
        return str(NOT_COUNTED.get(S(self.activity.matter.state), ""))

    # its way

    @cached_property
    def entries(self) -> list[Entry]:
        """Its journal, for those inside."""
        return _ENTRIES(self.activity.pk) if self.inside else []

    @property
    def stepper(self) -> list[Step]:
        """Its way so far, and what may follow."""
        idle = () if self.activity.stock else ("end",)
        return drawing.stepper(self.entries, activity, self.activity.matter.state, idle)

    @cached_property
    def thread(self) -> list[ThreadItem]:
        """What was done and said on it. What it was entered with stands on the page, and is not said again."""
        items = [(entry, drawing.item(entry, reads=True, phones=False)) for entry in self.entries]
        return [replace(item, text="") if entry.step in ENTERED else item for entry, item in items]

    @cached_property
    def why_turned_back(self) -> str:
        """What the office asks to be mended."""
        if self.activity.matter.state != S.RETURNED:
            return ""
        return reasons([self.activity.pk]).get(self.activity.pk, "")

    # what may be done

    @cached_property
    def buttons(self) -> list[Button]:
        """Steps offered: nothing that has nothing to work on, nor what only the activity's code does."""
        return buttons(self.request, rooms.loops()["activity"], self.activity, self.scope, hide=self._idle())

    def _idle(self) -> set[str]:
        a = self.activity
        idle = {WITH_CODE}
        if not a.participants.all():
            idle.add("leave_out")
        if not self.outputs:
            idle.add("strike_output")
        if not a.about.all():
            idle.add("unlink")
        return idle | (set() if a.stock else {"end"})

    @cached_property
    def first(self) -> Button | None:
        """The one thing to do now."""
        return primary(self.buttons)

    @property
    def others(self) -> list[Button]:
        """The rest that can be done now."""
        return [button for button in self.buttons if button is not self.first and not button.why_not]

    @property
    def keeps(self) -> bool:
        """Whether this reader records it, and so puts up its code."""
        return any(button.step.name == "sign_in_at_desk" for button in self.buttons)

    @property
    def signing(self) -> tuple[Any, Any] | None:
        """From when to when one can sign in; nothing of what is in being from day to day, or has not the state for it."""
        a = self.activity
        return window(a) if not a.stock and a.matter.state in (S.PLANNED, S.RECORDED) else None

    @property
    def code_url(self) -> str:
        """Where its code is put up, at the desk, for who records it, until nobody can sign in any more."""
        if not self.keeps or self.signing is None or clock.now() >= self.signing[1]:
            return ""
        return reverse("desk:activity_code", args=[self.activity.pk])

    @property
    def journal_url(self) -> str:
        """The journal of this matter, at the desk, for those who prove it."""
        number = self.activity.matter.number
        if not number or door_of(self.request) != "desk" or not (self.ours and self.actor.has(*READERS_OF_THE_JOURNAL)):
            return ""
        return f"{reverse('desk:record_home')}?{urlencode({'matter': number})}"


def reasons(keys: list[int]) -> Mapping[int, str]:
    """Why each was last turned back; one query."""
    found: dict[int, str] = {}
    for entry in (
        Entry.objects.filter(matter__in=keys, step="activity.turn_back").select_related("body").order_by("seq")
    ):
        found[entry.matter_id or 0] = str(drawing.told(entry).get("why", ""))
    return found


_ENTRIES = Prepared(lambda key: Entry.objects.filter(matter=key).select_related("body").order_by("seq"))
_FACTS = Prepared(lambda key: Fact.objects.filter(matter=key).annotate(people=Count("persons__mandate", distinct=True)).order_by("pk"))  # fmt: skip


def page_of(request: Request, pk: int) -> Page:
    """The page, or NotFound where the reader may not see the activity."""
    rows = lists.visible(request.actor).filter(pk=pk)
    a = rows.select_related("matter__organ", "matter__parent", "body", "reporter__person", "keeper").prefetch_related(
        *activity.prefetch, "outputs__unit"
    ).first()  # fmt: skip
    if a is None:
        raise NotFound()
    return Page(request, a)
