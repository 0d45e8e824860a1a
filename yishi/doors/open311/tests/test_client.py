"""A client that we did not write reads the service as it stands on a port, in both formats."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from georeport import GeoReport

from yishi.doors.open311.tests.city import BASE, PUBLIC, City
from yishi.rooms.voice.catalogue.topics import topics

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["json", "xml"])
def client(request: Any, live_server: Any) -> GeoReport:
    return GeoReport(f"{live_server.url}{BASE}/", "shiyan", output_format=request.param)


def test_it_lists_services_and_what_each_asks(client: GeoReport) -> None:
    City()
    found = client.get_service_list()
    assert [row["service_code"] for row in found] == [topic.code for topic in topics()]
    assert [row["service_name"] for row in found] == [topic.name for topic in topics()]
    definition = client.get_service_definition("transport")
    asked = definition["attributes"] if client.output_format == "json" else definition["attributes"]["attribute"]
    assert definition["service_code"] == "transport" and [row["code"] for row in asked] == ["title", "may_publish"]


def test_it_reads_requests_by_its_filters_and_one_by_its_number(client: GeoReport) -> None:
    city = City()
    first, second = city.published(), city.published(topic="education")
    city.settled()
    found = client.get_service_requests()
    assert [row["service_request_id"] for row in found] == [second.matter.number, first.matter.number]
    by_code = client.get_service_requests(service_code="transport")
    by_code = by_code if isinstance(by_code, list) else [by_code]
    assert [row["service_request_id"] for row in by_code] == [first.matter.number]
    both = client.get_service_requests(
        service_request_id=f"{first.matter.number},{second.matter.number}", status="open"
    )
    assert len(both) == 2
    one = client.get_service_request(first.matter.number)
    assert (one["service_request_id"], one["service_code"], one["status"]) == (first.matter.number, "transport", "open")
    assert PUBLIC["text"] in one["description"] and one["status_notes"] == PUBLIC["answer"]


def test_it_is_told_what_is_not_there(client: GeoReport) -> None:
    city = City()
    with pytest.raises(requests.HTTPError, match="404"):
        client.get_service_request(city.settled().matter.number)


def test_discovery_names_the_address_that_it_reads(live_server: Any, settings: Any) -> None:
    settings.BASE_URL = live_server.url
    City()
    found = requests.get(f"{live_server.url}{BASE}/discovery.json", timeout=10).json()
    assert GeoReport(found["endpoints"][0]["url"]).get_service_list()
