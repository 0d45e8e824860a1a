"""A deputy's record of a year, counted from facts, with the rows behind the counts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.cards import Tally
from yishi.doors.parts.who import Request
from yishi.doors.pocket.activities import invited, took_part
from yishi.doors.public.organs import words_of
from yishi.foundation import clock
from yishi.foundation.facts.models import FactPerson
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Evaluation


def record(request: Request) -> dict[str, Any]:
    """The year asked for, this one if none is: what he put forward, signed, evaluated."""
    actor = request.actor
    taken = FactPerson.objects.filter(
        mandate__in=actor.mandates,
        fact__organ=actor.organ,
        fact__line="suggestions",
        fact__kind__in=["submitted", "recorded"],
    )
    good = FactPerson.objects.filter(
        mandate__in=actor.mandates, fact__organ=actor.organ, fact__line="suggestions", fact__kind="good"
    )
    rated = lists.evaluations(actor, None).filter(mandate__in=actor.mandates)
    years = sorted(
        {clock.today().year, *_years(taken), *(day.year for day in rated.order_by().dates("day", "year"))}, reverse=True
    )
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else years[0]
    span = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    taken, rated = taken.filter(fact__day__range=span), rated.filter(day__range=span)
    counts = taken.aggregate(
        lead=Count("fact", filter=Q(role="lead", fact__kind="submitted"), distinct=True),
        joint=Count("fact", filter=Q(role="joint"), distinct=True),
        higher=Count("fact", filter=Q(fact__kind="recorded"), distinct=True),
    )
    return {
        "year": year, "years": years, "tallies": _tallies(request, counts, rated.count(), good.filter(fact__day__range=span).count(), took_part(actor, *span)),
        "invited": invited(actor),
        "taken": taken.select_related("fact__matter").order_by("-fact__day", "-pk"),
        "rated": _rated(rated),
    }  # fmt: skip


def _years(taken: Any) -> set[int]:
    return {day.year for day in taken.order_by().dates("fact__day", "year")}


def _rated(rows: Any) -> list[Evaluation]:
    return list(rows.select_related("suggestion__matter", "handling__unit", "promise__matter").order_by("-day", "-pk"))


def _tallies(request: Request, counts: dict[str, int], rated: int, good: int, took_part: int) -> list[Tally]:
    url, words = reverse("pocket:suggestions"), words_of(request.actor.organ)
    found = [
        Tally(_("提出%(matter)s") % {"matter": words.matter}, counts["lead"], f"{url}?part=lead", "pieces"),
        Tally(_("联名"), counts["joint"], f"{url}?part=joint", "pieces"),
        Tally(_("评价答复和承诺"), rated, "#rated", "times"),
        Tally(_("参加活动"), took_part, reverse("pocket:activities"), "rows"),
    ]
    if good:
        found.append(Tally(_("被评为优秀"), good, url, "pieces"))
    if counts["higher"]:
        found.append(Tally(_("在上级会议提出"), counts["higher"], "", "pieces"))
    return found
