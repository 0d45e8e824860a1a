"""Attachments up and down, the law as data, the description itself, and how many queries a page costs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import validate

from yishi.doors.api.tests.calling import ROOT, Callers, good, told
from yishi.doors.api.tests.filled import PLANS
from yishi.doors.api.urls import api as house
from yishi.foundation import clock
from yishi.foundation.files.models import Attachment
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


def upload(api: Callers, who: str, matter: int, name: str = "说明.txt", content: bytes = "现场情况".encode()) -> Any:
    """Send a file."""
    headers = {"Authorization": f"Bearer {api.secret(who)}"}
    with clock.at(api.office.day):
        return api.client.post(
            f"{ROOT}/matters/{matter}/attachments", {"file": SimpleUploadedFile(name, content)}, headers=headers
        )


def test_a_file_goes_up_and_down_and_off(office: Office, api: Callers) -> None:
    s = office.draft()
    sent = good(upload(api, "author", s.pk), 201)
    down = api.get("author", f"/attachments/{sent['id']}")
    assert b"".join(down) == "现场情况".encode() and "attachment" in down["Content-Disposition"]
    assert [row["id"] for row in good(api.get("author", f"/matters/{s.pk}/attachments"))["items"]] == [sent["id"]]
    told(api.get("office", f"/attachments/{sent['id']}"), 404)
    assert (
        good(api.delete("author", f"/attachments/{sent['id']}"))["id"] == sent["id"] and not Attachment.objects.exists()
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("空.txt", b"", "empty"), ("图.pdf", b"\x89PNG\r\n\x1a\n", None), ("木马.exe", b"MZ", "type")],
)
def test_a_file_that_is_not_taken(office: Office, api: Callers, name: str, content: bytes, code: str | None) -> None:
    body = told(upload(api, "author", office.draft().pk, name, content), 422)
    assert code is None or body["code"] == code


def test_only_who_writes_a_part_adds_to_it(office: Office, api: Callers) -> None:
    s = office.assigned()
    h = office.part(s)
    good(upload(api, "liaison0", h.pk), 201)
    for who in ("author", "leader", "government_office"):
        assert upload(api, who, h.pk).status_code in (403, 404), who
        assert good(api.get(who, f"/matters/{h.pk}/attachments"))["items"] == [], who
    told(upload(api, "liaison1", h.pk), 404)
    told(upload(api, "author", s.pk), 403)
    office.answer(h)
    assert len(good(api.get("author", f"/matters/{h.pk}/attachments"))["items"]) == 1
    told(upload(api, "liaison0", h.pk), 403)
    row = Attachment.objects.get()
    told(api.delete("author", f"/attachments/{row.pk}"), 403)


def test_a_form_that_is_none(office: Office, api: Callers) -> None:
    headers = {"Authorization": f"Bearer {api.secret('author')}"}
    path = f"{ROOT}/matters/{office.draft().pk}/attachments"
    with clock.at(office.day):
        told(api.client.post(path, {}, headers=headers), 422)
        told(api.client.post(path, b"--x", content_type="multipart/form-data; boundary=x", headers=headers), 422)
        told(api.client.post(path, b"--x", content_type="multipart/form-data", headers=headers), 400)
        told(api.client.post(path, b"{}", content_type="application/json", headers=headers), 415)


def test_packs_and_their_rules(office: Office, api: Callers) -> None:
    mine = [pack for pack in good(api.get("member", "/law/packs"))["items"] if pack["mine"]]
    assert len(mine) == 1 and mine[0]["ref"].startswith("chongqing@")
    rules = {rule["id"]: rule for rule in good(api.get("member", f"/law/rules/{mine[0]['ref']}"))["rules"]}
    assert "三个月" in rules["reply"]["citation"]["wording"]
    told(api.get("member", "/law/rules/no@1"), 404)


def test_the_calculator_says_why(office: Office, api: Callers) -> None:
    due = good(api.get("member", "/law/due", rule="hand_back", start="2026-03-16"))
    assert due["due_on"] == "2026-03-30" and len(due["why"]) > 10 and due["law"][0]["wording"]
    far = good(api.get("member", "/law/due", rule="reply", start="2099-12-31"))
    assert far["provisional"] and far["due_on"] > "2100"
    told(api.get("member", "/law/due", rule="no_such", start="2026-03-16"), 404)


def test_the_description_is_valid_and_whole(db: None) -> None:
    described = json.loads(json.dumps(house.get_openapi_schema()))
    validate(described)
    assert described["openapi"].startswith("3.1")
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            statuses = {int(code) for code in operation["responses"]}
            assert {400, 401, 403, 422, 503} <= statuses, path
            assert method == "get" or "{id}" not in path or {404, 409} & statuses, path
            assert operation["summary"] and operation["description"] and operation["operationId"], path
    body = described["components"]["schemas"]["SuggestionTurnAwayIn"]
    assert body["properties"]["note"]["title"] == "向提出人说明的情况" and body["additionalProperties"] is False


@pytest.mark.parametrize("who", ["office", "liaison0", "author", "signer"])
def test_pages_cost_a_bounded_number_of_queries(
    office: Office, api: Callers, who: str, django_assert_max_num_queries: Any
) -> None:
    s = office.assigned(joint=True)
    h = office.answer(office.part(s), "solving", plans=PLANS)
    for _ in range(3):
        office.assigned(joint=True, co=True)
    keys = (s.pk, h.pk, s.promises.get().pk)
    api.get(who, "/me")
    for path in (
        "/suggestions",
        "/suggestions?sort=due&overdue=false&q=电梯",
        "/handlings",
        "/promises",
        "/clocks",
        f"/suggestions/{keys[0]}",
    ):
        with django_assert_max_num_queries(12):
            good(api.get(who, path))
    for path in (f"/handlings/{keys[1]}", f"/promises/{keys[2]}", f"/journal/{keys[0]}"):
        with django_assert_max_num_queries(20):
            good(api.get(who, path))


def test_a_page_costs_no_more_with_more_rows(office: Office, api: Callers) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            good(api.get("office", "/suggestions"))
        return len(found)

    office.assigned(co=True)
    api.get("office", "/me")
    before = queries()
    for _ in range(3):
        office.assigned(co=True, joint=True)
    office.take(handling["receive"], office.part(office.assigned()), "liaison0")
    assert queries() == before
