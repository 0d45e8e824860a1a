"""What is forged at a resident's pages: forms from elsewhere, ways out of the house, whatever can be typed or stand in an address."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yishi.doors.public.voice.tests.resident import PHONE, Resident
from yishi.foundation import clock
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
NAME, PLACE = "试某民", "试验路九号院二单元"
NOON = dt.datetime(2026, 3, 16, 12, tzinfo=clock.CHINA)


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(NOON):
        yield made


@pytest.fixture
def resident(office: Office) -> Resident:
    made = Resident(office)
    made.sends(name=NAME, place=PLACE)
    return made


# forged requests


def test_no_form_is_taken_from_elsewhere(office: Office, resident: Resident) -> None:
    m = resident.message
    office.take("settle", m, layer="explained", text="说明。")
    office.published(m)
    forged = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.9")
    forged.get(resident.link)
    for path in (
        f"/public/o/{office.organ.code}/say/", "/public/look-up/", "/public/mine/leave/", "/public/mine/withdraw/",
        f"{resident.link}rate/", f"{resident.link}photos/", f"/public/messages/{m.pk}/support/",
    ):  # fmt: skip
        assert forged.post(path, {"text": "x", "solved": "yes"}).status_code == 403, path
    assert (Message.objects.count(), office.again(m).supports) == (1, 0)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nothing_leads_out_of_the_house(office: Office, resident: Resident, elsewhere: str) -> None:
    query = {"next": elsewhere, "to": elsewhere, "url": elsewhere}
    m = resident.message
    office.take("settle", m, layer="explained", text="说明。")
    office.published(m)
    browser = Resident(office, "192.0.2.10", HTTP_REFERER=elsewhere)
    browser.code, browser.link = resident.code, resident.link
    answers = [
        browser.post("/public/look-up/", {"code": resident.code, "tail": PHONE[-4:]} | query), browser.does("rate", solved="yes", **query),
        browser.post(f"/public/messages/{m.pk}/support/", query), browser.post("/public/mine/leave/", query),
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} == {302}
    assert all(answer["Location"].startswith("/public/") for answer in answers)


# whatever is typed

ADDRESSES = itertools.count()
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
ODD = st.one_of(
    ANYTHING,
    st.sampled_from(
        [
            "\x00",
            "\ud83d",
            "好" * 100_000,
            "1e400",
            "NaN",
            "inf",
            "-0",
            "9" * 400,
            "９０.５",
            "‮‭",
            "<script>alert(1)</script>",
        ]
    ),
)
FIELDS = (
    "text",
    "place",
    "name",
    "phone",
    "latitude",
    "longitude",
    "wants_word",
    "may_publish",
    "nonce",
    "drop",
    "title",
    "topic",
    "area",
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.dictionaries(st.sampled_from(FIELDS), ODD))
def test_whatever_is_typed_gets_a_page_and_stays(office: Office, typed: dict[str, str]) -> None:
    browser = Resident(office, f"2001:db8:{next(ADDRESSES):x}::1")
    with clock.at(NOON):
        answer = browser.types(f"/public/o/{office.organ.code}/say/", typed)
    assert answer.status_code in (200, 422), answer.content[:300]
    assert b"<script>alert(1)" not in answer.content


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.dictionaries(
        st.sampled_from(("code", "tail", "reply", "solved", "content", "note", "why", "version", "file")), ODD
    )
)
def test_whatever_is_answered_gets_a_page(office: Office, typed: dict[str, str]) -> None:
    with clock.at(NOON):
        one = Resident(office, f"2001:db8:{next(ADDRESSES):x}::1")
        one.sends(f"第{next(ADDRESSES)}件事，路灯坏了。")
        assert one.types("/public/look-up/", typed).status_code in (302, 422, 429)
        for step in ("complete", "rate", "reopen", "photos", "drop-photo"):
            assert one.types(f"{one.link}{step}/", typed).status_code in (302, 403, 404, 409, 422), step


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(link=st.text(st.characters(codec="utf-8", exclude_characters="/\\?#%."), min_size=1, max_size=60))
def test_whatever_stands_in_an_address_is_not_there(office: Office, link: str) -> None:
    browser: Any = Client(REMOTE_ADDR=f"2001:db8:{next(ADDRESSES):x}::1")
    assert browser.get(f"/public/m/{link}/").status_code == 404
    assert browser.get(f"/public/o/{office.organ.code}/say/", {"station": link, "deputy": link}).status_code == 200
