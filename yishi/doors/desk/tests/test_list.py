"""The list of suggestions: its views count what they show, filters come off, every column sorts, pages hold every row
once, and the export is what is seen."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from yishi.doors.desk.lists import COLUMNS
from yishi.doors.desk.tests.seated import client, lines, lived
from yishi.doors.parts import seen as paging
from yishi.foundation import clock
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
URL = "/desk/suggestions/"
SORTED = [column.key for column in COLUMNS if column.sort]
EVERYTHING = "&".join(f"col={column.key}" for column in COLUMNS)


def ids(answer: Any) -> list[int]:
    return [int(row.id) for row in answer.context["table"].rows]


def test_an_empty_list_says_what_will_be_here_and_the_first_step(office: Office) -> None:
    html = client(office).get(URL).content.decode()
    assert "还没有建议" in html and "/desk/work/import/" in html
    assert "从 Excel 导入" not in client(office, "leader").get(URL).content.decode()


def test_the_count_of_each_view_is_the_number_of_its_rows(office: Office) -> None:
    lived(office)
    office.later(200)
    with clock.at(office.day):
        office.submitted()
        browser = client(office)
        views = browser.get(URL).context["table"].views
        assert {str(view.label) for view in views} >= {"全部", "等我办", "已超期", "一周内到期", "办理中"}
        for view in views:
            answer = browser.get(view.url)
            assert len(ids(answer)) == view.count, view.label
        assert next(view for view in views if view.late).count > 0


def test_a_count_follows_the_filters_too(office: Office) -> None:
    lived(office)
    browser = client(office)
    answer = browser.get(f"{URL}?view=all&unit={office.units[1].pk}")
    assert len(ids(answer)) == 1 and answer.context["table"].views[0].count == 1


@pytest.mark.parametrize(
    ("query", "count", "words"),
    [
        ("state=submitted&state=registered", 2, ["状态：待审查、待交办"]),
        ("topic={topic}", 5, ["类别：城市管理"]),
        ("unit={co}", 1, ["承办单位："]),
        ("when=between", 5, ["提出时间：闭会期间"]),
        ("grouping={delegation}", 5, ["代表团（界别）："]),
        ("key=1", 0, ["重点督办：是"]),
        ("key=0", 5, ["重点督办：否"]),
        ("submitted_after=2026-03-16&submitted_before=2026-03-16", 5, ["提出日期：2026-03-16 至 2026-03-16"]),
        ("submitted_after=2026-03-17", 0, ["提出日期：2026-03-17 起"]),
        ("submitted_before=2026-03-15", 0, ["提出日期：到 2026-03-15"]),
        ("q=电梯", 5, ["找“电梯”"]),
        ("q=没有这样的事&key=0", 0, ["找“没有这样的事”", "重点督办：否"]),
    ],
)
def test_a_filter_narrows_and_stands_as_a_word_that_takes_it_away(
    office: Office, query: str, count: int, words: list[str]
) -> None:
    lived(office)
    asked = query.format(topic=office.topic.pk, co=office.units[1].pk, delegation=office.delegation.pk)
    browser = client(office)
    answer = browser.get(f"{URL}?view=all&{asked}")
    shown = answer.context["table"].words
    assert len(ids(answer)) == count
    assert len(shown) == len(words) and all(
        str(word.label).startswith(start) for word, start in zip(shown, words, strict=True)
    )
    for word in shown:
        assert str(word.label) not in [str(each.label) for each in browser.get(word.remove_url).context["table"].words]
    assert len(ids(browser.get(answer.context["table"].clear_url))) == 5


def test_a_filter_that_makes_no_sense_is_told_and_hides_nothing(office: Office) -> None:
    lived(office)
    answer = client(office).get(f"{URL}?view=all&submitted_after=不是日期&unit=999999")
    assert answer.status_code == 200 and len(ids(answer)) == 5
    assert "不是日期" in answer.content.decode()


@pytest.mark.parametrize("key", SORTED)
def test_every_column_sorts_both_ways(office: Office, key: str) -> None:
    lived(office)
    browser = client(office)
    up, down = (browser.get(f"{URL}?view=all&sort={sign}{key}&{EVERYTHING}") for sign in ("", "-"))
    assert sorted(ids(up)) == sorted(ids(down)) and len(ids(up)) == 5
    heads = {column.key: column.aria_sort for column in down.context["table"].columns}
    assert heads.pop(key) == "descending" and set(heads.values()) == {""}
    values = [row.cells[key] for row in up.context["table"].rows]
    flat = [str(getattr(value, "value", value) or "") for value in values]
    if key not in ("state", "who"):  # these sort as the database orders codes and names
        full = [value for value in flat if value]
        assert full == sorted(full)


def test_what_has_no_due_day_stands_last_whichever_way_it_sorts(office: Office) -> None:
    lived(office)
    browser = client(office)
    for sign in ("", "-"):
        rows = browser.get(f"{URL}?view=all&sort={sign}due").context["table"].rows
        days = [row.cells["due"] for row in rows]
        assert None in days and days.index(None) == len(days) - days.count(None)


def test_pages_hold_every_row_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(office)
    monkeypatch.setattr(paging, "PAGE", 2)
    browser = client(office)
    first = browser.get(f"{URL}?view=all&sort=topic")
    pager = first.context["table"].pager
    assert (pager.first, pager.last, pager.total) == (1, 2, 5) and len(pager.links) == 3
    seen, answer = ids(first), first
    while answer.context["table"].pager.next_url:
        answer = browser.get(answer.context["table"].pager.next_url)
        seen += ids(answer)
    assert len(seen) == 5 == len(set(seen))
    assert ids(browser.get(f"{URL}?view=all&sort=topic&page=99")) == seen[4:]


@pytest.mark.parametrize(
    "query",
    ["view=all", "view=mine&sort=-title", "view=all&q=电梯&sort=number", "view=all&state=submitted&col=due&col=topic"],
)
def test_the_export_is_what_is_seen(office: Office, query: str) -> None:
    lived(office)
    browser = client(office)
    table = browser.get(f"{URL}?{query}").context["table"]
    links = {export.url.rpartition("export=")[2][:4]: export.url for export in table.exports}
    rows = lines(browser.get(links["csv"]))
    titles = [str(row.cells["title"].value) for row in table.rows]
    at = [column.key for column in table.shown].index("title")
    assert [row[at] for row in rows] == titles and all(len(row) == len(table.shown) for row in rows)
    book = load_workbook(io.BytesIO(browser.get(links["xlsx"]).content))
    found = [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert [row[at] for row in found[-len(titles) :]] == titles
    assert str(table.shown[at].label) in found[-len(titles) - 1]


def test_an_export_takes_all_pages_and_words_the_state(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(office)
    monkeypatch.setattr(paging, "PAGE", 2)
    rows = lines(client(office).get(f"{URL}?view=all&export=csv&sort=number"))
    assert len(rows) == 5 and "待审查" in {row[2] for row in rows}


def test_columns_are_chosen_and_the_title_always_stays(office: Office) -> None:
    lived(office)
    shown = client(office).get(f"{URL}?view=all&col=due").context["table"].shown
    assert [column.key for column in shown] == ["title", "due"]


@pytest.mark.parametrize("query", ["", "view=all&q=电梯", "view=late&sort=due", "view=all&state=submitted&unit=1"])
def test_it_asks_at_most_a_dozen_questions(office: Office, query: str, django_assert_max_num_queries: Any) -> None:
    browser = client(office)
    for _ in range(2):
        lived(office)
    browser.get(f"{URL}?{query}")
    with django_assert_max_num_queries(12):
        browser.get(f"{URL}?{query}")
