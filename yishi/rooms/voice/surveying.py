"""Answering a questionnaire without an account, and counting what was answered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import codes
from yishi.foundation.loops.inputs import CleanCharField
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms.voice.lists import ALL_SEEING
from yishi.rooms.voice.models import Survey, SurveyAnswer, SurveyQuestion, SurveyResponse
from yishi.rooms.voice.models.survey import LONGEST_ANSWER

S, K = Survey.State, SurveyQuestion.Kind


def visible(actor: Actor) -> QuerySet[Survey]:
    """The questionnaires whose results he reads: all of his organ, for those whose duty spans it."""
    rows = Survey.objects.filter(matter__organ=actor.organ)
    return rows if actor.kind == "system" or actor.has(*ALL_SEEING) else rows.none()


def open_one(code: str) -> Survey | None:
    """The questionnaire at that address, open or closed; none that was not opened or was dropped."""
    rows = Survey.objects.filter(code=code, matter__state__in=(S.OPEN, S.CLOSED))
    return rows.select_related("matter__organ").prefetch_related("questions").first()


def takes_answers(s: Survey, today: dt.date) -> bool:
    """Whether it may be answered on that day."""
    return s.matter.state == S.OPEN and today <= s.closes_on


class AnswerForm(forms.Form):
    """The questions as a form: `q3` is the third."""

    def __init__(self, questions: Iterable[SurveyQuestion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.place}": question for question in questions}
        self.fields = {name: _field(question) for name, question in self.questions.items()}

    def answers(self) -> Iterator[tuple[SurveyQuestion, int | None, str]]:
        """What was answered: question, place of the choice, words."""
        for name, question in self.questions.items():
            value = self.cleaned_data[name]
            if question.kind == K.TEXT:
                if value:
                    yield question, None, value
            else:
                for chosen in value if isinstance(value, list) else [value] if value else []:
                    yield question, int(chosen), ""


def _field(question: SurveyQuestion) -> forms.Field:
    given: dict[str, Any] = {
        "label": question.text, "required": question.required, "error_messages": {"required": _("请回答这一题。")},
    }  # fmt: skip
    if question.kind == K.TEXT:
        return CleanCharField(max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3}), **given)
    choices = [(str(at), word) for at, word in enumerate(question.choices, 1)]
    if question.kind == K.SEVERAL:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple(), **given)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(), **given)


def answered(s: Survey, nonce: str) -> bool:
    """Whether the browser that keeps this number answered it already, where each may once."""
    return bool(s.once and nonce and SurveyResponse.objects.filter(survey=s.pk, by=_by(s, nonce)).exists())


def respond(s: Survey, form: AnswerForm, nonce: str, today: dt.date) -> SurveyResponse:
    """Keep one filled-in questionnaire; nothing of who sent it but, where each may answer once, a keyed digest of a number
    that his browser keeps. Raises Refused where it is over, or was answered."""
    with transaction.atomic():
        # Held as steps hold it, so that none slips in after it was closed and counted.
        matter = Matter.objects.select_for_update(no_key=True).get(pk=s.pk)
        now = Survey.objects.get(pk=s.pk)
        now.matter = matter
        if not takes_answers(now, today):
            raise Refused(_("这份问卷已经结束，不再接收回答。谢谢您的关心。"))
        try:
            with transaction.atomic():
                row = SurveyResponse.objects.create(survey=s, day=today, by=_by(s, nonce) if s.once else None)
        except IntegrityError:
            raise Refused(_("这台设备已经答过这份问卷。谢谢您。")) from None
        SurveyAnswer.objects.bulk_create(
            [
                SurveyAnswer(response=row, question=question, choice=choice, text=text)
                for question, choice, text in form.answers()
            ]
        )
    return row


def _by(s: Survey, nonce: str) -> str:
    return codes.digest("survey", f"{s.code}{nonce}")


@dataclass(frozen=True)
class Result:
    """One question with how often each choice was made, of how many who answered it; for words only how many."""

    question: SurveyQuestion
    counts: list[tuple[str, int]]
    answered: int

    @property
    def mean(self) -> str:
        """The mean of a scale."""
        if self.question.kind != K.SCALE or not self.answered:
            return ""
        return f"{sum(int(word) * n for word, n in self.counts) / self.answered:.2f}"


def results(s: Survey) -> list[Result]:
    """All questions; two queries."""
    rows = SurveyAnswer.objects.filter(question__survey=s.pk).order_by()
    chosen: Counter[tuple[int, int | None]] = Counter()
    for question, choice, n in rows.values_list("question", "choice").annotate(n=Count("pk")):
        chosen[question, choice] = n
    many = dict(rows.values_list("question").annotate(n=Count("response", distinct=True)))
    return [
        Result(q, [(word, chosen[q.pk, at]) for at, word in enumerate(q.choices, 1)], many.get(q.pk, 0))
        for q in s.questions.all()
    ]


def filled(s: Survey) -> Iterator[list[str]]:
    """Each filled-in questionnaire as a row: the day, then an answer to each question; in no order that tells who."""
    questions = list(s.questions.all())
    answers: dict[int, dict[int, list[str]]] = {}
    for row in SurveyAnswer.objects.filter(question__survey=s.pk).order_by("pk").iterator():
        answers.setdefault(row.response_id, {}).setdefault(row.question_id, []).append(_said(questions, row))
    for pk, day in SurveyResponse.objects.filter(survey=s.pk).order_by("by", "pk").values_list("pk", "day"):
        given: Mapping[int, list[str]] = answers.get(pk, {})
        yield [day.isoformat(), *("；".join(given.get(q.pk, [])) for q in questions)]


def _said(questions: list[SurveyQuestion], row: SurveyAnswer) -> str:
    if row.choice is None:
        return row.text
    question = next(q for q in questions if q.pk == row.question_id)
    return question.choices[row.choice - 1] if row.choice <= len(question.choices) else str(row.choice)
