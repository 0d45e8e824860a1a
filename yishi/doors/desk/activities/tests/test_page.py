"""One activity's page: what was recorded, in which figures it is, what may be done, and for whom."""

from __future__ import annotations

import pytest

from yishi.doors.desk.activities.tests.seated import client, full, lived
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db


def page(office: Office, a: Activity, who: str = "office") -> str:
    """The page as somebody sees it."""
    answer = client(office, who).get(f"/desk/activities/{a.pk}/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everything_recorded_stands_on_it(office: Office) -> None:
    a = full(office)
    office.take(activity["give_output"], a, code="opinion_handed", quantity="3", note="只给办公室看")
    other = office.recorded(title="相关的另一次检查")
    office.take(activity["link"], a, numbers=other.matter.number)
    text = page(office, a)
    for words in (
        "城区老旧管网检查", "试验镇水厂", "供水、管网", "试验市供水条例", "看了三处泵房。", "试验大学", str(office.unit), str(office.delegation),
        str(office.first), "人次（只记人数）", "12 条", "只给办公室看", f"/desk/activities/{other.pk}/",
    ):  # fmt: skip
        assert words in text, words


def test_it_says_in_which_figures_it_is(office: Office) -> None:
    a = full(office)
    counted = client(office).get(f"/desk/activities/{a.pk}/").context["page"].counted
    assert [(one.what, one.number) for one in counted] == [
        ("执法检查", "1 项"), ("执法检查：群众人次（只记人数）", "30 人次"), ("成果：意见建议", "12 条"),
    ]  # fmt: skip
    assert counted[0].note == "记名参加 2 人，计入人数和人次"


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("planned", "还没有举办"), ("reported", "等工作机构确认"), ("returned", "已退回"), ("cancelled", "已取消，不计数"), ("struck", "已注销，不计数"),
    ],
)  # fmt: skip
def test_what_is_not_counted_says_why(office: Office, state: str, why: str) -> None:
    assert why in page(office, lived(office)[state])


def test_why_it_was_turned_back_is_told(office: Office) -> None:
    assert "退回的理由：日期不对。" in page(office, office.turned_back())


def test_it_offers_what_can_be_done(office: Office) -> None:
    found = lived(office)
    office.take(activity["take_part"], found["planned"], persons=[office.first.pk])
    names = {
        state: [button.step.name for button in client(office).get(f"/desk/activities/{a.pk}/").context["page"].buttons if not button.why_not]
        for state, a in found.items()
    }  # fmt: skip
    assert names["planned"] == ["hold", "amend", "take_part", "leave_out", "link", "cancel"]
    assert names["reported"] == ["confirm", "turn_back"]
    assert "end" not in names["recorded"] and "strike_output" in names["recorded"]
    assert names["struck"] == names["cancelled"] == []
    assert client(office, "auditor").get(f"/desk/activities/{found['recorded'].pk}/").context["page"].buttons == []


def test_steps_are_taken_from_it(office: Office) -> None:
    a = office.planned()
    desk = client(office)
    answer = desk.post(f"/desk/step/activity/{a.pk}/hold/", {"version": a.matter.version, "summary": "看了两处。"})
    assert answer.status_code == 303 and answer["Location"] == f"/desk/activities/{a.pk}/"
    assert office.again(a).matter.state == "recorded"
    # Rows in which nothing was chosen are empty ones.
    form = {
        "persons": [office.first.pk],
        "heads-0-role": "",
        "heads-0-heads": "",
        "heads-1-role": "",
        "heads-1-heads": "",
    }
    assert desk.post(f"/desk/step/activity/{a.pk}/take_part/", form).status_code == 303
    wrong = desk.post(f"/desk/step/activity/{a.pk}/take_part/", {"heads-0-role": "", "heads-0-heads": "5"})
    assert wrong.status_code == 422 and "第 1 行" in wrong.content.decode()


def test_the_form_of_a_step_chooses_no_row_beforehand(office: Office) -> None:
    text = client(office).get(f"/desk/step/activity/{office.recorded().pk}/take_part/").content.decode()
    row = text.partition('name="heads-0-role"')[2].partition("</select>")[0]
    assert row.partition("<option")[2].startswith(' value=""') and "selected" not in row.partition("</option>")[2]


def test_who_held_it_too_reads_it_without_its_way(office: Office) -> None:
    other = Office(parent=office.organ)
    a = full(office, co_organs=[other.organ.pk])
    office.take(activity["give_output"], a, code="opinion", quantity="3", note="只给办公室看")
    text = page(other, a)
    assert "登记，本机关联合举办" in text and "30" in text
    assert "只给办公室看" not in text and "经过" not in text and "/step/" not in text


def test_others_find_nothing(office: Office) -> None:
    found, other = lived(office), Office()
    for who in ("office", "leader"):
        assert client(other, who).get(f"/desk/activities/{found['recorded'].pk}/").status_code == 404
    assert client(office, "leader").get(f"/desk/activities/{found['struck'].pk}/").status_code == 404
    assert client(office, "government_office").get(f"/desk/activities/{found['recorded'].pk}/").status_code == 404


def test_a_notice_leads_to_the_activity(office: Office) -> None:
    a = office.reported()
    assert f"/desk/activities/{a.pk}/" in client(office).get("/desk/inbox/").content.decode()
