"""Whom I keep in touch with (联系走访), and my visits and talks, logged where they happen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yishi.doors.desk.people.acting import Act, acts, own, sent
from yishi.doors.desk.people.contact_acts import Logged, logged
from yishi.doors.parts.who import POCKET, Request, door
from yishi.foundation import clock
from yishi.foundation.people import contacts
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Contact, Visit

pocket = door(*POCKET)
SHOWN = 3
"""Visits shown of each link; the desk has all."""


@dataclass(frozen=True)
class Link:
    """One whom I keep in touch with, and the latest visits, the last first."""

    row: Contact
    chain: str
    visits: list[Visit]
    open: bool
    """May a visit be logged today?"""


def kept_by(actor: Actor) -> QuerySet[Contact]:
    """The links of his own seats in this organ, of a seat that has ended too."""
    latest = Visit.objects.order_by("-day", "-pk")
    rows = Contact.objects.filter(keeper__in=actor.mandates, keeper__organ=actor.organ)
    rows = rows.select_related("keeper__person", "kept__person", "people_of")
    return rows.prefetch_related(Prefetch("visits", latest)).order_by("chain", "began", "pk")


def links(actor: Actor, day: dt.date) -> list[Link]:
    """As they stand on `day`: those that run first."""
    found = [
        Link(row, contacts.title(actor.organ, row.chain), list(row.visits.all())[:SHOWN], _open(actor, row, day))
        for row in kept_by(actor)
    ]
    return sorted(found, key=lambda link: not link.open)


def _open(actor: Actor, row: Contact, day: dt.date) -> bool:
    return row.keeper_id in actor.sitting and row.began <= day and (row.ended is None or row.ended >= day)


@pocket
@require_GET
def home(request: Request) -> HttpResponse:
    """My links, each with its last visits and the way to log another."""
    return render(request, "pocket/contacts.html", {"links": links(request.actor, clock.today())})


@acts(pocket)
def visit(request: Request, pk: int) -> Act:
    """A visit or talk of mine is logged; only while I sit, and on a link of my own."""
    actor = request.actor
    link: Contact = own(kept_by(actor).filter(keeper__in=actor.sitting), pk)
    form = Logged(sent(request), initial={"day": clock.today(), "how": _("走访")})
    lead = _("联系 %(kept)s") % {"kept": link.whom}

    def do(data: dict[str, Any]) -> Any:
        return logged(link, data)

    return Act(form, do, title=_("记录走访、谈话"), lead=lead, back=reverse("pocket:contacts"), submit=_("记录"))
