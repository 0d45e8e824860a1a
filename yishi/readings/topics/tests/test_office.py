"""Readings of an organ: what is looked at, what is kept, found again and renamed, and by whom."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Invalid, NotAllowed, NotFound
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.foundation.outbox.progress import Stopped
from yishi.readings.topics import office as topics
from yishi.readings.topics.models import Member, Reading, Topic
from yishi.readings.topics.office import Window
from yishi.readings.topics.tests.made import LIGHT, NOISE
from yishi.readings.topics.tests.office import WINDOW, spoken
from yishi.rooms.voice.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def of(office: Office) -> dict[str, Topic]:
    """The topics kept, by place."""
    return {topic.place: topic for topic in Topic.objects.filter(reading__organ=office.organ)}


def test_topics_are_kept_with_what_they_are_made_of(lit: Office) -> None:
    made = topics.compute(lit.organ, WINDOW)
    assert (made.looked, made.as_of) == (9, lit.day)
    row = of(lit)["紫藤园小区"]
    assert (row.messages, row.people, row.recent, row.week, row.week_before) == (5, 5, 5, 5, 0)
    assert (row.area, row.topic, row.last) == ("试验街道", "urban", lit.day)
    assert row.members.count() == 5 and float(row.heat) == row.warmth.total == 5 + 2 * 5 + 2 * 5
    assert "路灯" in row.problem and row.called_by_id in row.members.values_list("message", flat=True)
    quiet = of(lit)["临江雅苑"]
    assert (quiet.week, quiet.week_before) == (0, 4)


def test_what_was_blocked_held_or_taken_back_is_not_looked_at(lit: Office) -> None:
    lit.held()
    lit.blocked()
    lit.withdrawn()
    other = Office()
    spoken(other, "紫藤园小区")
    assert topics.compute(lit.organ, WINDOW).looked == 9
    assert topics.compute(lit.organ, Window(lit.day, lit.day)).looked == 1


def test_it_is_stale_once_something_comes_in(lit: Office) -> None:
    assert topics.stale(lit.organ, WINDOW)
    topics.compute(lit.organ, WINDOW)
    assert not topics.stale(lit.organ, WINDOW)
    lit.sent()
    assert topics.stale(lit.organ, WINDOW)


def test_found_again_a_topic_keeps_its_row_and_the_name_it_was_given(lit: Office) -> None:
    topics.compute(lit.organ, WINDOW)
    before = of(lit)["紫藤园小区"]
    topics.rename(lit["office"], before.pk, "紫藤园路灯")
    spoken(lit, "紫藤园小区", LIGHT[:2])
    topics.compute(lit.organ, WINDOW)
    after = Topic.objects.get(pk=before.pk)
    assert (str(after), after.messages, Reading.objects.count()) == ("紫藤园路灯", 7, 1)
    assert Member.objects.filter(topic=after).count() == 7


def test_a_topic_that_is_gone_goes(lit: Office) -> None:
    topics.compute(lit.organ, WINDOW)
    assert len(of(lit)) == 2
    for member in of(lit)["临江雅苑"].members.select_related("message__matter")[:2]:
        lit.take("withdraw", member.message, lit.sender(member.message))
    topics.compute(lit.organ, WINDOW)
    assert set(of(lit)) == {"紫藤园小区"}


def test_a_name_is_the_offices_to_give_and_stands_in_the_journal(lit: Office) -> None:
    topics.compute(lit.organ, WINDOW)
    row = of(lit)["紫藤园小区"]
    with pytest.raises(NotAllowed):
        topics.rename(lit["leader"], row.pk, "别的")
    with pytest.raises(NotFound):
        topics.rename(Office()["office"], row.pk, "别的")
    with pytest.raises(Invalid):
        topics.rename(lit["office"], row.pk, "长" * 81)
    topics.rename(lit["office"], row.pk, "路灯，找 13912345678")
    assert Topic.objects.get(pk=row.pk).own_name == "路灯，找 139********"
    entry = Entry.objects.filter(organ=lit.organ, step=topics.RENAME).latest("pk")
    assert "139********" in entry.body.text and "12345678" not in entry.body.text
    topics.rename(lit["office"], row.pk, "")
    assert str(Topic.objects.get(pk=row.pk)) == row.called.whole


def test_phones_in_a_subject_do_not_become_a_name(office: Office) -> None:
    spoken(office, "紫藤园小区", tuple((f"{subject}，电话13912345678", text) for subject, text in LIGHT))
    topics.compute(office.organ, WINDOW)
    assert "12345678" not in of(office)["紫藤园小区"].problem


def test_a_job_finds_them_and_can_be_stopped(lit: Office) -> None:
    account = lit.people["office"].account
    assert account is not None
    given = {"since": "2026-01-01", "until": "2026-12-31"}
    started = jobs.start(topics.KIND, "找热点", topics.FUNCTION, given, account, lit.organ, repeatable=True)
    jobs.run(started.pk, started.attempt)
    started.refresh_from_db()
    assert started.state == Job.State.DONE
    assert "9" in started.result_text and "2" in started.result_text
    again = jobs.start(topics.KIND, "找热点", topics.FUNCTION, given, account, lit.organ, repeatable=True)
    assert again.pk != started.pk and jobs.ask_stop(again)
    jobs.run(again.pk, again.attempt)
    again.refresh_from_db()
    assert again.state == Job.State.STOPPED


def test_how_far_it_is_is_told_stage_by_stage_and_whoever_listens_may_stop_it(lit: Office) -> None:
    told: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        told.append((done, total))
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        topics.compute(lit.organ, WINDOW, step)
    assert told == [(0, 5), (1, 5), (2, 5), (3, 5)] and not Reading.objects.exists()


def test_by_night_what_changed_is_found_anew_and_old_days_go(lit: Office) -> None:
    assert topics.refresh() == 2
    assert topics.refresh() == 0
    topics.compute(lit.organ, Window(lit.day, lit.day))
    lit.sent()
    assert topics.refresh() == 2
    with clock.at(lit.day + dt.timedelta(days=61)):
        topics.refresh()
    assert not Reading.objects.filter(since=lit.day).exists()


def test_usual_windows_are_the_year_and_the_quarter() -> None:
    day = dt.date(2026, 11, 30)
    assert topics.windows(day) == (
        Window(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        Window(dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
    )
    assert topics.windows(dt.date(2026, 2, 3))[1] == Window(dt.date(2026, 1, 1), dt.date(2026, 3, 31))


def test_objections_cool_and_supports_warm(office: Office) -> None:
    for m in spoken(office, "紫藤园小区"):
        m.supports, m.objections = 3, 1
        m.save(update_fields=["supports", "objections"])
    spoken(office, "临江雅苑", NOISE)
    topics.compute(office.organ, WINDOW)
    row = of(office)["紫藤园小区"]
    assert (row.supports, row.objections) == (15, 5) and float(row.heat) == pytest.approx(25 + 3 * 4 - 2.585, abs=0.06)
