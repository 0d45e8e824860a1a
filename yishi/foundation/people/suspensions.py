"""A deputy's duties paused and taken up again (代表法 61); a CPPCC member's by the committee's own rules."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.people import grounds
from yishi.foundation.people.groupings import DAY
from yishi.foundation.people.models import Mandate, Organ, Suspension
from yishi.foundation.people.refusals import Refused


@transaction.atomic
def suspend(mandate: Mandate, began: dt.date, ground: str) -> Suspension:
    """Pause a deputy's duties (代表法 61); a CPPCC member's by the committee's own rules. The seat on the standing
    committee that stands on it pauses with it.

    Raises Refused: the law knows two cases only (`grounds.SUSPENSIONS`)."""
    mandate = Mandate.objects.select_for_update().select_related("organ", "person").get(pk=mandate.pk)
    said = {"name": mandate.person.name}
    if began < mandate.began or (mandate.ended and began > mandate.ended):
        raise Refused(_("%(name)s在该日不在任，不能暂停。") % said)
    if mandate.organ.profile == Organ.Profile.NPC and ground not in grounds.SUSPENSIONS:
        cases = language.clauses(grounds.SUSPENSIONS)
        raise Refused(_("暂停执行代表职务只限两种情形（代表法 61）：%(cases)s。") % {"cases": cases})
    if not ground.strip():
        raise Refused(_("请写明暂停履职的情形。"))
    if mandate.suspensions.filter(Q(ended=None) | Q(ended__gte=began)).exists():
        raise Refused(_("%(name)s已在暂停之中。") % said)
    for seat in standing_on(mandate, began).exclude(suspensions__in=_running(began)):
        seat.suspensions.create(began=began, ground=ground)
    return mandate.suspensions.create(began=began, ground=ground)


def standing_on(mandate: Mandate, day: dt.date) -> QuerySet[Mandate]:
    """Seats that one has only as a deputy or member: those on the standing committee."""
    if mandate.kind not in (Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER):
        return Mandate.objects.none()
    return Mandate.objects.filter(
        organ=mandate.organ, person=mandate.person, term=mandate.term, kind=Mandate.Kind.STANDING, ended=None,
        began__lte=day,
    )  # fmt: skip


def _running(day: dt.date) -> QuerySet[Suspension]:
    return Suspension.objects.filter(Q(ended=None) | Q(ended__gte=day))


@transaction.atomic
def resume(mandate: Mandate, day: dt.date) -> Suspension:
    """Duties are taken up again on `day`, so the pause ends the day before (代表法 61, 2)."""
    mandate = Mandate.objects.select_for_update().select_related("person").get(pk=mandate.pk)
    running = mandate.suspensions.filter(ended=None).first()
    if running is None or day <= running.began:
        raise Refused(_("%(name)s在该日没有暂停，不需恢复。") % {"name": mandate.person.name})
    if mandate.ended and day > mandate.ended:
        raise Refused(_("%(name)s的资格已终止，不能恢复（代表法 61）。") % {"name": mandate.person.name})
    alike = Suspension.objects.filter(ended=None, began=running.began, ground=running.ground)
    alike.filter(mandate__in=standing_on(mandate, day)).update(ended=day - DAY)
    running.ended = day - DAY
    running.save(update_fields=["ended"])
    return running
