"""What an import leaves behind: states, clocks, facts and a journal as living through it would have left."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Body, Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused
from yishi.foundation.loops.take import create, create_many
from yishi.foundation.matters.models import Matter, Series
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.imports.plans import Outcome
from yishi.foundation.people.tests.factories import MandateFactory
from yishi.rooms.suggestions import figures, imports
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.loop.history import NO_PACK, import_one
from yishi.rooms.suggestions.models import Answer, Delivery, Handling, Suggestion
from yishi.rooms.suggestions.tests.imports.sheets import book
from yishi.rooms.suggestions.tests.imports.test_preview import row, shown
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
S, H = Suggestion.State, Handling.State


def given(office: Office, state: str = "closed", **words: Any) -> dict[str, Any]:
    """What the step is given for a good row of 2023, as far as `state`."""
    days = {
        "registered_on": dt.date(2023, 3, 8), "handed_on": dt.date(2023, 3, 20), "answered_on": dt.date(2023, 6, 1),
        "closed_on": dt.date(2023, 7, 1),
    }  # fmt: skip
    reached = ["registered", "assigned", "answered", "closed"].index(state) + 1
    said = {"title": "关于试验的建议", "state": state, "submitted_on": dt.date(2023, 3, 6), "lead": office.lead}
    said |= dict(list(days.items())[:reached])
    said |= {"unit": office.units[0]} if reached > 1 else {}
    return said | ({"kind": "solved"} if reached > 2 else {}) | words


def made(office: Office, *rows: dict[str, Any]) -> list[Suggestion]:
    """Those rows taken by the step, each on its last day."""
    names = ("submitted_on", "registered_on", "handed_on", "answered_on", "closed_on")
    days = [max(each[name] for name in names if each.get(name)) for each in rows]
    with clock.at(office.day):
        batch = create_many(import_one, office["office"], rows, days=days)
    assert not batch.refused, batch.refused
    return [outcome.record for outcome in batch.done]


def test_each_state_with_its_days_clocks_and_facts() -> None:
    office = Office()
    states = ("registered", "assigned", "answered", "closed")
    rows = [given(office, state, title=state, number=f"2023000{at}") for at, state in enumerate(states, 1)]
    registered, assigned, answered, closed = made(office, *rows)
    assert [office.again(s).matter.state for s in (registered, assigned, answered, closed)] == list(states)
    running = Clock.objects.filter(met_on=None, stopped_on=None)
    assert set(running.filter(matter=registered.pk).values_list("kind", "started_on")) == {
        ("assign", dt.date(2023, 3, 6))
    }
    part = office.part(assigned)
    assert part.matter.state == H.HANDED
    due = dict(running.filter(matter=part.pk).values_list("kind", "due_on"))
    assert due["reply"] == dt.date(2023, 6, 20) and "contact" in due
    assert office.part(answered).matter.state == H.ANSWERED
    assert set(running.filter(matter=office.part(answered).pk).values_list("kind", "started_on")) == {
        ("evaluate", dt.date(2023, 6, 1))
    }
    assert not running.filter(matter__parent=closed.pk).exists()
    assert closed.matter.closed_on == dt.date(2023, 7, 1) and closed.solved_on == dt.date(2023, 6, 1)
    assert closed.matter.pack == "chongqing@2018-01-01", "the rules of the day of handing over"
    found = dict(Fact.objects.filter(matter=closed.pk).values_list("kind", "day"))
    assert found["submitted"] == dt.date(2023, 3, 6) and found["answered"] == dt.date(2023, 6, 1)
    assert Fact.objects.get(matter=closed.pk, kind="answered").tags.get().tag == "on_time"
    assert not Notice.objects.exists(), "history is no news"


def test_a_late_answer_is_late() -> None:
    office = Office()
    late = made(office, given(office, answered_on=dt.date(2023, 6, 21)))[0]
    assert Fact.objects.get(matter=late.pk, kind="answered").tags.get().tag == "late"


def test_facts_derived_again_are_the_same() -> None:
    office = Office()
    for s in made(office, given(office), given(office, "assigned", title="另一件")):
        again = {(fact.key, fact.day, fact.kind) for fact in figures.derive([s.pk])}
        assert again == set(Fact.objects.filter(matter=s.pk).values_list("key", "day", "kind"))


def test_history_without_rules_starts_no_clock_and_says_so() -> None:
    office = Office()
    old = MandateFactory(organ=office.organ, began=dt.date(2007, 1, 1))
    days = {
        "submitted_on": dt.date(2008, 3, 6), "registered_on": dt.date(2008, 3, 6), "handed_on": dt.date(2008, 3, 20),
        "answered_on": dt.date(2009, 6, 1), "closed_on": dt.date(2009, 7, 1),
    }  # fmt: skip
    s = made(office, given(office, lead=old, **days))[0]
    assert s.matter.pack == "" and not Clock.objects.exists()
    assert not Fact.objects.get(matter=s.pk, kind="answered").tags.exists(), "neither on time nor late"
    entry = Entry.objects.get(step="suggestion.import_one")
    assert NO_PACK in Body.objects.get(entry=entry).text
    assert (entry.day, entry.law, entry.before, entry.after) == (dt.date(2009, 7, 1), "办理规定", "new", "closed")


def test_each_row_has_its_own_day_in_the_journal() -> None:
    office = Office()
    made(office, given(office), given(office, "registered", title="另一件"))
    days = Entry.objects.filter(step="suggestion.import_one").order_by("seq").values_list("day", flat=True)
    assert list(days) == [dt.date(2023, 7, 1), dt.date(2023, 3, 8)]
    assert Entry.objects.get(step="handling.import_part").day == dt.date(2023, 7, 1)
    assert not verify(office.organ).findings


def test_separate_and_co_handlers() -> None:
    office = Office()
    apart = made(office, given(office, unit=None, separate=office.units[:2]))[0]
    assert Handling.objects.filter(suggestion=apart, part="separate", matter__state=H.CLOSED).count() == 2
    assert Answer.objects.filter(handling__suggestion=apart).count() == 2
    both = made(office, given(office, "answered", title="会办", co=[office.units[1]], cosigners=[office.second]))[0]
    assert office.part(both, 1).matter.state == H.OPINION_GIVEN
    assert both.source == "joint" and Delivery.objects.filter(answer__handling__suggestion=both).count() == 2


def test_what_came_in_running_goes_on_living() -> None:
    office = Office()
    start = {
        "submitted_on": dt.date(2026, 2, 2),
        "registered_on": dt.date(2026, 2, 4),
        "handed_on": dt.date(2026, 3, 2),
    }
    s = made(office, given(office, "assigned", **start))[0]
    h = office.answer(office.part(s))
    office.evaluate(h)
    office.take(handling["close"], h, "office")
    assert office.again(s).matter.state == S.CLOSED


def test_numbers_go_on_after_those_that_were_brought() -> None:
    office = Office()
    made(
        office,
        given(
            office,
            "registered",
            number="20260041",
            submitted_on=dt.date(2026, 1, 13),
            registered_on=dt.date(2026, 1, 14),
        ),
    )
    assert Series.objects.get(organ=office.organ).last == 41
    assert office.registered().matter.number == "20260042"
    blank = made(office, given(office, "registered", title="无号"))[0]
    assert Matter.objects.get(pk=blank.pk).number == "20230001"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"answered_on": dt.date(2023, 3, 1)}, "answered_on"), ({"kind": ""}, "kind"), ({"kind": "no_such"}, "kind"),
        ({"unit": None}, "unit"), ({"lead": None}, "lead"), ({"closed_on": None}, "closed_on"), ({"state": "answered"}, "closed_on"),
        ({"state": "registered"}, "handed_on"),
    ],
)  # fmt: skip
def test_the_step_itself_refuses_what_does_not_fit(words: dict[str, Any], field: str) -> None:
    office = Office()
    with pytest.raises(Invalid) as refused, clock.at(office.day):
        create(import_one, office["office"], given=given(office) | words, day=dt.date(2023, 7, 1))
    assert field in refused.value.errors
    assert not Matter.objects.exists() and not Entry.objects.exists()


def test_the_step_takes_a_form_like_any_other() -> None:
    office = Office()
    data = {
        "title": "关于试验的建议", "state": "closed", "submitted_on": "2023-03-06", "lead": office.lead.pk, "unit": office.units[0].pk,
        "handed_on": "2023-03-20", "answered_on": "2023-06-01", "closed_on": "2023-07-01", "kind": "solved",
    }  # fmt: skip
    with clock.at(office.day):
        assert create(import_one, office["office"], data).state == S.CLOSED
        with pytest.raises(Invalid, match="不能晚于今天"):
            create(import_one, office["office"], data | {"closed_on": "2026-12-01"})
        for who in ("author", "secretariat", "liaison0", "leader", "administrator"):
            with pytest.raises(NotAllowed):
                create(import_one, office[who], data)


def test_a_number_in_use_is_refused_by_the_step() -> None:
    office = Office()
    made(office, given(office, number="20230001"))
    with pytest.raises(Invalid, match="已被使用"), clock.at(office.day):
        create(import_one, office["office"], given=given(office, number="20230001"), day=dt.date(2023, 7, 1))


def test_days_must_be_one_for_each_row_and_not_to_come() -> None:
    office = Office()
    rows = [given(office, "registered"), given(office, "registered", title="另一件")]
    with clock.at(office.day):
        with pytest.raises(ValueError, match="1 days for 2 rows"):
            create_many(import_one, office["office"], rows, days=[office.day])
        batch = create_many(import_one, office["office"], rows, days=[office.day, office.day + dt.timedelta(days=1)])
        assert list(batch.refused) == [1] and not batch.done and not Matter.objects.exists()
        some = create_many(
            import_one,
            office["office"],
            rows,
            days=[office.day, office.day + dt.timedelta(days=1)],
            all_or_nothing=False,
        )
    assert list(some.refused) == [1] and len(some.done) == 1 and Matter.objects.count() == 1


def test_all_or_nothing_or_the_good_ones() -> None:
    office = Office()
    rows = [row(office), row(office, 编号="13", 标题="坏行", 主办单位="没有的局"), row(office, 编号="14", 标题="好行")]
    found = shown(office, rows)
    with clock.at(office.day):
        with pytest.raises(Refused, match="有 1 行不能导入"):
            imports.apply(found, office["office"])
        assert not Matter.objects.exists()
        done = imports.apply(found, office["office"], skip_bad=True)
    assert done.counts[Outcome.NEW] == 2 and Suggestion.objects.count() == 2


def test_a_register_that_changed_since_the_preview_is_not_written_to() -> None:
    office = Office()
    found = shown(office, [row(office)])
    made(office, given(office, number="20230012"))
    with clock.at(office.day), pytest.raises(Refused, match="请重新预览"):
        imports.apply(found, office["office"])
    assert Suggestion.objects.count() == 1


def test_only_the_office_applies() -> None:
    office = Office()
    found = shown(office, [row(office)])
    with clock.at(office.day), pytest.raises(NotAllowed):
        imports.apply(found, office["liaison0"])


def test_the_cost_of_writing_does_not_grow_by_queries(django_assert_max_num_queries: Any) -> None:
    office = Office()
    for start, count in ((100, 2), (200, 40)):
        rows = [row(office, 编号=str(start + at), 标题=f"{start}第{at}件") for at in range(count)]
        with clock.at(office.day):
            found = imports.preview(office["office"], book(rows))
            actor = office["office"]
            with django_assert_max_num_queries(70):
                imports.apply(found, actor)


def test_a_proposal_of_a_cppcc_committee() -> None:
    office = Office("cppcc")
    start = {
        "submitted_on": dt.date(2026, 1, 13),
        "registered_on": dt.date(2026, 1, 20),
        "handed_on": dt.date(2026, 2, 2),
    }
    s = made(office, given(office, "assigned", **start))[0]
    assert s.matter.pack == "cppcc_own@1" and s.stage == 4
    assert Clock.objects.get(matter__parent=s.pk, kind="reply").due_on == dt.date(2026, 5, 6), (
        "2 May is within the holiday"
    )
    with clock.at(office.day), pytest.raises(Refused):
        create(suggestion["import_one"], office["author"], given=given(office))
