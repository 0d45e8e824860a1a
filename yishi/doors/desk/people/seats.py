"""One person's page: the seats he holds and held, where he belongs, whom he keeps in touch with, what he put forward."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import at_desk, may_write, read, sees_contacts
from yishi.doors.desk.people.roll import state_of
from yishi.doors.look.states import State
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.people import grounds
from yishi.foundation.people.models import Account, Contact, Mandate, Organ, RoleCode, Suspension, in_force
from yishi.foundation.people.statistics import age
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Suggestion

SHOWN = 20


@dataclass(frozen=True)
class Act:
    """One thing that may be done with a seat now."""

    name: str
    label: str
    url: str


@dataclass
class Seat:
    """One seat as the page shows it."""

    row: Mandate
    state: State
    ground: str
    acts: list[Act] = field(default_factory=list)


class Page:
    """Everything on the page of the person who holds `seat`."""

    def __init__(self, request: Request, seat: Mandate) -> None:
        self.request, self.seat, self.today = request, seat, clock.today()
        self.person, self.organ = seat.person, seat.organ
        self.may_write, self.sees_contacts = may_write(request.actor), sees_contacts(request.actor)

    @property
    def age(self) -> int | None:
        """Full years today."""
        return age(self.person.born, self.today) if self.person.born else None

    @cached_property
    def seats(self) -> list[Seat]:
        """Every seat of the person in this organ, the one asked for first."""
        paused = Suspension.objects.filter(in_force(self.today), mandate=OuterRef("pk"))
        rows = Mandate.objects.filter(organ=self.organ, person=self.person).annotate(paused=Exists(paused))
        rows = rows.select_related("term", "replaces__person", "replaced_by__person", "organ", "person")
        found = rows.prefetch_related("belongings__grouping", "suspensions").order_by("-began", "-pk")
        ordered = sorted(found, key=lambda row: row.pk != self.seat.pk)
        return [Seat(row, state_of(row, self.today), ground_of(row), self._acts(row)) for row in ordered]

    def _acts(self, row: Mandate) -> list[Act]:
        if not self.may_write:
            return []
        if row.ended is None or row.ended >= self.today:
            names = ["end", "resume" if row.paused else "suspend", "join", "correct"]  # type: ignore[attr-defined]  # annotated
            names = names if row.ended is None else names[2:]
        else:
            vacant = row.ended_by != Mandate.Over.TERM and not hasattr(row, "replaced_by")
            names = (
                ["report"] * reportable(row)
                + ["announce"] * (row.announced is None)
                + ["replace"] * vacant
                + ["correct"]
            )
        if row.pk == self.seat.pk and (self.person.phone or self.person.born):
            names.append("erase")
        return [Act(name, WORDS[name](self.organ), reverse("desk:people_act", args=[row.pk, name])) for name in names]

    @cached_property
    def elsewhere(self) -> list[Mandate]:
        """Seats of other organs that he holds today (五级代表), as any public roll shows them."""
        rows = Mandate.objects.filter(in_force(self.today), person=self.person).exclude(organ=self.organ)
        return list(
            rows.exclude(kind=Mandate.Kind.OFFICIAL).select_related("organ", "term").order_by("organ__path", "kind")
        )

    @cached_property
    def keeps(self) -> list[Contact]:
        """Whom he keeps in touch with."""
        return self._contacts(Q(keeper__person=self.person, keeper__organ=self.organ))

    @cached_property
    def kept_by(self) -> list[Contact]:
        """Who keeps in touch with him."""
        return self._contacts(Q(kept__person=self.person, kept__organ=self.organ))

    def _contacts(self, which: Q) -> list[Contact]:
        rows = (
            Contact.objects.filter(which)
            .select_related("keeper__person", "kept__person", "people_of")
            .prefetch_related("visits")
        )
        return list(rows.order_by("ended", "-began")[:SHOWN])

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """What he put forward or signed, of what the reader may see; nothing for the administrator."""
        if not at_desk(self.request.actor):
            return []
        signed = Q(lead__person=self.person) | Q(
            signers__mandate__person=self.person, signers__confirmed_on__isnull=False
        )
        rows = lists.visible(self.request.actor).filter(signed).select_related("matter", "lead").distinct()
        return list(rows.order_by("-submitted_on", "-pk")[:SHOWN])

    @cached_property
    def account(self) -> Account | None:
        """The account, for the administrator."""
        if not self.request.actor.has(RoleCode.ADMINISTRATOR):
            return None
        return Account.objects.filter(person=self.person).first()


WORDS: dict[str, Any] = {
    "end": lambda organ: _("终止资格"),
    "suspend": lambda organ: _("暂停履职"),
    "resume": lambda organ: _("恢复履职"),
    "join": lambda organ: _("编入代表团、小组") if organ.profile == Organ.Profile.NPC else _("编入界别、小组"),
    "report": lambda organ: _("登记资格审查报告"),
    "announce": lambda organ: _("公告终止"),
    "erase": lambda organ: _("删除联系信息"),
    "replace": lambda organ: _("登记补选") if organ.profile == Organ.Profile.NPC else _("登记增补"),
    "correct": lambda organ: _("更正名册"),
}


def reportable(row: Mandate) -> bool:
    """Endings that the credentials committee reports (代表法 63): a deputy's, within the term, not yet reported."""
    return row.kind == Mandate.Kind.DEPUTY and row.ended_by != Mandate.Over.TERM and row.reported is None


def ground_of(row: Mandate) -> str:
    """The article on which an ended seat ended, where one binds."""
    return grounds.ends(row.organ, row.kind).get(row.ended_by, "") if row.ended else ""


def last_visit(contact: Contact) -> dt.date | None:
    """The day of the last visit, from what was prefetched."""
    return max((visit.day for visit in contact.visits.all()), default=None)


def seat_of(request: Request, pk: int) -> Mandate:
    """The seat of that key in the reader's organ, or NotFound."""
    found = Mandate.objects.filter(organ=request.actor.organ, pk=pk).select_related("person", "organ", "term").first()
    if found is None:
        raise NotFound()
    return found


@read
@require_GET
def seat(request: Request, pk: int) -> HttpResponse:
    """The page of whoever holds the seat."""
    return render(request, "desk/people/seat.html", {"page": Page(request, seat_of(request, pk))})
