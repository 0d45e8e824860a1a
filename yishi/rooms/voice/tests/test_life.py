"""The life of a message as a resident, an office and a unit live it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.foundation import clock, codes
from yishi.foundation.clock import CHINA
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.files.tests.samples import png
from yishi.foundation.journal.models import Body
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.people.actors import stranger
from yishi.rooms.voice import folders, lists
from yishi.rooms.voice.models import Hop, Message, Sender
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def office() -> Office:
    return Office()


def picture() -> SimpleUploadedFile:
    """Of the place."""
    return SimpleUploadedFile("现场.png", png(), "image/png")


def facts(office: Office) -> dict[str, list[tuple[str, str]]]:
    """Kinds with source and outcome."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, source, outcome in Fact.objects.filter(organ=office.organ).values_list("kind", "source", "outcome"):
        found.setdefault(kind, []).append((source, outcome))
    return found


def test_from_the_street_to_solved(office: Office) -> None:
    m = office.sent()
    assert (m.matter.state, m.channel, m.matter.number) == ("received", "deputy_code", "M20260001")
    assert m.matter.title.startswith("试验小区三号楼的路灯坏了半个月")
    office.take("assign", m, layer="unit", unit=office.units[0].pk, topic="urban", area="试验街道")
    office.take("answer", m, "liaison0", outcome="solved", text="路灯已修好。", done_on=office.day.isoformat())
    m = office.again(m)
    assert m.matter.state == "answered" and m.solved_on is None
    office.take(
        "confirm_solved",
        m,
        "keeper",
        day=office.day.isoformat(),
        how="on_site",
        note="灯亮了。",
        without_photo="夜间看不清",
    )
    m = office.again(m)
    assert (m.matter.state, m.solved_on, m.matter.closed_on) == ("solved", office.day, office.day)
    office.take("rate", m, office.sender(m), solved="yes", content="satisfied")
    found = facts(office)
    assert found["hotline"] == [("deputy_code", "solved")]
    assert found["opinion_answered"] == [("unit", "solved")] and found["problem_solved"] == [("unit", "")]
    assert found["answer_days"] == [("within_10", "")] and found["rated"] == [("satisfied", "yes")]
    assert [hop.kind for hop in Hop.objects.filter(message=m)] == ["received", "assigned", "answered", "solved"]


def test_who_answered_cannot_say_that_it_is_solved(office: Office) -> None:
    m = office.sent()
    office.take("settle", m, layer="on_spot", text="已换。", done_on=office.day.isoformat())
    words = {"day": office.day.isoformat(), "how": "call", "note": "问过了。"}
    with pytest.raises(Refused, match="不能自己核实"):
        office.take("confirm_solved", m, **words)
    with pytest.raises(Refused, match="由另一个人核实"):
        office.take("close", m, "other_office")
    office.take("confirm_solved", m, "other_office", **words)
    assert office.again(m).matter.state == "solved"


def test_looking_on_the_spot_wants_a_photo_or_the_reason(office: Office) -> None:
    m = office.answered("solved")
    words = {"day": office.day.isoformat(), "how": "on_site", "note": "灯亮了。"}
    with pytest.raises(Invalid, match="现场照片"):
        office.take("confirm_solved", m, "keeper", **words)
    with clock.at(office.day):
        folders.add(office["keeper"], m.pk, picture())
    office.take("confirm_solved", m, "keeper", **words)
    assert office.again(m).matter.state == "solved"


def test_unsolved_goes_out_again_with_a_clock_of_its_own(office: Office) -> None:
    m = office.answered("solved")
    office.take("find_unsolved", m, "deputy", day=office.day.isoformat(), how="on_site", note="还是黑的。")
    m = office.again(m)
    assert (m.matter.state, m.round, m.unit_id, m.reopened) == ("assigned", 2, office.units[0].pk, 1)
    running = Clock.objects.filter(matter=m.pk, met_on=None, stopped_on=None).values_list("kind", "rule", "round")
    assert list(running) == [("answer", "voice_again", 2)]
    assert "problem_solved" not in facts(office)


def test_a_resident_reopens_three_times_and_then_the_office_decides(office: Office) -> None:
    m = office.closed()
    for _ in range(3):
        office.take("reopen", m, office.sender(m), why="还是不亮。")
        office.take("answer", m, "head0", outcome="explained", text="已再次检查。")
        office.take("close", m)
    with pytest.raises(Refused, match="已经重新办理过 3 次"):
        office.take("reopen", m, office.sender(m), why="还是不亮。")
    office.take("reopen", m, "other_office", why="现场确实不亮。")
    assert office.again(m).reopened == 4


