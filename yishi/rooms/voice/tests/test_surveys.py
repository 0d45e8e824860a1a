"""Questionnaires: drawn up, opened, answered without a name, closed, counted; and who may do what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from yishi.foundation import clock, codes
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.take import create, take
from yishi.foundation.loops.tests.cells import Situation, Table, Walk
from yishi.rooms.voice import survey_figures, surveying
from yishi.rooms.voice.loop import survey
from yishi.rooms.voice.models import Survey, SurveyResponse
from yishi.rooms.voice.tests.office import Office

TABLE = Table(Path(__file__).with_name("survey.csv"), (survey,))
QUESTIONS = [
    {"text": "您对社区食堂满意吗", "kind": "single", "options": "满意；一般；不满意", "must": "must"},
    {"text": "常去哪几家", "kind": "several", "options": "一号店；二号店；三号店", "must": "may"},
    {"text": "打几分", "kind": "scale", "options": "", "must": "must"},
    {"text": "想说的话", "kind": "text", "options": "", "must": "may"},
]
WORDS = {
    "title": "社区食堂问卷",
    "closes_on": "2026-03-31",
    "intro": "请说说您的看法。",
    "once": True,
    "questions": QUESTIONS,
}
TODAY = dt.date(2026, 3, 16)


def drawn(office: Office, **given: Any) -> Survey:
    """Not opened yet."""
    with clock.at(office.day):
        found: Survey = create(survey["prepare"], office["office"], WORDS | given).record
    return again(found)


def again(s: Survey) -> Survey:
    return Survey.objects.select_related("matter__organ").prefetch_related("questions").get(pk=s.pk)


def led(office: Office, s: Survey, step: str, **given: Any) -> Survey:
    with clock.at(office.day):
        take(survey[step], s.pk, office["office"], given)
    return again(s)


def opened(office: Office, **given: Any) -> Survey:
    return led(office, drawn(office, **given), "open_survey")


def answer(s: Survey, nonce: str = "", **given: str | list[str]) -> surveying.AnswerForm:
    """A filled-in form, checked; kept where it fits and a nonce is given."""
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = surveying.AnswerForm(s.questions.all(), data)
    if form.is_valid() and nonce:
        surveying.respond(s, form, nonce, TODAY)
    return form


@pytest.mark.postgres
@pytest.mark.django_db
def test_it_is_answered_and_counted() -> None:
    s = opened(Office())
    assert answer(s, codes.fresh(), q1="1", q2=["1", "3"], q3="5", q4="很好").is_valid()
    assert answer(s, codes.fresh(), q1="2", q3="2").is_valid()
    single, several, scale, text = surveying.results(s)
    assert single.counts == [("满意", 1), ("一般", 1), ("不满意", 0)] and single.answered == 2
    assert several.counts == [("一号店", 1), ("二号店", 0), ("三号店", 1)] and several.answered == 1
    assert (scale.mean, text.answered, text.counts) == ("3.50", 1, [])
    rows = sorted(surveying.filled(s))
    assert rows == [["2026-03-16", "一般", "", "2", ""], ["2026-03-16", "满意", "一号店；三号店", "5", "很好"]]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [({"q3": "5"}, "q1"), ({"q1": "9", "q3": "5"}, "q1"), ({"q1": "1", "q3": "6"}, "q3"), ({"q1": "1", "q2": ["7"], "q3": "1"}, "q2"),
     ({"q1": "1", "q3": "1", "q4": "长" * 1001}, "q4")],
)  # fmt: skip
@pytest.mark.django_db
def test_what_does_not_fit_is_said_beside_its_question(given: dict[str, Any], wrong: str) -> None:
    s = opened(Office())
    assert set(answer(s, codes.fresh(), **given).errors) == {wrong}
    assert not SurveyResponse.objects.exists()


@pytest.mark.django_db
def test_one_browser_answers_once_and_nothing_names_it() -> None:
    s, nonce = opened(Office()), codes.fresh()
    entries = Entry.objects.count()
    answer(s, nonce, q1="1", q3="5")
    assert surveying.answered(s, nonce) and not surveying.answered(s, codes.fresh())
    with pytest.raises(Refused):
        answer(s, nonce, q1="2", q3="1")
    row = SurveyResponse.objects.get()
    assert row.by is not None and nonce not in row.by and Entry.objects.count() == entries


@pytest.mark.django_db
def test_where_anybody_may_answer_again_nothing_is_kept_of_the_browser() -> None:
    s, nonce = opened(Office(), once=False), codes.fresh()
    answer(s, nonce, q1="1", q3="5")
    answer(s, nonce, q1="1", q3="5")
    assert [row.by for row in SurveyResponse.objects.all()] == [None, None]


@pytest.mark.django_db
def test_it_is_over_on_its_day_and_when_it_is_closed() -> None:
    office = Office()
    s = opened(office)
    form = answer(s, q1="1", q3="5")
    with pytest.raises(Refused):
        surveying.respond(s, form, codes.fresh(), dt.date(2026, 4, 1))
    surveying.respond(s, form, codes.fresh(), dt.date(2026, 3, 31))
    led(office, s, "close_survey")
    with pytest.raises(Refused):
        surveying.respond(s, form, codes.fresh(), TODAY)


@pytest.mark.django_db
def test_closed_it_counts_with_how_many_came_back() -> None:
    office = Office()
    s = opened(office)
    answer(s, codes.fresh(), q1="1", q3="5")
    answer(s, codes.fresh(), q1="1", q3="5")
    assert not Fact.objects.filter(matter=s.pk).exists()
    led(office, s, "close_survey")
    rows = sorted(Fact.objects.filter(matter=s.pk).values_list("kind", "quantity", "measure"))
    assert rows == [("questionnaires", 2, "份"), ("survey", 1, "次")]
    assert sorted((row.kind, row.quantity) for row in survey_figures.derive([s.pk])) == [
        ("questionnaires", 2),
        ("survey", 1),
    ]


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ([{"text": "满意吗", "kind": "single", "options": "满意", "must": ""}], "两个以上选项"),
        ([{"text": "打几分", "kind": "scale", "options": "一；二", "must": ""}], "不写选项"),
        ([], "questions"),
    ],
)
@pytest.mark.django_db
def test_questions_that_cannot_be_asked_are_refused(questions: list[dict[str, str]], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        drawn(Office(), questions=questions)
    assert sentence in str(refused.value.errors)


@pytest.mark.django_db
def test_redrawn_it_asks_the_new_questions_alone() -> None:
    office = Office()
    s = led(office, drawn(office), "redraw", **WORDS | {"questions": QUESTIONS[:1]})
    assert [q.text for q in s.questions.all()] == ["您对社区食堂满意吗"]


def test_the_table_names_every_step_state_and_role() -> None:
    assert TABLE.differs() == []


@pytest.mark.slow
@pytest.mark.django_db
def test_every_cell_of_state_step_and_role() -> None:
    office = Office()
    found = [
        drawn(office), opened(office), led(office, opened(office), "close_survey"), led(office, drawn(office), "drop_survey", why="不问了。"),
    ]  # fmt: skip
    parts = {"office": frozenset({"office"}), "other_office": frozenset({"office"}), "system": frozenset({"system"})}
    words = WORDS | {"why": "理由。"}

    def given(step: Any, record: Any) -> dict[str, Any]:
        return {name: words[name] for name in step.inputs}

    with clock.at(office.day):
        openers = {"office": frozenset({"office"}), "other_office": frozenset({"office"})}
        walk = Walk(TABLE, office.everybody(), given, openers)
        walk.everything([Situation(s, parts) for s in found])
    assert not walk.wrong, "\n".join(walk.wrong)
    assert walk.untried() == [] and {s.matter.state for s in found} == set(survey.states.values)
