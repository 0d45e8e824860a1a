"""Where suggestions come from and go on to: split, made from a motion or messages, carried over into the next year."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts import rows
from yishi.foundation.facts.models import Fact
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused
from yishi.foundation.loops.take import create, take_many
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import Mandate
from yishi.rooms.suggestions import papers, tallies
from yishi.rooms.suggestions.figures import derive
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import CarryOver, Origin, Suggestion
from yishi.rooms.suggestions.stock import stock
from yishi.rooms.suggestions.tests.office import SESSION_DAY, WORDS, Office
from yishi.rooms.suggestions.tests.papers.reading import text

pytestmark = pytest.mark.django_db
S = Suggestion.State
PARTS = [WORDS | {"title": f"关于{what}的建议"} for what in ("加装电梯", "增设停车位")]


def tally(office: Office, year: int = 2026) -> tallies.Tally:
    with clock.at(office.day):
        return tallies.for_reader(office["office"], dt.date(year, 1, 1), dt.date(year, 12, 31))


def same_when_rebuilt(office: Office) -> bool:
    """Deriving all facts again changes none."""
    families = list(Matter.objects.filter(organ=office.organ, parent=None))
    return rows.replace(families, derive([matter.pk for matter in families])) == 0


def split(office: Office, s: Suggestion, **more: Any) -> list[Suggestion]:
    office.take(suggestion["split"], s, "office", parts=PARTS, agreed="已电话告知，领衔人同意。", **more)
    links = Link.objects.filter(target=s.pk, kind=Link.Kind.MADE_FROM).order_by("origin")
    return [Suggestion.objects.select_related("matter").get(pk=link.origin_id) for link in links]


# Split


def test_each_matter_becomes_a_suggestion_of_its_own() -> None:
    office = Office()
    whole = office.submitted(joint=True)
    office.later(2)
    parts = split(office, whole)
    assert office.again(whole).matter.state == S.SPLIT and office.again(whole).matter.closed_on == office.day
    assert [part.matter.title for part in parts] == ["关于加装电梯的建议", "关于增设停车位的建议"]
    for part in parts:
        assert part.matter.state == S.SUBMITTED and part.lead == office.lead and part.source == "joint"
        assert [row.mandate for row in part.signers.all() if row.confirmed_on] == [office.second]
        assert part.submitted_on == whole.submitted_on and part.committee == office.committee
        assert Clock.objects.get(matter=part.pk, kind="assign").due_on == dt.date(2026, 3, 30), "as the whole owed it"
    assert not Clock.objects.filter(matter=whole.pk, met_on=None, stopped_on=None).exists()
    told = set(Notice.objects.filter(text__contains="已分为2件办理").values_list("account", flat=True))
    assert told == {office["author"].account.pk, office["signer"].account.pk}


def test_a_registered_one_splits_into_numbered_ones_that_are_answered_each() -> None:
    office = Office(place="31")
    whole = office.registered()
    parts = split(office, whole)
    assert [part.matter.number for part in parts] == ["20260002", "20260003"]
    for at, part in enumerate(parts):
        office.take(suggestion["assign"], part, "office", lead=office.units[at].pk)
        office.answer(office.part(part, at))
    assert {office.again(part).matter.state for part in parts} == {S.ANSWERED}
    counted = tally(office)
    assert counted.count("received").value == 2 and counted.count("split").value == 1, "the whole is not counted again"
    assert counted.count("filed").value == 2 and same_when_rebuilt(office)


def test_one_matter_is_not_split_nor_one_into_which_others_were_merged() -> None:
    office = Office()
    s = office.registered()
    with pytest.raises(Invalid, match="至少分成两件"):
        office.take(suggestion["split"], s, "office", parts=PARTS[:1], agreed="已告知。")
    with pytest.raises(Invalid, match="第 2 行"):
        office.take(suggestion["split"], s, "office", parts=[PARTS[0], {"title": "只有标题"}], agreed="已告知。")
    office.take(suggestion["merge"], office.submitted(), "office", into=s.pk)
    with pytest.raises(Refused, match="已有其他件并入"):
        split(office, s)
    assert not Link.objects.filter(kind=Link.Kind.MADE_FROM).exists()


def test_at_the_session_the_secretariat_splits_what_it_received() -> None:
    office = Office(day=SESSION_DAY)
    whole = office.submitted()
    office.take(suggestion["split"], whole, "secretariat", parts=PARTS, agreed="已当面告知。")
    made = Suggestion.objects.filter(matter__links_out__target=whole.pk)
    assert {(s.when, s.session_id) for s in made} == {("session", whole.session_id)}
    with pytest.raises(NotAllowed):
        office.take(suggestion["split"], office.submitted(), "author", parts=PARTS, agreed="自行分案。")


# From a motion


def motion(office: Office, who: str = "office", **more: Any) -> Suggestion:
    given = WORDS | {
        "lead": office.lead.pk, "movers": [office.second.pk], "number": "第7号", "moved_on": "2026-01-12",
        "decided_by": "大会主席团第三次会议", "decided_on": "2026-01-14", "topic": office.topic.pk,
    }  # fmt: skip
    with clock.at(office.day):
        found: Suggestion = office.again(create(suggestion["from_motion"], office[who], given | more).record)
    return found


def test_a_motion_becomes_a_registered_suggestion_of_its_movers() -> None:
    office = Office(day=dt.date(2026, 1, 14))
    s = motion(office, "secretariat")
    assert s.matter.state == S.REGISTERED and s.matter.number == "20260001" and s.source == "motion"
    assert s.lead == office.lead and [row.mandate for row in s.signers.all()] == [office.second]
    assert s.when == "session", "the presidium decided it while the session sat"
    row = Origin.objects.get(suggestion=s)
    assert (row.kind, row.number, row.decided_by, row.decided_on) == (
        "motion", "第7号", "大会主席团第三次会议", dt.date(2026, 1, 14),
    )  # fmt: skip
    assert Notice.objects.filter(account=office["signer"].account, text__contains="转为建议办理").exists()
    assert [row.figure.value for row in tally(office).by_source() if row.key == "motion"] == [1]
    assert tally(office).count("from_motion").value == 1 and same_when_rebuilt(office)


def test_a_motion_is_decided_after_it_was_moved() -> None:
    with pytest.raises(Invalid, match="不能早于议案提出日期"):
        motion(Office(), decided_on="2026-01-11")


# From residents' messages


def messages(**more: Any) -> dict[str, Any]:
    return {"subject": "老旧小区加装电梯", "messages": 12, "since": "2026-02-01", "until": "2026-02-28"} | more


def test_a_deputy_names_the_messages_that_he_collected() -> None:
    office = Office()
    s = office.draft()
    office.take(suggestion["name_messages"], s, "author", **messages(channel="联络站"))
    office.take(suggestion["name_messages"], s, "author", **messages(messages=15, channel="联络站"))
    office.take(suggestion["submit"], s, "author")
    assert office.again(s).source == "message" and Origin.objects.get(suggestion=s).messages == 15
    assert tally(office).count("from_messages").value == 1
    with clock.at(office.day):
        said = text(papers.handling_report(office.organ, 2026))
    assert "议案转来0件、群众意见转来1件" in said


def test_the_office_records_messages_but_not_beside_a_motion() -> None:
    office = Office()
    s = office.registered(joint=True)
    with pytest.raises(Invalid, match="不能早于起始日"):
        office.take(suggestion["record_messages"], s, "office", **messages(until="2026-01-01"))
    with pytest.raises(Invalid):
        office.take(suggestion["record_messages"], s, "office", **messages(messages=0))
    office.take(suggestion["record_messages"], s, "office", **messages())
    assert office.again(s).source == "message" and same_when_rebuilt(office)
    with pytest.raises(Refused, match="由议案转来"):
        office.take(suggestion["record_messages"], motion(office), "office", **messages())


# Carried over


def carry(office: Office, record: Any, ground: str = "year") -> None:
    step = suggestion["carry_over"] if isinstance(record, Suggestion) else promise["carry_promise"]
    office.take(step, record, "office", ground=ground, why="工程跨年度实施。")


def test_what_is_open_goes_on_in_the_next_year_under_its_number() -> None:
    office = Office()
    s, p = office.assigned(), office.promised(dt.date(2027, 6, 30))
    number, due = s.matter.number, Clock.objects.get(matter__parent=s.pk, kind="reply").due_on
    for record in (s, p):
        with pytest.raises(Refused, match="还没有到转下年"):
            carry(office, record)
    office.on(dt.date(2026, 12, 20))
    for record in (s, p):
        carry(office, record)
        with pytest.raises(Refused, match="已转入2027年"):
            carry(office, record)
    again = office.again(s)
    assert again.carried_into == 2027 and again.matter.number == number and again.matter.state == S.ASSIGNED
    assert Clock.objects.get(matter__parent=s.pk, kind="reply").due_on == due, "the day stands"
    assert Notice.objects.filter(account=office["author"].account, text__contains="转入2027年").count() == 2
    assert same_when_rebuilt(office)
    assert tally(office, 2026).count("carried").value == 0
    office.on(dt.date(2027, 3, 1))
    counted = tally(office, 2027)
    assert (counted.count("carried").value, counted.count("promise_carried").value) == (1, 1)
    assert counted.count("received").value == 0, "it was received in the year before"
    assert stock(counted) == (1, 1)


def test_stock_is_what_is_still_open_and_is_carried_again_a_year_later() -> None:
    office = Office()
    s = office.assigned()
    office.on(dt.date(2027, 1, 10))
    carry(office, s)
    assert stock(tally(office, 2027)) == (1, 0)
    office.on(dt.date(2027, 11, 3))
    carry(office, s, "term")
    assert list(CarryOver.objects.values_list("year", "ground")) == [(2027, "year"), (2028, "term")]
    h = office.answer(office.part(s))
    office.evaluate(h)
    office.take(handling["close"], h, "office")
    assert stock(tally(office, 2027)) == (0, 0)
    assert tally(office, 2028).count("carried").value == 0, "closed before the year came"
    assert same_when_rebuilt(office)


def test_a_batch_is_carried_over_and_names_what_is_not_yet_due() -> None:
    office = Office()
    old = [office.registered() for _ in range(3)]
    office.on(dt.date(2027, 1, 10))
    new = office.registered()
    with clock.at(office.day):
        batch = take_many(
            suggestion["carry_over"],
            [s.pk for s in [*old, new]],
            office["office"],
            {"ground": "year", "why": "待交办。"},
        )
    assert len(batch.done) == 3 and list(batch.refused) == [new.pk]


def test_at_the_change_of_term_a_former_deputy_keeps_his_and_the_unit_explains() -> None:
    office = Office(place="31")
    p = office.promised(dt.date(2027, 6, 30))
    Mandate.objects.filter(pk=office.lead.pk).update(ended=dt.date(2026, 12, 31), ended_by=Mandate.Over.TERM)
    office.lead.roles.update(ended=dt.date(2026, 12, 31))
    office.on(dt.date(2027, 1, 10))
    carry(office, p, "term")
    assert Notice.objects.filter(account=office["liaison0"].account, text__contains="书面说明情况").exists()
    office.take(promise["report_kept"], p, "liaison0", text="已完成。", done_on="2027-01-08")
    office.evaluate(p)
    assert Fact.objects.filter(kind="promise_carried").count() == 1
