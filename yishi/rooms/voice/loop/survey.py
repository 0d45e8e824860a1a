"""The life of a questionnaire (问卷): drawn up, opened, closed on its day or before. Answers are no steps: they change nothing
but their own count, and nobody's name stands in the journal with them (`surveying.py`)."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.codes import ALPHABET
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.compound import Lines
from yishi.foundation.loops.inputs import Day, Flag, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, SYSTEM, Loop
from yishi.rooms.voice import survey_figures
from yishi.rooms.voice.info_roles import OFFICE
from yishi.rooms.voice.models import Survey, SurveyQuestion
from yishi.rooms.voice.words import OWN_RULES

S, K = Survey.State, SurveyQuestion.Kind
PARTS = re.compile(r"\s*[；;\n]\s*")
CODE = 8
MOST = 30

survey = Loop(
    room="voice",
    kind="survey",
    title=lazy("问卷"),
    model=Survey,
    states=S,
    prefetch=("questions",),
    facts=survey_figures.derive,
)


@dataclass(frozen=True)
class Among(Pick):
    """One of a few from a list, where buttons would not fit."""

    def field(self, scope: Scope) -> forms.Field:
        """A list."""
        choices = list(self.choices(scope) if callable(self.choices) else self.choices)
        return forms.ChoiceField(choices=[("", "—"), *choices], widget=forms.Select(), **self.common())


MUST = (("must", lazy("必答")), ("may", lazy("选答")))
QUESTIONS = (
    ("text", Text(lazy("问题"), longest=200, rows=1)),
    ("kind", Among(lazy("题型"), choices=K.choices)),
    ("options", Text(lazy("选项"), lazy("用分号隔开"), required=False, longest=600, rows=1)),
    ("must", Among(lazy("必答"), required=False, choices=MUST)),
)
Title = Annotated[str, Text(lazy("问卷名称"), longest=100, rows=1)]
Intro = Annotated[
    str, Text(lazy("说明"), lazy("问什么、做什么用；不问姓名和电话"), required=False, longest=2000, rows=3)
]
Closes = Annotated[dt.date, Day(lazy("截止日期"), future=True, past=False)]
Once = Annotated[bool, Flag(lazy("一台设备只答一次"))]
Questions = Annotated[
    Sequence[dict[str, Any]],
    Lines(lazy("问题"), lazy("选择题的选项用分号隔开，如：满意；一般；不满意"), columns=QUESTIONS, most=MOST),
]


@survey.step(NEW, to=S.DRAFT, by=(OFFICE,), law=OWN_RULES, title=lazy("设计问卷"))
def prepare(
    s: Survey, act: Act, *, title: Title, closes_on: Closes, questions: Questions, intro: Intro = "", once: Once = True
) -> None:  # fmt: skip
    """Draw one up; nobody sees it yet."""
    s.code = "".join(secrets.choice(ALPHABET) for _at in range(CODE)).lower()
    act.number(f"Q{act.day.year}")
    _written(s, act, title, closes_on, questions, intro, once)


@survey.step(S.DRAFT, by=(OFFICE,), law=OWN_RULES, title=lazy("修改问卷"))
def redraw(
    s: Survey, act: Act, *, title: Title, closes_on: Closes, questions: Questions, intro: Intro = "", once: Once = True
) -> None:  # fmt: skip
    """Change it before it is opened: afterwards answers would mean another question."""
    SurveyQuestion.objects.filter(survey=s.pk).delete()
    _written(s, act, title, closes_on, questions, intro, once)


def _written(
    s: Survey, act: Act, title: str, closes_on: dt.date, questions: Sequence[Mapping[str, Any]], intro: str, once: bool
) -> None:  # fmt: skip
    s.matter.title, s.closes_on, s.intro, s.once = title, closes_on, intro, once
    for at, line in enumerate(questions, 1):
        act.add(_question(s, at, line))


def _question(s: Survey, at: int, line: Mapping[str, Any]) -> SurveyQuestion:
    """One question. Raises Invalid where it has no choices and needs them."""
    options = [part for part in PARTS.split(str(line["options"])) if part]
    chosen = line["kind"] in (K.SINGLE, K.SEVERAL)
    if chosen and len(options) < 2:
        raise Invalid({"questions": [_("第 %d 个问题是选择题，请写两个以上选项，用分号隔开。") % at]})
    if not chosen and options:
        raise Invalid({"questions": [_("第 %d 个问题不是选择题，不写选项。") % at]})
    return SurveyQuestion(
        survey=s,
        place=at,
        kind=line["kind"],
        text=line["text"],
        options="\n".join(options),
        required=line["must"] != "may",
    )


@survey.step(S.DRAFT, to=S.OPEN, by=(OFFICE,), law=OWN_RULES, title=lazy("发布"))
def open_survey(s: Survey, act: Act) -> None:
    """Whoever has the address may answer from now on."""
    if s.closes_on < act.day:
        raise Invalid({"__all__": [_("截止日期 %s 已过，请先修改。") % s.closes_on]})
    s.opened_on = act.day


@survey.step(S.OPEN, by=(OFFICE,), law=OWN_RULES, title=lazy("改截止日期"))
def move_closing(s: Survey, act: Act, *, closes_on: Closes) -> None:
    """More time, or less."""
    s.closes_on = closes_on


@survey.step(S.OPEN, to=S.CLOSED, by=(OFFICE, SYSTEM), law=OWN_RULES, title=lazy("结束"))
def close_survey(s: Survey, act: Act) -> None:
    """No more answers; what came back is counted."""
    s.ended_on = s.matter.closed_on = act.day


@survey.step(S.DRAFT, S.OPEN, to=S.DROPPED, by=(OFFICE,), law=OWN_RULES, title=lazy("撤销"), danger=True)
def drop_survey(s: Survey, act: Act, *, why: Annotated[str, Text(lazy("理由"), longest=200, rows=2)]) -> None:
    """It is not held after all, and counts nowhere."""
    s.ended_on = s.matter.closed_on = act.day
