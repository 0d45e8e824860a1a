"""A resident follows what he said: he reads what became of it, adds what is missing, says whether it is solved; by his link or code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from yishi.doors.public.voice.tests.resident import PHONE, Resident, answered, picture
from yishi.foundation import clock
from yishi.foundation.files.models import Attachment
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db
S = Message.State


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


@pytest.fixture
def resident(office: Office) -> Resident:
    return Resident(office)


# following it


def test_he_reads_what_became_of_it_in_order_and_nothing_else(office: Office, resident: Resident) -> None:
    m = answered(office, resident)
    html = resident.follows()
    assert "已派人更换灯头。" in html and TEXT in html and "已交" in html and office.units[0].name in html
    texts = [item.text or item.verb for item in resident.get(resident.link).context["thread"]]
    assert (
        texts.index(TEXT)
        < next(at for at, text in enumerate(texts) if "已交" in text)
        < texts.index("已派人更换灯头。")
    )
    title = re.search(r"<title>(.*?)</title>", html, re.S)[1]  # type: ignore[index]  # every page has one
    assert "路灯" not in title and m.matter.title not in title
    assert PHONE not in html and "试民" not in html


def test_he_reads_until_when_he_is_to_hear_more(office: Office, resident: Resident) -> None:
    resident.sends()
    assert "以前确定由谁办" in resident.follows()
    office.take("assign", resident.message, layer="unit", unit=office.units[0].pk)
    html = resident.follows()
    assert "以前答复，答复会写在这里" in html and "已经超过" not in html
    with clock.at(office.day + dt.timedelta(days=60)):
        assert "现在已经超过" in resident.follows()
    office.take("answer", resident.message, "liaison0", outcome="explained", text="已派人更换灯头。")
    assert "以前答复" not in resident.follows()


def test_the_answer_stands_with_the_question_whether_it_is_solved(office: Office, resident: Resident) -> None:
    answered(office, resident)
    html = resident.follows()
    assert html.index("解决了吗？") < html.index("已派人更换灯头。") < html.index("送出评价") < html.index("从头到现在")
    assert "（不选）" not in html
    resident.does("rate", solved="no")
    assert re.search(r"<details[^>]* open><summary>没有解决，要求重新办理", resident.follows())


def test_he_is_asked_and_answers_where_he_is_asked(office: Office, resident: Resident) -> None:
    resident.sends()
    office.take("ask", resident.message, question="请写明是哪一盏路灯。")
    html = resident.follows()
    assert html.index("请您补充") < html.index("从头到现在") and "请写明是哪一盏路灯。" in html
    assert resident.does("complete", reply="").status_code == 422
    assert resident.does("complete", reply="门口左手第一盏。").status_code == 302
    assert resident.message.matter.state == S.RECEIVED and "门口左手第一盏。" in resident.follows()


def test_he_says_whether_it_is_solved_and_may_say_it_anew(office: Office, resident: Resident) -> None:
    m = answered(office, resident)
    assert "解决了吗？" in resident.follows()
    answer = resident.does("rate", solved="", note="写了一半")
    assert answer.status_code == 422 and "写了一半" in answer.content.decode()
    assert resident.does("rate", solved="partly", content="mostly", note="还差一盏。").status_code == 302
    assert "您说：解决了一部分" in resident.follows() and "还差一盏。" in resident.follows()
    resident.does("rate", solved="yes", content="satisfied")
    assert [row.solved for row in office.again(m).ratings.all()] == ["yes"]


def test_he_has_it_dealt_with_again_with_a_reason_three_times(office: Office, resident: Resident) -> None:
    answered(office, resident)
    assert resident.does("reopen", why="").status_code == 422
    for _time in range(3):
        assert resident.does("reopen", why="又坏了。").status_code == 302
        office.take("answer", resident.message, "liaison0", outcome="explained", text="再次更换。")
    assert "没有解决，要求重新办理" not in resident.follows()
    answer = resident.does("reopen", why="又坏了。")
    assert answer.status_code == 409 and "已经重新办理过" in answer.content.decode()


def test_he_takes_it_back_after_being_asked_whether(office: Office, resident: Resident) -> None:
    resident.sends()
    assert "确定撤回" in resident.follows()
    resident.get(f"{resident.link}withdraw/")
    assert resident.message.matter.state == S.RECEIVED, "an address that is merely opened does nothing"
    resident.does("withdraw")
    assert resident.message.matter.state == S.WITHDRAWN
    html = resident.follows()
    assert "已撤回" in html and "确定撤回" not in html
    assert resident.does("withdraw").status_code == 409


def test_a_page_that_is_old_says_so_and_keeps_what_was_typed(office: Office, resident: Resident) -> None:
    m = answered(office, resident)
    answer = resident.does("reopen", why="写好的理由。", version=str(m.matter.version - 1))
    assert (
        answer.status_code == 409
        and "写好的理由。" in answer.content.decode()
        and "已被他人更新" in answer.content.decode()
    )


def test_he_adds_photographs_while_it_is_open_and_takes_his_own_off(office: Office, resident: Resident) -> None:
    resident.sends(photos=[picture(1)])
    assert resident.does("photos").status_code == 422
    assert resident.does("photos", photos=[picture(2)]).status_code == 302
    mine = list(Attachment.objects.order_by("pk"))
    assert len(mine) == 2 and "您添加的照片" in resident.follows()
    assert resident.does("drop-photo", file=str(mine[0].pk)).status_code == 302
    assert list(Attachment.objects.all()) == mine[1:]
    resident.does("withdraw")
    assert 'name="photos"' not in resident.follows()
    assert resident.does("photos", photos=[picture(3)]).status_code == 403


def test_what_the_unit_added_he_sees_and_cannot_take_off(office: Office, resident: Resident) -> None:
    from yishi.rooms.voice import folders

    m = answered(office, resident)
    row = folders.add(office["office"], m.pk, picture(4, "现场.jpg"))
    assert (
        "办理的人添加的照片" in resident.follows() and resident.get(f"{resident.link}file/{row.pk}/").status_code == 200
    )
    assert resident.does("drop-photo", file=str(row.pk)).status_code == 403 and Attachment.objects.count() == 1


def test_of_the_leading_message_he_reads_the_course_and_not_the_words(office: Office, resident: Resident) -> None:
    lead, another = Resident(office, "203.0.113.8"), "门卫张某某的电话是13700000000，他知道情况，请问他。"
    lead.sends(another)
    leading = lead.message
    resident.sends()
    office.take("merge", resident.message, into=leading.pk)
    office.take("ask", leading, question="张某某住哪里？")
    lead.does("complete", reply="住五号楼。")
    office.take("assign", leading, layer="unit", unit=office.units[0].pk)
    office.take("answer", leading, "liaison0", outcome="explained", text="张某某您好，已更换。")
    html = resident.follows()
    assert "已交" in html and "已答复" in html and "一并办理" in html
    for secret in ("张某某", "13700000000", "五号楼", "门卫"):
        assert secret not in html
    office.published(leading, answer="已更换灯头。")
    assert "已更换灯头。" in resident.follows()


def test_a_step_that_is_not_his_is_not_there(office: Office, resident: Resident) -> None:
    resident.sends()
    for name in ("assign", "publish", "block", "erase_words", "support", "x"):
        assert resident.does(name, why="x", layer="own").status_code == 404
    assert resident.message.matter.state == S.RECEIVED


# looking it up


def test_code_and_digits_open_it_for_a_while_and_another_reader_closes_it(office: Office, resident: Resident) -> None:
    resident.sends(photos=[picture(1)])
    at_home = Resident(office, "203.0.113.7")
    answer = at_home.looks_up(f" {resident.code.lower()} ")
    assert answer.status_code == 302 and answer["Location"] == "/public/mine/"
    page = at_home.get("/public/mine/")
    assert TEXT in page.content.decode() and page["Cache-Control"] == "no-store"
    file = Attachment.objects.get()
    assert at_home.get(f"/public/mine/file/{file.pk}/").status_code == 200
    assert at_home.post("/public/mine/withdraw/").status_code == 302
    at_home.post("/public/mine/leave/")
    assert (
        at_home.get("/public/mine/").status_code == 403
        and at_home.get(f"/public/mine/file/{file.pk}/").status_code == 403
    )


def test_what_was_looked_up_closes_by_itself(office: Office, resident: Resident) -> None:
    import datetime as dt

    resident.sends()
    noon = dt.datetime(2026, 3, 16, 12, tzinfo=clock.CHINA)
    with clock.at(noon):
        resident.looks_up()
        assert resident.get("/public/mine/").status_code == 200
    with clock.at(noon + dt.timedelta(minutes=31)):
        assert resident.get("/public/mine/").status_code == 403


@pytest.mark.parametrize(
    ("code", "tail"), [("", ""), ("ABC", "1234"), ("A" * 200, "1234"), ("ABCDEFGHJK", "12a4"), ("\x00", "\ud800")]
)
def test_what_cannot_be_a_code_is_said_to_be_none(resident: Resident, code: str, tail: str) -> None:
    assert resident.types("/public/look-up/", {"code": code, "tail": tail}).status_code == 422
