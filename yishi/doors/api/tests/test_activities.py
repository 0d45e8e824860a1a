"""Activities through the api: entered, told of, signed in to, planned, brought in from a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from yishi.doors.api.tests.calling import Callers, good, told
from yishi.doors.api.tests.test_imports import send
from yishi.foundation import clock
from yishi.rooms.activities import signing
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
KIND = {"kind": "law_inspection", "day": "2026-03-16"}


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's day."""
    made = Office()
    with clock.at(made.day):
        yield made


@pytest.fixture
def api(office: Office) -> Callers:
    """Its people's programs."""
    return Callers(office)  # type: ignore[arg-type]  # people and an organ are all that it asks for


def test_one_is_entered_and_read_with_all_that_belongs_to_it(office: Office, api: Callers) -> None:
    more: dict[str, Any] = {
        "title": "城区管网检查", "times": 2, "topics": "供水、管网", "persons": [office.first.pk], "heads": [{"role": "resident", "heads": 30}],
        "outputs": [{"code": "opinion", "quantity": "12条", "name": ""}], "co_bodies": "试验大学", "groups": [office.delegation.pk],
    }  # fmt: skip
    made = good(api.post("office", "/activities/record", KIND | more), 201)
    a = good(api.get("leader", f"/activities/{made['id']}"))
    assert (a["title"], a["kind_name"], a["times"], a["topics"]) == ("城区管网检查", "执法检查", 2, ["供水", "管网"])
    assert a["persons"][0]["mandate"] == office.first.pk and a["heads"] == [{"role": "群众", "count": 30}]
    assert [(one["code"], one["quantity"]) for one in a["outputs"]] == [("opinion", 12.0)]
    assert (a["counted"][0]["what"], a["counted"][0]["number"]) == ("执法检查", "2 项")
    assert a["hosts"] == ["试验大学"] and a["groups"][0]["id"] == office.delegation.pk
    path = f"/activities/{made['id']}"
    changed = good(
        api.post(
            "office", f"{path}/give_output", {"version": made["version"], "code": "problem_found", "quantity": "3"}
        )
    )
    assert "不是数量" in str(
        told(
            api.post(
                "office", f"{path}/give_output", {"version": changed["version"], "code": "opinion", "quantity": "几"}
            ),
            422,
        )
    )
    assert [entry["step"] for entry in good(api.get("office", f"/journal/{made['id']}"))["entries"]] == [
        "activity.record", "activity.give_output",
    ]  # fmt: skip


def test_a_report_waits_is_turned_back_and_confirmed(office: Office, api: Callers) -> None:
    made = good(api.post("reporter", "/activities/report", KIND | {"summary": "看了三处。"}), 201)
    path = f"/activities/{made['id']}"
    assert "确认后才计数" in good(api.get("reporter", path))["why_not_counted"]
    told(api.get("member", path), 404)
    back = good(api.post("office", f"{path}/turn_back", {"version": made["version"], "why": "写明哪三处。"}))
    assert good(api.get("reporter", path))["why_turned_back"] == "写明哪三处。"
    again = good(
        api.post("reporter", f"{path}/report_again", KIND | {"version": back["version"], "summary": "东街三处。"})
    )
    done = good(api.post("office", "/activities/batch/confirm", {"ids": {made["id"]: again["version"]}}))
    assert done["done"][0]["state"] == "recorded"
    listed = good(api.get("reporter", "/lists/my-activities"))
    assert [(row["state"], row["cells"]["part"]) for row in listed["items"]] == [("已计入", "本人报告")]


def test_signing_in_by_the_code(office: Office, api: Callers) -> None:
    a, later = office.planned(), office.planned(day="2026-04-01")
    code = good(api.get("office", f"/activities/{a.pk}/code"))
    told(api.get("leader", f"/activities/{a.pk}/code"), 403)
    seen = good(api.get("member", f"/sign-in?token={code['token']}"))
    assert (seen["activity"]["id"], seen["signed_at"], seen["why_not"]) == (a.pk, None, "")
    version = good(api.get("member", f"/activities/{a.pk}"))["version"]
    good(api.post("member", f"/activities/{a.pk}/sign_in", {"version": version, "token": code["token"]}))
    assert good(api.get("member", f"/sign-in?token={code['token']}"))["signed_at"]
    assert good(api.get("office", f"/activities/{a.pk}/code"))["came"] == 1
    told(api.get("member", "/sign-in?token=forged"), 404)
    early = good(api.get("member", f"/sign-in?token={signing.token(later)}"))
    assert "还没有到签到时间" in early["why_not"]


