"""The organ's journal as a list, and one entry with its body and its place in the chain."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.acting import own
from yishi.doors.desk.people.fields import DayField
from yishi.doors.desk.people.showing import listed
from yishi.doors.desk.record import sight, words
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing
from yishi.doors.parts.who import Request, door
from yishi.foundation import language
from yishi.foundation.journal.lists import lines
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.steps import NEW
from yishi.foundation.people.models import Account, RoleCode

read = door(*sight.READERS)


class DayFilter(django_filters.Filter):
    """A day within reason."""

    field_class = DayField


class Filters(django_filters.FilterSet):
    """Filters of the journal."""

    since = DayFilter(field_name="day", lookup_expr="gte", label=gettext_lazy("自"))
    until = DayFilter(field_name="day", lookup_expr="lte", label=gettext_lazy("至"))
    actor = django_filters.ModelChoiceFilter(queryset=Account.objects.none(), label=gettext_lazy("经办人"))
    step = django_filters.ChoiceFilter(choices=(), label=gettext_lazy("步骤"))
    matter = django_filters.CharFilter(method="by_number", label=gettext_lazy("事项编号"))

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        organ = request.actor.organ
        self.filters["actor"].queryset = (
            Account.objects.filter(Q(home=organ) | Q(roles__organ=organ)).distinct().order_by("name")
        )
        self.filters["step"].extra["choices"] = words.steps(organ.profile)
        if not request.actor.has(*sight.OF_MATTERS):
            del self.filters["matter"]

    def by_number(self, rows: QuerySet[Entry], name: str, number: str) -> QuerySet[Entry]:
        """Entries of a matter and of its parts."""
        return rows.filter(Q(matter__number=number) | Q(matter__parent__number=number))


def listing(request: Request) -> Listing:
    """The journal, the latest first."""
    actor = request.actor
    profile = actor.organ.profile

    def matter(entry: Entry) -> CellValue:
        if not sight.sees_matter(entry, actor) or entry.matter is None:
            return None
        root = entry.matter.parent or entry.matter
        return Cell(
            root.number or _("未编号"),
            root.title,
            reverse("desk:suggestion", args=[root.pk]) if root.room == "suggestions" else "",
        )

    def change(entry: Entry) -> CellValue:
        before, after = (_state(entry, name) for name in (entry.before, entry.after))
        return f"{before} → {after}" if before and after and before != after else after

    return Listing(
        id="journal", caption=_("办理日志"), url=reverse("desk:record_home"), rows=Entry.objects.filter(organ=actor.organ),
        columns=[
            Col("step", _("步骤"), lambda e: Cell(words.step(e.step), e.law or words.room(e.room, profile)), ("step",), primary=True),
            Col("seq", _("序号"), lambda e: e.seq, ("seq",), numeric=True),
            Col("day", _("发生"), lambda e: e.day, ("day",)),
            Col("at", _("记录"), lambda e: e.at, ("at",), on=False),
            Col("who", _("经办"), lambda e: Cell(e.actor.name if e.actor else _("系统"), language.known(e.actor_role) if e.actor else "")),
            Col("matter", _("事项"), matter),
            Col("change", _("状态"), change),
            Col("room", _("业务"), lambda e: words.room(e.room, profile), ("room",), on=False),
            Col("law", _("依据"), lambda e: e.law, on=False),
        ],
        empty=Empty(_("没有这样的记录"), _("每办一步记一条，只增不改。换一换条件试试。")),
        link=lambda e: reverse("desk:record_entry", args=[e.seq]), filters=Filters, order="-seq",
        dress=lambda found: found.select_related("actor", "matter__parent"), label=lambda e: str(e.seq),
    )  # fmt: skip


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The journal's page, or its file."""
    context = {"erases": request.actor.has(RoleCode.ADMINISTRATOR)}
    return listed(request, listing(request), "desk/record/journal.html", **context)


@read
@require_GET
def entry(request: Request, seq: int) -> HttpResponse:
    """One entry, by its number in the organ's chain."""
    rows = Entry.objects.filter(organ=request.actor.organ).select_related("actor", "matter__parent", "body")
    found: Entry = own(rows, key_of(rows, seq))
    why = sight.hidden(found, request.actor)
    line = lines([found], cleared=True)[0]
    told = {} if why else sight.told(found, request.actor, line.said)
    said = [(words.label(found.step, name), words.value(value)) for name, value in told.items()]
    sees = sight.sees_matter(found, request.actor)
    root = (found.matter.parent or found.matter) if found.matter and sees else None
    context = {
        "entry": found, "role": language.known(found.actor_role),
        "step": words.step(found.step), "room": words.room(found.room, request.actor.organ.profile), "hidden": why,
        "erased": line.erased, "erased_why": found.body.erased_why if line.erased else "", "said": said, "root": root,
        "before": _state(found, found.before), "after": _state(found, found.after),
        "earlier": seq - 1 if seq > 1 else None, "later": seq + 1 if rows.filter(seq=seq + 1).exists() else None,
    }  # fmt: skip
    return render(request, "desk/record/entry.html", context)


def _state(found: Entry, name: str) -> str:
    return words.state(found.step, name) if name and name != NEW else ""


def key_of(rows: QuerySet[Entry], seq: int) -> int:
    """The key of the entry of that number, 0 where there is none."""
    return rows.filter(seq=seq).values_list("pk", flat=True).first() or 0
