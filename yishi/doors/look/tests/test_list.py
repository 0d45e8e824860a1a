"""The list component: what it offers, and that nothing chosen is lost on the way."""

from __future__ import annotations

import re

from django.http import QueryDict
from django.template import Context, Template

from yishi.doors.look.gallery import lists
from yishi.doors.look.tables import Column, Empty, Row, Table


def draw(table: Table) -> str:
    """The list as HTML, as a page with a form token draws it."""
    return Template("{% load look %}{% listing table %}").render(Context({"table": table, "csrf_token": "token"}))


def test_a_full_list_offers_everything() -> None:
    html = draw(lists.full(QueryDict("")))
    assert html.count("data-row") == 8
    assert 'aria-current="page">要我办的' in html
    assert html.count('aria-sort="ascending"') == 1
    assert "共 <strong>1268</strong> 件" in html
    assert "去掉条件：届次" in html
    assert "csrfmiddlewaretoken" in html
    assert "符合条件的全部 1268 件" in html


def test_every_tick_belongs_to_the_bulk_form_though_it_stands_outside_it() -> None:
    html = draw(lists.full(QueryDict("")))
    ticks = re.findall(r'<input[^>]*name="row"[^>]*>', html)
    assert len(ticks) == 8
    assert all('form="bulk-suggestions"' in tick and "aria-label" in tick for tick in ticks)
    assert html.count('id="bulk-suggestions"') == 1


def test_forms_carry_along_what_was_chosen() -> None:
    html = draw(lists.full(QueryDict("view=late&filters=1")))
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    assert len(forms) == 4  # search, filters, columns, bulk
    assert all('name="view" value="late"' in form for form in forms)


def test_chosen_columns_are_drawn_and_the_title_cannot_be_dropped() -> None:
    html = draw(lists.full(QueryDict("col=due")))
    heads = re.findall(r"<th scope.*?</th>", html, re.DOTALL)
    assert len(heads) == 3  # tick, title, due
    assert "标题" in "".join(heads) and "主办单位" not in "".join(heads)


def test_nothing_yet_and_nothing_found_are_two_things() -> None:
    nothing_yet, nothing_found = draw(lists.empty()), draw(lists.nothing_found())
    assert "登记第一件建议" in nothing_yet and "清除全部条件" not in nothing_yet
    assert "清除全部条件" in nothing_found and "<table" not in nothing_found


def test_a_bare_table_needs_no_more_than_columns_and_rows() -> None:
    rows = [Row("/1/", {"name": "<甲>"})]
    html = draw(
        Table("t", "名单", "/", [Column("name", "姓名", primary=True)], rows, Empty("空"), choose_columns=False)
    )
    assert "&lt;甲&gt;" in html
    assert "<form" not in html and "<nav" not in html
