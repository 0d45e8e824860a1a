"""Writing an evaluation down, and reading whether it was "not satisfied". Shared by answers and promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.refusals import Invalid
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Evaluation, Handling, Mark, Promise

DISSATISFIED = "dissatisfied"
"""The grade with which something follows; every pack's scale has it (checked by a test)."""


def answer_questions(scope: Scope) -> list[tuple[str, Any]]:
    """What is asked of an answer (SH 21 asks attitude and result apart)."""
    return [(question.code, question.shown) for question in given.questions(scope.pack)]


def promise_questions(scope: Scope) -> list[tuple[str, Any]]:
    """What is asked of a promise's outcome; the answer's questions where the place asks no others."""
    asked = given.questions(scope.pack, promise=True) or given.questions(scope.pack)
    return [(question.code, question.shown) for question in asked]


def evaluated(
    act: Act, h: Handling, grades: Mapping[str, str], opinion: str, *, round: int, promise: Promise | None = None
) -> None:
    """Write the lead signer's evaluation; "not satisfied" needs a specific opinion (CQ 27, SH 21)."""
    needs = {grade.code for grade in given.scale(act.pack) if grade.needs_opinion}
    if needs & set(grades.values()) and not opinion.strip():
        raise Invalid({"opinion": [_("评价为不满意的，请填写具体意见，以便承办单位改进。")]})
    lead = h.suggestion.lead_id
    # The head of the delegation that put it forward speaks in his own name (CQ 26).
    mandate = lead if lead in act.actor.mandates else min(act.actor.sitting, default=lead)
    if mandate is None:
        raise Invalid({"grades": [_("本件没有领衔人，不能评价。")]})
    row = act.add(
        Evaluation(
            suggestion=h.suggestion,
            handling=h,
            promise=promise,
            round=round,
            mandate_id=mandate,
            day=act.day,
            opinion=opinion,
        )
    )
    for question, grade in grades.items():
        act.add(Mark(evaluation=row, question=question, grade=grade))


def _dissatisfied(evaluations: Iterable[Evaluation]) -> bool:
    return any(mark.grade == DISSATISFIED for evaluation in evaluations for mark in evaluation.marks.all())


def answer_dissatisfied(h: Handling) -> bool:
    """Was the answer of the current round found not satisfying?"""
    return _dissatisfied(row for row in h.evaluations.all() if row.promise_id is None and row.round == h.round)


def promise_dissatisfied(p: Promise) -> bool:
    """Was what became of the promise found not satisfying?"""
    return _dissatisfied(row for row in p.evaluations.all() if row.round == p.reports_made)
