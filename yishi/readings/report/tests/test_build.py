"""A report built from records: what is told of a small year that was counted by hand, and of a full one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.people import actors
from yishi.foundation.people.models import Term
from yishi.readings.report import build, fields, word
from yishi.readings.report.build import Counted
from yishi.readings.report.fields import Live
from yishi.readings.report.tests import years
from yishi.readings.report.work import Built, Line, Part, Work
from yishi.rooms.activities.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def at_the_end() -> Any:
    with clock.at(years.END):
        yield


def counted(office: Office, year: int = 2026, **more: Any) -> Counted:
    return Counted(actors.stranger(office.organ), year, **more)


def drafted(office: Office, year: int = 2026, **more: Any) -> Built:
    c = counted(office, year, **more)
    return build.built(c, build.draft_of(c))


def work(c: Counted, *texts: str, formulas: tuple[str, ...] = ()) -> Work:
    """A text of one's own."""
    lines = tuple(Line(text) for text in texts)
    return Work("npc", "试验区", c.year, c.span, c.days.until, (Part("一章", lines),), "报告", formulas=formulas)


def said(b: Built) -> list[str]:
    return [line.text for part in b.parts for line in part.lines]


def test_a_small_year_is_told_as_it_was() -> None:
    b = drafted(years.small())
    numbers = {piece.live.tag: piece.text for piece in b.figures() if piece.live}
    assert numbers == {
        "kind/law_inspection": "3项",
        "kind/law_inspection|change": "比上年增加1项",
        "kind/law_inspection/person_times/deputy": "3人次",
        "kind/law_inspection/problem_found": "7个",
        "kind/law_inspection/opinion": "20条",
        "kind/training": "2期",
        "seats": "2名",
        "seats/women": "1名",
        "seats/women/share": "50%",
        "kind/law_inspection|plan": "5项",
        "kind/law_inspection|plan|next_year": "4项",
    }
    assert b.broken == () and b.wanting == ()
    assert b.days == "2026年1月1日至2026年12月31日"


def test_what_fell_short_of_the_plan_is_lacking_and_the_next_plan_ends_the_report() -> None:
    b = drafted(years.small())
    assert [part.title for part in b.parts][-2:] == ["存在的不足", "下一年工作安排"]
    assert "年初计划开展执法检查5项，实际开展执法检查3项。" in said(b)
    assert [(row.id, row.target, row.actual, row.note) for row in b.planned] == [
        ("kind/law_inspection", "4项", "3项", "年内完成。")
    ]


def test_a_chapter_of_which_there_are_no_records_is_left_out() -> None:
    titles = [part.title for part in drafted(years.small()).parts]
    assert len(titles) == 4 and not any("立法" in title for title in titles)


def test_the_annex_holds_every_figure_with_definition_parts_and_change() -> None:
    rows = {row.id: row for row in drafted(years.small()).rows}
    assert rows["kind/law_inspection"].value == "3项" and rows["kind/law_inspection"].change == "+1"
    assert rows["kind/law_inspection"].told and not rows["kind/law_inspection/people"].told
    assert rows["kind/law_inspection/people"].value == "2人"
    assert rows["kind/law_inspection/person_times"].value == "33人次"
    assert rows["seats/women/share"].parts == "1/2"
    assert rows["output/opinion"].value == "20条" and rows["role/resident/person_times"].value == "30人次"
    assert all(row.definition for row in rows.values())
    assert "kind/special_inquiry" not in rows


def test_a_term_is_told_from_its_first_day_without_last_year() -> None:
    b = drafted(years.small(), span="term")
    numbers = {piece.live.tag: piece.text for piece in b.figures() if piece.live}
    assert numbers["kind/law_inspection"] == "5项"
    assert not any("change" in tag for tag in numbers) and all(not row.change for row in b.rows)
    assert b.days == "2022年1月5日至2026年12月31日"
    assert b.opening[1].startswith("现将本届以来")


