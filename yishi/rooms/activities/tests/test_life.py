"""The life of an activity, as its people live it."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.refusals import Invalid, NotFound, Refused, WrongState
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import Mandate, RoleCode
from yishi.foundation.people.tests.factories import (
    MandateFactory,
    PostFactory,
    RoleFactory,
    SuspensionFactory,
    UnitFactory,
)
from yishi.rooms.activities import lists, signing
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.loop.taking_part import AlreadySigned
from yishi.rooms.activities.models import Activity, Participant
from yishi.rooms.activities.tests.office import TODAY, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
S = Activity.State
DAY = dt.timedelta(days=1)


def at(hour: int, minute: int = 0, day: dt.date = TODAY) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), clock.CHINA)


def test_kind_and_day_are_enough() -> None:
    office = Office()
    a = office.recorded()
    assert a.matter.state == S.RECORDED and a.matter.title == "执法检查（2026-03-16）"
    assert a.matter.number == "H20260001" and (a.line, a.measure, a.times) == ("supervision", "项", 1)


def test_planned_then_held_then_amended() -> None:
    office = Office()
    a = office.planned(
        day="2026-04-10", starts="9点", place="试验街道文化站", topics="养老、医疗", groups=[office.delegation.pk]
    )
    assert a.starts == dt.time(9) and a.groups == [office.delegation]
    office.take(activity["take_part"], a, persons=[office.first.pk, office.second.pk])
    told = Notice.objects.filter(organ=office.organ, kind="invited")
    assert {notice.account.person for notice in told} == {office.first.person, office.second.person}
    with pytest.raises(Invalid, match="不能晚于今天"):
        office.take(activity["hold"], a)
    office.day = dt.date(2026, 4, 11)
    office.take(activity["hold"], a, day="2026-04-11", heads=[{"role": "resident", "heads": 30}],
                outputs=[{"code": "opinion", "quantity": "12条"}])  # fmt: skip
    a = office.again(a)
    assert (a.matter.state, a.day, a.matter.title) == (S.RECORDED, office.day, "执法检查（2026-04-11）")
    assert a.outputs.get().day == office.day
    office.take(activity["amend"], a, kind=a.kind, day="2026-04-10", last_day="2026-04-11", co_bodies="试验大学、试验协会",
                co_units=[office.unit.pk])  # fmt: skip
    a = office.again(a)
    assert (a.days, a.co_bodies, a.co_units) == (2, "试验大学、试验协会", [office.unit])
    assert a.outputs.get().day == dt.date(2026, 4, 11) and a.groups == []
    office.take(activity["amend"], a, kind=a.kind, day="2026-04-09", co_bodies="试验协会")
    a = office.again(a)
    assert a.co_bodies == "试验协会" and a.co_units == [] and a.outputs.get().day == dt.date(2026, 4, 9)
    assert verify(office.organ).ok


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"day": "2026-03-17"}, "day", "不能晚于今天"),
        ({"day": "2021-12-31"}, "day", "早于本机关最早一届"),
        ({"last_day": "2026-03-15"}, "last_day", "不能早于开始日期"),
        ({"last_day": "2026-03-17"}, "last_day", "还没有结束"),
        ({"day": "2025-03-10", "last_day": "2026-03-12"}, "last_day", "最长一年"),
        ({"kind": "nosuch"}, "kind", "nosuch"),
        ({"times": "0"}, "times", "1"),
        ({"heads": [{"role": "resident", "heads": -3}]}, "heads", "第 1 行"),
        ({"heads": [{"role": "resident", "heads": 10_000_001}]}, "heads", "第 1 行"),
        ({"heads": [{"role": "resident", "heads": 3}, {"role": "resident", "heads": 4}]}, "heads", "只填一行"),
        ({"outputs": [{"code": "opinion", "quantity": "很多"}]}, "outputs", "不是数量"),
        ({"outputs": [{"code": "opinion", "quantity": "-2"}]}, "outputs", "大于 0"),
        ({"outputs": [{"code": "opinion", "quantity": "1.5"}]}, "outputs", "填整数"),
        ({"outputs": [{"code": "opinion", "quantity": "3万元"}]}, "outputs", "请核对单位"),
        ({"outputs": [{"code": "opinion", "quantity": "99999999999999"}]}, "outputs", "太大"),
        ({"result": "很好"}, "result", "没有结果分类"),
        ({"co_bodies": "、".join(f"第{n}协会" for n in range(31))}, "co_bodies", "最多写 30 个"),
        ({"starts": "25:00"}, "starts", "不是时间"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_sentence(given: dict[str, object], field: str, sentence: str) -> None:
    office = Office()
    with pytest.raises(Invalid) as refused:
        office.recorded(**given)
    assert sentence in "".join(refused.value.errors[field])
    assert not Activity.objects.exists()


def test_what_is_in_being_may_be_older_than_the_first_term_and_ends() -> None:
    office = Office()
    a = office.stock(day="2015-06-01", times="5")
    with pytest.raises(Invalid, match="一直存续"):
        office.stock(last_day="2026-03-12")
    with pytest.raises(Invalid, match="不能早于设立日期"):
        office.take(activity["end"], a, day="2015-05-01")
    with pytest.raises(Refused, match="一次性"):
        office.take(activity["end"], office.recorded(), day="2026-03-16")
    office.take(activity["end"], a, day="2026-03-02")
    a = office.again(a)
    assert (a.matter.state, a.ended_on) == (S.ENDED, dt.date(2026, 3, 2))


def test_only_who_was_in_office_took_part() -> None:
    office = Office()
    gone = MandateFactory(organ=office.organ, ended=dt.date(2026, 3, 1), ended_by=Mandate.Over.RESIGNED)
    paused = MandateFactory(organ=office.organ)
    SuspensionFactory(mandate=paused, began=dt.date(2026, 3, 10))
    for mandate in (gone, paused):
        with pytest.raises(Invalid, match=mandate.person.name):
            office.recorded(persons=[mandate.pk])
    a = office.recorded(persons=[gone.pk], day="2026-02-27")
    with pytest.raises(Invalid, match=gone.person.name):
        office.take(activity["amend"], a, kind=a.kind, day="2026-03-16")
    stranger = MandateFactory()
    with pytest.raises(Invalid):
        office.recorded(persons=[stranger.pk])


def test_participants_come_and_go() -> None:
    office = Office()
    a = office.recorded(persons=[office.first.pk], heads=[{"role": "resident", "heads": 20}])
    with pytest.raises(Invalid, match="请选择参加人"):
        office.take(activity["take_part"], a)
    post = PostFactory(organ=office.organ)
    office.take(activity["take_part"], a, persons=[office.first.pk, office.second.pk], posts=[post.pk],
                heads=[{"role": "resident", "heads": 25}])  # fmt: skip
    rows = Participant.objects.filter(activity=a)
    assert sorted((row.mandate_id or 0, row.post_id or 0, row.heads or 0) for row in rows) == sorted(
        [(office.first.pk, 0, 0), (office.second.pk, 0, 0), (0, post.pk, 0), (0, 0, 25)]
    )
    office.take(
        activity["leave_out"], a, rows=[row.pk for row in rows if row.heads or row.mandate_id == office.second.pk]
    )
    assert Participant.objects.filter(activity=a).count() == 2
    other = office.recorded(heads=[{"role": "resident", "heads": 2}]).participants.get()
    with pytest.raises(Invalid):
        office.take(activity["leave_out"], a, rows=[other.pk])


def test_signing_in_by_code_and_at_the_desk() -> None:
    office = Office()
    a = office.planned(starts="14:30")
    token = signing.token(a)
    with clock.at(at(13, 29)), pytest.raises(Refused, match="13:30 起"):
        signing.signed_in(office["member"], token)
    with clock.at(at(13, 30)):
        first = signing.signed_in(office["member"], token)
        assert first.mandate == office.second and first.signed_at == at(13, 30)
    entries = Entry.objects.count()
    with clock.at(at(15)):
        assert signing.signed_in(office["member"], token) == first
    assert Entry.objects.count() == entries and Participant.objects.filter(activity=a).count() == 1
    office.take(activity["take_part"], a, persons=[office.first.pk])
    office.take(activity["sign_in_at_desk"], a, at=at(14), number=office.first.number)
    row = Participant.objects.get(activity=a, mandate=office.first)
    assert row.signed_at == at(14)
    with pytest.raises(AlreadySigned):
        office.take(activity["sign_in_at_desk"], a, at=at(14), number=office.first.number)
    with pytest.raises(Invalid, match="没有证号"):
        office.take(activity["sign_in_at_desk"], a, at=at(14), number="9999")
    with clock.at(at(0, day=TODAY + DAY)), pytest.raises(Refused, match="签到已经结束"):
        signing.signed_in(office["reporter"], token)
    with clock.at(at(23, 59)):
        assert signing.signed_in(office["reporter"], token).signed_at == at(14)


def test_who_has_two_seats_signs_in_once() -> None:
    office = Office()
    a = office.planned()
    first = office.first
    MandateFactory(organ=office.organ, person=first.person, kind=Mandate.Kind.STANDING, number=first.number)
    office.take(activity["sign_in_at_desk"], a, at=at(9), number=first.number)
    assert Participant.objects.get(activity=a).mandate == first
    with clock.at(at(10)):
        assert signing.signed_in(office["reporter"], signing.token(a)).signed_at == at(9)
    MandateFactory(organ=office.organ, number=first.number)
    with pytest.raises(Invalid, match="几个人在用"):
        office.take(activity["sign_in_at_desk"], a, at=at(11), number=first.number)


def test_a_code_is_nobodys_to_make() -> None:
    office = Office()
    a, b = office.planned(), office.planned()
    with clock.at(at(10)):
        for text in ("", str(a.pk), f"{a.pk}:forged", signing.token(a) + "x"):
            with pytest.raises(NotFound):
                signing.signed_in(office["member"], text)
        with pytest.raises(Invalid, match="签到码不对"):
            office.take(activity["sign_in"], b, "member", token=signing.token(a))
        with pytest.raises(Refused):
            signing.signed_in(office["office"], signing.token(a))
        with pytest.raises(NotFound):
            signing.signed_in(Office()["member"], signing.token(a))


def test_reported_turned_back_mended_and_confirmed() -> None:
    office = Office()
    a = office.reported(
        summary="入户走访。", heads=[{"role": "resident", "heads": 6}], outputs=[{"code": "opinion", "quantity": "3"}]
    )
    assert a.reporter == office.first and a.participants.filter(mandate=office.first).exists()
    office.take(activity["turn_back"], a, why="请补写走访的社区。")
    assert "请补写" in Notice.objects.get(kind="turned_back").text
    office.take(activity["report_again"], a, "reporter", kind=a.kind, day="2026-03-15", area="试验街道",
                heads=[{"role": "resident", "heads": 7}], outputs=[{"code": "opinion", "quantity": "4"}])  # fmt: skip
    a = office.again(a)
    assert [row.heads for row in a.participants.filter(mandate=None)] == [7] and a.outputs.get().quantity == 4
    office.take(activity["confirm"], a)
    assert office.again(a).matter.state == S.RECORDED and Notice.objects.filter(kind="confirmed").exists()
    with pytest.raises(WrongState):
        office.take(activity["withdraw"], a, "reporter")
    assert list(lists.mine(office["reporter"])) == [a]
    b = office.reported()
    office.take(activity["withdraw"], b, "reporter")
    assert office.again(b).matter.state == S.CANCELLED


def test_nobody_confirms_his_own_report() -> None:
    office = Office()
    a = office.reported()
    account = office.people["reporter"].account
    RoleFactory(organ=office.organ, account=account, code=RoleCode.OFFICE)
    with pytest.raises(Refused, match="不能确认本人"):
        office.take(activity["confirm"], a, "reporter")
    office.take(activity["confirm"], a)


def test_outputs_are_given_and_struck() -> None:
    office = Office()
    a = office.recorded(day="2026-03-10", last_day="2026-03-12")
    office.take(activity["give_output"], a, code="opinion", quantity="１，２００ 条")
    with pytest.raises(Invalid, match="不能早于活动日期"):
        office.take(activity["give_output"], a, code="opinion", quantity="1", day="2026-03-09")
    with pytest.raises(Invalid, match="不分采用层级"):
        office.take(activity["give_output"], a, code="opinion", quantity="1", level="city")
    with pytest.raises(Invalid):
        office.take(activity["give_output"], a, code="opinion", quantity="1", unit=UnitFactory().pk)
    row = a.outputs.get()
    assert (row.quantity, row.day) == (1200, dt.date(2026, 3, 12))
    office.take(activity["strike_output"], a, row=row.pk, why="重复登记。")
    assert a.outputs.get().struck_on == TODAY
    with pytest.raises(Invalid):
        office.take(activity["strike_output"], a, row=row.pk, why="再次。")


def test_it_is_about_matters_of_any_room() -> None:
    office = Office()
    a, b = office.recorded(), office.recorded()
    office.take(activity["link"], a, numbers=f"{b.matter.number}")
    with pytest.raises(Invalid, match="没有编号为“H2"):
        office.take(activity["link"], a, numbers="H29999999")
    with pytest.raises(Invalid, match="没有编号"):
        office.take(activity["link"], a, numbers=a.matter.number)
    row = a.about.get()
    office.take(activity["unlink"], a, rows=[row.pk])
    assert not a.about.exists()


def test_cancelled_ones_are_told_and_struck_ones_stay_in_the_journal() -> None:
    office = Office()
    a = office.planned(day="2026-03-20")
    office.take(activity["take_part"], a, persons=[office.first.pk])
    office.take(activity["cancel"], a, why="天气原因。")
    assert "天气原因" in Notice.objects.get(kind="cancelled").text and office.again(a).matter.closed_on == TODAY
    b = office.recorded()
    office.take(activity["strike"], b, why="重复登记。")
    assert office.again(b).matter.state == S.STRUCK
    assert Entry.objects.filter(matter=b.matter).count() == 2
    with pytest.raises(WrongState):
        office.take(activity["amend"], b, kind=b.kind, day="2026-03-16")


def test_committees_and_stations_record_their_own() -> None:
    office = Office()
    a = office.recorded("committee")
    assert a.body == office.committee and a.keeper is None
    with pytest.raises(Invalid):
        office.recorded("committee", body=office.other.pk)
    b = office.recorded("keeper")
    assert b.keeper == office.people["keeper"].account and b.body is None
    office.take(activity["amend"], a, "committee", kind=a.kind, day="2026-03-15")
    assert office.again(a).body == office.committee
    office.take(activity["amend"], a, kind=a.kind, day="2026-03-15", body=office.other.pk)
    assert office.again(a).body == office.other
    c = office.recorded(body=office.committee.pk)
    office.take(activity["give_output"], c, "committee", code="opinion", quantity="1")


def test_those_of_another_organ_find_nothing() -> None:
    office, elsewhere = Office(), Office()
    rows = [office.planned(), office.recorded(), office.reported(), office.ended()]
    for a in rows:
        for step in activity.steps.values():
            if not step.opens:
                with pytest.raises(NotFound):
                    elsewhere.take(step, a)
    assert not lists.visible(elsewhere["office"]).exists()
