"""One station's page at the desk: its particulars, who keeps it and is posted to it, its month, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi import rooms
from yishi.doors.desk.people.acting import own
from yishi.doors.desk.stations import voices
from yishi.doors.desk.stations.listing import kind_names
from yishi.doors.look.cards import ThreadItem
from yishi.doors.parts import matter as drawing
from yishi.doors.parts.buttons import Button, buttons, primary
from yishi.doors.parts.files import Box, box_of
from yishi.doors.parts.taking import scope_of
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.models import RoleCode
from yishi.rooms.stations import done, folders, hours, lists, roles, stars
from yishi.rooms.stations.catalogue import rules
from yishi.rooms.stations.models import Duty, OnDuty, Reception, Stars, Station, Ticked

READERS_OF_THE_JOURNAL = (RoleCode.OFFICE, RoleCode.LEADER, RoleCode.AUDITOR)
LATEST = 8
OFTEN = ("tick", "post", "amend", "reopen")


@dataclass(frozen=True)
class Done:
    """An action of the year's set: how often it was done of how often it is due."""

    name: str
    done: int
    due: int
    special: bool

    @property
    def complete(self) -> bool:
        """Whether it was done as often as it is due."""
        return self.done >= self.due


class Page:
    """Everything the template asks for; each query once."""

    def __init__(self, request: Request, pk: int) -> None:
        rows = lists.visible(request.actor).select_related(
            "matter__organ", "matter__parent", "upper__matter", "partner_unit"
        )
        self.station: Station = own(
            rows.prefetch_related("keepers__account", "postings__mandate__person", "spans", "open_days"), pk
        )
        self.request, self.actor, self.today = request, request.actor, clock.today()

    @property
    def kind_name(self) -> str:
        """What its kind is called here."""
        return kind_names(self.request).get(self.station.kind, self.station.kind)

    @property
    def standing(self) -> str:
        """Its standing in words."""
        return {"demo": _("示范"), "standard": _("达标")}.get(self.station.standing, self.station.standing)

    @property
    def inside(self) -> bool:
        """Whether the reader keeps it, or every station."""
        return any(who.test(self.actor, self.station) for who in roles.KEEPERS)

    @cached_property
    def hours_today(self) -> str:
        """When it is open today."""
        days = [(row.day, row.opening) for row in self.station.open_days.all()]
        return hours.said_of_day(hours.on(self.station.opening, self.today, days))

    @property
    def keepers(self) -> list[Any]:
        """Who keeps it today."""
        return [
            row
            for row in self.station.keepers.all()
            if row.began <= self.today and (row.ended is None or row.ended >= self.today)
        ]

    @property
    def postings(self) -> list[Any]:
        """Who is posted to it, or will be."""
        return [row for row in self.station.postings.all() if row.ended is None or row.ended >= self.today]

    @property
    def open_days(self) -> list[Any]:
        """Days to come on which its hours are others."""
        return [row for row in self.station.open_days.all() if row.day >= self.today]

    @cached_property
    def lower(self) -> list[Station]:
        """Stations below it, the first of them."""
        return list(self.station.lower.filter(matter__state="open").select_related("matter").order_by("code")[:200])

    # what happens there

    @cached_property
    def duties(self) -> list[Duty]:
        """The next on its roster, and those that nobody has noted yet."""
        rows = Duty.objects.filter(station=self.station, matter__state=Duty.State.PLANNED).select_related("matter")
        persons = Prefetch("persons", OnDuty.objects.select_related("mandate__person"))
        return list(rows.prefetch_related(persons, "officials__unit").order_by("day", "starts")[: 2 * LATEST])

    @cached_property
    def receptions(self) -> list[Reception]:
        """Reception days, those to come first."""
        rows = Reception.objects.filter(station=self.station).select_related("matter")
        return list(rows.prefetch_related("slots__bookings").order_by("-day")[:LATEST])

    @cached_property
    def activities(self) -> list[Any]:
        """What was held there."""
        return done.latest(self.station, LATEST)

    @cached_property
    def voices(self) -> voices.Voices:
        """What was said there this year."""
        span = (dt.date(self.today.year, 1, 1), self.today)
        return voices.of_stations(self.actor.organ, *span, self.station.pk).get(self.station.pk, voices.Voices())

    # the year

    @cached_property
    def rule(self) -> rules.Rules:
        """The rule by which this year is judged."""
        return rules.of_year(self.actor.organ, self.today.year)

    @cached_property
    def actions(self) -> list[Done]:
        """The year's actions with how often each was done."""
        span = (dt.date(self.today.year, 1, 1), dt.date(self.today.year, 12, 31))
        times: dict[str, int] = {}
        for code in Ticked.objects.filter(station=self.station, day__range=span).values_list("action", flat=True):
            times[code] = times.get(code, 0) + 1
        return [Done(str(row.called), times.get(row.code, 0), row.times, row.special) for row in self.rule.actions]

    @cached_property
    def suggested(self) -> stars.Suggested:
        """What the rule suggests for this year so far."""
        found = stars.counted(self.actor.organ, self.today.year, self.rule, self.station.pk)
        return stars.suggested(self.rule, found.get(self.station.pk, {}))

    @cached_property
    def rated(self) -> list[Stars]:
        """The stars that were given, the latest first."""
        return list(self.station.rated.order_by("-year"))

    # what may be done, and what was

    @cached_property
    def buttons(self) -> list[Button]:
        """Steps that this reader may take now."""
        found = buttons(self.request, rooms.loops()["station"], self.station, scope_of(self.request, self.station))
        return [button for button in found if not button.why_not]

    @property
    def often(self) -> list[Button]:
        """Of these what a station does from week to week."""
        return [button for button in self.buttons if button.step.name in OFTEN]

    @property
    def seldom(self) -> list[Button]:
        """What is done once a year, which is unfolded."""
        return [button for button in self.buttons if button.step.name not in OFTEN]

    @property
    def first(self) -> Button | None:
        """The one drawn large."""
        return primary(self.buttons)

    @property
    def new_url(self) -> dict[str, str]:
        """Where duties and receptions are put on its calendar."""
        asked = f"?station={self.station.pk}"
        return {
            "duty": reverse("desk:new", args=["duty", "plan"]) + asked,
            "reception": reverse("desk:new", args=["reception", "announce"]) + asked,
        }  # fmt: skip

    @cached_property
    def box(self) -> Box | None:
        """Photographs, where there are any or this reader adds some."""
        found = folders.folder(self.actor, self.station.pk) if lists.of_the_house(self.actor) else None
        made = box_of(self.request, found, folders.files(found)) if found else None
        return made if made is not None and made.shown else None

    @cached_property
    def thread(self) -> list[ThreadItem]:
        """What was done with it, for those who may read the journal."""
        return thread(self.request, self.station.pk) if self.actor.has(*READERS_OF_THE_JOURNAL) else []


def thread(request: Request, pk: int) -> list[ThreadItem]:
    """The journal of a matter of this room."""
    entries = Entry.objects.filter(matter=pk).select_related("body").order_by("seq")
    return [drawing.item(entry, reads=True, phones=False) for entry in entries]
