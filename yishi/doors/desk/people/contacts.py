"""Contact chains (联系链): the matrix of keepers by months, the links, the log of visits and talks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import django_filters
from django.db.models import Count, F, IntegerField, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, sees_contacts
from yishi.doors.desk.people.fields import DayField, asked_day
from yishi.doors.desk.people.roll import DayFilter
from yishi.doors.desk.people.seats import last_visit, seat_of
from yishi.doors.desk.people.showing import listed
from yishi.doors.look.tables import Cell, Empty
from yishi.doors.parts.listing import Col, Listing, Tab
from yishi.doors.parts.who import Request
from yishi.foundation import clock
from yishi.foundation.people.contacts import RULES, title
from yishi.foundation.people.models import Contact, Mandate, Organ, Visit, in_force

MOST_LOGGED = 100


def asked_chain(request: Request) -> str:
    """The chain that the address asks for; "" for all of them."""
    asked = request.GET.get("chain", "")
    return asked if asked in RULES[request.actor.organ.profile] else ""


class ByChain(django_filters.FilterSet):
    """One chain of the organ's."""

    chain = django_filters.ChoiceFilter(choices=[], label=gettext_lazy("联系关系"))

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)
        organ = request.actor.organ
        self.filters["chain"].extra["choices"] = [(chain, title(organ, chain)) for chain in RULES[organ.profile]]


class OfKeepers(ByChain):
    """Filters of the matrix, whose rows already count what the chain and the day ask for."""

    on = DayFilter(label=gettext_lazy("截至哪一天"), help_text=gettext_lazy("不填为今天；走访从当年 1 月 1 日算起"))
    chain = django_filters.ChoiceFilter(choices=[], label=gettext_lazy("联系关系"), method="counted")

    class Meta:
        model = Mandate
        fields: list[str] = []

    def counted(self, rows: QuerySet[Mandate], name: str, value: str) -> QuerySet[Mandate]:
        """All of them."""
        return rows


class OfLinks(ByChain):
    """Filters of the links."""

    on = DayFilter(label=gettext_lazy("截至哪一天"), help_text=gettext_lazy("不填为今天"))

    class Meta:
        model = Contact
        fields: list[str] = []


class OneDay(django_filters.Filter):
    """A day that rows are compared with."""

    field_class = DayField


class OfVisits(ByChain):
    """Filters of the log."""

    chain = django_filters.ChoiceFilter(choices=[], field_name="contact__chain", label=gettext_lazy("联系关系"))
    since = OneDay(field_name="day", lookup_expr="gte", label=gettext_lazy("自哪天起"))
    until = OneDay(field_name="day", lookup_expr="lte", label=gettext_lazy("到哪天止"))

    class Meta:
        model = Visit
        fields: list[str] = []


def _number(rows: QuerySet[Any], by: str, what: Any) -> Coalesce:
    """A count or sum over related rows, 0 where there are none."""
    found = rows.order_by().values(by).annotate(n=what).values("n")
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)


def keepers(organ: Organ, day: dt.date, chain: str) -> QuerySet[Mandate]:
    """Who keeps a link on the day or paid a visit in its year, with the numbers of both; one query."""
    of_chain = {"chain": chain} if chain else {}
    links = Contact.objects.filter(in_force(day), keeper=OuterRef("pk"), **of_chain)
    seen = visits_of(day, chain).filter(contact__keeper=OuterRef("pk"))
    visited = links.filter(visits__day__year=day.year, visits__day__lte=day)
    rows = Mandate.objects.filter(organ=organ).annotate(
        links=_number(links, "keeper", Count("pk")),
        visits=_number(seen, "contact__keeper", Count("pk")),
        met=_number(seen, "contact__keeper", Sum("met")),
        visited=_number(visited, "keeper", Count("pk", distinct=True)),
    )
    return rows.annotate(unvisited=F("links") - F("visited")).filter(Q(links__gt=0) | Q(visits__gt=0))


def visits_of(day: dt.date, chain: str = "") -> QuerySet[Visit]:
    """Visits of the day's year until the day."""
    found = Visit.objects.filter(day__year=day.year, day__lte=day)
    return found.filter(contact__chain=chain) if chain else found


