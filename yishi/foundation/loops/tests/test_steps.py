"""Declaring steps: what is wrong with a declaration is said when the house is built, not when someone clicks."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from yishi.foundation.loops.inputs import Flag, Text
from yishi.foundation.loops.steps import NEW, SAME, SYSTEM, Loop
from yishi.foundation.loops.tests.toy import ANYONE, EVERYTHING, S
from yishi.foundation.people.actors import Actor, stranger, system
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.models import Suggestion


@pytest.fixture
def loop() -> Loop:
    """A loop without steps."""
    return Loop(room="suggestions", kind="suggestion", title="试", model=Suggestion, states=S)


def nothing(s: Suggestion, act: Any) -> None:
    """Do nothing."""


def without(s: Suggestion, act: Any, *, words: str) -> None:
    """Ask for something no one declared."""


def doubly(s: Suggestion, act: Any, *, words: Annotated[str, Text("甲"), Flag("乙")]) -> None:
    """Ask for one thing in two ways."""


def test_what_a_step_says_of_itself(loop: Loop) -> None:
    made = loop.step(S.DRAFT, by=(ANYONE,), law="试验", title="试")(nothing)
    assert made.code == "suggestion.nothing" and made.doc == "Do nothing." and not made.opens
    assert made.targets == (SAME,) and made.leads(S.DRAFT) == (S.DRAFT,)
    assert loop["nothing"] is made and EVERYTHING.opens
    assert list(EVERYTHING.inputs)[:2] == ["line", "text"] and "line" not in EVERYTHING.defaults


@pytest.mark.parametrize("how", [
    {"sources": ("no_such",)}, {"sources": (S.DRAFT,), "to": "no_such"}, {"sources": (S.DRAFT,), "to": (S.CLOSED, "no_such")},
])  # fmt: skip
def test_an_unknown_state_is_a_mistake(loop: Loop, how: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="unknown states"):
        loop.step(*how.pop("sources"), by=(ANYONE,), law="试验", title="试", **how)(nothing)
    assert not loop.steps


def test_a_step_that_nobody_may_take_is_a_mistake(loop: Loop) -> None:
    with pytest.raises(TypeError, match="nobody"):
        loop.step(S.DRAFT, by=(), law="试验", title="试")(nothing)


def test_a_step_declared_twice_is_a_mistake(loop: Loop) -> None:
    loop.step(NEW, to=S.DRAFT, by=(ANYONE,), law="试验", title="试")(nothing)
    with pytest.raises(TypeError, match="twice"):
        loop.step(S.DRAFT, by=(ANYONE,), law="试验", title="试")(nothing)


@pytest.mark.parametrize("function", [without, doubly])
def test_each_parameter_needs_one_input(loop: Loop, function: Any) -> None:
    with pytest.raises(TypeError, match="one Input"):
        loop.step(S.DRAFT, by=(ANYONE,), law="试验", title="试")(function)


def test_denied_unless_granted(loop: Loop) -> None:
    organ = Organ()
    made = loop.step(S.DRAFT, by=(SYSTEM,), law="试验", title="试")(nothing)
    assert made.allows(system(organ), Suggestion())
    assert not made.allows(stranger(organ), Suggestion())
    assert not made.allows(Actor(organ, "account", "某某"), Suggestion())
