"""Figures that an office composes: what is refused, what is kept, every version in the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Changed, Invalid, NotAllowed, NotFound
from yishi.readings.figures import catalogue, saving
from yishi.readings.figures.windows import of_year
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
GOOD: dict[str, Any] = {
    "code": "night-school", "name": "夜校讲课", "measure": "次", "definition": "夜间开办的讲课，一次计一次。", "line": "training",
    "aliases": ["夜间授课"], "expression": {"count": "times", "of": {"kind": ["law_inspection"], "topic": ["夜校"]}},
}  # fmt: skip


@pytest.fixture
def office() -> Office:
    return Office()


def test_it_is_tried_out_kept_changed_and_ended(office: Office) -> None:
    with clock.at(office.day):
        said = saving.preview(office["office"], GOOD["expression"], of_year(2026))
        assert said.value.number == 0 and "执法检查" in said.said and "夜校" in said.said
        row = saving.save(office["office"], GOOD)
        figure = catalogue.figures(office.organ)["own/night-school"]
        assert (figure.name, figure.aliases, figure.saved, figure.line) == ("夜校讲课", ("夜间授课",), True, "training")
        assert figure.expression.data() == GOOD["expression"]
        row = saving.change(office["office"], row.pk, 1, GOOD | {"name": "夜校课"})
        with pytest.raises(Changed):
            saving.change(office["office"], row.pk, 1, GOOD)
        assert [said["name"] for _entry, said in saving.versions(row)] == ["夜校课", "夜校讲课"]
        saving.end(office["office"], row.pk, 2)
        assert "own/night-school" not in catalogue.figures(office.organ)
        with pytest.raises(Invalid, match="已经用过"):
            saving.save(office["office"], GOOD)
    steps = Entry.objects.filter(organ=office.organ, room="figures").order_by("seq").values_list("step", flat=True)
    assert list(steps) == ["figure.save", "figure.change", "figure.end"]


def test_the_office_alone_composes_and_only_its_own(office: Office) -> None:
    other = Office()
    with clock.at(office.day):
        row = saving.save(office["office"], GOOD)
        for who in ("leader", "liaison0", "member", "author", "administrator", "supervisor"):
            with pytest.raises(NotAllowed):
                saving.save(office[who], GOOD | {"code": "other"})
            with pytest.raises(NotAllowed):
                saving.preview(office[who], GOOD["expression"], of_year(2026))
        with pytest.raises(NotFound):
            saving.change(other["office"], row.pk, 1, GOOD)
        assert "own/night-school" not in catalogue.figures(other.organ)


@pytest.mark.parametrize(("wrong", "field"), [
    ({"code": "夜校"}, "code"), ({"code": ""}, "code"), ({"name": "  "}, "name"), ({"name": "长" * 61}, "name"), ({"name": "收到建议"}, "name"),
    ({"line": "no_such"}, "line"), ({"aliases": ["别" * 61]}, "aliases"), ({"definition": ""}, "definition"), ({"measure": ""}, "measure"),
    ({"expression": {"count": "souls"}}, "expression"), ({"expression": "{"}, "expression"), ({"expression": None}, "expression"),
    ({"expression": "[" * 5000}, "expression"), ({"expression": {"count": "times", "of": {"topic": ["长" * 30_000]}}}, "expression"),
    ({"expression": {"count": "stock", "of": {"kind": ["law_inspection"]}}}, "expression"),
    ({"expression": {"count": "times", "of": {"kind": ["evaluated"], "topic": ["city"]}}}, "expression"),
])  # fmt: skip
def test_what_is_wrong_is_said_by_field(office: Office, wrong: dict[str, Any], field: str) -> None:
    with clock.at(office.day), pytest.raises(Invalid) as refused:
        saving.save(office["office"], GOOD | wrong)
    assert set(refused.value.errors) == {field}
    assert all(sentence.endswith("。") for sentence in refused.value.errors[field])
    assert not Entry.objects.filter(room="figures").exists()


def test_a_figure_without_a_number_today_is_kept(office: Office) -> None:
    rate = {"rate": [GOOD["expression"], {"count": "times", "of": {"kind": ["law_inspection"]}}]}
    with clock.at(dt.date(2026, 5, 6)):
        saving.save(office["office"], GOOD | {"expression": rate})
        assert saving.preview(office["office"], rate, of_year(2026)).value.number is None
