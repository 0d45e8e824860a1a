"""The worker's timetable."""

import datetime as dt

import pytest
from django_q.models import Schedule

from yishi.foundation import clock
from yishi.foundation.outbox.schedules import ensure_schedules, timetable

MORNING = dt.datetime(2026, 3, 16, 9, 30, tzinfo=clock.CHINA)

pytestmark = pytest.mark.django_db


def made(**kwargs):
    return timetable(remind="yishi.a.remind", seal="yishi.b.seal", recompute="yishi.c.recompute", **kwargs)


def put(moment=MORNING, **kwargs):
    with clock.at(moment):
        ensure_schedules(made(**kwargs))


def next_run(name):
    return Schedule.objects.get(name=f"yishi:{name}").next_run.astimezone(clock.CHINA)


def test_each_stands_once_however_often_it_is_made():
    for _ in range(3):
        put()
    assert sorted(Schedule.objects.values_list("name", "func", "schedule_type", "minutes")) == [
        ("yishi:deliver", "yishi.foundation.outbox.deliver.deliver", "I", 1),
        ("yishi:recompute", "yishi.c.recompute", "W", None),
        ("yishi:remind", "yishi.a.remind", "D", None),
        ("yishi:seal", "yishi.b.seal", "D", None),
        ("yishi:sweep-jobs", "yishi.foundation.outbox.jobs.sweep", "I", 5),
    ]


def test_daily_work_begins_at_its_hour_in_china():
    put()
    assert next_run("remind") == dt.datetime(2026, 3, 17, 7, tzinfo=clock.CHINA)
    assert next_run("seal") == dt.datetime(2026, 3, 17, 0, 10, tzinfo=clock.CHINA)
    assert next_run("deliver") == MORNING


def test_a_timetable_in_step_is_left_alone_and_one_changed_is_corrected():
    put()
    later = MORNING + dt.timedelta(hours=2)
    Schedule.objects.filter(name="yishi:remind").update(func="yishi.old.path")
    put(later)
    assert Schedule.objects.get(name="yishi:remind").func == "yishi.a.remind"
    assert next_run("remind") == dt.datetime(2026, 3, 17, 7, tzinfo=clock.CHINA)


def test_what_was_missed_is_run_once_and_keeps_its_hour():
    put()
    put(MORNING + dt.timedelta(days=10))
    assert next_run("remind") == dt.datetime(2026, 3, 26, 7, tzinfo=clock.CHINA)
    assert next_run("deliver") == MORNING + dt.timedelta(days=10)


def test_doubles_and_what_is_listed_no_longer_are_taken_away_but_not_what_is_not_ours():
    put()
    Schedule.objects.create(name="yishi:remind", func="yishi.a.remind")
    Schedule.objects.create(name="yishi:gone", func="yishi.gone")
    Schedule.objects.create(name="of somebody else", func="other.work")
    put()
    names = list(Schedule.objects.values_list("name", flat=True))
    assert names.count("yishi:remind") == 1
    assert "yishi:gone" not in names
    assert "of somebody else" in names
