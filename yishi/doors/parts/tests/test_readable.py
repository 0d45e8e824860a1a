"""NUL in an address: pages read what is left, machines are told."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from yishi.doors.parts.readable import Readable


@pytest.mark.parametrize("typed", ["a%00b", "%00ab", "a\x00b", "a%0%00%000b", "a%%0000b"])
def test_what_is_left_is_read(typed: str) -> None:
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.GET["q"])
        return HttpResponse()

    Readable(page)(RequestFactory().get("/desk/", QUERY_STRING=f"q={typed}&z=1"))
    assert seen == ["ab"]


def test_machines_see_it_as_it_was_sent() -> None:
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(request.GET["q"])
        return HttpResponse()

    for path in ("/api/matters/", "/open311/v2/requests.json"):
        Readable(page)(RequestFactory().get(path, QUERY_STRING="q=a%00b"))
    assert seen == ["a\x00b"] * 2
