"""What cannot be read, and what a database does not take: always a sentence, never a 500, nothing half done."""

from __future__ import annotations

import json
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from yishi.doors.api.tests.calling import ROOT, Callers, good, told
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def raw(api: Callers, body: bytes | str, path: str = "/suggestions/draft", content: str = "application/json") -> object:
    """POST of these very bytes by the author."""
    headers = {"Authorization": f"Bearer {api.secret('author')}"}
    with clock.at(api.office.day):
        return api.client.post(f"{ROOT}{path}", body, content_type=content, headers=headers)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", '{"title": "建议"}'.encode("gbk"), b"[" * 100_000, b'{"a":' * 50_000, b"NaN", b'{"title": Infinity}',
        b"1" * 10_000, b"{}" + b"\x00",
    ],
)  # fmt: skip
def test_what_is_no_json(office: Office, api: Callers, body: bytes) -> None:
    before = Entry.objects.count()
    response = raw(api, body)
    assert response.status_code in (400, 422)
    told(response, response.status_code)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("title", "建\x00议", 422), ("title", "\ud800", 422), ("situation", "\udfff建议", 422), ("title", "长" * 201, 422),
        ("situation", "长" * 100_001, 422), ("title", "   ", 422), ("title", 5, 422), ("title", None, 422), ("title", ["x"], 422),
        ("topic", 2**63, 422), ("topic", 10**400, 422), ("topic", -1, 422), ("topic", 1.5, 422), ("topic", "1", 422), ("topic", True, 422),
        ("topic", 2**63 - 1, 422), ("may_publish", "yes", 422), ("\ud800", 1, 422), ("n\x00", 1, 422), ("title", {"a": {"b": []}}, 422),
    ],
)  # fmt: skip
def test_values_that_do_not_fit(office: Office, api: Callers, name: str, value: object, status: int) -> None:
    response = api.post("author", "/suggestions/draft", WORDS | {name: value})
    assert told(response, status)["errors"] and not Suggestion.objects.exists()


def test_a_long_text_is_taken_as_it_is(office: Office, api: Callers) -> None:
    long = "长" * 100_000
    made = good(api.post("author", "/suggestions/draft", WORDS | {"situation": long, "title": "控\x07制字符"}), 201)
    s = Suggestion.objects.select_related("matter").get(pk=made["id"])
    assert s.situation == long and s.matter.title == "控制字符"


@pytest.mark.parametrize(
    "content",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/xml"],
)
def test_other_kinds_of_content(office: Office, api: Callers, content: str) -> None:
    assert told(raw(api, json.dumps(WORDS), content=content), 415)["code"] == "content_type"


def test_json_with_a_charset_is_json(office: Office, api: Callers) -> None:
    good(raw(api, json.dumps(WORDS), content="application/json; charset=utf-8"), 201)


@pytest.mark.parametrize(
    "path", ["/suggestions?q=%00", "/suggestions/%00", "/law/rules/%00", "/law/due?rule=%00&start=2026-03-16"]
)  # fmt: skip
def test_nul_in_an_address(office: Office, api: Callers, path: str) -> None:
    assert api.get("office", path).status_code in (400, 404)


@pytest.mark.parametrize(
    "path",
    ["/suggestions/99999999999999999999", "/suggestions/0", "/handlings/99999999999999999999", "/suggestions?topic=99999999999999999999",
     "/suggestions?page=1e9", "/suggestions?page=１", "/people?q=" + "x" * 101, "/law/due?rule=reply&start=0001-01-01",
     "/law/due?rule=reply&start=2026-02-30", "/law/due?rule=reply&start=20260316", "/law/due?rule=reply", "/clocks?which=mine"],
)  # fmt: skip
def test_numbers_and_days_that_are_none(office: Office, api: Callers, path: str) -> None:
    assert told(api.get("office", path), 422)["errors"]


@pytest.mark.parametrize(
    "path", ["/nothing", "/suggestions/x", "/suggestions/-1", "/suggestions/1/no_such", "/../admin", "/handlings/hand"]
)
def test_addresses_that_are_not_there(office: Office, api: Callers, path: str) -> None:
    assert told(api.get("office", path), 404)["code"] in {"no_such_address", "not_found"}


def test_methods_that_are_not_there(office: Office, api: Callers) -> None:
    response = Client().put(f"{ROOT}/suggestions", "{}", content_type="application/json")
    assert told(response, 405)["code"] == "method" and "GET" in response["Allow"]
    told(api.get("office", "/suggestions/1/assign"), 405)


def test_a_body_beyond_the_limit(office: Office, api: Callers) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        assert (
            told(api.post("author", "/suggestions/draft", WORDS | {"situation": "长" * 2000}), 413)["code"]
            == "too_large"
        )


def test_a_busy_database_says_so_and_keeps_nothing(office: Office, api: Callers) -> None:
    secret = api.secret("author")
    assert secret
    with patch("yishi.foundation.loops.save.write", side_effect=OperationalError("database is locked")):
        response = api.post("author", "/suggestions/draft", WORDS)
    assert told(response, 503)["code"] == "busy" and response["Retry-After"] and not Suggestion.objects.exists()
    with patch("yishi.doors.api.reads.suggestions.paged_together", side_effect=OperationalError("database is locked")):
        assert told(api.get("author", "/suggestions"), 503)["code"] == "busy"
