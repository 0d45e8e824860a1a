"""Delegations, constituencies, sectors, committees and groups: their tree, heads, seats and vacancies."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.fields import DayField, asked_day, choose, flag, line, pick
from yishi.doors.desk.people.recording import Note
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people import groupings as moves
from yishi.foundation.people.mandates import term_on
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, Term, in_force
from yishi.foundation.people.refusals import Refused

MOST_SEATS = 9999
K = Grouping.Kind
OURS: dict[str, tuple[str, ...]] = {
    Organ.Profile.NPC: (
        K.DELEGATION,
        K.CONSTITUENCY,
        K.COMMITTEE,
        K.WORKING,
        K.PROFESSIONAL,
        K.DEPUTIES,
        K.ACTIVITY,
        K.LIAISON,
    ),
    Organ.Profile.CPPCC: (K.SECTOR, K.PARTY, K.COMMITTEE, K.WORKING, K.PROFESSIONAL, K.ACTIVITY, K.LIAISON),
}
"""Kinds that an organ of the profile has, in the order shown; others appear once they are used."""


class Edit(forms.Form):
    """A grouping's name, place in the tree, and how many seats it should have."""

    name = line(gettext_lazy("名称"), 80)
    seats = forms.IntegerField(label=gettext_lazy("应选名额"), min_value=0, max_value=MOST_SEATS, required=False)

    def __init__(self, *args: Any, organ: Organ, grouping: Grouping | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Grouping.objects.filter(organ=organ).order_by("kind", "name")
        if grouping is None:
            self.fields["kind"] = choose(_("类别"), [(kind, K(kind).label) for kind in OURS[organ.profile]])
            self.fields["term"] = forms.ModelChoiceField(
                Term.objects.filter(organ=organ), label=_("届次"), required=False, initial=term_on(organ, clock.today()),
                help_text=_("专门委员会、工作机构等不随届次的，可以不选"),
            )  # fmt: skip
            self.order_fields(["kind", "name", "term", "seats"])
        else:
            above = above.exclude(pk__in=beneath(grouping))
        self.fields["parent"] = pick(_("上级"), above, required=False)


class Member(forms.Form):
    """Somebody who joins."""

    def __init__(self, *args: Any, grouping: Grouping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Mandate.objects.filter(in_force(clock.today()), organ=grouping.organ).select_related("person")
        seats = seats.filter(term=grouping.term) if grouping.term_id else seats
        self.fields["mandate"] = pick(_("谁"), seats.order_by("person__name"))
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())
        self.fields["heads"] = flag(_("任团长、组长、召集人"))
        if grouping.kind == K.SECTOR:
            self.fields["second"] = flag(_("作为第二界别"))


@dataclass
class Node:
    """A grouping in the tree as of a day; `above` is a parent of another kind, which stands elsewhere on the page."""

    grouping: Grouping
    depth: int
    above: Grouping | None
    holders: int = 0
    heads: list[Belonging] = field(default_factory=list)

    @property
    def vacant(self) -> int | None:
        """Seats less holders; None where the seats were not recorded."""
        return None if self.grouping.seats is None else self.grouping.seats - self.holders

    @property
    def over(self) -> int:
        """How many more than there are seats."""
        return max(0, -(self.vacant or 0))


def beneath(grouping: Grouping) -> set[int]:
    """The grouping and all below it, so that none becomes its own parent."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Grouping.objects.filter(organ=grouping.organ).values_list("pk", "parent"):
        children[parent].append(pk)
    found, waiting = {grouping.pk}, [grouping.pk]
    while waiting:
        fresh = [pk for pk in children[waiting.pop()] if pk not in found]
        found |= set(fresh)
        waiting += fresh
    return found


def tree(organ: Organ, day: dt.date, term: Term | None) -> list[tuple[str, list[Node]]]:
    """Kinds in the order of the profile, each with its groupings, children beneath their parents; two queries."""
    rows = list(
        Grouping.objects.filter(Q(term=term) | Q(term=None), organ=organ).select_related("term").order_by("name")
    )
    held = Belonging.objects.filter(in_force(day), grouping__organ=organ).select_related("mandate__person")
    members: dict[int, list[Belonging]] = defaultdict(list)
    for belonging in held.order_by("pk"):
        members[belonging.grouping_id].append(belonging)
    by_parent: dict[int | None, list[Grouping]] = defaultdict(list)
    known = {row.pk for row in rows}
    for row in rows:
        by_parent[row.parent_id if row.parent_id in known else None].append(row)
    found: dict[str, list[Node]] = {kind: [] for kind in OURS[organ.profile]}

    def walk(above: Grouping | None, depth: int) -> None:
        for row in by_parent.pop(above.pk if above else None, ()):
            mine = members[row.pk]
            first = {belonging.mandate_id for belonging in mine if not belonging.second}
            same = above is not None and above.kind == row.kind
            node = Node(
                row,
                depth if same else 0,
                above if above and not same else None,
                len(first),
                [belonging for belonging in mine if belonging.heads],
            )
            found.setdefault(row.kind, []).append(node)
            walk(row, depth + 1)

    walk(None, 0)
    return [(str(K(kind).label), nodes) for kind, nodes in found.items() if nodes]


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """All groupings as of a day."""
    organ, day = request.actor.organ, asked_day(request)
    context = {"kinds": tree(organ, day, term_on(organ, day)), "day": day, "may": may_write(request.actor)}
    return render(request, "desk/people/groupings.html", context)


@read
@require_GET
def grouping(request: Request, pk: int) -> HttpResponse:
    """One grouping: who belongs to it on the day, who did before."""
    found: Grouping = own(Grouping.objects.filter(organ=request.actor.organ).select_related("term", "parent"), pk)
    day = asked_day(request)
    rows = found.belongings.select_related("mandate__person").order_by("-heads", "mandate__person__name", "began")
    now = [row for row in rows if row.began <= day and (row.ended is None or row.ended >= day)]
    context = {
        "grouping": found, "day": day, "now": now, "before": [row for row in rows if row.ended and row.ended < day],
        "children": found.children.order_by("name"), "may": may_write(request.actor),
        "vacant": None if found.seats is None else found.seats - len({row.mandate_id for row in now if not row.second}),
    }  # fmt: skip
    return render(request, "desk/people/grouping.html", context)


@acts(write)
def make(request: Request) -> Act:
    """A new grouping."""
    organ = request.actor.organ
    form = Edit(sent(request), organ=organ)

    def do(data: dict[str, Any]) -> Note:
        _free(organ, data["term"], data["kind"], data["name"])
        made = Grouping.objects.create(
            organ=organ, **{name: data[name] for name in ("kind", "term", "name", "parent", "seats")}
        )
        said = {
            "类别": K(made.kind).label,
            "名称": made.name,
            "届次": str(made.term or ""),
            "应选名额": made.seats,
        }
        return Note(
            step="grouping.make", told=_("已新建%(name)s。") % {"name": made}, said=said, url=_url(made), row=made.pk
        )

    return Act(form, do, title=_("新建代表团、界别、小组"), back=reverse("desk:people_groupings"), submit=_("新建"))


@acts(write)
def edit(request: Request, pk: int) -> Act:
    """A grouping's name, parent or seats changed."""
    organ = request.actor.organ
    found: Grouping = own(Grouping.objects.filter(organ=organ), pk)
    known = {"name": found.name, "seats": found.seats, "parent": found.parent_id}
    form = Edit(sent(request), organ=organ, grouping=found, initial=known)

    def do(data: dict[str, Any]) -> Note:
        if data["name"] != found.name:
            _free(organ, found.term, found.kind, data["name"])
        said = {
            "原名称": known["name"],
            "名称": data["name"],
            "应选名额": data["seats"],
            "上级": str(data["parent"] or ""),
        }
        found.name, found.seats, found.parent = data["name"], data["seats"], data["parent"]
        found.save(update_fields=["name", "seats", "parent"])
        return Note(step="grouping.edit", told=_("已修改。"), said=said)

    return Act(form, do, title=_("修改%(name)s") % {"name": found.name}, back=_url(found), submit=_("保存"))


@acts(write)
def add(request: Request, pk: int) -> Act:
    """Somebody joins the grouping."""
    found: Grouping = own(Grouping.objects.filter(organ=request.actor.organ).select_related("organ", "term"), pk)
    form = Member(sent(request), grouping=found)

    def do(data: dict[str, Any]) -> Note:
        moves.join(data["mandate"], found, data["day"], heads=data["heads"], second=data.get("second", False))
        said = {"姓名": str(data["mandate"]), "编入": found.name, "任团长、组长、召集人": data["heads"]}
        told = _("%(name)s已编入%(where)s。") % {"name": data["mandate"], "where": found}
        return Note(step="grouping.join", told=told, said=said, day=data["day"])

    return Act(form, do, title=_("编入%(name)s") % {"name": found.name}, back=_url(found), submit=_("编入"))


def _free(organ: Organ, term: Term | None, kind: str, name: str) -> None:
    if Grouping.objects.filter(organ=organ, term=term, kind=kind, name=name).exists():
        raise Refused(_("已有名为“%(name)s”的%(kind)s。") % {"name": name, "kind": K(kind).label})


def _url(found: Grouping) -> str:
    return reverse("desk:people_grouping", args=[found.pk])
