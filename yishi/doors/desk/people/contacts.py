"""Contact chains (联系链): who keeps in touch with whom, month by month, and the log of visits and talks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.access import may_write, read, sees_contacts, write
from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.fields import DayField, asked_day, line, lines, pick, picks
from yishi.doors.desk.people.recording import Note
from yishi.doors.desk.people.seats import last_visit, seat_of
from yishi.doors.parts.who import Request
from yishi.foundation import clock, language
from yishi.foundation.people.models import Contact, Mandate, Organ, Visit, in_force
from yishi.foundation.people.refusals import Refused

MOST_LOGGED = 100


class Link(forms.Form):
    """Someone and those he is to keep in touch with."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = _sitting(organ, clock.today())
        self.fields["keeper"] = _named(pick(_("联系人"), seats))
        self.fields["kept"] = _named(picks(_("联系谁"), seats, help_text=_("可以选多位")))
        self.fields["day"] = DayField(label=_("自哪天起"), initial=clock.today())


class Logged(forms.Form):
    """A visit or talk."""

    day = DayField(label=gettext_lazy("日期"), future=False)
    how = line(gettext_lazy("方式"), 40, help_text=gettext_lazy("如走访、座谈、电话"))
    note = lines(gettext_lazy("情况"), 4000, 4, required=False)


class Until(forms.Form):
    """The last day of a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"] = DayField(label=_("最后一天"), initial=clock.today())


@dataclass
class Row:
    """A keeper's year: whom he keeps in touch with, visits by month, those not yet visited."""

    keeper: Mandate
    contacts: list[Contact] = field(default_factory=list)
    months: list[int] = field(default_factory=lambda: [0] * 12)
    unvisited: int = 0

    @property
    def visits(self) -> int:
        """In the whole year."""
        return sum(self.months)


def _sitting(organ: Organ, day: dt.date) -> QuerySet[Mandate]:
    return Mandate.objects.filter(in_force(day), organ=organ).select_related("person").order_by("person__name", "kind")


def _named(field: Any) -> Any:
    field.label_from_instance = lambda m: language.aside(m.person.name, m.office or m.get_kind_display())
    return field


def running(organ: Organ, day: dt.date) -> QuerySet[Contact]:
    """The links that hold on a day, with both sides."""
    return Contact.objects.filter(in_force(day), keeper__organ=organ).select_related("keeper__person", "kept__person")


def matrix(organ: Organ, day: dt.date) -> list[Row]:
    """Keepers by months of the day's year: two queries."""
    links = running(organ, day).order_by("keeper__person__name", "keeper", "kept__person__name")
    visits = Visit.objects.filter(contact__keeper__organ=organ, day__year=day.year).values_list("contact", "day")
    seen = [(contact, when.month) for contact, when in visits]
    by_month, visited = Counter(seen), {contact for contact, _month in seen}
    rows: dict[int, Row] = {}
    for link in links:
        row = rows.setdefault(link.keeper_id, Row(link.keeper))
        row.contacts.append(link)
        for month in range(12):
            row.months[month] += by_month[link.pk, month + 1]
        row.unvisited += link.pk not in visited
    return list(rows.values())


@read
@require_GET
def home(request: Request) -> HttpResponse:
    """The matrix and the latest visits."""
    organ, day = request.actor.organ, asked_day(request)
    latest = Visit.objects.filter(contact__keeper__organ=organ, day__lte=day).select_related(
        "contact__keeper__person", "contact__kept__person"
    )
    rows = matrix(organ, day)
    context = {
        "rows": rows, "months": range(1, 13), "day": day, "latest": latest.order_by("-day", "-pk")[:15], "may": may_write(request.actor),
        "links": sum(len(row.contacts) for row in rows), "visits": sum(row.visits for row in rows),
        "unvisited": sum(row.unvisited for row in rows),
    }  # fmt: skip
    return render(request, "desk/people/contacts.html", context)


