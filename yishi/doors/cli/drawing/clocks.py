"""docs/generated/clocks.md: the periods of every rule pack, each with its article and its words."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from yishi.doors.cli.drawing.tables import table
from yishi.foundation.law import packs
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.rules import Rule
from yishi.rooms import YEAR


def page() -> str:
    """Which clocks each room starts, then pack by pack."""
    lines = [
        "# Clocks",
        "",
        "Which happening starts which clock; whether one is overdue is decided in `yishi/foundation/clocks`.",
    ]
    for room in YEAR:
        doc = import_module(f"yishi.rooms.{room.name}.deadlines").__doc__ or ""
        lines += ["", f"## {room.name}", "", doc.strip()]
    lines += ["", "## Rule packs", "", "`own` marks an organ's own rules, which rest on no statute and may be edited."]
    for pack in packs.ALL:
        lines += ["", f"### {pack.ref}", "", _head(pack), "", *table(HEAD, _rows(pack))]
    return "\n".join(lines)


HEAD = ("rule", "名称", "period", "starts on", "owed by", "article", "wording", "assumption")


def _head(pack: Pack) -> str:
    until = f" to {pack.in_force_until}" if pack.in_force_until else ""
    own = ", own" if pack.own else ""
    return f"{pack.title} (place {pack.place}, {pack.profile}{own}; in force from {pack.in_force_from}{until})"


def _rows(pack: Pack) -> Iterator[tuple[object, ...]]:
    parent = next((other for other in packs.ALL if other.ref == pack.parent), None)
    for rule in pack.rules.values():
        inherited = parent is not None and parent.rules.get(rule.id) == rule
        yield _row(rule, f"as in {pack.parent}" if inherited else "")


def _row(rule: Rule, inherited: str) -> tuple[object, ...]:
    cited = rule.citation
    what = inherited or (cited.wording if cited else "")
    period = f"{rule.when}" + (f"（延长 {rule.extends}）" if rule.extends else "")
    return (
        f"`{rule.id}`",
        rule.title,
        period,
        rule.starts_on.value,
        rule.owed_by.value,
        cited or "",
        what,
        rule.assumption,
    )
