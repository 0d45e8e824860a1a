"""Which delegations, sectors and groups a row of the roll takes up and leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yishi.foundation.people.imports.registry import Registry
from yishi.foundation.people.imports.roll_columns import HEADED, ONE, SEVERAL
from yishi.foundation.people.models import Belonging, Grouping, Term

if TYPE_CHECKING:
    from yishi.foundation.people.imports.roll import SeatPlan


@dataclass
class Wish:
    """A place that a row asks for; `grouping` is None where it would have to be made."""

    kind: str
    name: str
    term: Term | None
    grouping: Grouping | None
    second: bool = False
    heads: bool = False
    grouping_is_new: bool = False

    def __str__(self) -> str:
        return f"{Grouping.Kind(self.kind).label}“{self.name}”"

    def is_met_by(self, belonging: Belonging, heads: bool | None) -> bool:
        """Whether the seat has the place already; `heads` None asks nothing about leading it."""
        same = self.grouping is not None and belonging.grouping_id == self.grouping.pk
        return same and belonging.second == self.second and (heads is None or belonging.heads == heads)


def plan_places(registry: Registry, plan: SeatPlan, term: Term, make: bool) -> None:
    """Note on the plan what the row joins and leaves. A blank cell leaves everything as it is."""
    for key, kind, second, names in _asked(plan):
        wishes = [Wish(kind, name, term, registry.grouping(kind, name, term), second) for name in names]
        plan.errors += [registry.unknown(kind, wish.name) for wish in wishes if wish.grouping is None and not make]
        heads = plan.values.get("heads") if key == HEADED.get(registry.organ.profile) else None
        for wish in wishes:
            wish.heads, wish.grouping_is_new = bool(heads), wish.grouping is None
        _compare(registry, plan, kind, second, wishes, heads)
    _head_alone(registry, plan)


def _asked(plan: SeatPlan) -> Iterator[tuple[str, str, bool, list[str]]]:
    for key, (kind, second) in ONE.items():
        if plan.values.get(key):
            yield key, kind, second, [plan.values[key]]
    for key, kind in SEVERAL.items():
        if plan.values.get(key):
            yield key, kind, False, plan.values[key]


def _compare(
    registry: Registry, plan: SeatPlan, kind: str, second: bool, wishes: list[Wish], heads: bool | None
) -> None:
    held = [b for b in _held(registry, plan) if b.grouping.kind == kind and b.second == second]
    stays = [b for b in held if any(wish.is_met_by(b, heads) for wish in wishes)]
    joins = [wish for wish in wishes if not any(wish.is_met_by(b, heads) for b in stays)]
    leaves = [b for b in held if b not in stays]
    plan.joins += joins
    plan.leaves += leaves
    if not plan.is_new and (joins or leaves):
        title = _("第二界别") if second else str(Grouping.Kind(kind).label)
        before = [_named(b.grouping.name, b.heads) for b in held]
        after = [_named(b.grouping.name, b.heads) for b in stays] + [_named(w.name, w.heads) for w in joins]
        plan.change(title, before, after)


def _head_alone(registry: Registry, plan: SeatPlan) -> None:
    """团长 is filled in and the delegation is not: it speaks of the one that the seat belongs to."""
    key, heads = HEADED.get(registry.organ.profile), plan.values.get("heads")
    if key is None or heads is None or plan.values.get(key):
        return
    kind, second = ONE[key]
    held = [b for b in _held(registry, plan) if b.grouping.kind == kind and b.second == second]
    if heads and not held:
        plan.errors.append(_("填了团长（召集人），但没有填%(kind)s。") % {"kind": Grouping.Kind(kind).label})
    for belonging in held:
        if belonging.heads != heads:
            grouping = belonging.grouping
            plan.leaves.append(belonging)
            plan.joins.append(Wish(kind, grouping.name, grouping.term, grouping, second, heads))
            plan.change(
                Grouping.Kind(kind).label,
                _named(grouping.name, belonging.heads),
                _named(grouping.name, heads),
            )


def _held(registry: Registry, plan: SeatPlan) -> list[Belonging]:
    return registry.belongings.get(plan.seat.pk, []) if plan.seat and plan.seat.pk else []


def _named(name: str, heads: bool) -> str:
    return _("%(name)s（团长、召集人）") % {"name": name} if heads else name
