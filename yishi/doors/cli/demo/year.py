"""Building the demo: found the organ, live through the year, and what an office keeps beside it."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from django.db import transaction

from yishi.doors.cli import nightly
from yishi.doors.cli.demo.cast.around import surround
from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.cast.organ import CODES, found
from yishi.doors.cli.demo.cast.people import settle
from yishi.doors.cli.demo.days import Days
from yishi.doors.cli.demo.deeds import Deeds
from yishi.doors.cli.demo.inquiries import Inquiries
from yishi.doors.cli.demo.plan import FULL, LEAST, Plan, Size
from yishi.doors.cli.demo.posts import Posts
from yishi.doors.cli.demo.shelf import fill_shelf
from yishi.doors.cli.demo.story.engine import Year
from yishi.doors.cli.demo.voices import Voices
from yishi.foundation import clock
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.outbox.reminders import remind
from yishi.foundation.people.models import Organ

SEED = 2026


@dataclass
class Built:
    """What came of it: the organ, and how often each step was taken and refused."""

    house: House
    taken: dict[str, int]
    refused: dict[str, int]


def exists(profile: str) -> bool:
    """Whether the database holds an organ of this profile."""
    return Organ.objects.filter(profile=profile).exists()


def strangers() -> bool:
    """Whether the database holds organs that are not the demo's."""
    return Organ.objects.exclude(code__in=CODES.values()).exists()


def build(profile: str, seed: int = SEED, size: Size = FULL, today: dt.date | None = None) -> Built:
    """Found the demo's organ of this profile and live through its year, up to the day before `today`.

    All or nothing. The same for a seed, a size and a day. Raises ValueError for a size in which not every story has room."""
    if size.suggestions < LEAST.suggestions or size.units < LEAST.units or size.members < LEAST.members:
        raise ValueError(f"at least {LEAST.suggestions} suggestions, {LEAST.units} units and {LEAST.members} members")
    days = Days(today or clock.today(), calendar())
    with transaction.atomic():
        with clock.at(days.ago((days.today - days.opens).days + 20)):
            house = found(profile, days, size.units)
            settle(house, days, size.members, random.Random(f"{seed}/{profile}/people"))
            surround(house, days, random.Random(f"{seed}/{profile}/around"))
        year = Year(house, days.ago(1))
        year.begin(Plan(house, days, size, seed).stories())
        year.begin(Deeds(house, days, size, seed).stories())
        year.begin(Posts(house, days, size, seed).stories())
        year.begin(Voices(house, days, size, seed).stories())
        year.begin(Inquiries(house, days, size, seed).stories())
        year.live()
        fill_shelf(house, days)
        with clock.at(days.ago(1)):
            remind(house.organ, days.ago(1), nightly.words())
    return Built(house, dict(year.taken), dict(year.refused))
