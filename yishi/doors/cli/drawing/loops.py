"""docs/generated/loops.md: every loop as a state diagram and a table of its steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yishi.doors.cli.drawing.tables import table
from yishi.foundation.loops.steps import NEW, SAME, SYSTEM, Loop, Step
from yishi.rooms import YEAR, loops


def page() -> str:
    """Room by room, loop by loop."""
    lines = [
        "# Loops",
        "",
        "Which states a matter may be in, and the steps between them. In brackets: what follows by itself.",
    ]
    for room in YEAR:
        lines += ["", f"## {room.name} ({'、'.join(map(str, room.title.values()))})"]
        for loop in loops().values():
            if loop.room == room.name:
                lines += ["", f"### {loop.kind} ({loop.title})", "", *_diagram(loop), "", *_steps(loop)]
    return "\n".join(lines)


def _diagram(loop: Loop) -> Iterator[str]:
    """The states and the steps that lead from one to another; steps that stay are in the table only."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in loop.states:
        yield f"    {state.value}: {state.label}"
    arrows = _arrows(loop)
    for (source, target), words in arrows.items():
        yield f"    {'[*]' if source == NEW else source} --> {target}: {'、'.join(dict.fromkeys(words))}"
    left = {source for source, _ in arrows}
    yield from (f"    {state.value} --> [*]" for state in loop.states if state.value not in left)
    yield "```"


def _arrows(loop: Loop) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for step in loop.steps.values():
        moves = ((source, target) for source in step.sources for target in step.leads(source) if target != source)
        for move in moves:
            found.setdefault(move, []).append(_word(step))
    return found


def _word(step: Step) -> str:
    word = str(step.title).replace(":", "：")
    return f"（{word}）" if step.by == (SYSTEM,) else word


def _steps(loop: Loop) -> list[str]:
    head = ("step", "名称", "from", "to", "who", "law", "given", "what it does")
    return table(head, (_row(loop, step) for step in loop.steps.values()))


def _row(loop: Loop, step: Step) -> tuple[Any, ...]:
    marks = [mark for mark, has in (("批量", step.batch), ("保密", step.sealed), ("慎用", step.danger)) if has]
    given = "、".join(f"{name}{'' if name in step.defaults else '*'}" for name in step.inputs)
    return (
        f"`{step.code}`", f"{step.title}{'（' + '、'.join(marks) + '）' if marks else ''}", _states(step.sources), _states(step.targets),
        "、".join(str(who) for who in step.by), step.law, given, step.doc.splitlines()[0] if step.doc else "",
    )  # fmt: skip


def _states(states: tuple[str, ...]) -> str:
    words = {NEW: "（新）", SAME: "（不变）"}
    return ", ".join(words.get(state, str(state)) for state in states)
