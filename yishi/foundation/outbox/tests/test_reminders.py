"""Reminders: to whom, in which words, once, after missed nights, in few queries."""

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock, Pause
from yishi.foundation.outbox.models import Notice
from yishi.foundation.outbox.reminders import DIGEST, KIND, remind
from yishi.foundation.outbox.stages import ClockWords
from yishi.foundation.outbox.tests import made
from yishi.foundation.people.models import Role, RoleCode
from yishi.foundation.people.tests.factories import AccountFactory, MandateFactory, RoleFactory, UnitFactory

DUE = dt.date(2026, 6, 30)
WORDS = {"reply": ClockWords("答复"), "evaluate": ClockWords("评价")}

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return made.house()


@pytest.fixture
def matter(house):
    return made.matter(house.organ)


def night(organ, days=0, words=WORDS):
    today = DUE + dt.timedelta(days=days)
    with clock.at(today):
        return remind(organ, today, words)


def told(account, kind=KIND):
    return [notice.text for notice in Notice.objects.filter(account=account, kind=kind).order_by("pk")]


def test_the_words(house, matter):
    made.clock_of(matter, DUE, unit=house.unit)
    for days in (-7, 0, 1):
        night(house.organ, days)
    assert told(house.liaison) == [
        "1号《关于修缮未有桥的建议》的答复还有 7 天到期，到期日是2026年6月30日。",
        "1号《关于修缮未有桥的建议》的答复今天到期。",
        "1号《关于修缮未有桥的建议》的答复已逾期 1 天，到期日是2026年6月30日。",
    ]
    found = Notice.objects.filter(kind=KIND, account=house.liaison).order_by("pk")
    assert list(found.values_list("subject", "urgent")) == [
        ("答复期限将至", False), ("答复今天到期", True), ("答复已逾期", True),
    ]  # fmt: skip


def test_a_provisional_day_is_called_so_and_an_unknown_kind_has_a_name(house, matter):
    made.clock_of(matter, DUE, unit=house.unit, provisional=True, kind="unheard-of")
    night(house.organ, -2)
    assert told(house.liaison) == ["1号《关于修缮未有桥的建议》的办理还有 2 天到期，到期日是2026年6月30日（暂定）。"]


def test_every_night_of_a_year_tells_each_stage_once(house, matter):
    made.clock_of(matter, DUE, unit=house.unit)
    for days in range(-20, 100):
        night(house.organ, days)
        night(house.organ, days)
    assert Notice.objects.filter(account=house.liaison, kind=KIND).count() == len([-7, -2, 0, 1, 7, 14, 30, 60, 90])
    assert Notice.objects.filter(account=house.head, kind=KIND).count() == len([1, 7, 14, 30, 60, 90])


def test_after_missed_nights_only_the_latest_stage_is_told(house, matter):
    made.clock_of(matter, DUE, unit=house.unit)
    night(house.organ, -7)
    night(house.organ, 9)
    assert [text.split("的答复")[1][:8] for text in told(house.liaison)] == ["还有 7 天到期", "已逾期 9 天，"]
    assert night(house.organ, 13) == 0


def test_a_kind_that_is_reminded_of_no_more_stays_silent(house, matter):
    words = {"reply": ClockWords("答复", after=(1,), every=0)}
    made.clock_of(matter, DUE, unit=house.unit)
    assert night(house.organ, 1, words) > 0
    assert night(house.organ, 500, words) == 0


def test_a_day_that_moved_is_reminded_of_anew(house, matter):
    row = made.clock_of(matter, DUE, unit=house.unit)
    night(house.organ, 1)
    Clock.objects.filter(pk=row.pk).update(due_on=DUE + dt.timedelta(days=30))
    assert night(house.organ, 22) == 0
    assert night(house.organ, 23) == 1
    assert "还有 7 天到期" in told(house.liaison)[-1]


def test_nothing_is_said_of_clocks_met_stopped_paused_or_of_others(house, matter):
    made.clock_of(matter, DUE, unit=house.unit, met_on=DUE)
    made.clock_of(matter, DUE, unit=house.unit, kind="a", stopped_on=DUE)
    paused = made.clock_of(matter, DUE, unit=house.unit, kind="b")
    Pause.objects.create(clock=paused, began=DUE - dt.timedelta(days=9), ground="等待材料")
    other = made.house()
    made.clock_of(made.matter(other.organ), DUE, unit=other.unit)
    assert night(house.organ) == 0
    Pause.objects.update(ended=DUE - dt.timedelta(days=1))
    assert night(house.organ) == 1
    assert night(other.organ) == 1


