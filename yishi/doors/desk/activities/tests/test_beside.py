"""Kinds of one's own and totals from outside, on their pages."""

from __future__ import annotations

import pytest

from yishi.doors.desk.activities.tests.seated import client
from yishi.doors.desk.tests.seated import lines
from yishi.rooms.activities.models import OutsideTotal, OwnKind
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
KINDS, TOTALS = "/desk/activities/kinds/", "/desk/activities/outside/"
NEW = {"name": "夜间议事会", "line": "duty", "measure": "场", "definition": "晚间召开的，一场一计。"}


def test_a_kind_is_added_used_renamed_and_ended(office: Office) -> None:
    desk = client(office)
    assert "还没有自设种类" in desk.get(KINDS).content.decode()
    wrong = desk.post("/desk/new/own_kind/add/", NEW | {"name": "执法检查"})
    assert wrong.status_code == 422 and "目录里已有" in wrong.content.decode() and "一场一计" in wrong.content.decode()
    desk.post("/desk/new/own_kind/add/", NEW)
    k = OwnKind.objects.get()
    assert "夜间议事会" in desk.get(KINDS).content.decode()
    desk.post("/desk/activities/new/", {"kind": k.code, "day": office.day.isoformat()})
    assert "夜间议事会（2026-03-16）" in desk.get(f"/desk/activities/?kind={k.code}").content.decode()
    desk.post(f"/desk/step/own_kind/{k.pk}/rename/", {"name": "夜间圆桌会", "definition": "一场一计。"})
    text = desk.get(f"{KINDS}{k.pk}/").content.decode()
    assert "夜间圆桌会" in text and f"/desk/activities/?kind={k.code}" in text
    desk.post(f"/desk/step/own_kind/{k.pk}/end_kind/", {"why": "不再举办。"})
    assert "夜间圆桌会" in desk.get(f"{KINDS}?view=ended").content.decode()
    assert "夜间圆桌会" not in desk.get("/desk/activities/new/").content.decode()
    assert desk.get(f"/desk/activities/?kind={k.code}").context["table"].rows != []


def test_a_total_is_noted_corrected_and_struck(office: Office) -> None:
    desk = client(office)
    given = {
        "code": "law_inspection",
        "quantity": "1.2千项",
        "by_whom": "试验市各镇",
        "since": "2026-01-01",
        "until": "2026-02-28",
    }
    desk.post("/desk/new/outside_total/report_outside/", given)
    o = OutsideTotal.objects.get()
    assert "1,200 项" in desk.get(TOTALS).content.decode()
    desk.post(f"/desk/step/outside_total/{o.pk}/correct_outside/", {**given, "quantity": "1300"})
    assert "1,300 项" in desk.get(f"{TOTALS}{o.pk}/").content.decode()
    assert [row[0] for row in lines(desk.get(f"{TOTALS}?export=csv"))] == ["执法检查"]
    desk.post(f"/desk/step/outside_total/{o.pk}/strike_outside/", {"why": "重复报送。"})
    assert client(office, "leader").get(f"{TOTALS}{o.pk}/").status_code == 404
    assert desk.get(f"{TOTALS}?view=struck").context["table"].rows != []


def test_others_find_nothing_of_them(office: Office) -> None:
    k, o, other = office.group(), office.outside(), Office()
    for path in (f"{KINDS}{k.pk}/", f"{TOTALS}{o.pk}/"):
        assert client(other).get(path).status_code == 404
        assert client(office, "government_office").get(path).status_code == 404
    assert client(other).get(KINDS).context["table"].rows == []
