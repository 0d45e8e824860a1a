"""The tree that figures are measured on holds together, and what is compared there is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import figures, plain, report
from bench.data import people, tree
from yishi.foundation import clock
from yishi.foundation.facts.models import Fact, FactOrgan, FactPerson
from yishi.foundation.loops.take import take
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ
from yishi.readings.lens.answering import opened
from yishi.readings.lens.counting import LensCounter
from yishi.readings.lens.load import load
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.postgres]


@pytest.fixture
def grown(db: None) -> Iterator[None]:
    """Few facts on all of the tree; more than one pass of writing is left to the measurements."""
    with clock.at(tree.LAST):
        people.settle()
        tree.grow(9000)
        yield


def test_a_tree_of_120_with_facts_of_five_years_that_counts_alike_everywhere(grown: None, tmp_path: Path) -> None:
    """All at once, since making the records takes most of the time."""
    assert Organ.objects.count() == tree.ORGANS and 9000 <= Fact.objects.count() < 9010
    assert len(Fact.objects.dates("day", "year")) == 5
    assert Fact.objects.values("organ").distinct().count() > 100, "nearly every organ did something"
    assert FactOrgan.objects.exists() and FactPerson.objects.count() > 1000
    for where, organ in (("root", tree.root()), ("leaf", tree.leaf())):
        asked = figures.asked(where)
        ours, theirs = figures.counted(organ, asked), figures.plainly(where, organ, asked)
        assert len(asked) >= 150 and any(theirs.values()) and figures.agree(where, ours, theirs)
    _ = [None for _ in load(tmp_path / "lens")]
    with opened(tmp_path / "lens") as lens:
        found = LensCounter(lens, system(tree.root()), figures.YEAR).values(list(figures.asked("root").values()))
    asked = figures.asked("root")
    assert [value.number for value in found] == list(figures.counted(tree.root(), asked).values())
    _the_report_is_read_back()
    _a_step_goes_on()
    assert not figures.agree("root", figures.counted(tree.root(), asked) | {"received": None}, _plain())


def _plain() -> dict[str, object]:
    return dict(plain.values(plain.Plain(tree.root(), True, figures.YEAR), figures.asked("root")))


def _the_report_is_read_back() -> None:
    """What is checked is long enough, and of what the organ itself says nothing differs."""
    text = report.draft(tree.root())
    assert len(text) == report.LENGTH
    own = report.word.plain(report.report(tree.root()))
    assert text.startswith(own)
    found = report.checked(own, tree.root())
    assert len(found.claims) > 50 and {row.verdict for row in found.claims} == {"equal"}


def _a_step_goes_on() -> None:
    """What was written in bulk moves as any other, and its facts go."""
    a = Activity.objects.filter(matter__organ=tree.root(), matter__state="recorded").first()
    office = people.house().actor("office", tree.LAST)
    take(activity["strike"], a.pk, office, {"why": "重复登记。"})
    assert not Fact.objects.filter(matter=a.pk).exists()
