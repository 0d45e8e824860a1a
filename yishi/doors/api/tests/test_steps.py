"""A suggestion's life through the api; and what it answers when a step is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi import rooms
from yishi.doors.api.steps.matters import people_take
from yishi.doors.api.tests.calling import Callers, good, told
from yishi.doors.api.urls import api as house
from yishi.doors.parts.taking import VISIBLE
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.steps import SYSTEM
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = pytest.mark.django_db


def test_from_draft_to_closed(office: Office, api: Callers) -> None:
    made = good(api.post("author", "/suggestions/draft", WORDS | {"topic": office.topic.pk}), 201)
    key, path = made["id"], f"/suggestions/{made['id']}"
    assert made == {"id": key, "state": "draft", "version": 1}
    made = good(api.post("author", f"{path}/submit", {"version": 1}))
    while made["state"] == "submitted":
        made = good(api.post("office", f"{path}/pass_review", {"version": made["version"]}))
    units = {"lead": office.units[0].pk, "co": [office.units[1].pk]}
    made = good(api.post("office", f"{path}/assign", {"version": made["version"], **units}))
    assert made["state"] == "assigned"
    lead = next(part for part in good(api.get("liaison0", path))["parts"] if part["part"]["code"] == "lead")
    part, version = f"/handlings/{lead['id']}", lead["version"]
    day = office.day.isoformat()
    for who, name, given in (
        ("liaison0", "receive", {"phone": "000-试"}),
        ("liaison0", "record_talk", {"day": day, "how": "visit", "text": "已听取意见。"}),
        (
            "liaison0",
            "draft_answer",
            {"kind": "solving", "text": "正在解决。", "plans": [{"what": "加装十部", "due": "2026-09-30"}]},
        ),
    ):
        version = good(api.post(who, f"{part}/{name}", {"version": version, **given}))["version"]
    assert "会办意见" in told(api.post("head0", f"{part}/sign", {"version": version}), 409)["sentence"]
    co = Handling.objects.get(suggestion=key, part="co")
    office.take(handling["receive"], co, "liaison1")
    good(api.post("liaison1", f"/handlings/{co.pk}/give_opinion", {"version": 2, "text": "同意。"}))
    version = good(api.post("head0", f"{part}/sign", {"version": version}))["version"]
    version = good(api.post("liaison0", f"{part}/send", {"version": version, "number": "试函〔2026〕1号"}))["version"]
    questions = good(api.get("author", f"{part}/steps/evaluate"))["questions"]["grades"]
    grades = {asked["question"]["value"]: "satisfied" for asked in questions}
    version = good(api.post("author", f"{part}/evaluate", {"version": version, "grades": grades}))["version"]
    done = good(api.post("office", "/handlings/batch/close", {"ids": {lead["id"]: version}}))
    assert done == {"done": [{"id": lead["id"], "state": "closed", "version": version + 1}], "refused": []}
    assert Entry.objects.filter(matter=key).last().step == "suggestion.all_closed"


def test_each_refusal_has_its_status(office: Office, api: Callers) -> None:
    s, other = office.submitted(), office.draft()
    path, before = f"/suggestions/{s.pk}/pass_review", Entry.objects.count()
    version = s.matter.version
    assert told(api.post("leader", path, {"version": version}), 403)["code"] == "not_allowed"
    assert told(api.post("office", f"/suggestions/{s.pk}/publish", {"version": version}), 409)["code"] == "wrong_state"
    assert told(api.post("office", path, {"version": version - 1}), 409)["code"] == "changed"
    assert told(api.post("office", f"/suggestions/{other.pk}/pass_review", {"version": 1}), 404)["code"] == "not_found"
    assert told(api.post("office", "/suggestions/999999/pass_review", {"version": 1}), 404)["code"] == "not_found"
    assert "errors" in told(api.post("office", path, {"version": version, "opinion": "长" * 2001}), 422)
    assert told(api.post("office", path, {"version": version, "topic": 999}), 422)["errors"]["topic"]
    assert told(api.post("office", path, {"version": version, "no_such": 1}), 422)["errors"] == {
        "no_such": ["没有这一项，请检查名称。"]
    }
    assert told(api.post("office", path), 422)["errors"] == {"version": ["这一项必须填写。"]}
    assert Entry.objects.count() == before and office.again(s).matter.version == version


@pytest.mark.parametrize("who", ["liaison0", "liaison1", "member", "administrator", "signer"])
def test_who_may_not_see_does_not_learn_that_it_is_there(office: Office, api: Callers, who: str) -> None:
    s = office.submitted()
    assert told(api.post(who, f"/suggestions/{s.pk}/withdraw", {"version": 1, "why": "x"}), 404)["code"] == "not_found"
    assert told(api.get(who, f"/suggestions/{s.pk}/steps"), 404)["code"] == "not_found"


def test_a_batch_names_each_refusal(office: Office, api: Callers) -> None:
    first, second, draft = office.registered(), office.registered(), office.draft()
    inputs = {"lead": office.units[0].pk}
    ids = {first.pk: first.matter.version, second.pk: 1, draft.pk: 1}
    nothing = good(
        api.post("office", "/suggestions/batch/assign", {"ids": ids, "inputs": inputs, "all_or_nothing": True})
    )
    assert nothing["done"] == [] and {row["code"] for row in nothing["refused"]} == {"changed", "not_found"}
    assert office.again(first).matter.state == Suggestion.State.REGISTERED
    some = good(api.post("office", "/suggestions/batch/assign", {"ids": ids, "inputs": inputs}))
    assert [row["id"] for row in some["done"]] == [first.pk]
    assert {row["id"]: row["code"] for row in some["refused"]} == {second.pk: "changed", draft.pk: "not_found"}


def test_offers_say_what_may_be_done_and_why_not(office: Office, api: Callers) -> None:
    s = office.draft(who="author")
    offers = {row["step"]: row for row in good(api.get("author", f"/suggestions/{s.pk}/steps"))["items"]}
    assert set(offers) == {"revise", "invite", "uninvite", "submit", "name_messages"} and offers["submit"]["available"]
    office.take(rooms.loops()["suggestion"]["invite"], s, "author", mandates=[office.second.pk])
    offers = {row["step"]: row for row in good(api.get("author", f"/suggestions/{s.pk}/steps"))["items"]}
    assert not offers["submit"]["available"] and "确认" in offers["submit"]["why_not"]
    assert offers["revise"]["body"]["properties"]["title"]["maxLength"] == 200
    whole = good(api.get("author", f"/suggestions/{s.pk}/steps/invite"))
    assert office.second.pk in {row["value"] for row in whole["choices"]["mandates"]}
    assert {row["step"] for row in good(api.get("author", "/suggestions/steps"))["items"]} >= {
        "draft",
        "submit_for_group",
    }
    assert good(api.get("leader", "/suggestions/steps"))["items"] == []
    told(api.get("author", f"/suggestions/{s.pk}/steps/pass_review"), 404)


def test_every_step_that_people_take_has_its_operation() -> None:
    paths = house.get_openapi_schema()["paths"]
    offered = {operation["operationId"] for path in paths.values() for operation in path.values()}
    for loop in rooms.loops().values():
        assert loop.kind in VISIBLE
        for step in loop.steps.values():
            name = f"{loop.kind}_{step.name}"
            assert (name in offered) == people_take(step)
            assert (f"{name}_batch" in offered) == (step.batch and people_take(step))
            assert people_take(step) or SYSTEM in step.by


def test_days_and_flags_and_defaults_reach_the_step(office: Office, api: Callers) -> None:
    s = office.assigned()
    day = (office.day - dt.timedelta(days=1)).isoformat()
    body = {"version": s.matter.version, "kind": "visit", "day": day, "text": "实地察看。"}
    good(api.post("supervisor", f"/suggestions/{s.pk}/record_oversight", body))
    assert s.oversight.get().day.isoformat() == day
    late = body | {"version": s.matter.version + 1, "day": (office.day + dt.timedelta(days=1)).isoformat()}
    assert told(api.post("supervisor", f"/suggestions/{s.pk}/record_oversight", late), 422)["errors"]["day"] == [
        "日期不能晚于今天。"
    ]
