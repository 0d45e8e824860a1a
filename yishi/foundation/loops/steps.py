"""Declaring loops: `Loop` holds the steps of one noun, `Who` says who may, `Step` is one row of the table
that draws the loop, makes the buttons and the API, and drives the tests."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, get_type_hints

from django.db import models
from django.utils.translation import gettext_lazy as _

from yishi.foundation.loops.inputs import Input
from yishi.foundation.people.actors import Actor

if TYPE_CHECKING:
    from yishi.foundation.facts.rows import FactRow

NEW = "new"
"""The state of a matter that is not there yet: steps from it open one."""
SAME = "same"
"""Leads to the state it came from."""


@dataclass(frozen=True)
class Who:
    """A part that someone plays towards one matter: `test(actor, record)` is all that decides.

    For a step from NEW the record is a blank one."""

    code: str
    title: Any
    test: Callable[[Actor, Any], bool]

    def __str__(self) -> str:
        return str(self.title)


SYSTEM = Who("system", _("系统"), lambda actor, record: actor.kind == "system")
"""What follows by itself from another step in the same transaction."""

Guard = Callable[[Any, Any], str | None]
"""`guard(record, scope)` gives the sentence why the step cannot be taken now, or None."""


@dataclass(frozen=True, eq=False)
class Step:
    """One way from state to state. `law` is a rule id of the matter's pack ("assign") or a citation in words.

    A `quiet` step changes nothing that anybody decides by: the matter keeps its version, and whoever has its page open
    takes his step all the same."""

    loop: Loop
    name: str
    title: Any
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    by: tuple[Who, ...]
    law: str
    inputs: dict[str, Input]
    run: Callable[..., Any]
    defaults: dict[str, Any]
    guards: tuple[Guard, ...] = ()
    sealed: bool = False
    batch: bool = False
    danger: bool = False
    quiet: bool = False

    @property
    def code(self) -> str:
        """Its name anywhere: "suggestion.assign"."""
        return f"{self.loop.kind}.{self.name}"

    @property
    def doc(self) -> str:
        """What it does, in a sentence."""
        return inspect.getdoc(self.run) or ""

    @property
    def opens(self) -> bool:
        """Does it open a new matter?"""
        return NEW in self.sources

    def allows(self, actor: Actor, record: Any) -> bool:
        """Denied unless granted."""
        return any(who.test(actor, record) for who in self.by)

    def leads(self, state: str) -> tuple[str, ...]:
        """The states it may lead to from `state`."""
        return tuple(state if target == SAME else target for target in self.targets)


class Derive(Protocol):
    """Derives the facts of whole families from their rows: those of some kinds, or all."""

    def __call__(self, keys: Sequence[int], kinds: frozenset[str] = ..., /) -> Iterable[FactRow]: ...


@dataclass(eq=False)
class Loop:
    """The steps of one noun in the order in which they are written.

    `model` shares its key with `Matter`; `select` and `prefetch` load what its steps read, for one or a thousand
    matters in as many queries; `needed` says what of `select` its steps do with, where pages want more.
    `facts` derives the facts of whole families from their rows, given the keys of their roots and the kinds that are
    wanted; `counted` names, for steps that touch few, the kinds of facts they can touch.
    """

    room: str
    kind: str
    title: Any
    model: type[models.Model]
    states: type[models.TextChoices]
    select: tuple[str, ...] = ()
    needed: tuple[str, ...] | None = None
    prefetch: tuple[Any, ...] = ()
    facts: Derive | None = None
    counted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)

    def step(
        self,
        *sources: str,
        to: str | tuple[str, ...] = SAME,
        by: tuple[Who, ...],
        law: str,
        title: Any,
        when: tuple[Guard, ...] = (),
        sealed: bool = False,
        batch: bool = False,
        danger: bool = False,
        quiet: bool = False,
    ) -> Callable[[Callable[..., Any]], Step]:
        """Declare the function below as a step. Its keyword parameters, annotated with an `Input`, are what it is given."""

        def declare(function: Callable[..., Any]) -> Step:
            inputs, defaults = _inputs(function)
            targets = (to,) if isinstance(to, str) else to
            made = Step(
                self,
                function.__name__,
                title,
                sources,
                targets,
                by,
                law,
                inputs,
                function,
                defaults,
                when,
                sealed,
                batch,
                danger,
                quiet,
            )
            if made.name in self.steps:
                raise TypeError(f"{made.code} is declared twice")
            unknown = (set(sources) | set(targets)) - set(self.states.values) - {NEW, SAME}
            if unknown or not by:
                raise TypeError(
                    f"{made.code}: unknown states {unknown}" if unknown else f"{made.code}: nobody may take it"
                )
            self.steps[made.name] = made
            return made

        return declare

    def __getitem__(self, name: str) -> Step:
        return self.steps[name]


def _inputs(function: Callable[..., Any]) -> tuple[dict[str, Input], dict[str, Any]]:
    hints = get_type_hints(function, include_extras=True)
    inputs, defaults = {}, {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            continue
        found = [extra for extra in getattr(hints[name], "__metadata__", ()) if isinstance(extra, Input)]
        if len(found) != 1:
            raise TypeError(f"{function.__name__}: {name} needs one Input in its annotation")
        inputs[name] = found[0]
        if parameter.default is not inspect.Parameter.empty:
            defaults[name] = parameter.default
    return inputs, defaults
