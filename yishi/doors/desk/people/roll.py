"""The roll of deputies or members (代表、委员名册): who sits on a day, who no longer does, which seats are vacant."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, sees_contacts
from yishi.doors.desk.people.fields import DayField, asked_day
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.states import Kind, State
from yishi.doors.look.tables import Cell, CellValue, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation.people import grounds
from yishi.foundation.people.mandates import vacated_seats
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, Suspension, Term, in_force
from yishi.foundation.people.statistics import age

GROUPED_BY = {Organ.Profile.NPC: Grouping.Kind.DELEGATION, Organ.Profile.CPPCC: Grouping.Kind.SECTOR}
"""What a roll is ordered by: delegations in a congress, sectors in a CPPCC committee."""


class DayFilter(django_filters.Filter):
    """A day that every cell of the list is as of; it leaves out no row by itself."""

    field_class = DayField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """All of them."""
        return qs


class Filters(django_filters.FilterSet):
    """Filters of the roll."""

    on = DayFilter(label=gettext_lazy("截至哪一天"), help_text=gettext_lazy("不填为今天"))
    kind = django_filters.ChoiceFilter(choices=Mandate.Kind.choices, label=gettext_lazy("身份"))
    grouping = django_filters.ModelChoiceFilter(
        queryset=Grouping.objects.none(), method="by_grouping", label=gettext_lazy("代表团、界别、小组")
    )
    term = django_filters.ModelChoiceFilter(queryset=Term.objects.none(), label=gettext_lazy("届次"))
    begun_by = django_filters.ChoiceFilter(choices=Mandate.Begun.choices, label=gettext_lazy("产生方式"))
    ended_by = django_filters.ChoiceFilter(choices=Mandate.Over.choices, label=gettext_lazy("终止原因"))

    class Meta:
        model = Mandate
        fields: list[str] = []

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        organ, self.day = request.actor.organ, asked_day(request)
        self.filters["grouping"].queryset = Grouping.objects.filter(organ=organ).order_by("kind", "name")
        self.filters["term"].queryset = Term.objects.filter(organ=organ)
        ours = grounds.kinds(organ)
        self.filters["kind"].extra["choices"] = [(kind, label) for kind, label in Mandate.Kind.choices if kind in ours]

    def by_grouping(self, rows: QuerySet[Mandate], name: str, grouping: Grouping) -> QuerySet[Mandate]:
        """Who belongs to it on the day; of seats that ended before, who belonged to it at all."""
        then = Belonging.objects.filter(mandate=OuterRef("pk"), grouping=grouping)
        return rows.filter(Exists(then.filter(in_force(self.day))) | Q(Exists(then), ended__lt=self.day))


def rows(organ: Organ, day: dt.date) -> QuerySet[Mandate]:
    """Every seat of the organ with what its row shows of `day`, in one query."""
    belongs = Belonging.objects.filter(in_force(day), mandate=OuterRef("pk"), second=False)
    belongs = belongs.filter(grouping__kind=GROUPED_BY[Organ.Profile(organ.profile)]).order_by("pk")
    paused = Suspension.objects.filter(in_force(day), mandate=OuterRef("pk"))
    return Mandate.objects.filter(organ=organ).annotate(
        group=Subquery(belongs.values("grouping__name")[:1]), leads=Subquery(belongs.values("heads")[:1]), paused=Exists(paused)
    )  # fmt: skip


def tabs(organ: Organ, day: dt.date) -> list[Tab]:
    """Who sits, who is suspended, who left, which seats stand vacant."""
    return [
        Tab("sitting", gettext_lazy("在任"), in_force(day)),
        Tab("paused", gettext_lazy("暂停履职"), in_force(day) & Q(paused=True)),
        Tab("left", gettext_lazy("已终止"), Q(ended__lt=day)),
        Tab("vacant", gettext_lazy("空出未补"), Q(pk__in=vacated_seats(organ, day).order_by().values("pk"))),
        Tab("all", gettext_lazy("全部"), Q()),
    ]


def state_of(seat: Mandate, day: dt.date) -> State:
    """Word, shape and colour of a seat on a day; `paused` hangs on rows of `rows`."""
    if seat.began > day:
        return State(_("尚未开始"), Kind.WAITING)
    if seat.ended and seat.ended < day:
        return State(_("已终止"), Kind.ENDED)
    if getattr(seat, "paused", False):
        return State(_("暂停履职"), Kind.WAITING)
    return State(_("在任"), Kind.ON_TIME)


def columns(request: Request, day: dt.date) -> list[Col]:
    """What a row of the roll shows; numbers to call only for those who call."""
    profile = Organ.Profile(request.actor.organ.profile)
    shown = [
        Col(
            "name",
            _("姓名"),
            lambda m: Cell(m.person.name, m.office or str(m.get_kind_display())),
            ("person__name",),
            primary=True,
        ),
        Col("state", _("状态"), lambda m: None),
        Col("group", GROUPED_BY[profile].label, _group, ("group",)),
        Col("number", _("证号"), lambda m: m.number, ("number",)),
        Col("work", _("单位及职务"), lambda m: m.person.work),
        Col("sex", _("性别"), lambda m: str(m.person.get_sex_display()), ("person__sex",), on=False),
        Col(
            "age",
            _("年龄"),
            lambda m: age(m.person.born, day) if m.person.born else None,
            ("person__born",),
            numeric=True,
            on=False,
        ),
        Col("degree", _("学历"), lambda m: str(m.person.get_degree_display()), ("person__degree",), on=False),
        Col("began", _("开始"), lambda m: Cell(m.began, str(m.get_begun_by_display())), ("began",)),
        Col("ended", _("结束"), _ended, ("ended",)),
    ]
    if sees_contacts(request.actor):
        shown.append(Col("phone", _("电话"), lambda m: m.person.phone, on=False))
    return shown


def _group(seat: Mandate) -> CellValue:
    return Cell(getattr(seat, "group", None), _("团长、召集人") if getattr(seat, "leads", False) else "")


def _ended(seat: Mandate) -> CellValue:
    if seat.ended is None:
        return None
    announced = _("，已公告") if seat.announced else (_("，已报告") if seat.reported else "")
    return Cell(seat.ended, f"{seat.get_ended_by_display()}{announced}")


def listing(request: Request) -> Listing:
    """The roll as of the day that the address asks for."""
    organ, day = request.actor.organ, asked_day(request)
    npc = organ.profile == Organ.Profile.NPC
    title = _("代表名册") if npc else _("委员名册")
    may = may_write(request.actor)
    return Listing(
        id="roll", counted="people", caption=title, url=reverse("desk:people_home"), rows=rows(organ, day), columns=columns(request, day),
        empty=Empty(
            _("名册还是空的"), _("可以从 Excel 导入，也可以逐人登记。"),
            reverse("desk:people_import", args=["roll"]) if may else "", _("从 Excel 导入名册") if may else "",
        ),
        link=lambda m: reverse("desk:people_seat", args=[m.pk]), state=lambda m: state_of(m, day), tabs=tabs(organ, day),
        filters=Filters, find=_find, find_in=_("姓名、证号、单位"), order="name",
        dress=lambda found: found.select_related("person"), label=lambda m: m.person.name,
    )  # fmt: skip


def _find(found: QuerySet[Mandate], words: str) -> QuerySet[Mandate]:
    return found.filter(
        Q(person__name__icontains=words) | Q(number__icontains=words) | Q(person__work__icontains=words)
    )


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The roll's page, or its file."""
    return listed(
        request, listing(request), "desk/people/roll.html", day=asked_day(request), may=may_write(request.actor)
    )
