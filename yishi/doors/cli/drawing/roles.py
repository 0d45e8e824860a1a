"""docs/generated/roles.md: the roles of accounts, the parts that people play towards a matter, and what each may do."""

from __future__ import annotations

from yishi.doors.cli.drawing.tables import table
from yishi.foundation.loops.steps import NEW, Loop, Who
from yishi.foundation.people.models import RoleCode
from yishi.rooms import loops


def page() -> str:
    """Roles first, then each part with its steps by loop and state."""
    lines = [
        "# Roles",
        "",
        "An account has roles in an organ. Towards one matter its holder plays a part; the part decides.",
        "",
    ]
    lines += table(("role", "名称"), ((f"`{code.value}`", code.label) for code in RoleCode))
    lines += ["", "## Parts and what they may do", "", "State by state; nothing else is open to anyone."]
    for who in _parts():
        lines += ["", f"### {who.title} (`{who.code}`)", ""]
        for loop in loops().values():
            lines += _may(who, loop)
    return "\n".join(lines)


def _parts() -> list[Who]:
    found: dict[str, Who] = {}
    for loop in loops().values():
        for step in loop.steps.values():
            for who in step.by:
                found.setdefault(who.code, who)
    return [found[code] for code in sorted(found)]


def _may(who: Who, loop: Loop) -> list[str]:
    labels = {NEW: "（新）"} | {state.value: str(state.label) for state in loop.states}
    lines = []
    for state, label in labels.items():
        steps = [step for step in loop.steps.values() if who in step.by and state in step.sources]
        if steps:
            words = "、".join(f"{step.title} `{step.name}`" for step in steps)
            lines.append(f"- {loop.kind} {label}: {words}")
    return lines
