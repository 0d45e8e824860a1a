"""The buttons of a matter: what the actor may do now, and what he could do but for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from yishi import rooms
from yishi.doors.parts.who import Request, door_of
from yishi.foundation import clock
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.steps import NEW, Loop, Step
from yishi.foundation.loops.take import offered


@dataclass(frozen=True)
class Button:
    """One step offered. `why_not` is the sentence that stands in its place when it cannot be taken now."""

    step: Step
    url: str
    on: str = ""
    why_not: str = ""

    @property
    def label(self) -> str:
        """The verb."""
        return str(self.step.title)

    @property
    def leads_on(self) -> bool:
        """Whether the matter moves by it; what only adds a note or a mark is never urged."""
        return self.step.leads(self.step.sources[0]) != (self.step.sources[0],)


def buttons(
    request: Request, loop: Loop, record: Any, scope: Scope, *, on: str = "", hide: Iterable[str] = ()
) -> list[Button]:
    """Steps from the record's state that the actor's role gives him, in the order of the loop; no queries of its own
    where the record was loaded with the loop's prefetches."""
    state, hidden = record.matter.state, set(hide)
    found = []
    for step in loop.steps.values():
        if (
            state not in step.sources
            or NEW in step.sources
            or step.name in hidden
            or not step.allows(scope.actor, record)
        ):
            continue
        url = reverse(f"{door_of(request)}:step", args=[loop.kind, record.pk, step.name])
        found.append(Button(step, url, on, offered(step, scope) or ""))
    return found


def opening(request: Request) -> list[Button]:
    """Steps with which the reader himself opens a suggestion, as an office enters what reaches it otherwise."""
    loop = rooms.loops()["suggestion"]
    blank = loop.model()
    scope = Scope(request.actor, clock.today(), blank, None)
    return [
        Button(step, reverse(f"{door_of(request)}:new", args=[loop.kind, step.name]))
        for step in loop.steps.values()
        if step.opens and step.allows(request.actor, blank) and not any(guard(blank, scope) for guard in step.guards)
    ]


def primary(found: Sequence[Button]) -> Button | None:
    """The one to draw large: of those that can be taken and are no way out, the first that leads on to another state;
    else the first that belongs to this state alone, as urging an evaluation does; else the first."""
    open_ones = [button for button in found if not button.why_not and not button.step.danger]
    for wanted in (lambda button: button.leads_on, lambda button: len(button.step.sources) == 1):
        if first := next(filter(wanted, open_ones), None):
            return first
    return open_ones[0] if open_ones else None
