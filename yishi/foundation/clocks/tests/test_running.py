"""Starting, meeting, stopping, pausing and extending a clock, and why it is due when it is."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation.clocks import running
from yishi.foundation.clocks.models import Clock, Pause
from yishi.foundation.clocks.tests.conftest import DAY
from yishi.foundation.law import places
from yishi.foundation.law.calendars import Calendar
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.periods import Period, Unit
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import CalendarDay

pytestmark = pytest.mark.django_db
PLACES = ["50", "33", "31", "cn"]
STARTS = [DAY, dt.date(2026, 1, 30), dt.date(2026, 2, 13), dt.date(2026, 9, 30), dt.date(2026, 11, 30)]


def pack(place: str, profile: str = "npc") -> Pack:
    """The rules in force there."""
    found = places.pack_for(place, profile, DAY)
    assert found is not None
    return found


def start(matter: Matter, calendar: Calendar, place: str = "50", rule: str = "reply", day: dt.date = DAY) -> Clock:
    """A clock by a rule of that place."""
    its = pack(place)
    made = running.start(matter, rule, its.rules[rule], its, day, calendar)
    assert made is not None
    return made


def test_a_clock_starts_with_its_day_rule_and_article(matter: Matter, calendar: Calendar) -> None:
    made = start(matter, calendar)
    assert (made.started_on, made.due_on, made.original_due_on) == (DAY, dt.date(2026, 6, 16), dt.date(2026, 6, 16))
    assert made.rule == "reply" and made.pack == pack("50").ref and "第二十一条" in made.article
    assert running.runs(made) and not made.provisional
    made.save()


def test_a_rule_that_names_no_day_starts_no_clock(matter: Matter, calendar: Calendar) -> None:
    its = pack("31")
    assert running.start(matter, "reassign", its.rules["reassign"], its, DAY, calendar) is None


def test_beyond_the_published_calendar_a_day_is_provisional(matter: Matter, calendar: Calendar) -> None:
    assert start(matter, calendar, day=dt.date(2026, 11, 30)).provisional
    assert not start(matter, calendar, day=dt.date(2026, 3, 2)).provisional


def test_a_day_set_by_hand_moves_the_last_day(matter: Matter, calendar: Calendar) -> None:
    first = start(matter, calendar).due_on
    CalendarDay.objects.create(day=first, working=False, name="试验假日", source="虚构的通知")
    from yishi.foundation.clocks.calendars import calendar as read

    assert start(matter, read()).due_on == first + dt.timedelta(days=1)


def test_met_or_stopped_it_runs_no_more(matter: Matter, calendar: Calendar) -> None:
    met, stopped = start(matter, calendar), start(matter, calendar)
    running.meet(met, DAY)
    running.stop(stopped, DAY, "并案办理")
    assert met.met_on == DAY and (stopped.stopped_on, stopped.stopped_why) == (DAY, "并案办理")
    assert not running.runs(met) and not running.runs(stopped)


def test_a_promised_day_names_who_set_it(matter: Matter) -> None:
    made = running.until(matter, "promise", DAY, dt.date(2026, 9, 30), "承办单位在答复中承诺")
    assert made.due_on == made.original_due_on == dt.date(2026, 9, 30)
    assert made.article == "承办单位在答复中承诺" and made.rule == ""
    assert running.why(made, pack("50"), Calendar({}, set())) is None


# Extensions: in Zhejiang to six months in all, in Shanghai by at most three more


@pytest.mark.parametrize(("place", "granted", "due"), [
    ("33", None, dt.date(2026, 9, 16)), ("33", 4, dt.date(2026, 7, 16)), ("33", 6, dt.date(2026, 9, 16)),
    ("31", None, dt.date(2026, 9, 16)), ("31", 1, dt.date(2026, 7, 16)), ("31", 3, dt.date(2026, 9, 16)),
])  # fmt: skip
def test_an_extension_counts_from_the_first_day(
    matter: Matter, calendar: Calendar, place: str, granted: int | None, due: dt.date
) -> None:
    made, its = start(matter, calendar, place), pack(place)
    running.extend(made, its.rules["extension"], its.rules["reply"], running.months(granted), calendar)
    assert made.due_on == due and made.original_due_on == dt.date(2026, 6, 16)


@pytest.mark.parametrize(("place", "granted"), [("33", 3), ("33", 7), ("31", 4)])
def test_more_than_the_rule_allows_is_refused_in_words(
    matter: Matter, calendar: Calendar, place: str, granted: int
) -> None:
    made, its = start(matter, calendar, place), pack(place)
    before = made.due_on
    with pytest.raises(ValueError, match="延长"):
        running.extend(made, its.rules["extension"], its.rules["reply"], running.months(granted), calendar)
    assert made.due_on == before


# Why this date


def explained(made: Clock, its: Pack, calendar: Calendar) -> dt.date:
    """The day to which the explanation comes."""
    found = running.why(made, its, calendar)
    assert found is not None and found.due is not None and found.sentences()
    return found.due.day


@pytest.mark.parametrize("day", STARTS)
@pytest.mark.parametrize("place", PLACES)
def test_the_explanation_comes_to_the_day_that_is_shown(
    matter: Matter, calendar: Calendar, place: str, day: dt.date
) -> None:
    its = pack(place)
    made = [running.start(matter, rule.id, rule, its, day, calendar) for rule in its.rules.values() if not rule.extends]
    clocks = [row for row in made if row is not None]
    assert clocks
    for row in clocks:
        assert explained(row, its, calendar) == row.due_on, f"{its.title} {row.rule}"


@pytest.mark.parametrize("place", ["33", "31"])
def test_the_explanation_of_an_extension_comes_to_its_day(matter: Matter, calendar: Calendar, place: str) -> None:
    made, its = start(matter, calendar, place), pack(place)
    running.extend(made, its.rules["extension"], its.rules["reply"], None, calendar)
    assert explained(made, its, calendar) == made.due_on


@pytest.mark.parametrize(("place", "granted"), [("33", 4), ("31", 1)])
def test_the_explanation_of_a_shorter_extension_comes_to_its_day(
    matter: Matter, calendar: Calendar, place: str, granted: int
) -> None:
    made, its = start(matter, calendar, place), pack(place)
    running.extend(made, its.rules["extension"], its.rules["reply"], running.months(granted), calendar)
    assert explained(made, its, calendar) == made.due_on


def test_paused_days_do_not_count_and_are_named(matter: Matter, calendar: Calendar) -> None:
    made, its = start(matter, calendar, rule="contact"), pack("50")
    made.save()
    first = made.due_on
    made.pauses.create(began=DAY + dt.timedelta(days=1), ended=DAY + dt.timedelta(days=4), ground="等待代表补充材料")
    due = its.rules["contact"].due(DAY, calendar, running.pauses(made))
    assert due is not None and due.day > first and not due.provisional
    found = running.why(made, its, calendar)
    assert found is not None and found.due is not None and found.due.day == due.day
    assert any("等待代表补充材料" in sentence for sentence in found.sentences())


def test_a_pause_that_still_runs_makes_the_day_provisional(matter: Matter, calendar: Calendar) -> None:
    made, its = start(matter, calendar, rule="contact"), pack("50")
    open_pause = Pause(began=DAY, ended=None, ground="等待")
    due = its.rules["contact"].due(DAY, calendar, running.pauses(made, [open_pause]))
    assert due is not None and due.provisional


def test_a_clock_that_was_never_saved_has_no_pauses(matter: Matter, calendar: Calendar) -> None:
    assert running.pauses(start(matter, calendar)) == []


def test_months_are_a_period_or_all_that_is_allowed() -> None:
    assert running.months(2) == Period(2, Unit.MONTHS)
    assert running.months(None) is None and running.months(0) is None


def test_working_it_out_again_on_the_same_calendar_changes_nothing(matter: Matter, calendar: Calendar) -> None:
    for place in PLACES:
        its = pack(place)
        for rule in its.rules.values():
            made = running.start(matter, rule.id, rule, its, DAY, calendar)
            due = rule.due(DAY, calendar)
            assert (made.due_on if made else None) == (due.day if due else None)
