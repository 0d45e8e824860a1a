"""Where a suggestion comes from and where it goes on: its origin, the years it was carried into, the matters it belongs with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.foundation.matters.models import Link
from yishi.foundation.people.actors import Actor
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import CarryOver, Origin, Suggestion

OF_THE_OTHER: Mapping[str, Any] = {
    Link.Kind.MERGED: gettext_lazy("并入本件"),
    Link.Kind.MADE_FROM: gettext_lazy("由本件分出"),
    Link.Kind.FOLLOWS: gettext_lazy("由其延续"),
    Link.Kind.RAISED: gettext_lazy("由其上报"),
    Link.Kind.ALIKE: gettext_lazy("内容相近"),
}
"""What a matter is to this one, where it points at this one."""
FROM_ELSEWHERE = (Suggestion.Source.MOTION, Suggestion.Source.MESSAGE)


def links(actor: Actor, s: Suggestion) -> list[tuple[str, Suggestion]]:
    """Other suggestions it belongs with, of those the reader may see."""
    found = []
    for link in Link.objects.filter(Q(origin=s.pk) | Q(target=s.pk)).order_by("pk"):
        outward = link.origin_id == s.pk
        word = link.get_kind_display() if outward else OF_THE_OTHER[link.kind]
        found.append((str(word), link.target_id if outward else link.origin_id))
    keys = [key for _word, key in found]
    seen = {row.pk: row for row in lists.visible(actor).filter(pk__in=keys).select_related("matter")}
    return [(word, seen[key]) for word, key in found if key in seen]


def origin(s: Suggestion) -> str:
    """The motion or the messages that it was made from, in one sentence; nothing where its own author thought of it."""
    row = Origin.objects.filter(suggestion=s.pk).first() if s.source in FROM_ELSEWHERE else None
    if row is None:
        return ""
    if row.kind == Origin.Kind.MOTION:
        told: dict[str, Any] = {"number": row.number, "by": row.decided_by, "day": _day(row.decided_on)}
        return _("由议案%(number)s转来：%(by)s于%(day)s决定转为建议。") % told
    words: dict[str, Any] = {
        "title": row.title,
        "count": row.messages,
        "since": _day(row.since),
        "until": _day(row.until),
        "channel": row.channel,
    }
    if row.channel:
        return _("由群众意见形成：“%(title)s”，%(since)s至%(until)s收集%(count)d条（%(channel)s）。") % words
    return _("由群众意见形成：“%(title)s”，%(since)s至%(until)s收集%(count)d条。") % words


def _day(day: dt.date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def carried(s: Suggestion) -> list[CarryOver]:
    """The years it was carried into, with the reasons; of its promises too."""
    rows = CarryOver.objects.filter(suggestion=s.pk).select_related("promise__matter").order_by("year", "pk")
    return list(rows)
