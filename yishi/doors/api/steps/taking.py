"""An operation for every step of every loop, made from the table of steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ninja import Router, Status
from pydantic import BaseModel

from yishi.doors.api.auth import Request
from yishi.doors.api.problems import WRITE, code_of, problems
from yishi.doors.api.steps import schemas
from yishi.doors.api.steps.matters import people_take, plural, visible
from yishi.doors.api.types import PathKey
from yishi.foundation.loops.refusals import Invalid, NotFound, Refused
from yishi.foundation.loops.steps import Loop, Step
from yishi.foundation.loops.take import Batch, Outcome, create, take, take_many

OPENING = WRITE - {404}


def add_all(router: Router, loop: Loop) -> None:
    """Put the loop's steps under the plural of its kind."""
    for step in loop.steps.values():
        if not people_take(step):
            continue
        path = f"/{plural(loop.kind)}"
        if step.opens:
            _add(router, f"{path}/{step.name}", _opening(step), step, "", {201: schemas.Taken, **problems(OPENING)})
            continue
        _add(router, f"{path}/{{int:id}}/{step.name}", _taking(step), step, "", {200: schemas.Taken, **problems(WRITE)})
        if step.batch:
            _add(
                router,
                f"{path}/batch/{step.name}",
                _batching(step),
                step,
                "_batch",
                {200: schemas.BatchOut, **problems(OPENING)},
            )


def _add(
    router: Router, path: str, view: Callable[..., Any], step: Step, suffix: str, response: dict[Any, Any]
) -> None:
    router.post(
        path, response=response, operation_id=f"{step.loop.kind}_{step.name}{suffix}", tags=[plural(step.loop.kind)],
        summary=str(step.title), description=described(step),
    )(view)  # fmt: skip


def described(step: Step) -> str:
    """What it does, by whom, from where to where, under which article."""
    states = {code: str(label) for code, label in step.loop.states.choices} | {"new": "（新件）", "same": "（不变）"}
    start, end = (" / ".join(states[str(code)] for code in codes) for codes in (step.sources, step.targets))
    by = "、".join(str(who) for who in step.by)
    return f"{step.doc}\n\n- 状态：{start} → {end}\n- 办理人：{by}\n- 依据：{law_of(step)}"


def law_of(step: Step) -> str:
    """The citation, or the rule of the matter's pack that has it."""
    return f"规则包中的规则 `{step.law}`" if step.law.isascii() else step.law


def _typed(view: Callable[..., Any], body: type[BaseModel], **more: Any) -> Callable[..., Any]:
    """Ninja reads what a view takes from its annotations; these are made here, one schema for each step."""
    view.__annotations__ = {"request": Request, **more, "given": body}
    return view


def _opening(step: Step) -> Callable[..., Any]:
    def opening(request, given):  # type: ignore[no-untyped-def]  # typed below
        outcome = create(step, request.auth, schemas.data_of(given, step))
        return Status(201, _taken(outcome))

    return _typed(opening, schemas.body_of(step))


def _taking(step: Step) -> Callable[..., Any]:
    def taking(request, id, given):  # type: ignore[no-untyped-def]  # typed below
        if not visible(request.auth, step.loop, [id]):
            raise NotFound()
        return _taken(take(step, id, request.auth, schemas.data_of(given, step), version=given.version))

    return _typed(taking, schemas.body_of(step), id=PathKey)


def _batching(step: Step) -> Callable[..., Any]:
    def batching(request, given):  # type: ignore[no-untyped-def]  # typed below
        versions = {int(key): version for key, version in given.ids.items()}
        data = schemas.data_of(given.inputs, step)
        batch = take_many(
            step, list(versions), request.auth, data, versions=versions, all_or_nothing=given.all_or_nothing
        )
        return _batch(batch, visible(request.auth, step.loop, batch.refused))

    return _typed(batching, schemas.batch_of(step))


def _taken(outcome: Outcome) -> schemas.Taken:
    return schemas.Taken(id=outcome.pk, state=outcome.state, version=outcome.version)


def _batch(batch: Batch, seen: set[int]) -> schemas.BatchOut:
    """A matter that the caller may not see is told like one that is not there."""
    refused = {key: refusal if key in seen else NotFound() for key, refusal in batch.refused.items()}
    return schemas.BatchOut(
        done=[_taken(outcome) for outcome in batch.done],
        refused=[_refused(key, refusal) for key, refusal in refused.items()],
    )


def _refused(key: int, refusal: Refused) -> schemas.RefusedOne:
    errors = refusal.errors if isinstance(refusal, Invalid) else {}
    return schemas.RefusedOne(
        id=key,
        code=code_of(refusal),
        sentence=str(refusal.sentence),
        errors={name: [str(each) for each in said] for name, said in errors.items()},
    )
