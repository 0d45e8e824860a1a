"""Whatever is asked or sent, the answer is one of the standard's, well formed, and tells nothing that was not made public."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from yishi.doors.open311 import rows
from yishi.doors.open311.asked import filters
from yishi.doors.open311.formats import answer
from yishi.doors.open311.tests.city import BASE, SENT, City
from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.rooms.voice.models import Message

NAMES = [
    "service_request_id",
    "service_code",
    "start_date",
    "end_date",
    "status",
    "page",
    "page_size",
    "api_key",
    "jurisdiction_id",
    "other",
]
FIELDS = ["service_code", "description", "lat", "long", "address_string", "address_id", "email", "phone", "first_name", "media_url",
          "attribute[title]", "attribute[may_publish]", "attribute[]", "jurisdiction_id"]  # fmt: skip
likely = some.sampled_from(
    [
        "",
        "open",
        "closed",
        "transport",
        "shiyan",
        "2026-03-01",
        "2026-03-01T00:00:00Z",
        "0",
        "1",
        "-1",
        "99999999",
        "1e9",
        "NaN",
    ]
)
words = some.text(some.characters(codec="utf-8"), max_size=60) | likely
moments = some.datetimes().map(lambda at: at.isoformat() + "+14:00")
quiet = settings(max_examples=60, suppress_health_check=list(HealthCheck))


class Fuzz(TestCase):
    """One organ with one public and one private message."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.city = City()
        cls.hidden, cls.shown = cls.city.settled(), cls.city.published()

    def sound(self, response: Any, format: str) -> Any:
        assert response.status_code in (200, 400, 403, 404), response.status_code
        body = response.content.decode()
        assert "试居民" not in body and "139123" not in body and "三号楼" not in body
        found = json.loads(body) if format == "json" else ElementTree.fromstring(body)
        if response.status_code != 200:
            codes = (
                [row["code"] for row in found] if format == "json" else [int(row.text) for row in found.iter("code")]
            )
            assert codes and set(codes) == {response.status_code}
        return found

    @quiet
    @given(some.dictionaries(some.sampled_from(NAMES), words | moments, max_size=6), some.sampled_from(["json", "xml"]))
    def test_questions(self, query: dict[str, str], format: str) -> None:
        self.sound(Client().get(f"{BASE}/requests.{format}", query), format)

    @quiet
    @given(words, some.sampled_from(["services", "requests", "tokens"]), some.sampled_from(["json", "xml"]))
    def test_addresses(self, word: str, what: str, format: str) -> None:
        from urllib.parse import quote

        self.sound(Client().get(f"{BASE}/{what}/{quote(word, safe='')}.{format}"), format)

    @quiet
    @given(some.dictionaries(some.sampled_from(FIELDS), words, max_size=8), some.sampled_from(["json", "xml"]))
    def test_forms(self, form: dict[str, str], format: str) -> None:
        before = Message.objects.count()
        response = Client().post(f"{BASE}/requests.{format}", SENT | form | {"api_key": self.city.key})
        body = response.content.decode()
        json.loads(body) if format == "json" else ElementTree.fromstring(body)
        assert response.status_code in (200, 400, 404), body
        assert Message.objects.count() - before == (response.status_code == 200)


class Filtered(TestCase):
    """What is told is what a plain reading of the filters leaves."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.city = City()
        for days in range(0, 120, 12):
            m = cls.city.published(topic="transport" if days % 24 else "education")
            cls.city.back(m, days)

    @quiet
    @given(
        some.none() | some.integers(0, 130), some.none() | some.integers(0, 130),
        some.sets(some.sampled_from(["transport", "education", "health"])), some.sampled_from(["", "open", "closed"]),
        some.integers(1, 5), some.integers(1, 4),
    )  # fmt: skip
    def test_filters(
        self, since: int | None, until: int | None, codes: set[str], status: str, page: int, size: int
    ) -> None:
        now, noon = clock.now(), dt.datetime.combine(self.city.today, dt.time(12), CHINA)
        start = noon - dt.timedelta(days=since) if since is not None else None
        end = noon - dt.timedelta(days=until) if until is not None else None
        sent = {"service_code": ",".join(codes), "status": status, "page": page, "page_size": size}
        sent |= {"start_date": start.isoformat()} if start else {}
        sent |= {"end_date": end.isoformat()} if end else {}
        response = Client().get(f"{BASE}/requests.json", sent)
        ninety = dt.timedelta(days=90)
        low = start or (end or now) - ninety
        high = end or (start + ninety if start else now)
        if high < low or high - low > ninety:
            assert response.status_code == 400
            return
        wanted = [
            m.matter.number
            for m in Message.objects.select_related("matter").order_by("-arrived_at", "-pk")
            if low <= m.arrived_at <= high and (not codes or m.topic in codes)
            and (not status or (status == "closed") == (m.matter.state in rows.CLOSED))
        ]  # fmt: skip
        assert [row["service_request_id"] for row in response.json()] == wanted[(page - 1) * size : page * size]


@pytest.mark.parametrize("text", ["坏\x01\x0b字", "<&>\"'", "\ufffe\uffff", "a\r\nb"])
def test_any_text_makes_well_formed_xml(text: str) -> None:
    made = answer("xml", "errors", [{"code": 1, "description": text}]).content
    assert ElementTree.fromstring(made).find("error/description") is not None


def test_a_plus_that_became_a_space_is_a_plus() -> None:
    found = filters(QueryDict("start_date=2026-03-01T08:00:00+08:00&end_date=2026-03-02T08:00:00%2B08:00"))
    assert (found.end - found.start) == dt.timedelta(days=1) and found.start.utcoffset() == dt.timedelta(hours=8)
