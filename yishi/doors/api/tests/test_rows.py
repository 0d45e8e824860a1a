"""Lists of the pages by programs: the very rows that the page shows, for whom it opens, in few queries."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from yishi.doors.api.lists import table
from yishi.doors.api.lists.listing import Row
from yishi.doors.api.tests.calling import Callers, good, told
from yishi.doors.api.tests.filled import Filled
from yishi.doors.desk.people.tests.world import DESK, JOURNAL, READ
from yishi.foundation import clock
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
WHO: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ["suggestions", "promises", "unit_ledger", "handovers", "hints", "topics", "reports", "bulletins", "figure", "activities", "own_kinds",
         "outside_totals", "messages", "info_items", "surveys", "stations", "duties"],
        frozenset(DESK),
    ),
    **dict.fromkeys(["roll", "structure", "contacts", "links", "visits", "organs", "posts", "directory"], READ),
    "accounts": frozenset({"administrator"}), "journal": JOURNAL, "our_parts": frozenset({"liaison0", "head0"}),
    "our_promises": frozenset({"liaison0", "head0"}), "mine": frozenset({"author"}), "my_activities": frozenset({"author"}),
    "our_messages": frozenset({"liaison0", "head0"}),
    "my_messages": frozenset({"author"}), "my_info_items": frozenset({"author"}),
    "hot_topics": frozenset({"office", "secretariat", "leader", "auditor"}),
    **dict.fromkeys(
        ["published", "published_answers", "published_roll", "public_messages", "public_stations"],
        frozenset({*DESK, "administrator", "author", "liaison0", "head0"}),
    ),
}  # fmt: skip
"""List -> who may read it. Written by hand."""


@pytest.fixture
def office(db: None) -> Filled:
    """An office with a matter in every state."""
    return Filled().fill()


def address(office: Office, row: Row) -> str:
    """The address of its rows."""
    figure = "received" if row.name == "figure" else "women"
    return row.path.format(figure=figure, code=office.organ.code)


def test_who_reads_which_list(office: Filled, api: Callers) -> None:
    assert {row.name for row in table.ROWS} == set(WHO)
    for row in table.ROWS:
        for who in ("office", "secretariat", "leader", "auditor", "administrator", "author", "liaison0", "head0"):
            response = api.get(who, address(office, row))
            if who in WHO[row.name]:
                assert good(response)["columns"], (row.name, who)
            else:
                assert told(response, 403)["code"] == "not_allowed", (row.name, who)


def reader(row: Row) -> str:
    """Somebody who may."""
    return next(who for who in ("office", "administrator", "liaison0", "author") if who in WHO[row.name])


def test_few_queries_however_many_rows(office: Filled, api: Callers) -> None:
    for row in table.ROWS:
        who = reader(row)
        api.secret(who)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            good(api.get(who, address(office, row)))
        assert len(asked) <= 22, (row.name, len(asked))


def test_the_file_has_what_is_seen(office: Filled, api: Callers) -> None:
    for row in table.ROWS:
        who = reader(row)
        seen = good(api.get(who, address(office, row), size=200))
        book: Any = api.get(who, f"{address(office, row)}/file")
        sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
        assert sheet.max_row - 1 == seen["total"], row.name
        text = b"".join(api.get(who, f"{address(office, row)}/file", export="csv").streaming_content).decode()  # type: ignore[attr-defined]
        assert text.startswith("\ufeff") and all(column["title"] in text.splitlines()[0] for column in seen["columns"])


def test_filters_views_order_and_search_are_the_pages(office: Filled, api: Callers) -> None:
    every = good(api.get("office", "/lists/suggestions", size=200))
    views = {view["key"]: view["count"] for view in every["views"]}
    assert views["all"] == every["total"] > 0
    closed = good(api.get("office", "/lists/suggestions", view="closed"))
    assert closed["total"] == views["closed"] and {row["state"] for row in closed["items"]} <= {"已办结"}
    turned = good(api.get("office", "/lists/suggestions", sort="-title", col=["title", "topic"]))
    titles = [row["cells"]["title"] for row in turned["items"]]
    assert titles == sorted(titles, reverse=True) and [c["key"] for c in turned["columns"]] == ["title", "topic"]
    unit = good(api.get("office", "/lists/suggestions", unit=office.units[1].pk, state=["assigned", "answered"]))
    assert 0 < unit["total"] < every["total"]
    first = good(api.get("office", "/lists/suggestions", size=1))
    second = good(api.get("office", "/lists/suggestions", size=1, page=2))
    assert first["items"][0]["id"] != second["items"][0]["id"] and first["total"] == second["total"]
    assert good(api.get("office", "/lists/suggestions", page=1_000_000))["items"] == []


@pytest.mark.parametrize(
    "query",
    [{"view": "none"}, {"sort": "none"}, {"sort": "who_knows"}, {"col": "none"}, {"unit": "99999999999999999999"}, {"state": "none"},
     {"submitted_after": "2026-02-30"}, {"unit": "\ud800".encode("utf-8", "surrogatepass")}, {"q": "长" * 101}, {"size": 201}, {"page": 0}],
)  # fmt: skip
def test_what_the_list_does_not_know_is_told(office: Filled, api: Callers, query: dict[str, Any]) -> None:
    assert told(api.get("office", "/lists/suggestions", **query), 422)["errors"]


def test_rows_behind_a_figure_are_sealed_as_on_the_page(office: Filled, api: Callers) -> None:
    found = good(api.get("government_office", "/lists/figures/received", year="2026", size=200))
    every = good(api.get("office", "/lists/figures/received", year="2026", size=200))
    assert 0 < found["total"] < every["total"] and every["hidden"] == 0
    assert found["hidden"] == every["total"] - found["total"], "what he may not see is told as a number"
    told(api.get("office", "/lists/figures/none"), 404)
    told(api.get("office", "/lists/structure/none"), 404)


def test_another_organ_sees_its_own(office: Filled, api: Callers) -> None:
    other = Callers(Office(place="31"))
    with clock.at(office.day):
        for name in ("suggestions", "promises", "handovers", "bulletins", "figures/received", "journal"):
            assert good(other.get("office", f"/lists/{name}"))["total"] == 0, name
    names = {row["title"] for row in good(other.get("office", "/lists/roll", size=200))["items"]}
    ours = {row["title"] for row in good(api.get("office", "/lists/roll", size=200))["items"]}
    assert names and not names & ours
