"""Matters of any kind as the caller may see them, and what he may do on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from yishi.doors.api.auth import Request
from yishi.doors.parts.taking import VISIBLE
from yishi.foundation import clock
from yishi.foundation.clocks.packs import pack_for, pack_of
from yishi.foundation.law.pack import PackError
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import NotFound
from yishi.foundation.loops.steps import SYSTEM, Loop, Step
from yishi.foundation.people.actors import Actor


def plural(kind: str) -> str:
    """How the addresses of a kind begin."""
    return f"{kind[:-1]}ies" if re.search("[^aeiou]y$", kind) else f"{kind}s"


def people_take(step: Step) -> bool:
    """Is it taken by people, and not by the system, nor opened by another step that has its parts in hand?"""
    return step.by != (SYSTEM,) and not (step.opens and SYSTEM in step.by)


def visible(actor: Actor, loop: Loop, keys: Iterable[int]) -> set[int]:
    """Those of these matters that the actor finds."""
    return set(VISIBLE[loop.kind](actor).filter(pk__in=list(keys)).values_list("pk", flat=True))


def scope(request: Request, loop: Loop, key: int | None) -> Scope:
    """The caller before one matter with all that its steps ask for, or before a blank one. Raises NotFound."""
    actor, today = request.auth, clock.today()
    if key is None:
        return Scope(actor, today, loop.model(), _pack(lambda: pack_for(actor.organ, today)))
    rows = VISIBLE[loop.kind](actor).filter(pk=key)
    record = rows.select_related("matter__parent", *loop.select).prefetch_related(*loop.prefetch).first()
    if record is None:
        raise NotFound()
    return Scope(actor, today, record, _pack(lambda: pack_of(actor.organ, record.matter.pack)))


def _pack(find: Callable[[], Any]) -> Any:
    try:
        return find()
    except PackError:
        return None