def test_a_running_year_is_told_to_today_and_compared_with_the_same_days() -> None:
    office = years.small()
    with clock.at(dt.date(2026, 6, 30)):
        b = drafted(office)
    numbers = {piece.live.tag: piece.text for piece in b.figures() if piece.live}
    assert (numbers["kind/law_inspection"], numbers["kind/law_inspection|change"]) == ("2项", "比上年增加1项")
    assert "数据截至2026年6月30日" in b.opening[1]


def test_a_year_to_come_or_without_a_term_has_nothing_to_report() -> None:
    office = years.small()
    with pytest.raises(build.NoDays, match="还没有开始"):
        drafted(office, 2027)
    Term.objects.update(began=dt.date(2027, 1, 1))
    with pytest.raises(build.NoDays, match="届"):
        drafted(office, span="term")


def test_every_option_of_a_field_is_built() -> None:
    c = counted(years.small())
    text = (
        "检查[[kind/law_inspection|number]]次，[[kind/law_inspection|growth]]，上年[[kind/law_inspection|last_year]]，"
        "本届[[kind/law_inspection|term]]，上半年[[kind/law_inspection|2026-01-01..2026-06-30]]，"
        "意见[[output/opinion|approx=10|measure=件]]，明年[[kind/law_inspection|plan|next_year]]。"
    )
    b = build.built(c, work(c, text))
    assert said(b) == ["检查3次，比上年增长50%，上年2项，本届5项，上半年2项，意见20件，明年4项。"]


def test_what_cannot_be_told_is_wanting_and_the_rest_stands() -> None:
    c = counted(years.small())
    b = build.built(
        c, work(c, "有[[kind/nosuch]]件，[[kind/law_inspection]]。", "甲[[乙", "率[[on_time]]", "第一行\n\n第二行")
    )
    assert said(b) == ["有—件，3项。", "甲[[乙", "率—", "第一行", "第二行"]
    assert [sentence[:6] for sentence in b.wanting] == ["指标“kin", "“[[乙”处", "按期答复率："]


def test_sums_that_do_not_hold_are_told() -> None:
    c = counted(years.small())
    formulas = (
        "[[kind/law_inspection|term]] = [[kind/law_inspection]] + [[kind/law_inspection|last_year]]",
        "[[kind/law_inspection]] = [[kind/training]] + 2",
        "[[seats/women/share]] = [[seats/women]] / [[seats]]",
    )
    b = build.built(c, work(c, "文", formulas=formulas))
    assert [row.sentence for row in b.broken] == ["执法检查为3，而2 + 2 = 4，相差1。"]


@pytest.fixture(scope="module")
def full_year(django_db_setup: Any, django_db_blocker: Any) -> Any:
    """Every kind of both profiles: made once for the tests below, and taken back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield {profile: years.full(profile) for profile in ("npc", "cppcc")}
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_a_full_year_tells_more_than_150_figures_in_few_queries(full_year: Any, profile: str) -> None:
    drafted(full_year[profile])
    with CaptureQueriesContext(connection) as asked:
        b = drafted(full_year[profile])
    assert len({piece.live.tag for piece in b.figures() if piece.live}) >= 150
    assert len(asked) <= 60, [query["sql"][:120] for query in asked]
    assert b.wanting == () and len(b.parts) >= 10
    text = word.plain(b)
    assert "[[" not in text and "—" not in text and "{" not in text
    assert len(word.fields_of(word.document(b), counted(full_year[profile]).figures)) == len(b.figures())


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_what_is_taken_for_nought_is_nought(full_year: Any, profile: str) -> None:
    """Counted one with another, as if nothing were known of what occurred."""
    for day in (dt.date(2026, 3, 31), years.END):
        with clock.at(day):
            c = counted(full_year[profile])
            whole = build.Counter(c.reader, c.days).values([figure.expression for figure in c.figures.values()])
            for id, value in zip(c.figures, whole, strict=True):
                assert c.values.of(Live(id)).number == value.number, id


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_every_paragraph_of_a_draft_can_be_kept(full_year: Any, profile: str) -> None:
    c = counted(full_year[profile])
    for text in build.draft_of(c).texts():
        assert fields.written(fields.read(text)) == text
        assert all(live.figure in c.figures for live in fields.fields(text))