def _month(month: int) -> Col:
    return Col(
        f"m{month}", _("%(month)d月") % {"month": month}, lambda row: months(row)[month - 1] or None, numeric=True
    )


def months(row: Any) -> list[int]:
    """A keeper's visits of the year, month by month."""
    if not hasattr(row, "by_month"):
        row.by_month = Counter(visit.day.month for link in row.year_links for visit in link.year_visits)
    return [row.by_month[month] for month in range(1, 13)]


def holds(link: Contact, day: dt.date) -> bool:
    """Does the link stand on the day?"""
    return link.began <= day and (link.ended is None or link.ended >= day)


def matrix(request: Request) -> Listing:
    """Keepers by months of the day's year."""
    organ, day, chain = request.actor.organ, asked_day(request), asked_chain(request)
    by_month = [_month(month) for month in range(1, 13)]
    links = Contact.objects.filter(**({"chain": chain} if chain else {}))
    links = links.select_related("kept__person", "people_of").order_by("kept__person__name", "people_of__name")
    links = links.prefetch_related(Prefetch("visits", visits_of(day), to_attr="year_visits"))
    may = may_write(request.actor)
    return Listing(
        id="contacts", counted="people", caption=_("联系矩阵"), url=reverse("desk:people_contacts"), rows=keepers(organ, day, chain),
        columns=[
            Col("name", _("联系人"), lambda m: Cell(m.person.name, m.office or str(m.get_kind_display())), ("person__name",), primary=True),
            Col("links", _("对象"), lambda m: m.links, ("links",), numeric=True),
            Col("unvisited", _("未走访"), lambda m: m.unvisited, ("unvisited",), numeric=True),
            Col("visits", _("走访"), lambda m: m.visits, ("visits",), numeric=True),
            Col("met", _("见到人数"), lambda m: m.met or None, ("met",), numeric=True, on=False),
            *by_month,
        ],
        empty=Empty(
            _("还没有联系链"), _("常委会组成人员联系代表、代表联系选民（委员联系界别群众）的对应关系登记在这里，走访一次记一次。"),
            reverse("desk:people_contact_new") if may else "", _("建立联系") if may else "",
        ),
        link=lambda m: reverse("desk:people_keeper", args=[m.pk]), filters=OfKeepers,
        tabs=[Tab("all", gettext_lazy("全部"), Q()), Tab("unvisited", gettext_lazy("今年有未走访的"), Q(unvisited__gt=0))],
        find=lambda found, words: found.filter(person__name__icontains=words), find_in=_("联系人"), order="name",
        dress=lambda found: found.select_related("person").prefetch_related(Prefetch("keeps", links, to_attr="year_links")),
    )  # fmt: skip


def _whom(link: Contact) -> Cell:
    note = link.kept.person.work if link.kept else str(link.people_of and link.people_of.get_kind_display())
    return Cell(link.whom, note)


def links(request: Request) -> Listing:
    """Every link, with its visits of the year."""
    organ, day = request.actor.organ, asked_day(request)
    seen = visits_of(day).filter(contact=OuterRef("pk"))
    rows = Contact.objects.filter(keeper__organ=organ).annotate(
        seen=_number(seen, "contact", Count("pk")), latest=Max("visits__day", filter=Q(visits__day__lte=day))
    )
    return Listing(
        id="links", caption=_("联系关系"), url=reverse("desk:people_links"), rows=rows,
        columns=[
            Col("keeper", _("联系人"), lambda c: c.keeper.person.name, ("keeper__person__name",), primary=True),
            Col("whom", _("联系对象"), _whom, ("kept__person__name", "people_of__name")),
            Col("chain", _("联系关系"), lambda c: title(organ, c.chain), ("chain",)),
            Col("began", _("开始"), lambda c: c.began, ("began",)),
            Col("ended", _("结束"), lambda c: c.ended, ("ended",), on=False),
            Col("seen", _("当年走访"), lambda c: c.seen, ("seen",), numeric=True),
            Col("latest", _("最近一次"), lambda c: c.latest, ("latest",)),
        ],
        empty=Empty(_("没有这样的联系"), _("换一换上面的条件试试。")),
        link=lambda c: reverse("desk:people_keeper", args=[c.keeper_id]), filters=OfLinks,
        tabs=[
            Tab("now", gettext_lazy("现有"), in_force(day)), Tab("unvisited", gettext_lazy("当年未走访"), in_force(day) & Q(seen=0)),
            Tab("over", gettext_lazy("已结束"), Q(ended__lt=day)), Tab("all", gettext_lazy("全部"), Q()),
        ],
        find=lambda found, words: found.filter(
            Q(keeper__person__name__icontains=words) | Q(kept__person__name__icontains=words) | Q(people_of__name__icontains=words)
        ),
        find_in=_("联系人、对象"), order="keeper",
        dress=lambda found: found.select_related("keeper__person", "kept__person", "people_of"),
    )  # fmt: skip


