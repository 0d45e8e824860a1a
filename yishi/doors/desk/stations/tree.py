"""Stations as a tree: one level at a time, each with how many stand below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.acting import own
from yishi.doors.desk.stations.access import desk
from yishi.doors.desk.stations.listing import kind_names
from yishi.doors.parts.who import Request
from yishi.rooms.stations import lists
from yishi.rooms.stations.models import Station

MOST = 500
"""So many of one level are drawn; the list shows them all."""


@dataclass(frozen=True, slots=True)
class Node:
    """One station of the tree: `below` counts all that stand below it, `children` those directly so."""

    pk: int
    title: str
    kind: str
    area: str
    below: int
    children: int


@desk
@require_GET
def tree(request: Request) -> HttpResponse:
    """The top of the tree, by street and town; or what stands below one station. Three queries."""
    asked = request.GET.get("under", "")
    under = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 12 else None
    open_ones = lists.open_ones(request.actor.organ)
    here: Station | None = own(open_ones.select_related("matter", "upper__matter"), under) if under else None
    rows = list(open_ones.values_list("pk", "matter__title", "kind", "area", "upper"))
    known = {pk for pk, *_rest in rows}
    children: dict[int | None, list[int]] = defaultdict(list)
    for pk, _title, _kind, _area, upper in rows:
        children[upper if upper in known else None].append(pk)
    below = _below(children)
    names = kind_names(request)
    nodes = {
        pk: Node(pk, title, names.get(kind, kind), area, below[pk], len(children.get(pk, ())))
        for pk, title, kind, area, _upper in rows
    }
    found = [nodes[pk] for pk in children.get(under, ())]
    context = {
        "here": here,
        "groups": _groups(found[:MOST], grouped=here is None),
        "hidden": max(0, len(found) - MOST),
        "count": len(rows),
    }
    return render(request, "desk/stations/tree.html", context)


def _below(children: dict[int | None, list[int]]) -> Counter[int]:
    """How many stand below each: the leaves are counted first."""
    order: list[int] = []
    waiting = list(children.get(None, ()))
    while waiting:
        pk = waiting.pop()
        order.append(pk)
        waiting += children.get(pk, ())
    found: Counter[int] = Counter()
    for pk in reversed(order):
        found[pk] = sum(1 + found[child] for child in children.get(pk, ()))
    return found


def _groups(found: list[Node], *, grouped: bool) -> list[tuple[str, list[Node]]]:
    """By street and town at the top; below a station in one group."""
    if not grouped:
        return [("", found)] if found else []
    by_area: dict[str, list[Node]] = defaultdict(list)
    for node in found:
        by_area[node.area].append(node)
    return sorted(by_area.items(), key=lambda pair: (pair[0] == "", pair[0]))
