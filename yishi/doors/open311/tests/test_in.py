"""What comes in by a key: taken in as if its resident had sent it here, or refused with a sentence for each fault."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from yishi.doors.open311.tests.city import BASE, SAID, SENT, City
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice.models import Hop, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return City()


def last() -> Message:
    return Message.objects.select_related("matter", "sender").latest("pk")


@pytest.mark.postgres
def test_one_is_taken_in_with_clock_facts_journal_and_a_first_word(city: City) -> None:
    made = city.post(lat="29.5635", long="106.5515", first_name="居民", last_name="试", phone="13900000001")[0]
    m = last()
    assert made["service_request_id"] == m.matter.number and len(made["token"]) == 22
    assert (m.channel, m.text, m.topic, m.place, float(m.latitude)) == (
        "service",
        SAID,
        "transport",
        "东门路12号",
        29.5635,
    )
    assert (m.sender.name, m.sender.phone, m.recorded_by) == ("试居民", "13900000001", city.informant.account)
    assert m.matter.state == "received" and Clock.objects.filter(matter=m.pk, kind="sort").exists()
    assert Fact.objects.get(matter=m.pk, key="received").source == "service"
    entry = Entry.objects.select_related("body").get(matter=m.pk)
    assert (
        entry.step == "message.take_over" and "13900000001" not in entry.body.text and "试居民" not in entry.body.text
    )
    assert Hop.objects.get(message=m.pk).text == "已收到，正在确定由谁办理。"


def test_the_token_finds_the_number_and_another_does_not(city: City) -> None:
    made = city.post()[0]
    for format in ("json", "xml"):
        found = city.get(f"tokens/{made['token']}", format)
        number = found[0]["service_request_id"] if format == "json" else found.findtext("request/service_request_id")
        assert number == made["service_request_id"]
    city.get(f"tokens/{made['token'][:-1]}x", expect=404)


def test_xml_answers_as_the_standard_has_it(city: City) -> None:
    root = city.post(format="xml")
    assert root.tag == "service_requests" and root.findtext("request/service_request_id") == last().matter.number


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"api_key": ""}, 403, "api_key"),
        ({"api_key": "yishi_wrong"}, 403, "api_key"),
        ({"service_code": ""}, 400, "service_code"),
        ({"service_code": "nothing"}, 404, "nothing"),
        ({"description": "  "}, 400, "description"),
        ({"description": "长" * 4001}, 400, "4000"),
        ({"address_string": ""}, 400, "address_string"),
        ({"lat": "29.5"}, 400, "long"),
        ({"lat": "95", "long": "106"}, 400, "lat"),
        ({"lat": "north", "long": "106"}, 400, "lat"),
        ({"lat": "nan", "long": "106"}, 400, "lat"),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"jurisdiction_id": "nowhere"}, 404, "nowhere"),
        ({"description": "坏\x00字"}, 400, "description"),
        ({"attribute[title]": "长" * 300}, 400, "title"),
        ({"address_string": "长" * 200}, 400, "address_string"),
    ],
)  # fmt: skip
def test_each_refusal_says_why_and_leaves_nothing(city: City, form: dict[str, str], status: int, words: str) -> None:
    said = city.post(expect=status, **form)
    assert [row["code"] for row in said] == [status] * len(said) and words in said[0]["description"]
    assert city.post(expect=status, format="xml", **form).tag == "errors"
    assert not Message.objects.exists()


@pytest.mark.parametrize("code", [RoleCode.OFFICE, RoleCode.INFORMANT])
def test_the_office_and_informants_may(city: City, code: RoleCode) -> None:
    _who, key = city.keyed(code)
    city.post(api_key=key)


@pytest.mark.parametrize(
    "code",
    [RoleCode.LEADER, RoleCode.AUDITOR, RoleCode.SUPERVISOR, RoleCode.ADMINISTRATOR, RoleCode.MEMBER, RoleCode.LIAISON],
)
def test_keys_of_others_may_not(city: City, code: RoleCode) -> None:
    _who, key = city.keyed(code)
    assert city.post(expect=403, api_key=key)[0]["code"] == 403 and not Message.objects.exists()


def test_a_cookie_is_no_key(city: City) -> None:
    client = Client()
    client.force_login(city.office.account)
    assert client.post(f"{BASE}/requests.json", SENT).status_code == 403


def test_a_picture_s_address_is_kept_as_words_and_nothing_is_fetched(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("nothing is fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    city.post(media_url="http://127.0.0.1:1/a.jpg")
    m = last()
    assert m.text == f"{SAID}\n\n附图：http://127.0.0.1:1/a.jpg" and m.matter.state == "received"


def test_what_is_odd_is_looked_at_first_and_said_so(city: City) -> None:
    made = city.post(description="加微信领奖，名额有限，赶快联系我们。")[0]
    assert last().matter.state == "checking" and made["service_notice"]
    assert city.get(f"requests/{made['service_request_id']}", api_key=city.key)[0]["status"] == "open"


def test_consent_is_taken_only_where_it_was_given(city: City) -> None:
    city.post(**{"attribute[may_publish]": "no"})
    assert not last().may_publish
    city.post(**{"attribute[may_publish]": "yes", "attribute[title]": "东门路路灯"})
    assert last().may_publish and last().matter.title == "东门路路灯"


def test_a_phone_and_a_mail_too_long_keep_the_phone_and_say_so(city: City) -> None:
    made = city.post(phone="13900000001", email=f"{'a' * 40}@example.test")[0]
    assert last().sender.phone == "13900000001" and "只保存了电话" in made["service_notice"]
    city.post(email="a@example.test")
    assert last().sender.phone == "a@example.test"


def test_other_kinds_of_bodies_are_refused(city: City) -> None:
    response = Client().post(f"{BASE}/requests.json", data="{}", content_type="application/json")
    assert response.status_code == 400
