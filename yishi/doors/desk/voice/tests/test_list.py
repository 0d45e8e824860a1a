"""The list of messages: views, filters, what it never shows, steps for many, and that it asks little."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from yishi.doors.desk.tests.seated import lines
from yishi.doors.desk.voice.tests.seated import NAME, PHONE, client, late, lived
from yishi.doors.parts import kept
from yishi.foundation import clock
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
LIST = "/desk/messages/"


def page(office: Office, query: str = "", who: str = "office") -> str:
    """The list as somebody sees it."""
    answer = client(office, who).get(f"{LIST}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


VIEWS = {
    "all": 11, "sort": 2, "hand": 2, "answered": 2, "late": 1, "solved": 1, "passed": 1, "petitions": 1, "checking": 1, "blocked": 1,
}  # fmt: skip


@pytest.mark.parametrize("query", ["", "&day_after=2000-01-01"])
def test_each_view_holds_what_its_count_says(office: Office, query: str) -> None:
    """Counted from indexes where nothing narrows the list, and by the views themselves where something does."""
    lived(office)
    late(office)
    office.recorded(petition=True, channel="letter")
    desk = client(office)
    for view, count in (VIEWS | {"all": 13, "sort": 3}).items():
        table = desk.get(f"{LIST}?view={view}{query}").context["table"]
        current = next(one for one in table.views if one.current)
        assert (current.count, len(table.rows)) == (count, count), view


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?channel=call", True), ("?channel=letter", False), ("?topic=urban", True), ("?topic=none", False), ("?area=试验镇", True),
        ("?area=别处", False), ("?urgent=1", True), ("?urgent=0", False), ("?petition=0", True), ("?petition=1", False), ("?state=received", True),
        ("?state=closed", False), ("?stage=collected", True), ("?stage=assigned", False), ("?unit=none", True), ("?station=none", True),
        ("?publicity=undecided", True), ("?publicity=published", False), ("?reopened=0", True), ("?reopened=1", False),
        ("?day_after=2026-03-16&day_before=2026-03-16", True), ("?day_before=2026-03-15", False), ("?layer=unit", False), ("?outcome=solved", False),
    ],
)  # fmt: skip
def test_filters_narrow(office: Office, query: str, found: bool) -> None:
    office.recorded(title="路灯坏了的这一条", topic="urban", area="试验镇", urgent=True)
    assert ("路灯坏了的这一条" in page(office, query)) is found


def test_filters_name_people_places_and_units(office: Office) -> None:
    m = office.assigned()
    mine = office.recorded(title="登记的这一条")
    account = office.people["office"].account
    assert account is not None
    for query in (f"?unit={office.units[0].pk}", f"?station={office.station.pk}", f"?deputy={office.first.pk}"):
        text = page(office, query)
        assert m.matter.title in text and "登记的这一条" not in text, query
    text = page(office, f"?recorded_by={account.pk}")
    assert mine.matter.title in text and m.matter.title not in text


def test_neither_name_nor_phone_stands_in_list_search_or_file(office: Office) -> None:
    lived(office)
    desk = client(office)
    every = "&".join(f"col={column.key}" for column in desk.get(LIST).context["table"].columns)
    shown = desk.get(f"{LIST}?{every}").content.decode()
    plain = "\n".join("\t".join(row) for row in lines(desk.get(f"{LIST}?{every}&export=csv")))
    book = load_workbook(io.BytesIO(desk.get(f"{LIST}?{every}&export=xlsx").content))
    sheet = "\n".join(str(value) for page in book for row in page.iter_rows(values_only=True) for value in row)
    for text in (shown, plain, sheet):
        assert NAME not in text and PHONE not in text and PHONE[-4:] not in text
    assert len(plain.splitlines()) == VIEWS["all"]
    for words in (PHONE, NAME):
        assert len(desk.get(f"{LIST}?q={words}").context["table"].rows) == 0


def test_the_file_holds_what_the_list_shows(office: Office) -> None:
    office.recorded(title="路灯坏了的这一条", topic="urban")
    office.recorded(title="另外一条", topic="education")
    rows = lines(client(office).get(f"{LIST}?export=csv&topic=urban&col=topic"))
    assert [row[0] for row in rows] == ["路灯坏了的这一条"]


def test_several_are_assigned_at_once(office: Office) -> None:
    rows = [office.sent(), office.sent(), office.closed()]
    sent: dict[str, Any] = {"step": "message.assign", "row": [str(m.pk) for m in rows]}
    desk = client(office)
    shown = desk.post("/desk/bulk/message/", sent).content.decode()
    assert "确认后办理 2 件" in shown
    seen = [f"{m.pk}:{m.matter.version}" for m in rows]
    desk.post("/desk/bulk/message/", sent | {"confirm": "1", "seen": seen, "layer": "unit", "unit": office.units[0].pk})
    assert [office.again(m).matter.state for m in rows] == ["assigned", "assigned", "closed"]


def test_leaders_read_without_what_waits_to_be_looked_at(office: Office) -> None:
    lived(office)
    table = client(office, "leader").get(LIST).context["table"]
    assert [view.label for view in table.views][-2:] == ["已转化", "信访事项"] and not table.bulk
    assert all(row.state.word not in ("待审核", "已屏蔽") for row in table.rows)


def test_another_organ_finds_none_of_it(office: Office) -> None:
    lived(office)
    assert not client(Office()).get(LIST).context["table"].rows


@pytest.mark.parametrize(
    "query", ["", "?view=late", "?channel=call&topic=urban", "?q=路灯", "?sort=unit", "?filters=1", "?stage=solved"]
)
def test_it_asks_at_most_a_dozen_questions(office: Office, query: str, django_assert_max_num_queries: Any) -> None:
    for _each in range(3):
        lived(office)
    desk = client(office)
    desk.get(f"{LIST}{query}")
    with clock.at(office.day), django_assert_max_num_queries(12):
        kept.forget()
        desk.get(f"{LIST}{query}")
