"""The life of a proposal in a CPPCC committee: four stages of review, each way out, a sector's own, promises and the meeting."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.take import create
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import Grouping
from yishi.foundation.people.tests.factories import BelongingFactory, GroupingFactory
from yishi.rooms.suggestions import papers, tallies
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Promise, Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office
from yishi.rooms.suggestions.tests.papers.reading import text

pytestmark = pytest.mark.django_db
S = Suggestion.State
STAGES = ("初审", "复审", "会审", "终审")


@pytest.fixture
def office() -> Office:
    """A proposals committee and everybody around it."""
    return Office(profile="cppcc")


def test_filed_only_after_the_fourth_stage(office: Office) -> None:
    s = office.submitted(joint=True)
    for at, stage in enumerate(STAGES, 1):
        assert office.again(s).matter.state == S.SUBMITTED and office.again(s).matter.number == ""
        office.take(suggestion["pass_review"], s, "office", opinion=f"{stage}同意。")
        assert office.again(s).stage == at
    assert office.again(s).matter.state == S.REGISTERED and office.again(s).matter.number == "20260001"
    said = [
        row.body.text
        for row in Entry.objects.filter(step="suggestion.pass_review").select_related("body").order_by("seq")
    ]
    assert all(stage in words for stage, words in zip(STAGES, said, strict=True)), "each stage stands in the journal"


@pytest.mark.parametrize(
    ("way", "state"),
    [("returned", S.RETURNED), ("information", S.INFORMATION), ("letter", S.LETTER), ("reference", S.REFERRED)],
)
@pytest.mark.parametrize("passed", [0, 2])
def test_what_is_not_filed_has_its_exit_and_its_reason(office: Office, way: str, state: str, passed: int) -> None:
    s = office.submitted()
    for _ in range(passed):
        office.take(suggestion["pass_review"], s, "office")
    with pytest.raises(Invalid):
        office.take(suggestion["turn_away"], s, "office", ground="no_content", way=way, note="")
    office.take(suggestion["turn_away"], s, "office", ground="no_content", way=way, note="没有具体建议，请补充调研。")
    again = office.again(s)
    assert (again.matter.state, again.exit_ground, again.exit_note) == (
        state,
        "no_content",
        "没有具体建议，请补充调研。",
    )
    assert Notice.objects.filter(account=office["author"].account, text__contains="请补充调研").exists()
    with clock.at(office.day):
        counted = tallies.for_reader(office["office"], dt.date(2026, 1, 1), dt.date(2026, 12, 31))
        assert counted.count("turned_away").value == 1 and counted.count("filed").value == 0
        assert [row.name for row in counted.by_ground()] == ["内容空泛、没有具体建议"]


def of_a_group(office: Office, kind: str) -> Any:
    group = GroupingFactory(organ=office.organ, kind=kind)
    BelongingFactory(mandate=office.lead, grouping=group, heads=True)
    given = WORDS | {"grouping": group.pk, "discussed_on": office.day.isoformat(), "topic": office.topic.pk}
    with clock.at(office.day):
        return create(suggestion["submit_for_group"], office["author"], given).record


@pytest.mark.parametrize("kind", [Grouping.Kind.SECTOR, Grouping.Kind.PARTY, Grouping.Kind.ACTIVITY])
def test_a_sector_a_party_and_a_group_put_forward_between_sessions_too(office: Office, kind: str) -> None:
    s = of_a_group(office, kind)
    assert (s.source, s.when, s.grouping.kind) == ("group", "between", kind)


def test_a_whole_life_to_a_promise_met_about_and_kept(office: Office) -> None:
    s = of_a_group(office, Grouping.Kind.SECTOR)
    for _ in STAGES:
        office.take(suggestion["pass_review"], s, "office")
    office.take(suggestion["pass_to_office"], s, "office", side="government")
    with pytest.raises(Invalid, match="不在交办时确定六个月"):
        office.take(suggestion["assign"], s, "government_office", lead=office.units[0].pk, hard=True)
    office.take(suggestion["assign"], s, "government_office", lead=office.units[0].pk)
    plans = [{"what": "加装电梯十部", "due": "2026-09-30"}]
    h = office.answer(office.part(s), "solving", plans=plans)
    article = Clock.objects.get(matter=h.pk, kind="evaluate").article
    assert "本会自定" in article and "代表法" not in article
    office.evaluate(h)
    office.take(handling["close"], h, "office")
    p = Promise.objects.select_related("matter").get(suggestion=s)
    office.on(dt.date(2026, 9, 20))
    office.take(promise["report_kept"], p, "liaison0", text="十部已装。", done_on="2026-09-18")
    office.evaluate(p, "dissatisfied", "只装了八部。")
    with pytest.raises(Refused, match="会商"):
        office.take(promise["close"], p, "office")
    office.take(promise["call_meeting"], p, "office")
    met = {"present": "委员、承办单位、提案委", "opinion": "再装两部。", "due": "2026-11-30"}
    office.take(promise["settle_anew"], p, "office", **met)
    office.on(dt.date(2026, 11, 25))
    office.take(promise["report_kept"], p, "liaison0", text="十部全部投入使用。", done_on="2026-11-20")
    office.evaluate(p)
    office.take(promise["close"], p, "office")
    assert office.again(p).matter.state == Promise.State.KEPT and office.again(s).matter.state == S.CLOSED


def test_its_papers_speak_of_proposals_and_members(office: Office) -> None:
    office.answer(office.part(office.assigned()))
    with clock.at(office.day):
        said = text(papers.handling_report(office.organ, 2026))
        counted = tallies.for_reader(office["office"], dt.date(2026, 1, 1), dt.date(2026, 12, 31)).figures()
    assert "委员提案" in said and not re.search("代表建议|人大代表", said)
    words = "".join(f"{figure.name}{figure.definition}" for figure in counted)
    assert "提案" in words and "收到建议" not in words
