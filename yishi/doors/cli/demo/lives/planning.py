"""What the office keeps beside its activities: own kinds, the year's numbers, totals that others report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.story.engine import Do, Story
from yishi.rooms.activities.loop import outside_total, own_kind, target

OFFICE = "office"
TARGETS = {
    "npc": (
        ("special_report", "8", ""), ("law_inspection", "4", ""), ("special_inquiry", "1", ""), ("special_research", "6", ""), ("visit", "6", ""),
        ("standing_meeting", "6", ""), ("training", "3", ""), ("station_activity", "12", ""), ("opinion", "600", ""), ("training", "150", "people"),
    ),
    "cppcc": (
        ("topic_talk", "6", ""), ("counterpart_talk", "6", ""), ("oversight_visit", "4", ""), ("special_research", "6", ""), ("visit", "6", ""),
        ("standing_meeting", "4", ""), ("training", "3", ""), ("sector_activity", "8", ""), ("opinion", "500", ""), ("reading_activity", "120", "person_times"),
    ),
}  # fmt: skip
"""What the plan of a year sets: kind or output, number, what is counted."""


def kinds(days: Days) -> Iterator[Story]:
    """One kind of its own in use and defined better, one given up."""
    yield _renamed(days)
    yield _given_up(days)


def _renamed(days: Days) -> Story:
    words = {
        "name": "云溪夜话",
        "line": "voice",
        "measure": "场",
        "definition": "晚间在社区与群众面对面交流，一场计一场。",
    }
    made = yield Do(days.opens, OFFICE, own_kind["add"], None, words)
    pk = made.pk if made else 0
    better = {
        "name": "云溪夜话",
        "definition": "晚间在社区、院坝与群众面对面交流，一场计一场；只发通知没有举办的不计。",
    }
    yield Do(
        days.on(days.opens + DAY * 60),
        OFFICE,
        own_kind["rename"],
        pk,
        better | {"aliases": "夜话、院坝夜话", "verbs": "举办"},
    )


def _given_up(days: Days) -> Story:
    words = {
        "name": "午间半小时",
        "line": "training",
        "measure": "次",
        "definition": "午间集体学习半小时，一次计一次。",
    }
    made = yield Do(days.opens, OFFICE, own_kind["add"], None, words)
    why = {"why": "并入读书活动，不再单独统计。"}
    yield Do(days.on(days.opens + DAY * 90), OFFICE, own_kind["end_kind"], made.pk if made else 0, why)


def targets(days: Days, profile: str) -> Iterator[Story]:
    """The year's numbers in January, one changed in summer; the next year's as this one ends. One is dropped."""
    for at, (code, number, counted) in enumerate(TARGETS[profile]):
        yield _target(days, code, number, counted, at)
        if at < 6:
            yield _next_years(days, code, str(int(number) + 1), counted)
    yield _dropped(days)


def _target(days: Days, code: str, number: str, counted: str, at: int) -> Story:
    words = {"year": days.year, "code": code, "number": number, "counted": counted}
    made = yield Do(days.on(days.closes + DAY), OFFICE, target["set_target"], None, words)
    if at == 3:
        more = {"number": str(int(number) + 1), "why": "主任（主席）会议增加一项任务。"}
        yield Do(days.on(days.opens + DAY * 170), OFFICE, target["change_target"], made.pk if made else 0, more)


def _next_years(days: Days, code: str, number: str, counted: str) -> Story:
    words = {
        "year": days.today.year + 1,
        "code": code,
        "number": number,
        "counted": counted,
        "note": "建议数，待全会通过。",
    }
    yield Do(days.ago(6), OFFICE, target["set_target"], None, words)


def _dropped(days: Days) -> Story:
    words = {"year": days.year, "code": "study_tour", "number": "4"}
    made = yield Do(days.on(days.closes + DAY), OFFICE, target["set_target"], None, words)
    why = {"why": "压减外出考察。"}
    yield Do(days.on(days.opens + DAY * 100), OFFICE, target["drop_target"], made.pk if made else 0, why)


def outside(days: Days, profile: str) -> Iterator[Story]:
    """What towns and their posts, which keep no records here, report each half year; one mended, one struck."""
    told = (("opinion", "1240条", "voice"), ("good_deed_activity", "86件", ""), ("mediation", "157件", ""))
    for at, (code, quantity, line) in enumerate(told):
        yield _total(days, code, quantity, line, at)


def _total(days: Days, code: str, quantity: str, line: str, at: int) -> Story:
    until = days.opens + DAY * 140
    words = {
        "by_whom": "各镇街代表（委员）小组",
        "since": str(days.opens),
        "until": str(until),
        "note": "镇街汇总上报，未逐条登记。",
    }
    day: dt.date = days.on(until + DAY * 8)
    made = yield Do(
        day, OFFICE, outside_total["report_outside"], None, words | {"code": code, "quantity": quantity, "line": line}
    )
    pk = made.pk if made else 0
    if at == 0:
        yield Do(days.after(day, 5), OFFICE, outside_total["correct_outside"], pk, words | {"quantity": "1260条"})
    if at == 2:
        yield Do(days.after(day, 6), OFFICE, outside_total["strike_outside"], pk, {"why": "与调解组织重复上报。"})
