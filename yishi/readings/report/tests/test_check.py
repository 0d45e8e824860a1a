"""A draft of invented sentences against a few facts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from yishi.foundation.people import actors
from yishi.readings.figures import catalogue
from yishi.readings.figures.tests.ground import Ground, Row
from yishi.readings.figures.windows import of_year
from yishi.readings.report.check import Verdict, check

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 6)


def fact(kind, line, quantity=1, **more):
    """One in the year, of the root organ."""
    return Row(day=DAY, kind=kind, line=line, quantity=Decimal(quantity), **more)


@pytest.fixture
def ground():
    made = Ground()
    made.put([
        *(fact("law_inspection", "supervision") for _ in range(5)),
        fact("opinion", "supervision", 84, source="law_inspection", measure="条"),
        fact("standing_meeting", "meetings", 7),
        fact("attendance", "training", 568, source="deputy_training", outcome="deputy", measure="人次"),
    ])  # fmt: skip
    return made


def verdicts(ground, text):
    checking = check(text, actors.system(ground.organs[0]), of_year(2026))
    return checking, {row.claim.number: row.verdict for row in checking.claims}


def test_what_is_as_recorded_and_what_is_not(ground):
    _checking, found = verdicts(ground, "全年开展执法检查5项，提出意见建议84条，召开常委会会议8次。")
    assert found == {"5": Verdict.EQUAL, "84": Verdict.EQUAL, "8": Verdict.DIFFERS}


def test_says_by_how_much(ground):
    checking, _found = verdicts(ground, "全年召开常委会会议9次。")
    assert checking.claims[0].by == 2
    assert "7" in checking.claims[0].note


def test_what_no_record_holds(ground):
    _checking, found = verdicts(ground, "全年召开主席团会议3次，开展专题询问2次。")
    assert set(found.values()) <= {Verdict.NOT_HELD, Verdict.UNCLEAR}


def test_stated_twice(ground):
    checking, _found = verdicts(ground, "全年开展执法检查5项。回顾一年来的工作，我们开展执法检查6项。")
    assert [remark.code for remark in checking.remarks] == ["twice"]


def test_parts_over_the_whole(ground):
    checking, _found = verdicts(ground, "全年收到规范性文件10件，其中政府报送8件、法院报送3件。")
    assert [remark.code for remark in checking.remarks] == ["parts_over"]


def test_a_content_control_is_believed_before_the_words_around_it(ground):
    """An editor may write whatever he likes before a field, even the name of another figure."""
    text = "收到建议5件。"
    meant = catalogue.figures(ground.organs[0])["kind/law_inspection"].expression
    reader, asked = actors.system(ground.organs[0]), of_year(2026)
    (by_name,) = check(text, reader, asked).claims
    assert (by_name.reading.figure_id, by_name.verdict) == ("received", Verdict.NOT_HELD)
    (by_control,) = check(text, reader, asked, {(4, 6): meant}).claims
    assert (by_control.reading.figure_id, by_control.verdict) == ("kind/law_inspection", Verdict.EQUAL)
