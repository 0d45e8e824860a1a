"""Who belongs where, and since when: moves between delegations, sectors and groups are dated."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, in_force
from yishi.foundation.people.refusals import Refused

DAY = dt.timedelta(days=1)
ONE_AT_A_TIME = (
    Grouping.Kind.DELEGATION,
    Grouping.Kind.CONSTITUENCY,
    Grouping.Kind.SECTOR,
    Grouping.Kind.DEPUTIES,
    Grouping.Kind.LIAISON,
)
"""Kinds of which a seat has one at a time (and a sector once more as its second)."""


def belongings(organ: Organ, day: dt.date, *kinds: str) -> QuerySet[Belonging]:
    """Who belonged where on `day`, with seat, person and grouping; of all kinds unless some are named."""
    found = Belonging.objects.filter(in_force(day), grouping__organ=organ)
    if kinds:
        found = found.filter(grouping__kind__in=kinds)
    return found.select_related("mandate__person", "grouping").order_by("grouping__kind", "grouping__name", "pk")


def groupings_on(mandate: Mandate, day: dt.date) -> QuerySet[Grouping]:
    """What one seat belonged to on `day`."""
    on = in_force(day, "belongings__")
    return Grouping.objects.filter(on, belongings__mandate=mandate).distinct()


@transaction.atomic
def join(mandate: Mandate, grouping: Grouping, day: dt.date, *, heads: bool = False, second: bool = False) -> Belonging:
    """Belong to `grouping` from `day` on. Of a kind held one at a time, what was held ends the day before.

    Raises Refused when the grouping is another organ's or term's, or the seat is not held on `day`."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    _may_join(mandate, grouping, day, second)
    held = mandate.belongings.filter(Q(ended=None) | Q(ended__gte=day)).select_related("grouping")
    for other in held:
        same_place = other.grouping_id == grouping.pk
        if same_place and other.heads == heads and other.second == second and other.began <= day:
            return other
        displaced = grouping.kind in ONE_AT_A_TIME and other.grouping.kind == grouping.kind and other.second == second
        if same_place or displaced:
            close(other, day - DAY)
    return Belonging.objects.create(
        mandate=mandate, grouping=grouping, began=day, ended=mandate.ended, heads=heads, second=second
    )


def _may_join(mandate: Mandate, grouping: Grouping, day: dt.date, second: bool) -> None:
    said = {"name": mandate.person.name, "grouping": grouping.name, "day": day}
    if grouping.organ_id != mandate.organ_id:
        raise Refused(_("“%(grouping)s”不属于本机关。") % said)
    if grouping.term_id and mandate.term_id and grouping.term_id != mandate.term_id:
        raise Refused(_("“%(grouping)s”不是本届的，%(name)s不能编入。") % said)
    if day < mandate.began or (mandate.ended and day > mandate.ended):
        raise Refused(_("%(name)s在 %(day)s 不在任，请核对日期。") % said)
    if second and grouping.kind != Grouping.Kind.SECTOR:
        raise Refused(_("只有界别可以有第二个。"))


@transaction.atomic
def leave(mandate: Mandate, grouping: Grouping, day: dt.date) -> None:
    """Belong to `grouping` no longer; `day` is the last day. Raises Refused where it did not belong then."""
    found = Belonging.objects.select_for_update().filter(in_force(day), mandate=mandate, grouping=grouping)
    if not found:
        said = {"name": mandate.person.name, "grouping": grouping.name, "day": day}
        raise Refused(_("%(name)s在 %(day)s 不在“%(grouping)s”。") % said)
    for belonging in found:
        close(belonging, day)


def close(belonging: Belonging, last_day: dt.date) -> None:
    """End it on `last_day`; one that had not yet begun then never was, and is deleted."""
    if last_day < belonging.began:
        belonging.delete()
        return
    belonging.ended = last_day
    belonging.save(update_fields=["ended"])
