"""What the organ does beside suggestions: activities planned and held, recorded, reported by deputies, mended, struck."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.story.engine import Do, Story
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused
from yishi.foundation.matters.models import Matter
from yishi.rooms.activities import signing
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity, Output


@dataclass
class Deed:
    """One record of the year: who keeps it, on which day it happened, what stands in it, and its dice."""

    house: House
    days: Days
    who: str
    day: dt.date
    data: dict[str, Any]
    rng: random.Random

    @property
    def last(self) -> dt.date:
        """The last day on which it happens."""
        found = self.data.get("last_day") or self.day
        return dt.date.fromisoformat(str(found))

    def later(self, workdays: int) -> dt.date:
        """Working days after it is over."""
        return self.days.after(self.last, workdays)

    def take(
        self, step: str, day: dt.date, on: int | None, data: dict[str, Any] | None = None, *, who: str = "",
        refused: type[Refused] | None = None,
    ) -> Do:  # fmt: skip
        """A step by who keeps it, or by somebody else; 0 for what is not there."""
        return Do(day, who or self.who, activity[step], on, data or {}, refused)

    @property
    def planning(self) -> dict[str, Any]:
        """Of its data, what a plan holds."""
        return {name: value for name, value in self.data.items() if name in activity["plan"].inputs}

    @property
    def holding(self) -> dict[str, Any]:
        """What is known once it was held."""
        kept = ("result", "persons", "heads", "outputs", "last_day")
        return {name: self.data[name] for name in kept if name in self.data}


def recorded(d: Deed) -> Story:
    """Recorded some days after it happened."""
    yield d.take("record", d.later(d.rng.randint(0, 4)), None, d.data)


def held(d: Deed) -> Story:
    """Planned, its people told, signed in on the spot, held, and what came of it later noted later."""
    made = yield d.take("plan", d.days.on(d.day - DAY * 18), None, d.planning)
    if made is None:
        return
    persons = d.data.get("persons", [])
    if persons:
        yield d.take("take_part", d.days.on(d.day - DAY * 9), made.pk, {"persons": persons})
    for mandate in persons[:2]:
        yield d.take("sign_in", d.day, made.pk, {"token": signing.token(Activity(pk=made.pk))}, who=f"member/{mandate}")
    yield d.take("hold", d.later(1), made.pk, d.holding)
    code = d.rng.choice(("instruction", "report_submitted", "opinion_adopted"))
    more = {"level": "district", "by_whom": "区委"} if code == "instruction" else {}
    yield d.take("give_output", d.later(24), made.pk, more | {"code": code, "quantity": "1", "day": str(d.later(23))})


def about_suggestions(d: Deed) -> Story:
    """Recorded, and tied to suggestions that it looked into."""
    made = yield d.take("record", d.later(2), None, d.data)
    numbers = Matter.objects.filter(organ=d.house.organ, kind="suggestion").exclude(number="").order_by("number")
    found = list(numbers.values_list("number", flat=True)[:2])
    if made is not None and found:
        yield d.take("link", d.later(3), made.pk, {"numbers": "、".join(found)})
        yield d.take("link", d.later(3), made.pk, {"numbers": "20990001"}, refused=Invalid)
        row = Activity.objects.get(pk=made.pk).about.order_by("pk").last()
        yield d.take("unlink", d.later(4), made.pk, {"rows": [row.pk] if row else []})


def mended(d: Deed) -> Story:
    """Recorded on a wrong day, then set right; one output noted twice and struck; someone who was not there left out."""
    wrong = d.data | {"day": str(d.day - DAY)} if "last_day" not in d.data else d.data
    made = yield d.take("record", d.later(1), None, wrong)
    if made is None:
        return
    yield d.take("amend", d.later(5), made.pk, {k: v for k, v in d.data.items() if k in activity["amend"].inputs})
    for _ in range(2):
        yield d.take("give_output", d.later(6), made.pk, {"code": "opinion", "quantity": "3"})
    twice = Output.objects.filter(activity=made.pk, code="opinion").order_by("pk").last()
    yield d.take("strike_output", d.later(7), made.pk, {"row": twice.pk if twice else 0, "why": "重复登记。"})
    one = Activity.objects.get(pk=made.pk).participants.order_by("pk").first()
    if one is not None:
        yield d.take("leave_out", d.later(7), made.pk, {"rows": [one.pk]})


def struck(d: Deed) -> Story:
    """Recorded twice, and once struck."""
    yield d.take("record", d.later(1), None, d.data)
    made = yield d.take("record", d.later(1), None, d.data)
    yield d.take("strike", d.later(3), made.pk if made else 0, {"why": "重复登记。"})


def cancelled(d: Deed) -> Story:
    """Planned, and not held after all."""
    made = yield d.take("plan", d.days.on(d.day - DAY * 20), None, d.planning)
    persons = d.data.get("persons", [])[:6]
    if made is not None and persons:
        yield d.take("take_part", d.days.on(d.day - DAY * 12), made.pk, {"persons": persons})
    yield d.take(
        "cancel", d.days.on(d.day - DAY * 3), made.pk if made else 0, {"why": "与汛期安排冲突，改由街道自行组织。"}
    )


def at_the_desk(d: Deed) -> Story:
    """Planned and held; those without a phone at hand say their numbers."""
    made = yield d.take("plan", d.days.on(d.day - DAY * 10), None, d.planning)
    if made is None:
        return
    numbers = {mandate.pk: mandate.number for mandate in d.house.mandates}
    for mandate in d.data.get("persons", [])[:4]:
        yield d.take("sign_in_at_desk", d.day, made.pk, {"number": numbers[mandate]})
    yield d.take("hold", d.later(1), made.pk, d.holding)


def on_the_plan(d: Deed) -> Story:
    """Planned, and still to come, or overdue."""
    yield d.take("plan", d.days.ago(12), None, d.planning)


# what deputies report


def reported(d: Deed) -> Story:
    """Reported by a deputy, confirmed by the office; a stranger to it may not confirm."""
    made = yield d.take("report", d.later(1), None, d.data)
    pk = made.pk if made else 0
    yield d.take("confirm", d.later(2), pk, refused=NotAllowed)
    yield d.take("confirm", d.later(4), pk, who="office")


def reported_again(d: Deed) -> Story:
    """Turned back, mended, confirmed."""
    made = yield d.take("report", d.later(1), None, d.data)
    pk = made.pk if made else 0
    yield d.take("turn_back", d.later(3), pk, {"why": "请补写走访的社区和反映的问题。"}, who="office")
    yield d.take("report_again", d.later(5), pk, d.data | {"summary": "走访社区三户，反映楼道照明和停车两个问题。"})
    yield d.take("confirm", d.later(7), pk, who="office")


def turned_back(d: Deed) -> Story:
    """Turned back, and not mended yet."""
    made = yield d.take("report", d.later(1), None, d.data)
    yield d.take(
        "turn_back", d.later(2), made.pk if made else 0, {"why": "与已登记的小组活动重复，请核对。"}, who="office"
    )


def waits(d: Deed) -> Story:
    """Reported, and waiting for the office."""
    yield d.take("report", d.day, None, d.data)


def withdrawn(d: Deed) -> Story:
    """Reported, and taken back."""
    made = yield d.take("report", d.later(1), None, d.data)
    yield d.take("withdraw", d.later(1), made.pk if made else 0)


# what is in being


def in_being(d: Deed) -> Story:
    """Set up, and in being."""
    yield d.take("record", d.days.on(d.days.opens), None, d.data)


def over(d: Deed) -> Story:
    """Set up, and closed in summer."""
    made = yield d.take("record", d.days.on(d.days.opens), None, d.data)
    day = d.days.on(d.days.opens + DAY * 150)
    yield d.take("end", day, made.pk if made else 0, {"day": str(day)})
