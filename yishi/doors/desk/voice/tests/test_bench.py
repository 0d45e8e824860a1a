"""The sorting bench: the next one, suggestions that only fill the form, a step and on, what is refused and kept."""

from __future__ import annotations

import re

import pytest

from yishi.doors.desk.voice import bench
from yishi.doors.desk.voice.suggesting import Help, Hint
from yishi.doors.desk.voice.tests.seated import client
from yishi.foundation.journal.models import Entry
from yishi.rooms.voice.loop import given
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
BENCH = "/desk/messages/sort/"


def test_urgent_ones_come_first_then_the_oldest(office: Office) -> None:
    first, urgent = office.sent(), office.recorded(urgent=True)
    desk = client(office)
    assert desk.get(BENCH).context["m"].pk == urgent.pk
    assert desk.get(f"{BENCH}?after={urgent.pk}").context["m"].pk == first.pk
    assert desk.get(f"{BENCH}?after={first.pk}").context["m"].pk == urgent.pk


def test_after_the_step_comes_the_next(office: Office) -> None:
    first, second = office.sent(), office.sent()
    desk = client(office)
    sent = {
        "at": first.pk,
        "way": "assign",
        "version": first.matter.version,
        "layer": "unit",
        "unit": office.units[0].pk,
        "topic": "urban",
    }
    answer = desk.post(BENCH, sent)
    assert answer.status_code == 303 and answer["Location"] == f"{BENCH}?at={second.pk}"
    m = office.again(first)
    assert (m.matter.state, m.unit_id, m.topic) == ("assigned", office.units[0].pk, "urban")
    sent = {
        "at": second.pk,
        "way": "settle",
        "version": second.matter.version,
        "layer": "explained",
        "text": "已告知。",
    }
    assert desk.post(BENCH, sent)["Location"] == BENCH
    assert "都分办完了" in desk.get(BENCH).content.decode()


def test_what_is_refused_keeps_what_was_typed(office: Office) -> None:
    m = office.sent()
    answer = client(office).post(
        BENCH, {"at": m.pk, "way": "assign", "version": m.matter.version, "layer": "unit", "note": "请三天内看现场"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422 and "请选择由哪个部门办理" in text and "请三天内看现场" in text
    assert office.again(m).matter.state == "received"


def test_somebody_else_was_faster(office: Office) -> None:
    m = office.sent()
    version = m.matter.version
    office.take("classify", m, topic="urban")
    answer = client(office).post(BENCH, {"at": m.pk, "way": "ask", "version": version, "question": "哪一盏？"})
    assert answer.status_code == 422 and office.again(m).matter.state == "received"


def test_units_and_similar_ones_fill_their_forms(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    m, other = office.sent(), office.sent()
    unit = office.units[1]
    helped = Help(
        units=(Hint(str(unit.pk), str(unit), "办过路灯"),), similar=(Hint(str(other.pk), str(other), "都有路灯"),)
    )
    monkeypatch.setattr(bench, "help_for", lambda organ, message: helped)
    desk = client(office)
    found = desk.get(f"{BENCH}?at={m.pk}").context["fillings"]
    for sort, way, field, value in (("units", "assign", "unit", unit.pk), ("similar", "merge", "into", other.pk)):
        (one,) = found[sort]
        filled = next(each for each in desk.get(f"{BENCH}{one.url}").context["ways"] if each.open)
        assert (filled.step.name, filled.form[field].value()) == (way, str(value))


def test_suggestions_only_fill_the_form(office: Office) -> None:
    m = office.sent("试验小区三号楼物业管理太差，路灯坏了，请打我电话 13912345678。")
    entries = Entry.objects.count()
    desk = client(office)
    answer = desk.get(f"{BENCH}?at={m.pk}")
    found = answer.context["fillings"]
    assert [one.hint.value for one in found["topics"]] == ["urban"] and "物业管理" in found["topics"][0].hint.why
    assert found["missing"] and '<mark class="mark-private"' in answer.content.decode()
    filled = desk.get(f"{BENCH}{found['topics'][0].url}")
    way = next(way for way in filled.context["ways"] if way.open)
    assert way.step.name == "assign" and way.form["topic"].value() == "urban"
    assert Entry.objects.count() == entries and office.again(m).topic == ""


def test_what_waits_to_be_looked_at_is_passed_or_blocked(office: Office) -> None:
    m = office.held()
    desk = client(office)
    assert [way.step.name for way in desk.get(BENCH).context["ways"]] == ["pass_check", "block"]
    desk.post(BENCH, {"at": m.pk, "way": "block", "version": m.matter.version, "why": "广告。"})
    assert office.again(m).matter.state == "blocked"


def test_only_the_office_sorts(office: Office) -> None:
    m = office.sent()
    for who in ("leader", "supervisor"):
        assert client(office, who).get(BENCH).status_code == 403
        assert client(office, who).post(BENCH, {"at": m.pk, "way": "ask", "question": "哪？"}).status_code == 403


def test_a_step_that_is_none_of_the_bench_is_not_found(office: Office) -> None:
    m = office.sent()
    desk = client(office)
    assert desk.post(BENCH, {"at": m.pk, "way": "withdraw"}).status_code == 404
    assert desk.post(BENCH, {"at": "x", "way": "assign"}).status_code == 404


def test_of_thousands_the_latest_are_offered_and_any_is_taken(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    old, *others = (office.sent(f"第{at}号楼的电梯坏了好几天。") for at in range(4))
    last = others[-1]
    monkeypatch.setattr(given, "OFFERED", 2)
    desk, address = client(office), f"/desk/messages/sort/?at={last.pk}"

    def options(page: str) -> set[str]:
        select = re.search(r'<select name="into".*?</select>', page, re.S)
        assert select
        return set(re.findall(r'value="(\d+)"', select.group()))

    assert options(desk.get(address).content.decode()) == {str(one.pk) for one in others[1:]}
    step = f"/desk/step/message/{last.pk}/merge/"
    assert str(old.pk) in options(desk.get(f"{step}?into={old.pk}").content.decode())
    assert desk.post(step, {"into": old.pk, "version": last.matter.version}).status_code == 303
    assert Message.objects.get(pk=last.pk).matter.state == "merged"