def test_late_ones_go_to_the_head_too_and_in_one_line_to_the_office(house):
    for number in range(3):
        made.clock_of(made.matter(house.organ, f"{number}号"), DUE, unit=house.unit)
    evaluation = made.matter(house.organ, "9号")
    made.clock_of(evaluation, DUE - dt.timedelta(days=6), unit=house.unit, kind="evaluate")
    assert night(house.organ, 0) == 3 + 2 + 1
    assert len(told(house.liaison)) == 4
    assert told(house.head) == ["9号《关于修缮未有桥的建议》的评价已逾期 6 天，到期日是2026年6月24日。"]
    assert told(house.office, DIGEST) == ["今天发出逾期提醒 1 件：评价 1 件。目前共有 1 件逾期未完成。"]
    night(house.organ, 1)
    assert told(house.office, DIGEST)[1] == "今天发出逾期提醒 4 件：答复 3 件、评价 1 件。目前共有 4 件逾期未完成。"
    night(house.organ, 1)
    night(house.organ, 2)
    assert len(told(house.office, DIGEST)) == 2
    assert told(house.office) == []


def test_a_mandates_clock_goes_to_its_account(house, matter):
    mandate = MandateFactory(organ=house.organ)
    account = AccountFactory(person=mandate.person)
    made.clock_of(matter, DUE, mandate=mandate, kind="evaluate", role=RoleCode.MEMBER)
    night(house.organ)
    assert len(told(account)) == 1
    assert Notice.objects.filter(kind=KIND).count() == 1


def test_a_roles_clock_goes_to_those_who_hold_it_that_day(house, matter):
    holder = RoleFactory(organ=house.organ, code=RoleCode.SUPERVISOR).account
    former = RoleFactory(organ=house.organ, code=RoleCode.SUPERVISOR, ended=DUE - dt.timedelta(days=1)).account
    elsewhere = RoleFactory(organ=made.house().organ, code=RoleCode.SUPERVISOR).account
    made.clock_of(matter, DUE, role=RoleCode.SUPERVISOR, kind="supervise")
    night(house.organ)
    assert [len(told(account)) for account in (holder, former, elsewhere)] == [1, 0, 0]


def test_a_role_within_a_unit_and_a_unit_with_only_a_head(house, matter):
    both = RoleFactory(organ=house.organ, code=RoleCode.GOVERNMENT_OFFICE, unit=house.unit).account
    made.clock_of(matter, DUE, unit=house.unit, role=RoleCode.GOVERNMENT_OFFICE)
    lonely = RoleFactory(organ=house.organ, code=RoleCode.HEAD)
    made.clock_of(matter, DUE, unit=lonely.unit)
    night(house.organ)
    assert [len(told(account)) for account in (both, house.liaison, lonely.account)] == [1, 0, 1]


def test_what_names_nobody_is_the_offices(house, matter):
    made.clock_of(matter, DUE, kind="assign")
    night(house.organ)
    assert len(told(house.office)) == 1
    assert "没有可以通知的账号" not in told(house.office)[0]


def test_what_nobody_can_be_told_of_is_told_to_the_office(house, matter):
    made.clock_of(matter, DUE, unit=UnitFactory(organ=house.organ))
    made.clock_of(matter, DUE, mandate=MandateFactory(organ=house.organ), kind="evaluate")
    Role.objects.filter(account=house.liaison).update(ended=DUE - dt.timedelta(days=1))
    assert night(house.organ) == 2
    assert all("承办方没有可以通知的账号" in text for text in told(house.office))


def test_a_closed_account_is_not_told(house, matter):
    house.liaison.is_active = False
    house.liaison.save()
    made.clock_of(matter, DUE, unit=house.unit)
    night(house.organ)
    assert told(house.liaison) == []
    assert len(told(house.head)) == 1


def test_the_number_of_queries_does_not_grow_with_the_clocks(house, django_assert_max_num_queries):
    def more(first, last):
        for number in range(first, last):
            made.clock_of(made.matter(house.organ, f"{number}号"), DUE, unit=house.unit)

    more(0, 3)
    with django_assert_max_num_queries(9) as few:
        night(house.organ, 1)
    more(3, 40)
    with django_assert_max_num_queries(9) as many:
        night(house.organ, 1)
    assert len(many) == len(few)
    with django_assert_max_num_queries(4):
        assert night(house.organ, 1) == 0