def test_what_was_not_accepted_is_sorted_anew_when_reopened(office: Office) -> None:
    m = office.declined()
    assert (m.outcome, m.ground.startswith("已经或者应当通过诉讼")) == ("declined", True)
    office.take("reopen", m, office.sender(m), why="不是诉讼的事。")
    m = office.again(m)
    assert (m.matter.state, m.outcome, m.answered_at, m.matter.closed_on) == ("received", "", None, None)


def test_clocks_of_a_message_and_of_a_petition(office: Office) -> None:
    m, p = office.sent(), office.recorded(petition=True, channel="letter")
    rules = dict(Clock.objects.filter(kind="sort").values_list("matter_id", "rule"))
    assert rules == {m.pk: "voice_sort", p.pk: "petition_accept"}
    for each in (m, p):
        office.take("assign", each, layer="unit", unit=office.units[0].pk)
    due = dict(Clock.objects.filter(kind="answer").values_list("matter_id", "due_on"))
    assert due[m.pk] == dt.date(2026, 4, 7)  # 15 working days; April 6 is the holiday of Qingming
    assert due[p.pk] == dt.date(2026, 5, 15)  # sixty days
    office.take("extend", p, why="情况复杂。")
    assert Clock.objects.get(matter=p.pk, kind="answer").due_on == dt.date(2026, 6, 15)  # thirty more end on a Sunday


def test_petitions_of_shanghai_and_zhejiang_have_their_own_periods() -> None:
    for place, accept, answer in (
        ("31", dt.date(2026, 3, 31), dt.date(2026, 5, 15)),
        ("33", dt.date(2026, 3, 23), dt.date(2026, 4, 15)),
    ):
        office = Office(place=place)
        p = office.recorded(petition=True, channel="letter")
        assert Clock.objects.get(matter=p.pk, kind="sort").due_on == accept
        office.take("assign", p, layer="unit", unit=office.units[0].pk)
        assert Clock.objects.get(matter=p.pk, kind="answer").due_on == answer


def test_asking_back_stops_the_clock_and_the_reply_starts_it_anew(office: Office) -> None:
    m = office.asked()
    assert not Clock.objects.filter(matter=m.pk, met_on=None, stopped_on=None).exists()
    office.take("complete", m, office.sender(m), reply="门口第二盏。")
    m = office.again(m)
    assert m.matter.state == "received" and m.questions.get().reply == "门口第二盏。"
    assert Clock.objects.filter(matter=m.pk, met_on=None, stopped_on=None).count() == 1


def test_one_form_sent_twice_has_one_link_and_code() -> None:
    nonce = codes.fresh()
    assert codes.keys(nonce) == codes.keys(nonce) != codes.keys(codes.fresh())
    made = codes.keys(nonce)
    assert len(made.code) == 10 and not set(made.code) & set("01OILU")
    assert codes.plain_code(f" {made.shown.lower()} ") == made.code
    assert (codes.tail("139 0000 1234"), codes.tail("１３９００００１２３４"), codes.tail("12345")) == (
        "1234",
        "1234",
        "",
    )


def test_what_is_kept_of_the_sender(office: Office) -> None:
    nonce = codes.fresh()
    m = office.sent(nonce=nonce)
    row, made = Sender.objects.get(message=m), codes.keys(nonce)
    assert row.link == codes.digest("link", made.link) and row.code == codes.digest("code", made.code)
    assert row.who and "13900001234" not in (row.who, row.tail)
    bodies = "".join(Body.objects.filter(entry__matter=m.pk).values_list("text", flat=True))
    assert TEXT in bodies and "13900001234" not in bodies and "试民" not in bodies and nonce not in bodies


def test_names_and_phones_are_seen_by_those_who_must_reach_him(office: Office) -> None:
    m = office.assigned()
    sees = {name for name, who in office.everybody().items() if lists.sees_sender(who, m)}
    assert sees == {"office", "other_office", "keeper", "deputy", "liaison0", "head0", "system"}
    finds = {name for name, who in office.everybody().items() if lists.visible(who).filter(pk=m.pk).exists()}
    assert finds == sees | {"secretariat", "leader", "supervisor", "auditor"}
    assert lists.visible(office.sender(m)).filter(pk=m.pk).exists()


def test_what_waits_to_be_looked_at_is_the_offices_alone(office: Office) -> None:
    m = office.held()
    assert m.held_for == "疑似广告：“加微信”"
    finds = {name for name, who in office.everybody().items() if lists.visible(who).filter(pk=m.pk).exists()}
    assert finds == {"office", "other_office", "system"} and not facts(office)
    office.take("pass_check", m)
    assert office.again(m).matter.state == "received" and facts(office)["hotline"] == [("deputy_code", "")]


