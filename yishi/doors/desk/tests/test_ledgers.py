"""The ledgers of promises and units, and the inbox."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.desk.tests.seated import client, lines, lived
from yishi.foundation import clock
from yishi.foundation.outbox.models import Notice
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
LEDGERS = ["/desk/promises/", "/desk/units/"]


def rows(answer: Any) -> int:
    return len(answer.context["table"].rows)


@pytest.mark.parametrize("url", LEDGERS)
def test_views_count_their_rows_and_columns_sort(office: Office, url: str) -> None:
    office.promised(office.day + dt.timedelta(days=30))
    lived(office)
    office.later(100)
    with clock.at(office.day):
        browser = client(office)
        table = browser.get(url).context["table"]
        for view in table.views:
            assert rows(browser.get(view.url)) == view.count, view.label
        for column in table.columns:
            if column.sort_url:
                assert rows(browser.get(column.sort_url)) == rows(browser.get(url))
        export = next(one.url for one in table.exports if "csv" in one.url)
        assert len(lines(browser.get(export))) == rows(browser.get(url))


@pytest.mark.parametrize("url", LEDGERS)
def test_they_ask_at_most_a_dozen_questions(office: Office, url: str, django_assert_max_num_queries: Any) -> None:
    office.promised(office.day + dt.timedelta(days=30))
    lived(office)
    browser = client(office)
    browser.get(url)
    with django_assert_max_num_queries(12):
        browser.get(url)


def test_a_unit_opens_to_what_is_in_its_hands(office: Office) -> None:
    lived(office)
    browser = client(office)
    row = next(row for row in browser.get("/desk/units/").context["table"].rows if row.id == str(office.units[0].pk))
    assert browser.get(row.url).context["table"].total == row.cells["total"] == 3


def test_a_late_promise_is_marked_and_found(office: Office) -> None:
    office.promised(office.day + dt.timedelta(days=30))
    office.later(60)
    with clock.at(office.day):
        late = client(office).get("/desk/promises/?view=late").context["table"]
    assert late.total == 1 and late.rows[0].state.kind == "late"


def test_notices_are_read_page_by_page_and_marked_by_a_post(office: Office) -> None:
    lived(office)
    account = office.people["office"].account
    browser = client(office)
    unread = Notice.objects.filter(account=account, read_at=None).count()
    assert browser.get("/desk/inbox/").status_code == 200
    for query in ("?page=2", "?page=x", "?unread=1"):
        assert browser.get(f"/desk/inbox/{query}").status_code == 200
    assert Notice.objects.filter(account=account, read_at=None).count() == unread
    assert browser.post("/desk/inbox/").status_code == 302
    assert not Notice.objects.filter(account=account, read_at=None).exists()


def test_the_inbox_asks_few_questions(office: Office, django_assert_max_num_queries: Any) -> None:
    lived(office)
    browser = client(office)
    browser.get("/desk/inbox/")
    with django_assert_max_num_queries(12):
        browser.get("/desk/inbox/")
