"""A desk of activities for tests: an office at work, somebody signed in at it, and something in every state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client

from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office


def client(office: Office, who: str = "office") -> Client:
    """Somebody of the office, signed in."""
    made = Client()
    made.force_login(office.people[who].account)
    return made


def lived(office: Office) -> dict[str, Activity]:
    """One in each state, with people, results and hosts where there can be any."""
    ahead = (office.day + dt.timedelta(days=5)).isoformat()
    found = {
        "planned": office.planned(day=ahead, title="城区供水检查"),
        "recorded": full(office),
        "reported": office.reported(title="到社区听意见"),
        "returned": office.turned_back(),
        "ended": office.ended(),
    }
    found["cancelled"] = office.planned(title="取消的检查")
    office.take(activity["cancel"], found["cancelled"], why="改期。")
    found["struck"] = office.recorded(title="记错的检查")
    office.take(activity["strike"], found["struck"], why="重复登记。")
    return {name: office.again(a) for name, a in found.items()}


def full(office: Office, **more: Any) -> Activity:
    """One with everything that can be recorded of it."""
    given = {
        "title": "城区老旧管网检查", "last_day": office.day.isoformat(), "place": "试验镇水厂", "area": "试验镇", "topics": "供水、管网",
        "laws": "试验市供水条例", "summary": "看了三处泵房。", "groups": [office.delegation.pk], "co_units": [office.unit.pk],
        "co_bodies": "试验大学", "persons": [office.first.pk, office.second.pk], "heads": [{"role": "resident", "heads": 30}],
        "outputs": [{"code": "opinion", "quantity": "12条", "name": ""}],
    }  # fmt: skip
    return office.recorded(**given | more)
