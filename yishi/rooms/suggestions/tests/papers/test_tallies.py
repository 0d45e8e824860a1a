"""The room's figures against counts made by hand, in a small invented year."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.rooms.suggestions import measures, tallies
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.fixture
def office() -> Office:
    """Two at the session, six between: one turned away, one merged, one waiting, five answered (one late, one not
    evaluated, one promising something that is kept)."""
    made = Office()
    made.on(dt.date(2026, 1, 13))
    first = made.assigned()
    made.submitted()
    made.on(dt.date(2026, 3, 16))
    waste = made.submitted()
    made.take(suggestion["turn_away"], waste, "office", ground="complaint", way="reference", note="属于申诉事项。")
    other = made.registered()
    made.take(suggestion["merge"], other, "office", into=first.pk)
    second, third = made.assigned(co=True), made.assigned()
    made.take(suggestion["choose_key"], second, "office", handled_by="某副区长", supervised_by="某副主任")
    made.answer(made.part(third))
    kept = made.promised(dt.date(2026, 9, 30))
    made.on(dt.date(2026, 5, 29))
    made.take(handling["urge_evaluation"], made.part(third), "office")
    made.on(dt.date(2026, 6, 1))
    made.answer(made.part(first), "not_possible", reason="不具备条件。")
    made.take(handling["close_unevaluated"], made.part(third), "office")
    made.on(dt.date(2026, 6, 17))
    h = made.part(second, 1)
    made.take(handling["receive"], h, "liaison1")
    made.take(handling["give_opinion"], h, "liaison1", text="同意。")
    made.answer(made.part(second))
    made.on(dt.date(2026, 9, 20))
    made.take(promise["report_kept"], kept, "liaison0", text="已完成。", done_on="2026-09-18")
    made.evaluate(kept)
    made.take(promise["close"], kept, "office")
    made.take(suggestion["publish"], third, "office")
    return made


def values(office: Office, who: str = "office", **how: Any) -> dict[str, Any]:
    """Every figure's value by its id."""
    with clock.at(office.day):
        return {figure.id: figure.value for figure in tallies.for_reader(office[who], *YEAR, **how).figures()}


def test_counts_made_by_hand(office: Office) -> None:
    found = values(office)
    assert {key: found[key] for key in ("received", "session", "between", "filed", "merged", "turned_away")} == {
        "received": 7, "session": 2, "between": 5, "filed": 5, "merged": 1, "turned_away": 1,
    }  # fmt: skip
    assert (found["handed"], found["parts"], found["answered"], found["answers"]) == (4, 5, 4, 4)
    assert (found["late"], found["unevaluated"], found["key"], found["published"]) == (2, 1, 1, 1)
    assert (found["promised"], found["promise_kept"], found["kept"]) == (1, 1, 100.0)
    assert found["on_time"] == 50.0 and found["solved"] == 75.0


def test_rates_have_two_parts_and_rows_behind_them(office: Office) -> None:
    with clock.at(office.day):
        tally = tallies.for_reader(office["office"], *YEAR)
        by_id = {figure.id: figure for figure in tally.figures()}
    assert by_id["on_time"].parts == (2, 4) and by_id["on_time"].rows().count() == 4
    assert by_id["solved"].parts == (3, 4) and by_id["kept"].parts == (1, 1)
    assert all(figure.name and len(figure.definition) > 8 for figure in by_id.values())
    for id in ("received", "handed", "merged", "key"):
        assert by_id[id].rows().values("matter").distinct().count() == by_id[id].value


def test_the_change_is_on_the_same_days_of_the_year_before(office: Office) -> None:
    with clock.at(office.day):
        now = tallies.for_reader(office["office"], dt.date(2027, 1, 1), dt.date(2027, 12, 31))
        assert now.count("received").change == -7
        assert now.on_time().change is None, "a rate of nothing has no change"
        assert tallies.for_reader(office["office"], *YEAR).count("received").change == 7


def test_days_bound_both_ends(office: Office) -> None:
    with clock.at(office.day):
        day = dt.date(2026, 1, 13)
        assert tallies.for_reader(office["office"], day, day).count("received").value == 2
        assert (
            tallies.for_reader(office["office"], dt.date(2026, 1, 14), dt.date(2026, 3, 15)).count("received").value
            == 0
        )


def test_by_topic_unit_ground_and_class(office: Office) -> None:
    with clock.at(office.day):
        tally = tallies.for_reader(office["office"], *YEAR)
        assert [(row.name, row.figure.value) for row in tally.by_topic("received")] == [("城市管理", 7)]
        by_unit = {row.name: row.figure for row in tally.by_unit("parts")}
        assert {name: figure.value for name, figure in by_unit.items()} == {
            str(office.units[0]): 4, str(office.units[1]): 1,
        }  # fmt: skip
        assert by_unit[str(office.units[1])].rows().count() == 1
        assert [(row.name, row.figure.value) for row in tally.by_ground()] == [("属于检举、申诉、控告", 1)]
        assert {row.key: row.figure.value for row in tally.by_class()} == {"solved": 2, "solving": 1, "not_possible": 1}
        assert [(row.name, row.figure.parts) for row in tally.on_time_by_unit()] == [(str(office.units[0]), (2, 4))]
        with pytest.raises(ValueError, match="not counted by unit"):
            tally.by_unit("received")


def test_of_one_unit(office: Office) -> None:
    found = values(office, unit=office.units[1])
    assert found["parts"] == 1 and found["answers"] == 0 and "received" not in found


def test_rows_open_only_to_what_the_reader_may_see(office: Office) -> None:
    with clock.at(office.day):
        figure = tallies.for_reader(office["liaison1"], *YEAR).count("received")
        assert figure.value == 7 and figure.rows().count() == 2, "its own and the published one"
        assert tallies.for_reader(Office()["office"], *YEAR).count("received").value == 0, "another organ's"


def test_the_words_of_the_profile() -> None:
    office = Office("cppcc")
    office.assigned()
    with clock.at(office.day):
        names = {figure.id: figure.name for figure in tallies.for_reader(office["office"], *YEAR).figures()}
    assert names["received"] == "收到提案" and names["filed"] == "审查立案"
    assert "办理态度满意率" in names.values() and "承诺事项落实情况满意率" in names.values()


def test_every_kind_that_is_counted_is_derived(office: Office) -> None:
    kinds = {kind for measure in measures.COUNTS for kind in measure.kinds}
    rare = {
        "withdrawn",
        "recorded",
        "handed_back",
        "handled_again",
        "promise_failed",
        "oversight",
        "look_back",
        "withheld",
        "good",
        # lived through in test_lineage and test_good_handling
        "good_handling",
        "split",
        "carried",
        "promise_carried",
    }
    assert kinds - rare <= set(Fact.objects.values_list("kind", flat=True))


def test_the_number_of_queries_does_not_grow(office: Office, django_assert_max_num_queries: Any) -> None:
    actor = office["office"]
    with clock.at(office.day), django_assert_max_num_queries(24):
        tallies.for_reader(actor, *YEAR).figures()
    with clock.at(office.day), django_assert_max_num_queries(9):
        tallies.for_reader(actor, *YEAR).satisfaction_by_unit()
