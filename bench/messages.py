"""The office's pages of messages among many: queries, and p95 beside the bare view.

The messages are made by the step that brings in a hotline's export, so that clocks, facts, hops and journal stand as after
years of work: seven in ten answered and at an end, two in ten with a unit, one waiting to be sorted. The bar is the time that a
reader waits, with counts kept and after a step; the bare view is told beside it. Ten bare views are the bar of `pages`, whose
lists are of thirty thousand: a list that is narrowed counts all that it narrows, and these are as many as `--size` says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.data.build import TODAY
from bench.data.people import House, house
from bench.measure import Bar, Measured
from bench.pages import paged
from bench.run import Run
from yishi.doors.cli import nightly
from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.loops.take import create, create_many
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Unit
from yishi.readings.search import index
from yishi.rooms.stations.loop import station
from yishi.rooms.voice.catalogue.topics import topics
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

HELPING = 1000
GUIDE = 150
"""Milliseconds that a page may take, p95."""
DAYS = 1000
"""Over so many days they arrived, the last one today."""
STATIONS = 300
STREETS = [f"第{at:02d}街道" for at in range(40)]
THINGS = (
    "路灯",
    "井盖",
    "电梯",
    "公交站",
    "菜市场",
    "学校门口",
    "停车场",
    "排水沟",
    "健身器材",
    "垃圾房",
    "人行道",
    "工地",
)
TROUBLES = (
    "坏了很久没有人修",
    "噪声很大影响休息",
    "积水严重出行不便",
    "占道经营堵住路",
    "收费不合理",
    "没有人管",
    "有安全隐患",
    "希望增设",
)
DETAILS = (
    "老人孩子经过很危险。",
    "已经向物业反映过多次。",
    "早晚高峰最严重。",
    "请有关部门尽快处理。",
    "附近三个小区都受影响。",
    "下雨天尤其厉害。",
)


def measure(run: Run) -> Iterator[Measured]:
    """List, search, funnel, one message, bench and Today, each through every address of its kind in turn."""
    with clock.at(TODAY):
        here = house()
        fill(here, run.size)
        client, bare = Client(), f"/bare/?organ={here.organ.pk}"
        client.force_login(here.account("office"))
        for name, each in addresses().items():
            found = paged(run, client, name, each, bare)
            after = found.more["p95_after_a_step"]
            yield replace(
                found,
                bar=Bar(most=GUIDE),
                bar_of="p95",
                also={f"after a step <= {GUIDE:g}": run.small or after <= GUIDE},
            )


def fill(here: House, count: int) -> None:
    """Make so many, and what they are found by."""
    office, units = here.actor("office", TODAY), list(Unit.objects.filter(pk__in=here.units).order_by("pk"))
    places = _stations(office)
    for first in range(0, count, HELPING):
        rows = [_row(at, units, places) for at in range(first, min(first + HELPING, count))]
        done = create_many(message["import_one"], office, rows)
        if done.refused:
            raise RuntimeError(next(iter(done.refused.values())).sentence)
    index.rebuild()
    nightly.weigh_tables()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # As its own sweeping does in any office, and not on every machine that measures.
            cursor.execute("VACUUM ANALYZE")


def _stations(office: Actor) -> list[Matter]:
    """A general station, and all others under it."""
    general = create(station["set_up"], office, given={"kind": "station_main", "title": "试总站"}).record
    rows = [
        {"kind": "station", "title": f"试站{at:03d}", "area": STREETS[at % 40], "upper": general}
        for at in range(1, STATIONS)
    ]
    done = create_many(station["set_up"], office, rows)
    if done.refused:
        raise RuntimeError(next(iter(done.refused.values())).sentence)
    return [general.matter, *(each.record.matter for each in done.done)]


def _row(at: int, units: list[Unit], places: list[Matter]) -> dict[str, Any]:
    """The at-th message, as an export would give it; one in three was said at a station."""
    arrived = dt.datetime.combine(TODAY - dt.timedelta(days=at % DAYS), dt.time(8), CHINA)
    street, thing, trouble = STREETS[at % 40], THINGS[at % 12], TROUBLES[at // 12 % 8]
    text = f"{street}{at // 40 % 90 + 1}号附近的{thing}{trouble}。{DETAILS[at % 6]}{DETAILS[at // 7 % 6]}"
    row = {name: given for name, given in message["import_one"].defaults.items()}
    row |= {
        "text": text, "arrived_at": arrived, "area": street, "place": f"{at // 40 % 90 + 1}号", "topic": topics()[at % len(topics())].code,
        "handle": f"试{at}", "channel": Message.Channel.HOTLINE,
    }  # fmt: skip
    row["petition"] = at % 50 == 7
    if at % 3 == 0:
        row["station"] = places[at // 3 % len(places)]
    if at % 10:
        row["unit"] = units[at % len(units)]
    if at % 10 > 2:
        answered = min(arrived + dt.timedelta(days=at % 40), dt.datetime.combine(TODAY, dt.time(0), CHINA))
        outcome = Message.Outcome.SOLVED if at % 10 > 5 else Message.Outcome.EXPLAINED
        row |= {
            "answer": f"{thing}的问题已经处理，感谢反映。",
            "answered_at": max(answered, arrived),
            "outcome": outcome,
        }
    return row


def addresses() -> dict[str, list[str]]:
    """What is asked for, by the kind of page."""
    every, funnel, board = reverse("desk:messages"), reverse("desk:message_funnel"), reverse("desk:stations_board")
    year = f"since={TODAY.year}-01-01&until={TODAY.isoformat()}"
    rows = Message.objects.order_by("-pk").values_list("pk", flat=True)
    return {
        "page: messages": [every, f"{every}?page=7", f"{every}?view=late", f"{every}?view=sort", f"{every}?view=hand&page=3"],
        "page: messages filtered": [f"{every}?topic=urban", f"{every}?area=第07街道&stage=solved", f"{every}?channel=hotline&day_after=2026-10-01"],
        "page: search of messages": [f"{every}?q={word}" for word in ("路灯", "第07街道", "井盖 占道", "没有这样的词")],
        "page: funnel": [f"{funnel}?{year}&by={by}" for by in ("station", "area", "topic", "unit")],
        "page: board of stations": [board, f"{board}?sort=rate", f"{board}?area=第07街道", f"{board}?year={TODAY.year - 1}&sort=messages"],
        "page: one message": [reverse("desk:message", args=[pk]) for pk in rows[:20]],
        "page: sorting bench": [reverse("desk:message_bench")],
        "page: to-do with messages": [reverse("desk:home")],
    }  # fmt: skip
