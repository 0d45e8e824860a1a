"""The pages of figures: what they list, what one says of itself, and how much they ask of the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.doors.desk.figures import compare, counted
from yishi.doors.desk.figures.tests.at_work import KIND, AtWork
from yishi.doors.desk.tests.seated import lines
from yishi.foundation.people.models import Organ

pytestmark = pytest.mark.django_db
HOME = "/desk/figures/"
ONE = f"/desk/figures/of/kind/{KIND}/"


def cells(answer: Any) -> dict[str, Any]:
    """Name -> cells of the list."""
    return {row.label: row.cells for row in answer.context["table"].rows}


def test_the_list_has_what_was_recorded_with_its_change(here: AtWork) -> None:
    found = cells(here.client().get(HOME))
    assert found["执法检查"]["value"].value == "3 项"
    assert found["执法检查"]["change"] == "+2"
    assert found["意见建议"]["value"].value == "12 条"
    assert "专题询问" not in found


@pytest.mark.parametrize(
    ("query", "value", "change"),
    [
        ("?year=2025", "1 项", "上年没有"),
        ("?w=asof&on=2026-01-31", "2 项", None),
        ("?w=between&since=2026-02-01&until=2026-02-28", "2 项", "+1"),
        ("?tree=1", "4 项", "+3"),
        ("?w=term", "4 项", None),
    ],
)
def test_other_days_and_organs_give_other_numbers(here: AtWork, query: str, value: str, change: str | None) -> None:
    found = cells(here.client().get(HOME + query))["执法检查"]
    assert found["value"].value == value
    assert found.get("change") == change


def test_days_that_cannot_be_are_told_and_what_was_typed_stays(here: AtWork) -> None:
    answer = here.client().get(f"{HOME}?w=between&since=2026-03-01&until=2026-01-01")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "结束日期早于开始日期" in page and 'value="2026-03-01"' in page
    assert here.client().get(f"{HOME}?year=2030").status_code == 422


def test_it_is_narrowed_by_line_words_and_kind_of_figure(here: AtWork) -> None:
    client = here.client()
    assert set(cells(client.get(f"{HOME}?line=supervision"))) >= {"执法检查"}
    assert not cells(client.get(f"{HOME}?line=training"))
    # A synonym finds it, and what is searched for is looked for among details too.
    found = cells(client.get(f"{HOME}?q=执法检查"))
    assert {"执法检查", "执法检查意见建议"} <= set(found)
    assert "专题询问" in cells(client.get(f"{HOME}?show=all&q=专题询问"))
    assert not cells(client.get(f"{HOME}?show=own"))


def test_it_sorts_by_number_either_way_and_pages_do_not_overlap(here: AtWork) -> None:
    client = here.client()
    filed = f"{HOME}?show=with&export=csv&sort="
    up, down = ([float(row[2]) for row in lines(client.get(f"{filed}{sign}value"))] for sign in ("", "-"))
    assert up == sorted(up) and down == up[::-1] and len(set(up)) > 3
    first = client.get(f"{HOME}?show=all").context["table"]
    second = client.get(f"{HOME}?show=all&page=2").context["table"]
    assert len(first.rows) == 50 and first.pager.total > 1000
    assert not {row.url for row in first.rows} & {row.url for row in second.rows}


def test_the_file_has_numbers_apart_from_their_measure(here: AtWork) -> None:
    rows = lines(here.client().get(f"{HOME}?export=csv"))
    row = next(row for row in rows if row[0] == "执法检查")
    assert row[2:4] == ["3", "项"]
    assert here.client().get(f"{HOME}?export=xlsx").content[:2] == b"PK"


def test_a_figure_says_what_it_counts_and_opens_to_its_rows(here: AtWork) -> None:
    answer = here.client().get(ONE)
    context = answer.context
    assert (context["value"], context["measure"], context["change"]) == ("3", "项", "+2")
    assert "执法检查" in context["explained"]
    assert [cell.value.isoformat() for cell in (row.cells["day"] for row in context["table"].rows)] == [
        "2026-01-20", "2026-02-03", "2026-02-25",
    ]  # fmt: skip
    assert context["parts"][0].hidden == ()
    assert any("系统外" in line for line in context["parts"][0].left_out)


def test_of_the_organs_below_the_number_counts_and_the_rows_are_told_as_hidden(here: AtWork) -> None:
    context = here.client().get(f"{ONE}?tree=1").context
    assert context["value"] == "4" and context["table"].pager.total == 3
    assert [(one.number, "其他机关" in one.why) for one in context["parts"][0].hidden] == [(1, True)]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("month", [["1月", "1"], ["2月", "2"], ["3月", "0"]]),
        ("place", [["西街", "2"], ["东街", "1"]]),
        ("unit", None),
    ],
)
def test_it_is_cut_and_the_cuts_add_up(here: AtWork, by: str, told: list[list[str]] | None) -> None:
    chart = here.client().get(f"{ONE}?by={by}").context["chart"]
    assert (chart and [list(row) for row in chart.table.rows]) == told


def test_by_organ_only_of_the_tree(here: AtWork) -> None:
    chart = here.client().get(f"{ONE}?tree=1&by=organ").context["chart"]
    assert sorted(row[1] for row in chart.table.rows) == ["1", "3"]
    answer = here.client().get(f"{ONE}?by=organ")
    assert next(row[0] for row in answer.context["chart"].table.rows) == "1月"


def test_the_rows_are_filed_with_a_line_for_those_not_shown(here: AtWork) -> None:
    rows = lines(here.client().get(f"{ONE}?tree=1&export=csv"))
    assert len(rows) == 4 and any("其他机关" in cell for cell in rows[-1])
    assert here.client().get(f"{ONE}?export=xlsx").content[:2] == b"PK"


def test_a_figure_that_is_not_there_is_not_found(here: AtWork) -> None:
    assert here.client().get("/desk/figures/of/kind/nothing/").status_code == 404


def test_beside_another_page_it_is_short(here: AtWork) -> None:
    headers = {"HX-Request": "true", "HX-Target": "panel-body"}
    answer = here.client().get(ONE, headers=headers)
    assert "desk/figures/brief.html" in [one.name for one in answer.templates]
    assert answer.content.decode().count("<li") == 3


def test_years_and_organs_stand_side_by_side(here: AtWork) -> None:
    answer = here.client().get("/desk/figures/compare/?years=2025&years=2026")
    found = cells(answer)["执法检查"]
    assert (found["v0"].value, found["v1"].value, found["v1"].note) == ("1 项", "3 项", "+2")
    codes = [one.code for one in Organ.objects.filter(path__startswith=here.office.organ.path)]
    answer = here.client().get("/desk/figures/compare/", {"by": "organs", "organs": codes, "year": 2026})
    found = cells(answer)["执法检查"]
    assert sorted((found["v0"].value, found["v1"].value)) == ["1 项", "3 项"]
    rows = lines(here.client().get("/desk/figures/compare/?years=2025&years=2026&export=csv"))
    assert any(row[1] == "执法检查" and row[3:6] == ["1", "3", "2"] for row in rows)


def test_another_organ_is_not_compared_with(here: AtWork) -> None:
    client = here.client()
    client.force_login(here.below.people["office"].account)
    answer = client.get("/desk/figures/compare/", {"by": "organs", "organs": [here.office.organ.code]})
    assert answer.status_code == 422
    assert "1 项" in str(cells(client.get("/desk/figures/compare/"))["执法检查"]["v2"])


# how much they ask


def asked(client: Any, url: str) -> int:
    """Queries of a page."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_a_page_once_counted_asks_a_dozen_and_more_figures_ask_no_more(here: AtWork) -> None:
    client = here.client()
    client.get(HOME)
    for url in (HOME, f"{HOME}?show=all", f"{HOME}?show=with&sort=-value&page=2", "/desk/figures/compare/"):
        client.get(url)
        assert asked(client, url) <= 12, url
    counted.forget()
    few = asked(client, f"{HOME}?line=training&show=all")
    counted.forget()
    assert asked(client, f"{HOME}?show=all") == few < 60


def test_a_figure_asks_as_much_of_many_rows_as_of_few(here: AtWork) -> None:
    client = here.client()
    client.get(ONE)
    few = asked(client, ONE)
    for day in range(1, 9):
        here.inspected(here.office, f"2026-03-{day:02}", "北街")
    client.get(ONE)
    assert asked(client, ONE) == few <= 30
    assert client.get(ONE).context["value"] == "11"


def test_what_is_kept_is_counted_anew_once_something_is_recorded(here: AtWork) -> None:
    client = here.client()
    assert cells(client.get(f"{HOME}?tree=1"))["执法检查"]["value"].value == "4 项"
    before = cells(client.get("/desk/figures/compare/?years=2026"))["执法检查"]["v0"].value
    here.inspected(here.below, "2026-03-03", "南街")
    here.inspected(here.office, "2026-03-03", "南街")
    assert cells(client.get(f"{HOME}?tree=1"))["执法检查"]["value"].value == "6 项"
    after = cells(client.get("/desk/figures/compare/?years=2026"))["执法检查"]["v0"].value
    assert (before, after) == ("3 项", "4 项")
    compare.forget()
