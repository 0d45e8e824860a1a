"""Steps that would do nothing, or do a thing twice, are not offered, and say why."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.take import create
from yishi.foundation.outbox.models import Notice
from yishi.foundation.outbox.reminders import remind
from yishi.foundation.outbox.stages import ClockWords
from yishi.foundation.people.models import Account
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Talk
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
KEY = {"handled_by": "试领办", "supervised_by": "试督办"}
H = Handling.State


def test_nobody_is_invited_twice_nor_uninvited_without_an_invitation() -> None:
    office = Office()
    s = office.draft()
    with pytest.raises(Refused, match="没有等待确认的受邀人"):
        office.take(suggestion["uninvite"], s, "author")
    office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    with pytest.raises(Invalid, match="都已受到邀请"):
        office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    office.take(suggestion["uninvite"], s, "author")
    office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    office.take(suggestion["confirm"], s, "signer")
    with pytest.raises(Refused, match="没有等待确认的受邀人"):
        office.take(suggestion["uninvite"], s, "author")


def test_no_opinion_is_asked_again_once_the_lead_has_answered() -> None:
    office = Office()
    s = office.assigned(co=True)
    lead, co = office.part(s), office.part(s, 1)
    office.take(handling["receive"], co, "liaison1")
    office.take(handling["give_opinion"], co, "liaison1", text="同意。")
    office.answer(lead)
    with pytest.raises(Refused, match="主办单位已经答复"):
        office.take(handling["ask_again"], co, "liaison0", why="无实质内容。")
    office.evaluate(lead, "dissatisfied", "没有时限。")
    office.take(handling["order_again"], lead, "office", demand="写明时限。")
    office.take(handling["ask_again"], co, "liaison0", why="请补充时限。")
    assert office.again(co).matter.state == H.HANDLING, "while it is handled again he may ask"


def test_a_key_one_is_chosen_once_and_its_leads_may_change() -> None:
    office = Office()
    s = office.registered()
    with pytest.raises(Refused, match="没有列为重点"):
        office.take(suggestion["change_leads"], s, "office", **KEY)
    office.take(suggestion["choose_key"], s, "office", **KEY)
    chosen = office.day
    office.later(3)
    with pytest.raises(Refused, match="已于"):
        office.take(suggestion["choose_key"], s, "office", **KEY)
    office.take(suggestion["change_leads"], s, "office", **(KEY | {"handled_by": "试接任"}))
    assert office.again(s).key_handled_by == "试接任" and office.again(s).key_on == chosen
    office.take(suggestion["follow"], s, "office", until=2028)
    with pytest.raises(Invalid, match="已登记跟踪至2028年"):
        office.take(suggestion["follow"], s, "office", until=2028)
    office.take(suggestion["follow"], s, "office", until=2029)


def test_urging_needs_somebody_to_urge() -> None:
    office = Office()
    s = office.registered()
    urge = {"kind": "urge", "day": office.day.isoformat(), "text": "请抓紧。"}
    with pytest.raises(Invalid, match="没有可以催办的单位"):
        office.take(suggestion["record_oversight"], s, "office", **urge)
    office.take(suggestion["pass_to_office"], s, "office", side="government")
    office.take(suggestion["record_oversight"], s, "office", **urge)
    told = Notice.objects.filter(text__startswith="催办").values_list("account", flat=True)
    assert list(told) == [office["government_office"].account.pk]


def test_published_withheld_and_commended_once() -> None:
    office = Office()
    s = office.answer(office.part(office.assigned())).suggestion
    office.take(suggestion["withhold"], s, "office", ground="涉及商业秘密")
    with pytest.raises(Invalid, match="已按这一理由"):
        office.take(suggestion["withhold"], s, "office", ground="涉及商业秘密")
    office.take(suggestion["withhold"], s, "office", ground="涉及个人隐私")
    office.take(suggestion["publish"], s, "office")
    with pytest.raises(Refused, match="已经公开"):
        office.take(suggestion["publish"], s, "office")
    office.take(suggestion["choose_good"], s, "office")
    with pytest.raises(Refused, match="评为优秀"):
        office.take(suggestion["choose_good"], s, "office")


def test_an_answer_is_read_once() -> None:
    office = Office()
    h = office.answer(office.part(office.assigned(joint=True)))
    office.take(handling["read"], h, "signer")
    with pytest.raises(Refused, match="已经查阅过"):
        office.take(handling["read"], h, "signer")


def test_withdrawal_is_asked_for_once() -> None:
    office = Office()
    s = office.assigned(joint=True)
    office.take(suggestion["withdraw"], s, "author", why="已解决")
    with pytest.raises(Refused, match="等待联名人同意"):
        office.take(suggestion["withdraw"], s, "author", why="已解决")


def test_each_unit_that_was_handed_back_is_replaced_once() -> None:
    office = Office()
    s = office.assigned(co=True)
    for at in (0, 1):
        office.take(handling["ask_hand_back"], office.part(s, at), f"liaison{at}", reason="不属本局职责。")
    for part in Handling.objects.filter(suggestion=s):
        office.take(handling["agree_hand_back"], part, "office")
    office.later(1)
    office.take(suggestion["reassign"], s, "office", unit=office.units[2].pk, part="lead")
    lead = office.part(s, 2)
    assert lead.replaces is not None and lead.replaces.part == Handling.Part.LEAD
    left = Clock.objects.get(kind="reassign", met_on=None)
    assert left.matter.handling.part == Handling.Part.CO, "for the co-handler a unit is still to be found"
    office.take(suggestion["reassign"], s, "office", unit=office.units[0].pk, part="co")
    with pytest.raises(Refused, match="不需要改交"):
        office.take(suggestion["reassign"], s, "office", unit=office.units[1].pk, part="co")


def test_what_was_handled_off_line_has_no_log_here() -> None:
    office = Office()
    with clock.at(office.day):
        s = create(suggestion["register_secret"], office["office"], {"note": "机要室"}).record
    office.take(suggestion["close_secret"], s, "office")
    given = {"found": "solved", "day": office.day.isoformat(), "text": "已解决。"}
    with pytest.raises(Refused, match="涉密件"):
        office.take(suggestion["look_back"], s, "office", **given)


def test_a_second_report_of_the_year_meets_nothing_of_the_next() -> None:
    office = Office()
    p = office.promised(dt.date(2027, 9, 30))
    for day in (dt.date(2026, 10, 20), dt.date(2026, 11, 20)):
        office.on(day)
        office.take(promise["report_progress"], p, "liaison0", text="进展顺利。")
    rows = list(Clock.objects.filter(kind="promise_report").order_by("due_on").values_list("due_on", "met_on"))
    assert rows == [(dt.date(2026, 12, 31), dt.date(2026, 10, 20)), (dt.date(2027, 12, 31), None)]


def test_a_group_without_a_lead_signer_can_be_talked_with_and_answered() -> None:
    office = Office()
    given = {
        "title": "关于往年某事的建议", "submitted_on": "2026-03-10", "state": "assigned", "grouping": office.delegation.pk,
        "unit": office.units[0].pk, "handed_on": office.day.isoformat(),
    }  # fmt: skip
    with clock.at(office.day):
        s = create(suggestion["import_one"], office["office"], given).record
    assert s.lead is None
    h = office.answer(office.part(s))
    assert h.matter.state == H.ANSWERED and Talk.objects.get(handling=h).mandate is None


# Never evaluated (CQ 29): the period, and the reminder


@pytest.mark.parametrize("place", ["50", "33", "31", "44"])
def test_nothing_is_closed_unevaluated_before_the_period_and_a_reminder(place: str) -> None:
    office = Office(place=place)
    h = office.answer(office.part(office.assigned()))
    due = Clock.objects.get(matter=h.pk, kind="evaluate")
    assert due.due_on == dt.date(2026, 4, 14), "twenty working days over 清明, 4 to 6 April"
    office.take(handling["urge_evaluation"], h, "office")
    with pytest.raises(Refused, match="今天已经催促过"):
        office.take(handling["urge_evaluation"], h, "office")
    with pytest.raises(Refused, match="评价期限还没有届满"):
        office.take(handling["close_unevaluated"], h, "office")
    Handling.objects.filter(pk=h.pk).update(urged_on=None)
    office.on(dt.date(2026, 4, 15))
    with pytest.raises(Refused, match="还没有催促过"):
        office.take(handling["close_unevaluated"], h, "office")
    office.take(handling["urge_evaluation"], h, "office")
    with pytest.raises(Refused, match="今天刚催促过"):
        office.take(handling["close_unevaluated"], h, "office")
    office.later(1)
    office.take(handling["close_unevaluated"], h, "office")
    assert office.again(h).matter.state == H.CLOSED and office.again(h).unevaluated


def test_the_nightly_reminder_of_the_deputy_himself_counts_as_urging() -> None:
    office = Office(place="33")
    h = office.answer(office.part(office.assigned()))
    office.on(dt.date(2026, 4, 16))
    with clock.at(office.day):
        remind(office.organ, office.day, {"evaluate": ClockWords("评价答复")})
    assert Notice.objects.filter(matter=h.pk, kind="reminder", account=office["author"].account).exists()
    office.take(handling["close_unevaluated"], h, "office")
    assert office.again(h).matter.state == H.CLOSED


def test_a_reminder_that_reached_only_the_office_is_none() -> None:
    office = Office(place="33")
    h = office.answer(office.part(office.assigned()))
    office.on(dt.date(2026, 4, 16))
    Account.objects.filter(pk=office["author"].account.pk).update(is_active=False)
    with clock.at(office.day):
        remind(office.organ, office.day, {"evaluate": ClockWords("评价答复")})
    assert Notice.objects.filter(matter=h.pk, kind="reminder", account=office["office"].account).exists()
    with pytest.raises(Refused, match="还没有催促过"):
        office.take(handling["close_unevaluated"], h, "office")


def test_an_assumed_period_says_on_its_clock_that_it_is_no_law() -> None:
    zhejiang, chongqing = Office(place="33"), Office()
    for office in (zhejiang, chongqing):
        office.answer(office.part(office.assigned()))
    said = dict(Clock.objects.filter(kind="evaluate").values_list("organ", "article"))
    assert "假定" in said[zhejiang.organ.pk] and "未经核对" in said[zhejiang.organ.pk]
    assert "第二十七条" in said[chongqing.organ.pk]


# More time (ZJ 21, SH 19)


@pytest.mark.parametrize(("place", "most"), [("33", dt.date(2026, 9, 16)), ("31", dt.date(2026, 9, 16))])
def test_more_time_is_asked_while_it_runs_and_never_beyond_the_rule(place: str, most: dt.date) -> None:
    office = Office(place=place)
    h = office.part(office.assigned())
    office.take(handling["receive"], h, "liaison0")
    office.take(handling["ask_extension"], h, "liaison0", reason="涉及面广。", months=1)
    office.take(handling["grant_extension"], h, "office")
    assert Clock.objects.get(matter=h.pk, kind="reply").due_on == dt.date(2026, 7, 16)
    office.take(handling["ask_extension"], h, "liaison0", reason="仍需协调。", months=6)
    with pytest.raises(Refused, match="不得超过"):
        office.take(handling["grant_extension"], h, "office")
    office.take(handling["refuse_extension"], h, "office", why="不得超过三个月。")
    office.take(handling["ask_extension"], h, "liaison0", reason="仍需协调。")
    office.take(handling["grant_extension"], h, "office")
    assert Clock.objects.get(matter=h.pk, kind="reply").due_on == most, "six months from the hand-over in all"
    with pytest.raises(Refused, match="不能再延"):
        office.take(handling["ask_extension"], h, "liaison0", reason="仍需协调。")
    late = office.part(office.assigned())
    office.take(handling["receive"], late, "liaison0")
    office.on(dt.date(2026, 6, 17))
    with pytest.raises(Refused, match="届满，不能再申请延期"):
        office.take(handling["ask_extension"], late, "liaison0", reason="涉及面广。")
