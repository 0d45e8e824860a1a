"""A year lived through, told as a report, and the report read back against the records.

Plain text has no ids in it: everything is read from the sentences. Reworded, each clause is said in another of its ways.
"""

from __future__ import annotations

import datetime as dt
import random

import pytest

from yishi.doors.cli.demo import year
from yishi.doors.cli.demo.plan import SMALL
from yishi.foundation import clock
from yishi.foundation.people import actors
from yishi.readings.figures.windows import of_year
from yishi.readings.report import saying, word
from yishi.readings.report.build import Counted, built, draft_of
from yishi.readings.report.check import Checking, Verdict, check, check_draft
from yishi.readings.report.express.say import ways
from yishi.readings.report.marking import marked
from yishi.readings.report.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = dt.date(2026, 11, 22)
ALTERED = 50


@pytest.fixture(params=["npc", "cppcc"])
def organ(request):
    made = year.build(request.param, seed=7, size=SMALL, today=TODAY).house.organ
    with clock.at(TODAY):
        yield made


def report(organ):
    counted = Counted(actors.stranger(organ), 2026)
    return built(counted, draft_of(counted))


def checked(organ, text) -> Checking:
    return check(text, actors.stranger(organ), of_year(2026))


def not_equal(checking):
    return [
        (str(row.verdict), checking.text[max(0, row.claim.start - 30) : row.claim.end + 6], row.note)
        for row in checking.claims
        if row.verdict is not Verdict.EQUAL
    ]


def another_way(chance):
    """`express.say`, but any of the ways in which a figure may be said."""

    def said(expression, profile, catalogue=None):
        found = list(ways(expression, profile, catalogue))
        return chance.choice(found) if found else None

    return said


def altered(checking, chance):
    """The text with numbers altered, and the places of those."""
    plain = [row.claim for row in checking.claims if row.claim.number.isdigit()]
    text, places = checking.text, set()
    for claim in sorted(chance.sample(plain, ALTERED), key=lambda claim: -claim.start):
        number = another_number(claim.number, chance)
        text = text[: claim.start] + number + text[claim.end :]
        places.add(claim.start)
    return text, places


def another_number(number, chance):
    """Of as many digits, so that what follows stays in its place."""
    lowest = 10 ** (len(number) - 1)
    found = chance.randrange(lowest, lowest * 10 - 1)
    return str(found if found < int(number) else found + 1)


def test_a_report_from_records_is_read_back_whole(organ, monkeypatch):
    made = report(organ)
    plain = checked(organ, word.plain(made))
    assert len(plain.claims) > 150
    assert not_equal(plain) == []
    assert [remark.sentence for remark in plain.remarks] == []

    text, places = altered(plain, random.Random(3))
    differing = {row.claim.start for row in checked(organ, text).claims if row.verdict is Verdict.DIFFERS}
    assert differing == places

    draft = read(word.document(made))
    in_word = check_draft(draft, actors.stranger(organ), of_year(2026))
    body = [row for row in in_word.claims if row.claim.start < draft.text.index("指标数据和口径")]
    assert len(body) >= len(plain.claims)
    assert {row.verdict for row in body} == {Verdict.EQUAL}
    assert marked(draft, in_word)

    total = equal = 0
    for seed in range(3):
        monkeypatch.setattr(saying, "say", another_way(random.Random(seed)))
        again = checked(organ, word.plain(report(organ)))
        total, equal = total + len(again.claims), equal + again.counted[Verdict.EQUAL]
        assert again.counted[Verdict.DIFFERS] == 0, not_equal(again)
    assert equal >= 0.98 * total