@read
@require_GET
def keeper(request: Request, pk: int) -> HttpResponse:
    """One keeper: his links and all visits on them."""
    seat = seat_of(request, pk)
    links = list(
        Contact.objects.filter(keeper=seat)
        .select_related("kept__person")
        .prefetch_related("visits")
        .order_by("ended", "kept__person__name")
    )
    visits = sorted(
        ((visit, link) for link in links for visit in link.visits.all()),
        key=lambda pair: (pair[0].day, pair[0].pk),
        reverse=True,
    )
    context = {
        "seat": seat, "links": [(link, last_visit(link), len(link.visits.all())) for link in links], "visits": visits[:MOST_LOGGED],
        "may": may_write(request.actor), "contacts": sees_contacts(request.actor), "today": clock.today(),
    }  # fmt: skip
    return render(request, "desk/people/keeper.html", context)


@acts(write)
def begin(request: Request) -> Act:
    """New links from one keeper to several."""
    organ = request.actor.organ
    asked = request.GET.get("keeper", "")
    form = Link(sent(request), organ=organ, initial={"keeper": asked} if asked.isdecimal() and len(asked) < 19 else {})

    def do(data: dict[str, Any]) -> Note:
        someone, day, others = data["keeper"], data["day"], list(data["kept"])
        _may_link(someone, others, day)
        Contact.objects.bulk_create(Contact(keeper=someone, kept=other, began=day) for other in others)
        said = {"联系人": someone.person.name, "联系": [other.person.name for other in others]}
        told = _("已为%(name)s建立 %(n)d 条联系。") % {"name": someone.person.name, "n": len(others)}
        return Note(step="contact.begin", told=told, said=said, day=day)

    return Act(form, do, title=_("建立联系"), back=reverse("desk:people_contacts"), submit=_("建立"))


def _may_link(someone: Mandate, others: Iterable[Mandate], day: dt.date) -> None:
    running_now = Q(ended=None) | Q(ended__gte=day)
    for other in others:
        said = {"name": other.person.name, "day": day}
        if other.person_id == someone.person_id:
            raise Refused(_("不能与本人建立联系，请去掉%(name)s。") % said)
        if day < max(someone.began, other.began):
            raise Refused(_("%(name)s或联系人在 %(day)s 还没有任职，请核对日期。") % said)
        if Contact.objects.filter(running_now, keeper=someone, kept=other).exists():
            raise Refused(_("与%(name)s的联系已经建立，请去掉后再提交。") % said)


def _link(request: Request, pk: int) -> Contact:
    found: Contact = own(
        Contact.objects.filter(keeper__organ=request.actor.organ).select_related("keeper__person", "kept__person"), pk
    )
    return found


def _back(link: Contact) -> str:
    return reverse("desk:people_keeper", args=[link.keeper_id])


@acts(write)
def visit(request: Request, pk: int) -> Act:
    """A visit or talk on a link is logged."""
    link = _link(request, pk)
    form = Logged(sent(request), initial={"day": clock.today(), "how": _("走访")})

    def do(data: dict[str, Any]) -> Note:
        if data["day"] < link.began or (link.ended and data["day"] > link.ended):
            raise Refused(_("这一天联系关系还没有建立或已经结束，请核对日期。"))
        Visit.objects.create(contact=link, **data)
        said = {
            "联系人": link.keeper.person.name,
            "对象": link.kept.person.name,
            "方式": data["how"],
            "情况": data["note"],
        }
        return Note(step="contact.visit", told=_("已记录。"), said=said, day=data["day"])

    lead = _("%(keeper)s 联系 %(kept)s") % {"keeper": link.keeper.person.name, "kept": link.kept.person.name}
    return Act(form, do, title=_("记录走访、谈话"), lead=lead, back=_back(link), submit=_("记录"))


@acts(write)
def end(request: Request, pk: int) -> Act:
    """A link ends."""
    link = _link(request, pk)
    form = Until(sent(request))

    def do(data: dict[str, Any]) -> Note:
        if link.ended and link.ended <= data["day"]:
            raise Refused(_("这条联系已于 %(day)s 结束。") % {"day": link.ended})
        if data["day"] < link.began:
            raise Refused(_("结束日期早于建立日期 %(day)s。") % {"day": link.began})
        link.ended = data["day"]
        link.save(update_fields=["ended"])
        said = {"联系人": link.keeper.person.name, "对象": link.kept.person.name}
        return Note(step="contact.end", told=_("联系已结束。"), said=said, day=data["day"])

    lead = _("%(keeper)s 联系 %(kept)s") % {"keeper": link.keeper.person.name, "kept": link.kept.person.name}
    return Act(form, do, title=_("结束联系"), lead=lead, back=_back(link))