def test_the_plan_with_what_was_done(office: Office, api: Callers) -> None:
    made = good(api.post("office", "/targets/set_target", {"year": 2026, "code": "law_inspection", "number": "4"}), 201)
    good(api.post("office", "/activities/record", KIND), 201)
    plan = good(api.get("leader", "/targets?year=2026"))
    assert [(row["name"], row["actual"], row["share"]) for row in plan["items"]] == [("执法检查", 1.0, 25)]
    assert good(api.get("leader", f"/targets/{made['id']}"))["number"] == 4.0
    told(api.get("government_office", f"/targets/{made['id']}"), 404)
    assert good(api.get("government_office", "/targets"))["items"] == []


def test_what_stands_beside(office: Office, api: Callers) -> None:
    kind = good(
        api.post(
            "office",
            "/own_kinds/add",
            {"name": "夜间议事会", "line": "duty", "measure": "场", "definition": "一场一计。"},
        ),
        201,
    )
    assert good(api.get("leader", f"/own_kinds/{kind['id']}"))["name"] == "夜间议事会"
    known = good(api.get("reporter", "/activity-catalogue"))
    mine = next(row for row in known["kinds"] if row["name"] == "夜间议事会")
    good(api.post("office", "/activities/record", KIND | {"kind": mine["code"]}), 201)
    good(api.post("office", f"/own_kinds/{kind['id']}/end_kind", {"version": kind["version"], "why": "不再举办。"}))
    assert mine["code"] not in {row["code"] for row in good(api.get("reporter", "/activity-catalogue"))["kinds"]}
    given = {
        "code": "law_inspection",
        "quantity": "120",
        "by_whom": "试验市各镇",
        "since": "2026-01-01",
        "until": "2026-02-28",
    }
    total = good(api.post("office", "/outside_totals/report_outside", given), 201)
    assert good(api.get("leader", f"/outside_totals/{total['id']}"))["quantity"] == 120.0
    assert [row["title"] for row in good(api.get("leader", "/lists/outside-totals"))["items"]] == [
        "试验市各镇报送：执法检查120项"
    ]


def test_lists_and_files_as_on_the_pages(office: Office, api: Callers) -> None:
    office.recorded(title="供水检查")
    office.planned(day="2026-04-01")
    rows = good(api.get("keeper", "/lists/activities?view=recorded&kind=law_inspection"))
    assert [row["title"].partition(" ")[2] for row in rows["items"]] == ["供水检查"] and rows["total"] == 1
    for path in ("/lists/activities/file?export=csv", "/activities/sheet.xlsx"):
        assert api.get("office", path).status_code == 200
    told(api.get("liaison", "/lists/activities"), 403)
    a = office.planned(day="2026-04-02")
    office.take(activity["take_part"], a, persons=[office.first.pk])
    assert [row["activity"]["id"] for row in good(api.get("reporter", "/duty/invited"))] == [a.pk]


def test_a_sheet_is_seen_and_carried_out(office: Office, api: Callers) -> None:
    text = "活动种类,日期\n执法检查,2026-03-02\n没有的,2026-03-03\n"
    seen = good(send(api, "office", "activities/preview", text))
    assert (seen["counts"]["new"], seen["counts"]["refused"]) == (1, 1) and seen["rows"][0]["errors"]
    told(send(api, "office", "activities/apply", text, seen=seen["fingerprint"]), 409)
    assert told(send(api, "office", "activities/apply", text, seen="x" * 64, skip="true"), 409)["code"] == "changed"
    done = good(send(api, "office", "activities/apply", text, seen=seen["fingerprint"], skip="true"))
    assert done["told"] == "已导入 1 条。" and Activity.objects.count() == 1
    told(send(api, "leader", "activities/preview", text), 403)
