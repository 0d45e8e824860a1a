"""What the room's steps are given: the rows and choices that its inputs offer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yishi.foundation.law.choices import AnswerClass, Grade, Listed, Question
from yishi.foundation.law.pack import Pack
from yishi.foundation.loops.act import Scope
from yishi.foundation.people.models import Grouping, Mandate, RoleCode, Unit
from yishi.rooms.suggestions.models import Handover, Suggestion, Topic


def units(scope: Scope) -> QuerySet[Unit]:
    """Units of the organ that still stand."""
    return scope.once("units", lambda: Unit.objects.filter(organ=scope.organ, ended=None))


def side_units(scope: Scope) -> QuerySet[Unit]:
    """Units the actor may hand over to: a coordinating office hands over within its own system only."""
    side = getattr(scope.record, "side", "")
    if not side or scope.record.matter.state != Suggestion.State.WITH_OFFICE:
        return units(scope)
    return scope.once(f"units of {side}", lambda: units(scope).filter(side=side))


def may_take_back(scope: Scope) -> bool:
    """Whether the actor is one of those who decide on what a unit hands back, and find another (CQ 16, SH 14)."""
    said = scope.pack.choices.decides_hand_back if scope.pack else None
    if scope.actor.has(RoleCode.OFFICE, RoleCode.SECRETARIAT) or said is None:
        return True
    return any(scope.actor.has(RoleCode(code)) for code in said.value)


def topics(scope: Scope) -> QuerySet[Topic]:
    """The organ's topics."""
    return scope.once("topics", lambda: Topic.objects.filter(organ=scope.organ))


def committees(scope: Scope) -> QuerySet[Grouping]:
    """Special committees and working bodies."""
    return Grouping.objects.filter(organ=scope.organ, kind__in=[Grouping.Kind.COMMITTEE, Grouping.Kind.WORKING])


def handovers(scope: Scope) -> QuerySet[Handover]:
    """Hand-over meetings."""
    return scope.once("handovers", lambda: Handover.objects.filter(organ=scope.organ))


def led_groupings(scope: Scope) -> QuerySet[Grouping]:
    """Delegations, sectors and groups whose head the actor is."""
    return Grouping.objects.filter(organ=scope.organ, pk__in=scope.actor.leads)


def others(scope: Scope) -> QuerySet[Mandate]:
    """Sitting deputies or members other than the actor."""
    return (
        Mandate.objects.on(scope.day)
        .filter(organ=scope.organ, kind__in=[Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER])
        .exclude(pk__in=scope.actor.mandates)
        .select_related("person")
    )


MAY_TAKE_IN = (Suggestion.State.REGISTERED, Suggestion.State.WITH_OFFICE, Suggestion.State.ASSIGNED)
"""States in which others can still be merged into a suggestion."""


def merge_targets(scope: Scope) -> QuerySet[Suggestion]:
    """Suggestions that another can still be merged into; the same rows for each of a batch, itself among them,
    which `merge` refuses."""
    found = Suggestion.objects.filter(matter__organ=scope.organ, matter__state__in=MAY_TAKE_IN)
    return found.select_related("matter").order_by("-pk")


def _listed(said: Any) -> tuple[Any, ...]:
    return tuple(said.value) if said else ()


def grounds(pack: Pack | None) -> tuple[Listed, ...]:
    """Matters that are not to be put forward as suggestions (CQ 9, ZJ 6, SH 8)."""
    return _listed(pack.choices.inadmissible) if pack else ()


def stages(pack: Pack | None) -> tuple[Listed, ...]:
    """Stages of examination."""
    return _listed(pack.choices.review_stages) if pack else ()


def classes(pack: Pack | None) -> tuple[AnswerClass, ...]:
    """Classes of answers (CQ 22, ZJ 19, SH 18)."""
    return _listed(pack.choices.answer_classes) if pack else ()


def answer_class(pack: Pack | None, code: str) -> AnswerClass | None:
    """One class by its code."""
    return next((found for found in classes(pack) if found.code == code), None)


def questions(pack: Pack | None, *, promise: bool = False) -> tuple[Question, ...]:
    """What an evaluation asks."""
    if pack is None:
        return ()
    return _listed(pack.choices.promise_questions if promise else pack.choices.questions)


def scale(pack: Pack | None) -> tuple[Grade, ...]:
    """The grades."""
    return _listed(pack.choices.scale) if pack else ()


def ground_choices(scope: Scope) -> list[tuple[str, Any]]:
    """Grounds as a page offers them."""
    return [(ground.code, ground.shown) for ground in grounds(scope.pack)]


EXITS = {
    "returned": Suggestion.State.RETURNED,
    "not_accepted": Suggestion.State.RETURNED,
    "reference": Suggestion.State.REFERRED,
    "letter": Suggestion.State.LETTER,
    "information": Suggestion.State.INFORMATION,
}
"""Where what is not handled as a suggestion goes, by the pack's word for it."""


def exit_choices(scope: Scope) -> list[tuple[str, Any]]:
    """Exits that the place's rule allows."""
    return [(way.code, way.shown) for way in _listed(scope.pack.choices.exits if scope.pack else None)]


def class_choices(scope: Scope) -> list[tuple[str, Any]]:
    """Classes as the drafting page offers them."""
    return [(found.code, found.shown) for found in classes(scope.pack)]


def grade_choices(scope: Scope) -> list[tuple[str, Any]]:
    """Grades as the evaluation offers them."""
    return [(grade.code, grade.shown) for grade in scale(scope.pack)]


WHERE = [("government", _("政府办")), ("party", _("党委办"))]