def test_the_public_words_hold_no_numbers_and_need_consent(office: Office) -> None:
    m = office.closed()
    with pytest.raises(Invalid, match="还有电话或者证件号码：13900001234"):
        office.take("publish", m, title="路灯", text="路灯坏了，联系 13900001234", answer="已修。")
    office.take("publish", m, title="路灯", text="路灯坏了。", answer="已修。")
    assert lists.published(office.organ).get().public_text == "路灯坏了。"
    silent = office._led(office.sent(may_publish=False), "decline", ground="court", text="请诉讼。")
    with pytest.raises(Refused, match="没有同意公开"):
        office.take("publish", silent, title="路灯", text="路灯坏了。")


def test_merged_ones_are_followed_with_the_one_that_leads(office: Office) -> None:
    leading = office.sent()
    m = office.merged(leading)
    assert lists.followed(m) == [m.pk, leading.pk]
    with pytest.raises(Refused, match="已有别的意见并入本件"):
        office.take("merge", leading, into=office.sent().pk)
    office.take("unmerge", m)
    assert lists.followed(office.again(m)) == [m.pk]


def test_a_keeper_notes_down_for_his_station_alone(office: Office) -> None:
    assert office.recorded("keeper", station=None).station_id == office.station.pk
    with pytest.raises(Invalid, match="您管理的站点"):
        office.recorded("keeper", station=office.other_station.pk)


def test_history_keeps_its_times(office: Office) -> None:
    arrived, answered = "2019-05-06 10:20:30", "2019-06-20 08:00:00"
    m = office.open(
        "import_one", office["office"], text=TEXT, arrived_at=arrived, answer="已处理。", answered_at=answered, number="H-7",
        unit=office.units[0].pk, topic="urban", handle="U1",
    )  # fmt: skip
    assert (m.matter.state, m.matter.number, m.matter.opened_on) == ("closed", "H-7", dt.date(2019, 5, 6))
    assert m.arrived_at == dt.datetime(2019, 5, 6, 10, 20, 30, tzinfo=CHINA) and m.matter.closed_on == dt.date(
        2019, 6, 20
    )
    clocks = Clock.objects.get(matter=m.pk, kind="answer")
    assert (clocks.due_on, clocks.met_on) == (dt.date(2019, 5, 27), dt.date(2019, 6, 20))
    day = Fact.objects.get(kind="answer_days")
    assert (day.quantity, day.source, day.day) == (45, "later", dt.date(2019, 6, 20))
    assert Fact.objects.filter(tags__tag="late").count() == 2
    with pytest.raises(Invalid, match="已导入过"):
        office.open("import_one", office["office"], text=TEXT, arrived_at=arrived, number="H-7")


def test_what_is_older_than_any_rule_starts_no_clock(office: Office) -> None:
    m = office.open("import_one", office["office"], text=TEXT, arrived_at="2012-05-06 10:20:30")
    assert m.matter.pack == "" and not Clock.objects.filter(matter=m.pk).exists()
    assert "没有适用的期限规则" in Body.objects.get(entry__matter=m.pk).text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"arrived_at": "2026-03-17 09:30"}, "不能晚于现在"),
        ({"arrived_at": "2026-03-01 09:00", "answer": "已办。"}, "要么都有"),
        ({"arrived_at": "2026-03-02 09:00", "answer": "已办。", "answered_at": "2026-03-01 09:00"}, "收到之后"),
    ],
)
def test_times_that_cannot_be(office: Office, given: dict[str, str], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        office.open("import_one", office["office"], text=TEXT, **given)


def test_a_resident_adds_pictures_as_long_as_it_is_open(office: Office) -> None:
    m = office.sent()
    with clock.at(office.day):
        row = folders.add(office.sender(m), m.pk, picture())
        assert row.added_by is None
        for who in (stranger(office.organ), office["other_deputy"]):
            with pytest.raises(Refused):
                folders.add(who, m.pk, picture())
    office.take("withdraw", m, office.sender(m))
    with clock.at(office.day), pytest.raises(Refused, match="附件只能由"):
        folders.add(office.sender(m), m.pk, picture())


@pytest.mark.parametrize("phone", ["12", "一三九零", "139000"])
def test_a_number_too_short_to_reach_anybody_is_said_so(office: Office, phone: str) -> None:
    with pytest.raises(Invalid) as refused:
        office.sent(phone=phone)
    assert "phone" in refused.value.errors and not Message.objects.exists()