def log(request: Request) -> Listing:
    """Every visit and talk."""
    organ = request.actor.organ
    rows = Visit.objects.filter(contact__keeper__organ=organ)
    return Listing(
        id="visits", caption=_("走访谈话记录"), url=reverse("desk:people_visits"), rows=rows,
        columns=[
            Col("keeper", _("联系人"), lambda v: v.contact.keeper.person.name, ("contact__keeper__person__name",), primary=True),
            Col("day", _("日期"), lambda v: v.day, ("day",)),
            Col("whom", _("对象"), lambda v: _whom(v.contact), ("contact__kept__person__name", "contact__people_of__name")),
            Col("chain", _("联系关系"), lambda v: title(organ, v.contact.chain), ("contact__chain",), on=False),
            Col("how", _("方式"), lambda v: v.how, ("how",)),
            Col("met", _("人数"), lambda v: v.met, ("met",), numeric=True),
            Col("note", _("情况"), lambda v: v.note),
        ],
        empty=Empty(_("没有走访谈话记录"), _("在“联系关系”里打开联系人，走访一次记一次。")),
        link=lambda v: reverse("desk:people_keeper", args=[v.contact.keeper_id]), filters=OfVisits,
        find=lambda found, words: found.filter(
            Q(contact__keeper__person__name__icontains=words) | Q(contact__kept__person__name__icontains=words)
            | Q(contact__people_of__name__icontains=words) | Q(how__icontains=words) | Q(note__icontains=words)
        ),
        find_in=_("人名、方式、情况"), order="-day",
        dress=lambda found: found.select_related("contact__keeper__person", "contact__kept__person", "contact__people_of"),
    )  # fmt: skip


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The matrix."""
    day, chain = asked_day(request), asked_chain(request)
    names = ("links", "visits", "met", "unvisited")
    sums = keepers(request.actor.organ, day, chain).aggregate(**{f"all_{name}": Sum(name) for name in names})
    sums = {name: sums[f"all_{name}"] or 0 for name in names}
    return _page(request, matrix(request), "matrix", day=day, sums=sums)


@read
@require_GET
def all_links(request: Request) -> HttpResponse:
    """The list of links."""
    return _page(request, links(request), "links")


@read
@require_GET
def all_visits(request: Request) -> HttpResponse:
    """The log."""
    return _page(request, log(request), "visits")


def _page(request: Request, listing: Listing, here: str, **more: Any) -> HttpResponse:
    return listed(request, listing, "desk/people/contacts.html", here=here, may=may_write(request.actor), **more)


@read
@require_GET
def keeper(request: Request, pk: int) -> HttpResponse:
    """One keeper: his links and all visits on them."""
    seat = seat_of(request, pk)
    found = Contact.objects.filter(keeper=seat).select_related("kept__person", "people_of").prefetch_related("visits")
    kept = list(found.order_by("ended", "kept__person__name", "people_of__name"))
    seen = [(visit, link) for link in kept for visit in link.visits.all()]
    seen.sort(key=lambda pair: (pair[0].day, pair[0].pk), reverse=True)
    rows = [(link, title(seat.organ, link.chain), last_visit(link), len(link.visits.all())) for link in kept]
    context = {
        "seat": seat, "links": rows, "visits": seen[:MOST_LOGGED], "more": max(0, len(seen) - MOST_LOGGED),
        "may": may_write(request.actor), "contacts": sees_contacts(request.actor), "today": clock.today(),
    }  # fmt: skip
    return render(request, "desk/people/keeper.html", context)
