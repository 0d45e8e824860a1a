"""Information items: lived through, outcomes that overlap, what is counted, the clock, and who may do what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.loops.refusals import Invalid, NotFound, Refused
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import create, take, take_many
from yishi.foundation.loops.tests.cells import Row, Situation, Table, Walk
from yishi.foundation.outbox.models import Notice
from yishi.rooms.voice import info_figures, informed
from yishi.rooms.voice.loop import information
from yishi.rooms.voice.models import InfoItem, InfoOutcome
from yishi.rooms.voice.tests.office import Office

TABLE = Table(Path(__file__).with_name("information.csv"), (information,))
OPENERS = {
    "office": {"office"}, "other_office": {"office"}, "informant": {"informant"}, "other_informant": {"informant"},
    "deputy": {"attender"}, "other_deputy": {"attender"},
}  # fmt: skip
WORDS = {"title": "试验区社区食堂运营难应予关注", "text": "试验区九家社区食堂有六家亏损，建议统筹补助。"}


class Desk:
    """An office with information items."""

    def __init__(self, profile: str = "cppcc") -> None:
        self.office = Office(profile=profile)
        self.day = self.office.day.isoformat()

    def take(self, step: str, i: InfoItem, who: str = "office", at: dt.date | None = None, **given: Any) -> InfoItem:
        with clock.at(at or self.office.day):
            take(information[step], i.pk, self.office[who], given)
        return self.again(i)

    def again(self, i: InfoItem) -> InfoItem:
        return InfoItem.objects.select_related("matter").prefetch_related("outcomes").get(pk=i.pk)

    def written(self, who: str = "deputy") -> InfoItem:
        with clock.at(self.office.day):
            found: InfoItem = create(information["write_item"], self.office[who], WORDS).record
        return self.again(found)

    def entered(self, **given: Any) -> InfoItem:
        with clock.at(self.office.day):
            found: InfoItem = create(information["enter_item"], self.office["office"], WORDS | given).record
        return self.again(found)

    def edited(self, who: str = "deputy") -> InfoItem:
        return self.take(
            "edit_item", self.written(who), title="关于社区食堂的建议", edited="九家中六家亏损，建议补助。"
        )

    def full(self) -> InfoItem:
        """With every outcome at once."""
        i = self.edited()
        self.take("instruct", i, by="试某（区长）", level="district", day=self.day, text="请民政研究。")
        self.take("forward", i, unit=self.office.units[0].pk, day=self.day)
        self.take("adopt", i, level="city", day=self.day, by="市政协办公厅")
        return self.take("adopt", i, level="national", day=self.day)

    def facts(self, i: InfoItem) -> list[tuple[str, str]]:
        return sorted(Fact.objects.filter(matter=i.pk).values_list("kind", "outcome"))


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_is_written_edited_and_several_things_come_of_it(desk: Desk) -> None:
    i = desk.full()
    assert (i.matter.state, i.matter.number, i.text) == ("edited", "X20260001", WORDS["text"])
    assert [row.kind for row in i.outcomes.all()] == ["instruction", "forwarded", "adopted", "adopted"]
    forwarded = i.outcomes.all()[1]
    i = desk.take("feed_back", i, row=forwarded.pk, day=desk.day, text="已列入补助计划。")
    i = desk.take("put_in_bulletin", i, bulletin="2026年第12期", day=desk.day)
    assert i.bulletin == "2026年第12期"
    assert desk.facts(i) == [
        ("adopted_piece", "city"), ("adopted_piece", "national"), ("info_item", "national"), ("instruction", "district"),
        ("opinion_answered", ""), ("opinion_handed", ""),
    ]  # fmt: skip
    told = set(Notice.objects.filter(matter=i.pk).values_list("kind", flat=True))
    assert {"info_written", "info_edited", "info_instructed", "info_forwarded", "info_adopted", "info_answered"} <= told


@pytest.mark.django_db
def test_facts_derived_anew_are_the_same(desk: Desk) -> None:
    i = desk.full()
    derived = sorted((row.kind, row.outcome) for row in info_figures.derive([i.pk]))
    assert derived == desk.facts(i)
    (person,) = Fact.objects.get(matter=i.pk, kind="info_item").persons.all()
    assert (person.mandate_id, person.role) == (desk.office.first.pk, "member")


@pytest.mark.django_db
def test_what_was_recorded_in_error_counts_no_more(desk: Desk) -> None:
    i = desk.full()
    national = i.outcomes.get(level="national")
    i = desk.take("strike_outcome", i, row=national.pk, why="记错了。")
    assert ("info_item", "city") in desk.facts(i) and ("adopted_piece", "national") not in desk.facts(i)
    with pytest.raises(Invalid):
        desk.take("strike_outcome", i, row=national.pk, why="再一次。")


@pytest.mark.django_db
def test_nothing_that_is_not_numbered_is_counted(desk: Desk) -> None:
    i = desk.written()
    assert desk.facts(i) == []
    i = desk.take("set_aside", i, why="已有同类信息。")
    assert (i.matter.state, desk.facts(i)) == ("unused", [])


@pytest.mark.django_db
def test_the_office_owes_the_editing_anew_each_time(desk: Desk) -> None:
    i = desk.written()
    assert [(row.rule, row.round) for row in Clock.objects.filter(matter=i.pk)] == [("info_edit", 1)]
    i = desk.take("turn_back_item", i, why="请补充数字。")
    assert i.why == "请补充数字。"
    i = desk.take("revise_item", i, "deputy", title=WORDS["title"], text="补充：六家共亏损三十万元。")
    i = desk.take("edit_item", i, title=WORDS["title"], edited="编好的稿子。")
    rows = list(Clock.objects.filter(matter=i.pk).order_by("pk"))
    assert [(row.round, bool(row.stopped_on), bool(row.met_on)) for row in rows] == [(1, True, False), (2, False, True)]


@pytest.mark.parametrize(
    ("step", "given", "sentence"),
    [
        ("adopt", {"level": "city", "day": "2026-03-01"}, "不能早于编发日期"),
        ("adopt", {"level": "city", "day": "2027-01-01"}, "不能晚于今天"),
        ("adopt", {"level": "moon", "day": "2026-03-16"}, "moon"),
        ("feed_back", {"row": 1, "day": "2026-03-16", "text": "已办。"}, "没有等待反馈的转送"),
        ("strike_outcome", {"row": 1, "why": "错"}, "还没有登记"),
    ],
)
@pytest.mark.django_db
def test_refusals_say_why(desk: Desk, step: str, given: dict[str, Any], sentence: str) -> None:
    i = desk.edited()
    with pytest.raises(Refused) as refused:
        desk.take(step, i, **given)
    assert sentence in str(getattr(refused.value, "errors", refused.value.sentence))


@pytest.mark.django_db
def test_one_that_came_otherwise_says_whose_it_is(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.entered()
    assert desk.entered(other_author="试验区工商联").other_author == "试验区工商联"
    assert desk.entered(author=desk.office.second.pk).author_id == desk.office.second.pk


@pytest.mark.django_db
def test_each_reads_his_own_and_the_office_all(desk: Desk) -> None:
    mine, others, informants = desk.written(), desk.written("other_deputy"), desk.written("informant")
    found = {
        who: set(informed.visible(desk.office[who]).values_list("pk", flat=True))
        for who in ("office", "leader", "deputy", "other_deputy", "informant", "other_informant", "keeper", "liaison0")
    }
    every = {mine.pk, others.pk, informants.pk}
    assert found == {
        "office": every, "leader": every, "deputy": {mine.pk}, "other_deputy": {others.pk}, "informant": {informants.pk},
        "other_informant": set(), "keeper": set(), "liaison0": set(),
    }  # fmt: skip


# who may


def test_the_table_names_every_step_state_and_role() -> None:
    assert TABLE.differs() == []


def situations(desk: Desk) -> list[Situation]:
    """Every state, written by each who writes."""
    found = [
        desk.written(), desk.written("informant"), desk.entered(author=desk.office.first.pk), desk.edited(), desk.full(),
        desk.take("turn_back_item", desk.written(), why="改。"), desk.take("turn_back_item", desk.written("informant"), why="改。"),
        desk.take("set_aside", desk.written(), why="同类。"), desk.take("withdraw_item", desk.written(), "deputy"),
    ]  # fmt: skip
    return [Situation(i, _parts(desk, i)) for i in found]


def _parts(desk: Desk, i: InfoItem) -> dict[str, frozenset[str]]:
    parts = {"office": frozenset({"office"}), "other_office": frozenset({"office"})}
    writer = "deputy" if i.author_id == desk.office.first.pk else "informant"
    return parts | {writer: frozenset({"writer"})}


def fits(desk: Desk) -> Any:
    """What fits each step."""

    def given(step: Step, i: Any) -> dict[str, Any]:
        words = WORDS | {
            "edited": "编好的稿子。", "why": "理由。", "by": "试某", "level": "city", "day": desk.day, "unit": desk.office.units[0].pk,
            "bulletin": "第1期", "other_author": "工商联",
        }  # fmt: skip
        if step.name in ("feed_back", "strike_outcome") and i.pk:
            rows = InfoOutcome.objects.filter(item=i.pk)
            found = rows.filter(kind="forwarded").first() if step.name == "feed_back" else rows.first()
            words |= {"row": found.pk if found else 0, "text": "已办。"}
        return {name: words[name] for name in step.inputs if name in words}

    return given


@pytest.mark.slow
@pytest.mark.django_db
def test_every_cell_of_state_step_and_role(desk: Desk) -> None:
    found = situations(desk)
    openers = {name: frozenset(each) for name, each in OPENERS.items()}
    with clock.at(desk.office.day):
        walk = Walk(TABLE, desk.office.everybody(), fits(desk), openers)
        walk.everything(found)
    assert not walk.wrong, "\n".join(walk.wrong)
    assert {each.state for each in found} == set(information.states.values)
    assert walk.untried() == []
    assert walk.cells > 1500


@pytest.mark.django_db
def test_everyone_of_another_organ_finds_nothing(desk: Desk) -> None:
    found, elsewhere = situations(desk), Office()
    with clock.at(desk.office.day):
        for name in ("office", "deputy", "informant", "leader"):
            for step in information.steps.values():
                batch = take_many(step, [each.record.pk for each in found], elsewhere[name], {})
                assert not batch.done and {type(refusal) for refusal in batch.refused.values()} == {NotFound}


@pytest.mark.django_db
def test_the_walk_finds_a_cell_that_differs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix can fail: a role too many and a role too few are both named."""
    each = Situation(desk.written(), _parts(desk, desk.written()))
    for roles, name in ((frozenset({"writer"}), "deputy"), (frozenset[str](), "office")):
        monkeypatch.setitem(
            TABLE.rows, "info_item.set_aside", Row("info_item.set_aside", frozenset({"submitted"}), roles, "")
        )
        walk = Walk(TABLE, {name: desk.office[name]}, fits(desk), {})
        with clock.at(desk.office.day):
            walk.everything([each])
        assert any("info_item.set_aside" in line for line in walk.wrong), roles
