"""Composing figures: the number as the form changes, keeping, mending, ending, and that what cannot be is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from yishi.doors.desk.figures.composing import ExpressionForm, expression_of, initial_of
from yishi.doors.desk.figures.tests.at_work import KIND, AtWork
from yishi.readings.figures import catalogue
from yishi.readings.figures.expression import Expression
from yishi.readings.figures.models import SavedFigure
from yishi.readings.figures.saving import read

pytestmark = pytest.mark.django_db
URL = "/desk/figures/compose/"
WEST = {
    "how": "one", "a_what": "times", "a_kind": [KIND], "a_place": "西街", "name": "西街执法检查", "measure": "项",
    "definition": "在西街开展的执法检查，一项计一项。", "aliases": "西街检查、到西街检查", "line": "supervision", "additive": "on",
}  # fmt: skip


def kept(client: Client, given: dict[str, Any]) -> SavedFigure:
    answer = client.post(URL, given)
    assert answer.status_code == 303, answer.context["form"].errors
    return SavedFigure.objects.latest("pk")


def test_the_number_is_shown_as_the_form_changes(here: AtWork) -> None:
    client = here.client()
    answer = client.post("/desk/figures/compose/preview/", WEST, headers={"HX-Request": "true"})
    assert answer.context["value"] == "2 项" and "西街" in answer.context["said"]
    assert json.loads(answer.context["json"]) == {"count": "times", "of": {"kind": [KIND], "place": ["西街"]}}
    rate = WEST | {"how": "rate", "b_what": "times", "b_kind": [KIND]}
    answer = client.post("/desk/figures/compose/preview/", rate)
    assert answer.context["value"] == "66.67%" and answer.context["parts"] == "2 / 3"


def test_of_outputs_the_happening_is_the_source(here: AtWork) -> None:
    given = WEST | {"a_what": "sum", "a_output": ["opinion"]}
    answer = here.client().post("/desk/figures/compose/preview/", given)
    assert answer.context["told"].value.number == 8


def test_a_figure_is_kept_listed_mended_and_ended(here: AtWork) -> None:
    client = here.client()
    row = kept(client, WEST)
    assert (row.code, row.aliases) == ("f1", ["西街检查", "到西街检查"])
    found = client.get("/desk/figures/?show=own").context["table"].rows
    assert [one.cells["value"].value for one in found] == ["2 项"]
    assert client.get("/desk/figures/of/own/f1/").context["value"] == "2"
    page = client.get(f"/desk/figures/own/{row.pk}/")
    assert page.context["form"]["a_place"].value() == "西街" and page.context["value"] == "2 项"
    mended = WEST | {"a_place": "东街", "name": "东街执法检查", "version": row.version}
    assert client.post(f"/desk/figures/own/{row.pk}/", mended).status_code == 303
    assert client.get("/desk/figures/of/own/f1/").context["value"] == "1"
    history = client.get(f"/desk/figures/own/{row.pk}/").context["history"]
    assert [one["name"] for one in history] == ["东街执法检查", "西街执法检查"]
    assert client.post(f"/desk/figures/own/{row.pk}/end/", {"version": row.version + 1}).status_code == 303
    assert client.get("/desk/figures/of/own/f1/").status_code == 404
    assert kept(client, WEST).code == "f2"


def test_whoever_saw_an_older_version_keeps_what_he_typed(here: AtWork) -> None:
    client = here.client()
    row = kept(client, WEST)
    url = f"/desk/figures/own/{row.pk}/"
    client.post(url, WEST | {"a_place": "东街", "version": row.version})
    answer = client.post(url, WEST | {"name": "另一个名字", "version": row.version})
    assert answer.status_code == 422 and "已被他人更新" in answer.content.decode()
    assert 'value="另一个名字"' in answer.content.decode()
    row.refresh_from_db()
    assert row.name == "西街执法检查"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "必填"),
        ({"name": "执法检查"}, "已经有名为"),
        ({"a_window": "between"}, "起止两个日期"),
        ({"as_json": "on", "json": "{"}, "JSON"),
        ({"as_json": "on", "json": '{"count": "no"}'}, "不认识的计数方式"),
        ({"a_kind": ["no_such"]}, "no_such"),
        ({"as_json": "on", "json": '{"count": "times", "of": {"kind": ["evaluated"], "topic": ["city"]}}'}, "密封"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_stays_typed(
    here: AtWork, given: dict[str, Any], sentence: str
) -> None:
    answer = here.client().post(URL, WEST | given)
    assert answer.status_code == 422
    said = str(answer.context["form"].errors)
    assert sentence in said or "不能为空" in said or "此字段" in said or "请填写" in said, said
    assert "在西街开展的执法检查" in answer.content.decode()
    assert not SavedFigure.objects.exists()


def test_one_begins_with_what_another_counts(here: AtWork) -> None:
    page = here.client().get(f"{URL}?figure=kind/{KIND}/opinion")
    form = page.context["form"]
    assert (form["a_what"].value(), form["a_output"].value(), form["a_kind"].value()) == ("sum", ["opinion"], [KIND])
    assert page.context["value"].startswith("12")


def test_every_figure_of_the_catalogue_goes_through_the_form_and_back(here: AtWork) -> None:
    organ = here.office.organ
    as_text = 0
    for figure in catalogue.figures(organ).values():
        filled = initial_of(figure.expression, frozenset())
        if filled.get("as_json"):
            as_text += 1
            assert read(filled["json"]) == figure.expression
        else:
            assert expression_of(filled) == figure.expression, figure.id
    assert as_text < 20


@pytest.mark.parametrize(
    "found",
    [
        {"count": "people", "of": {"kind": [KIND], "role": ["deputy"], "person.sex": ["f"], "person.grass_roots": ["yes"]}},
        {"count": "times", "window": {"from": "2026-01-01", "to": "2026-06-30"}, "organs": "tree"},
        {"minus": [{"count": "times", "of": {"line": ["supervision"]}}, {"count": "times", "outside": True}]},
        {"change": {"count": "sum", "of": {"kind": ["opinion"], "topic": ["城市更新"]}}},
        {"count": "matters", "of": {"kind": ["answered"]}, "cohort": {"session": 3}},
        {"count": "matters", "of": {"kind": ["handed"]}, "window": "asof", "cohort": {"since_session": 3}},
        {"plus": [{"rate": [{"count": "times"}, {"count": "times"}]}, {"count": "times"}]},
        {"count": "matters", "cohort": {"year": 2025}},
    ],
)  # fmt: skip
def test_what_the_form_cannot_say_is_written_as_text(here: AtWork, found: Any) -> None:
    expression: Expression = read(found)
    form = ExpressionForm(_flat(initial_of(expression, frozenset())), organ=here.office.organ)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["expression"] == expression


def _flat(filled: dict[str, Any]) -> dict[str, Any]:
    """As a browser sends it."""
    return {name: value for name, value in filled.items() if value not in (None, False, "")}


def test_only_the_office_composes_and_others_are_not_shown_how(here: AtWork) -> None:
    for who in ("leader", "committee", "auditor"):
        client = here.client(who)
        assert client.get(URL).status_code == 403
        assert client.post(URL, WEST).status_code == 403
        assert URL not in client.get("/desk/figures/").content.decode()
    row = kept(here.client(), WEST)
    other = Client()
    other.force_login(here.below.people["office"].account)
    assert other.get(f"/desk/figures/own/{row.pk}/").status_code == 404
    assert other.post(f"/desk/figures/own/{row.pk}/end/", {"version": 1}).status_code == 404
