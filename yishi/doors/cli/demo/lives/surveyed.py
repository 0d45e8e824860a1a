"""Questionnaires of the demo year: drawn up, opened, answered by residents without an account, closed on their day."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.story.engine import Do, Story
from yishi.rooms.voice.loop import survey
from yishi.rooms.voice.models import Survey, SurveyQuestion
from yishi.rooms.voice.surveying import AnswerForm, respond

K = SurveyQuestion.Kind
SAID = (
    "希望把施工时间提前告诉大家。", "老人不会用手机，最好还能到窗口办。", "比去年方便多了。", "停车还是难，晚上回来找不到位置。",
    "建议周末也开放。", "路灯再亮一点就好了。",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One questionnaire: what is asked, from which day on, for how many days, and how many answer."""

    title: str
    intro: str
    questions: tuple[dict[str, str], ...]
    days: Days
    begins: dt.date
    lasts: int
    answers: int
    rng: random.Random

    @property
    def closes(self) -> dt.date:
        """The last day on which it may be answered."""
        return self.days.on(self.begins + DAY * self.lasts)

    def do(self, when: dt.date, step: str, key: int | None = None, **data: Any) -> Do:
        """A step of the office."""
        return Do(when, "office", survey[step], key, data)

    @property
    def words(self) -> dict[str, Any]:
        """As its form is filled in."""
        return {
            "title": self.title, "intro": self.intro, "closes_on": str(self.closes), "questions": list(self.questions), "once": True,
        }  # fmt: skip


def drawn(a: Asked) -> Story:
    """Drawn up, and not opened yet."""
    yield a.do(a.begins, "prepare", **a.words)


def open_now(a: Asked) -> Story:
    """Opened after a mend; some have answered."""
    made = yield a.do(a.begins, "prepare", **a.words)
    if made is None:
        return
    yield a.do(a.days.after(a.begins, 1), "redraw", made.pk, **a.words)
    yield a.do(a.days.after(a.begins, 2), "open_survey", made.pk)
    answered(a, made.pk, a.days.ago(1))


def held(a: Asked) -> Story:
    """Opened, answered, given some days more, closed."""
    made = yield a.do(a.begins, "prepare", **a.words)
    if made is None:
        return
    yield a.do(a.days.after(a.begins, 1), "open_survey", made.pk)
    answered(a, made.pk, a.closes)
    more = a.days.on(a.closes + DAY * 5)
    yield a.do(a.closes, "move_closing", made.pk, closes_on=str(more))
    yield a.do(a.days.after(more, 1), "close_survey", made.pk)


def dropped(a: Asked) -> Story:
    """Not held after all."""
    made = yield a.do(a.begins, "prepare", **a.words)
    if made is not None:
        yield a.do(a.days.after(a.begins, 2), "drop_survey", made.pk, why="与区统计部门的调查重复。")


def answered(a: Asked, key: int, last: dt.date) -> None:
    """Residents answer between its opening and `last`. Answers are no steps, and so are not told day by day."""
    s = Survey.objects.select_related("matter__organ").prefetch_related("questions").get(pk=key)
    first, questions = s.opened_on or a.begins, list(s.questions.all())
    span = max(0, (min(last, s.closes_on) - first).days)
    for at in range(a.answers):
        form = AnswerForm(questions, _answer(a, questions))
        if not form.is_valid():
            raise ValueError(form.errors.as_json())
        respond(s, form, f"browser {at}", first + DAY * a.rng.randint(0, span))


def _answer(a: Asked, questions: list[SurveyQuestion]) -> dict[str, Any]:
    """The first choices are made more often; one in four says something in words."""
    given: dict[str, Any] = {}
    for question in questions:
        name, number = f"q{question.place}", len(question.choices)
        if question.kind == K.TEXT:
            given[name] = a.rng.choice(SAID) if a.rng.random() < 0.25 else ""
        elif question.kind == K.SEVERAL:
            given[name] = [str(at) for at in range(1, number + 1) if a.rng.random() < 0.6 / at] or ["1"]
        elif question.kind == K.SCALE:
            given[name] = str(min(5, a.rng.randint(2, 6)))
        else:
            given[name] = str(min(number, 1 + int(number * a.rng.random() ** 1.6)))
    return given
