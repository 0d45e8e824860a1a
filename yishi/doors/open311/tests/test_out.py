"""What goes out: discovery, services, requests, in both formats; and above all what does not."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.dateparse import parse_datetime

from yishi.doors.open311.tests.city import BASE, PRIVATE, PUBLIC, SAID, City
from yishi.foundation import clock
from yishi.foundation.loops.take import take
from yishi.foundation.people.models import RoleCode
from yishi.rooms.voice.catalogue.topics import topics
from yishi.rooms.voice.loop import message

pytestmark = pytest.mark.django_db
REQUIRED = {
    "discovery": {"changeset", "contact", "key_service", "endpoints"},
    "endpoint": {"specification", "url", "changeset", "type", "formats"},
    "service": {"service_code", "service_name", "description", "metadata", "type", "keywords", "group"},
    "attribute": {"variable", "code", "datatype", "required", "datatype_description", "order", "description"},
    "request": {
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
        "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode", "lat",
        "long", "media_url",
    },
}  # fmt: skip
"""Elements that the standard obliges to, by what they stand in."""


@pytest.fixture
def city() -> City:
    return City()


def names(element: Any) -> set[str]:
    return {child.tag for child in element}


def test_every_answer_has_the_obligatory_elements_in_xml_and_json(city: City) -> None:
    m = city.published()
    discovery, services = city.get("discovery", "xml"), city.get("services", "xml")
    definition, requests = city.get("services/transport", "xml"), city.get("requests", "xml")
    assert [root.tag for root in (discovery, services, definition, requests)] == [
        "discovery", "services", "service_definition", "service_requests",
    ]  # fmt: skip
    assert REQUIRED["discovery"] <= names(discovery)
    assert REQUIRED["endpoint"] <= names(discovery.find("endpoints/endpoint"))
    assert [found.text for found in discovery.findall("endpoints/endpoint/formats/format")] == [
        "text/xml",
        "application/json",
    ]
    assert [found.tag for found in services] == ["service"] * len(topics())
    assert all(REQUIRED["service"] <= names(found) for found in services)
    assert all(REQUIRED["attribute"] <= names(found) for found in definition.findall("attributes/attribute"))
    assert [found.tag for found in requests] == ["request"] and REQUIRED["request"] <= names(requests[0])
    assert REQUIRED["discovery"] <= city.get("discovery").keys()
    assert all(REQUIRED["service"] <= row.keys() for row in city.get("services"))
    assert REQUIRED["request"] <= city.get(f"requests/{m.matter.number}")[0].keys()


def test_values_are_of_the_kinds_that_the_standard_names(city: City) -> None:
    city.published()
    for found in city.get("services", "xml"):
        assert found.findtext("metadata") in ("true", "false") and found.findtext("type") in (
            "realtime",
            "batch",
            "blackbox",
        )
    row = city.get("requests")[0]
    assert row["status"] in ("open", "closed")
    for name in ("requested_datetime", "updated_datetime"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", row[name]) and parse_datetime(row[name])
    values = city.get("services/transport", "xml").findall("attributes/attribute[code='may_publish']/values/value")
    assert [value.findtext("key") for value in values] == ["yes", "no"]


def test_only_public_words_go_out_never_the_resident_s_own(city: City) -> None:
    hidden, shown = city.settled(), city.published()
    assert city.numbers() == [shown.matter.number]
    city.get(f"requests/{hidden.matter.number}", expect=404)
    for format in ("json", "xml"):
        body = Client().get(f"{BASE}/requests.{format}").content.decode()
        assert PUBLIC["text"] in body and PUBLIC["answer"] in body
        for private in (SAID, PRIVATE, "试居民", "1391234", "三号楼", "29.5", "106.5"):
            assert private not in body, private


def test_a_key_reads_what_it_sent_in_and_nothing_else_besides(city: City) -> None:
    other = city.settled()
    _someone, key = city.keyed(RoleCode.OFFICE)
    mine = city.post(lat="29.51", long="106.52", phone="13900000001")[0]["service_request_id"]
    assert city.numbers() == [] and city.numbers(api_key=key) == []
    row = city.get(f"requests/{mine}", api_key=city.key)[0]
    assert (row["description"], row["address"], row["lat"], row["long"]) == (SAID, "东门路12号", 29.51, 106.52)
    assert row["status"] == "open" and row["status_notes"] == "已收到，正在确定由谁办理。"
    assert "13900000001" not in json.dumps(row)
    city.get(f"requests/{other.matter.number}", expect=404, api_key=key)
    assert city.numbers(api_key=city.key) == [mine]


def test_status_and_notes_follow_what_happens_to_it(city: City) -> None:
    from yishi.rooms.voice.models import Message

    number = city.post()[0]["service_request_id"]
    pk = Message.objects.get(matter__number=number).pk
    take(message["assign"], pk, city.office, {"layer": "own"})
    take(message["answer"], pk, city.office, {"outcome": "explained", "text": "正在排队安装。"})
    row = city.get(f"requests/{number}", api_key=city.key)[0]
    assert (row["status"], row["status_notes"]) == ("open", "正在排队安装。")
    take(message["close"], pk, city.office)
    assert city.get(f"requests/{number}", api_key=city.key)[0]["status"] == "closed"
    assert city.numbers(api_key=city.key, status="open") == [] and city.numbers(api_key=city.key, status="closed") == [
        number
    ]


def test_filters_choose_by_number_code_time_and_status(city: City) -> None:
    old, new = city.published(), city.published(topic="education")
    city.back(old, 30)
    day = city.today - dt.timedelta(days=20)
    assert city.numbers() == [new.matter.number, old.matter.number]
    assert city.numbers(service_code="education") == [new.matter.number]
    assert city.numbers(service_code="education,transport") == city.numbers()
    assert city.numbers(start_date=f"{day}T00:00:00+08:00") == [new.matter.number]
    assert city.numbers(end_date=f"{day}T00:00:00Z") == [old.matter.number]
    assert city.numbers(service_request_id=f"{old.matter.number},M20260000") == [old.matter.number]
    assert city.numbers(status="open,closed") == city.numbers()


def test_ninety_days_unless_a_time_is_given_and_never_more(city: City) -> None:
    m = city.published()
    city.back(m, 91)
    assert city.numbers() == []
    start = city.today - dt.timedelta(days=120)
    assert city.numbers(start_date=f"{start}T00:00:00+08:00") == [m.matter.number]
    assert city.numbers(service_request_id=m.matter.number) == [m.matter.number]
    said = city.get("requests", expect=400, start_date=f"{start}", end_date=f"{city.today}")
    assert said[0]["code"] == 400 and "90" in said[0]["description"]


def test_pages_follow_one_another_without_gap_or_double(city: City) -> None:
    for _ in range(5):
        city.published()
    whole = city.numbers()
    pages = [city.numbers(page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0] and [number for page in pages for number in page] == whole


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"}, {"page": "x"}, {"page_size": "1001"}, {"page_size": "-1"}, {"status": "done"}, {"start_date": "yesterday"},
        {"end_date": "2026-13-40T00:00:00Z"}, {"start_date": "2026-03-02", "end_date": "2026-03-01"},
        {"end_date": "9999-12-31T23:59:59-12:00"}, {"service_code": "x" * 9000}, {"service_code": "a,\x00b"},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_list_of_errors_in_either_format(city: City, query: dict[str, str]) -> None:
    assert [row["code"] for row in city.get("requests", expect=400, **query)] == [400]
    root = city.get("requests", "xml", expect=400, **query)
    assert root.tag == "errors" and root.findtext("error/code") == "400" and root.findtext("error/description")


def test_unknown_things_are_404_and_wrong_keys_403(city: City) -> None:
    for path in ("services/nothing", "requests/M20269999", "tokens/nothing", "elsewhere"):
        assert city.get(path, "xml", expect=404).findtext("error/code") == "404"
    assert city.get("services", expect=404, jurisdiction_id="nowhere")[0]["code"] == 404
    assert city.get("requests", expect=403, api_key="yishi_wrong")[0]["code"] == 403
    assert Client().get("/open311/v2/services").status_code == 404
    assert Client().get("/open311/v2/services.xml%0A").status_code == 404
    assert Client().delete(f"{BASE}/services.json").status_code == 405


def test_with_several_organs_one_is_named_and_each_keeps_its_own(city: City) -> None:
    other = City("other")
    mine = city.published()
    assert city.get("requests", expect=400)[0]["code"] == 400
    assert (
        city.numbers(jurisdiction_id="shiyan") == [mine.matter.number] and city.numbers(jurisdiction_id="other") == []
    )
    city.get("requests", expect=403, jurisdiction_id="shiyan", api_key=other.key)


def test_a_key_that_ended_opens_nothing(city: City) -> None:
    from yishi.doors.api.models import Token

    Token.objects.update(revoked_at=clock.now())
    city.get("requests", expect=403, api_key=city.key)


def test_a_thousand_take_as_few_queries_as_one(city: City) -> None:
    city.published()
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as caught:
            city.get("requests", api_key=city.key)
        counts.append(len(caught))
        for _more in range(4):
            city.published()
            city.post()
    assert counts[1] == counts[2] <= 6, counts
