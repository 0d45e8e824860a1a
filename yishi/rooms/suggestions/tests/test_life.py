"""Whole lives of suggestions, walked step by step as an office walks them."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Changed, Invalid, NotAllowed, NotFound, Refused, WrongState
from yishi.foundation.loops.take import create, take, take_many
from yishi.foundation.outbox.models import Notice
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
S, H, P = Suggestion.State, Handling.State, Promise.State


def state(record: object) -> str:
    """The state as the database has it."""
    return type(record).objects.select_related("matter").get(pk=record.pk).matter.state


def test_from_draft_to_closed() -> None:
    office = Office()
    s = office.assigned(joint=True, co=True)
    assert s.matter.number == "20260001" and s.source == "joint" and s.committee == office.committee
    lead, co = office.part(s), office.part(s, 1)
    due = {row.kind: row.due_on for row in Clock.objects.filter(matter=lead.matter)}
    # handed over on Monday 16 March 2026: twenty working days, and three months (代表法 51)
    assert due["reply"] == dt.date(2026, 6, 16)
    assert due["contact"] == dt.date(2026, 4, 14), "twenty working days over 清明, 4 to 6 April"
    office.later(5)
    office.take(handling["receive"], co, "liaison1")
    office.take(handling["give_opinion"], co, "liaison1", text="同意加装，建议分期实施。")
    office.answer(lead)
    assert state(lead) == H.ANSWERED and state(s) == S.ANSWERED
    assert lead.replies.get().deliveries.count() == 2, "every signer gets the answer"
    office.evaluate(lead)
    assert state(s) == S.EVALUATED
    office.take(handling["close"], lead, "office")
    assert state(s) == S.CLOSED
    assert not Clock.objects.filter(matter__in=[s.matter, lead.matter], met_on=None, stopped_on=None).exists()
    kinds = set(Fact.objects.filter(matter=s.pk).values_list("kind", flat=True))
    assert {"submitted", "registered", "handed", "answered", "evaluated", "solved"} <= kinds
    steps = list(Entry.objects.filter(organ=office.organ).order_by("seq").values_list("step", flat=True))
    assert steps[:4] == ["suggestion.draft", "suggestion.invite", "suggestion.confirm", "suggestion.submit"]
    assert steps[-3:] == ["handling.close", "suggestion.all_closed", "handling.end_with_whole"]


def test_dissatisfied_twice_leads_to_the_meeting_of_three() -> None:
    office = Office()
    s = office.assigned()
    h = office.answer(office.part(s))
    with pytest.raises(Invalid, match="具体意见"):
        office.evaluate(h, "dissatisfied")
    office.evaluate(h, "dissatisfied", "没有写明时限。")
    office.take(handling["order_again"], h, "office", demand="请写明完成时限。")
    assert state(s) == S.ASSIGNED and state(h) == H.HANDLING
    again = Clock.objects.get(matter=h.matter, kind="reply", round=2)
    assert again.due_on == dt.date(2026, 5, 18), "two months from 16 March fall on a Saturday and move to Monday"
    office.answer(h)
    office.evaluate(h, "dissatisfied", "仍未写明。")
    with pytest.raises(Refused, match="会商"):
        office.take(handling["order_again"], h, "office", demand="再办。")
    office.take(handling["call_meeting"], h, "office")
    office.take(handling["settle"], h, "office", present="代表、承办单位、人代工委", opinion="列入下年度计划。")
    assert state(h) == H.CLOSED and state(s) == S.CLOSED


def test_a_promise_lives_after_the_answer() -> None:
    office = Office()
    p = office.promised(dt.date(2026, 9, 30))
    s = p.suggestion
    office.evaluate(p.handling)
    office.take(handling["close"], p.handling, "office")
    assert state(s) == S.CLOSED and state(p) == P.OPEN, "answered and solved are two states"
    office.on(dt.date(2026, 9, 20))
    office.take(promise["report_kept"], p, "liaison0", text="十部电梯已投入使用。", done_on="2026-09-18")
    office.evaluate(p)
    office.take(promise["close"], p, "office")
    assert state(p) == P.KEPT
    assert office.again(s).solved_on == dt.date(2026, 9, 18)
    assert Fact.objects.filter(matter=s.pk, kind="promise_kept").count() == 1


def test_handed_back_and_given_to_another() -> None:
    office = Office()
    s = office.registered()
    office.take(suggestion["pass_to_office"], s, "office", side="government")
    office.take(suggestion["assign"], s, "government_office", lead=office.units[0].pk)
    first = office.part(s)
    office.take(handling["ask_hand_back"], first, "liaison0", reason="属第二局职责。", unit=office.units[1].pk)
    with pytest.raises(Refused, match="由代表（提案）工作机构决定"):
        office.take(handling["agree_hand_back"], first, "government_office")
    office.take(handling["agree_hand_back"], first, "office")
    assert Clock.objects.get(kind="reassign").due_on == dt.date(2026, 3, 30)
    office.take(suggestion["reassign"], s, "office", unit=office.units[1].pk, part="lead")
    assert Clock.objects.get(kind="reassign").met_on == office.day
    assert office.part(s, 1).matter.state == H.HANDED


def test_joint_withdrawal_needs_every_signer() -> None:
    office = Office()
    s = office.assigned(joint=True)
    office.take(suggestion["withdraw"], s, "author", why="已解决")
    assert state(s) == S.ASSIGNED
    office.take(suggestion["agree_to_withdraw"], s, "signer")
    assert state(s) == S.WITHDRAWN and state(Handling.objects.get(suggestion=s)) == H.STOPPED


def test_turned_away_with_a_listed_ground_only() -> None:
    office = Office()
    s = office.submitted()
    with pytest.raises(Invalid):
        office.take(suggestion["turn_away"], s, "office", ground="no_such", way="returned", note="x")
    office.take(suggestion["turn_away"], s, "office", ground="complaint", way="reference", note="属于申诉事项。")
    assert state(s) == S.REFERRED


def test_refusals_change_nothing() -> None:
    office = Office()
    s = office.submitted()
    before = (Entry.objects.count(), Notice.objects.count(), office.again(s).matter.version)
    with pytest.raises(NotAllowed):
        office.take(suggestion["pass_review"], s, "liaison0")
    with pytest.raises(WrongState):
        office.take(suggestion["assign"], s, "office", lead=office.units[0].pk)
    with pytest.raises(Changed), clock.at(office.day):
        take(suggestion["pass_review"], s.pk, office["office"], {}, version=1)
    with pytest.raises(NotFound), clock.at(office.day):
        take(suggestion["pass_review"], s.pk, Office()["office"], {})
    with pytest.raises(NotAllowed), clock.at(office.day):
        create(suggestion["draft"], office["office"], {"title": "x"})
    assert (Entry.objects.count(), Notice.objects.count(), office.again(s).matter.version) == before


def test_bad_text_gets_a_sentence() -> None:
    office = Office()
    for bad in ("a\x00b", "\ud800", "长" * 201, ""):
        with pytest.raises(Invalid) as refused:
            office.draft(title=bad)
        assert refused.value.errors["title"][0].endswith(("。", "项。"))


def test_a_batch_has_the_same_checks_and_history(django_assert_max_num_queries: object) -> None:
    office = Office()
    many = [office.registered() for _ in range(6)]
    draft = office.draft()
    with clock.at(office.day), django_assert_max_num_queries(60):
        batch = take_many(
            suggestion["assign"], [s.pk for s in many] + [draft.pk], office["office"], {"lead": office.units[0].pk}
        )
    assert len(batch.done) == 6 and isinstance(batch.refused[draft.pk], WrongState)
    assert Handling.objects.count() == 6 and Clock.objects.filter(kind="reply").count() == 6
    assert Entry.objects.filter(step="handling.hand").count() == 6
