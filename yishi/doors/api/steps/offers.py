"""What the caller may do now: the steps of a matter with the reasons why not, and each with its schema and choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from ninja import Router
from pydantic import BaseModel, Field

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, READ, problems
from yishi.doors.api.steps import schemas
from yishi.doors.api.steps.matters import people_take, plural, scope
from yishi.doors.api.steps.taking import law_of
from yishi.doors.api.types import PathKey
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.compound import GradesField
from yishi.foundation.loops.forms import form_of
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.loops.steps import NEW, Loop, Step
from yishi.foundation.loops.take import offered

MOST_CHOICES = 500


class Offer(BaseModel):
    """A step that the caller's part gives him from the matter's state."""

    step: str
    title: str
    doc: str
    law: str
    batch: bool
    danger: bool
    available: bool
    why_not: str = Field(description="现在不能办理的原因；能办理的为空")
    body: dict[str, Any] = Field(description="请求正文的 JSON Schema")


class Offers(BaseModel):
    """The steps of one matter, in the order of its life."""

    version: int | None
    items: list[Offer]


class Choice(BaseModel):
    """A value that an input takes."""

    value: int | str
    title: str


class Asked(BaseModel):
    """A question of an evaluation with its grades."""

    question: Choice
    grades: list[Choice]


class OfferWhole(Offer):
    """The same with what may be chosen: of the first 500 rows, the rest is found in the lists."""

    choices: dict[str, list[Choice]]
    questions: dict[str, list[Asked]]


def add_all(router: Router, loop: Loop) -> None:
    """Put the loop's offers under the plural of its kind."""
    kind, name = loop.kind, plural(loop.kind)
    path, tags = f"/{name}", [name]
    if any(step.opens and people_take(step) for step in loop.steps.values()):
        router.get(f"{path}/steps", response={200: Offers, **problems(READ)}, operation_id=f"{kind}_new_steps", tags=tags,
                   summary=f"{loop.title}：我能提出什么")(_listing_new(loop))  # fmt: skip
        router.get(f"{path}/steps/{{step}}", response={200: OfferWhole, **problems(ONE)}, operation_id=f"{kind}_new_step", tags=tags,
                   summary=f"{loop.title}：提出时填什么")(_showing_new(loop))  # fmt: skip
    router.get(f"{path}/{{int:id}}/steps", response={200: Offers, **problems(ONE)}, operation_id=f"{kind}_steps", tags=tags,
               summary=f"{loop.title}：我现在能办什么")(_listing(loop))  # fmt: skip
    router.get(f"{path}/{{int:id}}/steps/{{step}}", response={200: OfferWhole, **problems(ONE)}, operation_id=f"{kind}_step", tags=tags,
               summary=f"{loop.title}：办理时填什么")(_showing(loop))  # fmt: skip


def _listing(loop: Loop) -> Callable[..., Offers]:
    def listing(request: Request, id: PathKey) -> Offers:
        """Steps that my part gives me now, those that something still stands against with the reason."""
        before = scope(request, loop, id)
        return Offers(
            version=before.record.matter.version, items=[_offer(step, before) for step in _steps(loop, before)]
        )

    return listing


def _listing_new(loop: Loop) -> Callable[..., Offers]:
    def listing(request: Request) -> Offers:
        """Steps by which I can open something new."""
        before = scope(request, loop, None)
        return Offers(version=None, items=[_offer(step, before) for step in _steps(loop, before)])

    return listing


def _showing(loop: Loop) -> Callable[..., OfferWhole]:
    def showing(request: Request, id: PathKey, step: str) -> OfferWhole:
        """One step with its schema and what may be chosen."""
        return _whole(_named(loop, scope(request, loop, id), step))

    return showing


def _showing_new(loop: Loop) -> Callable[..., OfferWhole]:
    def showing(request: Request, step: str) -> OfferWhole:
        """One step that opens something new, with its schema and what may be chosen."""
        return _whole(_named(loop, scope(request, loop, None), step))

    return showing


def _steps(loop: Loop, before: Scope) -> Iterable[Step]:
    state = before.record.matter.state if before.record.pk else NEW
    return (
        s
        for s in loop.steps.values()
        if state in s.sources and people_take(s) and s.allows(before.actor, before.record)
    )


def _named(loop: Loop, before: Scope, name: str) -> tuple[Step, Scope]:
    found = next((step for step in _steps(loop, before) if step.name == name), None)
    if found is None:
        raise NotFound()
    return found, before


def _offer(step: Step, before: Scope) -> Offer:
    why_not = _why_not(step, before)
    return Offer(
        step=step.name, title=str(step.title), doc=step.doc, law=_law(step, before), batch=step.batch, danger=step.danger,
        available=not why_not, why_not=why_not, body=schemas.body_of(step).model_json_schema(),
    )  # fmt: skip


def _why_not(step: Step, before: Scope) -> str:
    if before.record.pk:
        return str(offered(step, before) or "")
    return next((str(said) for said in (guard(before.record, before) for guard in step.guards) if said), "")


def _law(step: Step, before: Scope) -> str:
    rule = before.pack.rule(step.law) if before.pack else None
    return str(rule.citation) if rule and rule.citation else law_of(step)


def _whole(found: tuple[Step, Scope]) -> OfferWhole:
    step, before = found
    fields = form_of(step, before).fields
    choices = {name: _choices(field) for name, field in fields.items() if isinstance(field, forms.ChoiceField)}
    asked = {name: _asked(field) for name, field in fields.items() if isinstance(field, GradesField)}
    return OfferWhole(**dict(_offer(step, before)), choices=choices, questions=asked)


def _choices(field: forms.ChoiceField) -> list[Choice]:
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset[:MOST_CHOICES] if field.queryset is not None else ()
        return [Choice(value=row.pk, title=field.label_from_instance(row)) for row in rows]
    pairs: Iterable[Any] = field.choices  # type: ignore[assignment]  # one of (value, label) here, whatever Django allows
    return [Choice(value=str(value), title=str(label)) for value, label in pairs if value != ""]


def _asked(field: GradesField) -> list[Asked]:
    grades = [Choice(value=str(code), title=str(label)) for code, label in field.widget.grades]
    return [Asked(question=Choice(value=code, title=str(label)), grades=grades) for code, label in field.questions]
