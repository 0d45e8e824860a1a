"""Counts that are no count of days: what an earlier year left and is still open, and when supervisors checked."""

from __future__ import annotations

from django.db.models import Count, F, Q

from yishi.foundation.facts.models import Fact
from yishi.rooms.suggestions.figures import LINE
from yishi.rooms.suggestions.measures import BY_ID
from yishi.rooms.suggestions.models import Oversight
from yishi.rooms.suggestions.tallies import Tally


def checks_by_phase(tally: Tally) -> dict[str, int]:
    """Supervisors' sampled checks before, during and after the handling."""
    checks = tally.facts_of("oversight").filter(BY_ID["checks"].facts()).values(phase=F("tags__tag"))
    found = dict(checks.annotate(n=Count("pk")).order_by("phase").values_list("phase", "n"))
    return {phase: found.get(phase, 0) for phase in Oversight.Phase.values}


def stock(tally: Tally) -> tuple[int, int]:
    """Suggestions and promises carried over from an earlier year that were still open at the end of the days."""
    rows = Fact.objects.filter(organ=tally.reader.organ, line=LINE, day__lte=tally.until)
    still = rows.filter(Q(until=None) | Q(until__gt=tally.until), kind__in=("carried", "promise_carried"))
    # One carried twice is one; a promise's fact names it before the year.
    found = {(kind, matter, key.rsplit("/", 1)[0]) for kind, matter, key in still.values_list("kind", "matter", "key")}
    return sum(kind == "carried" for kind, *_ in found), sum(kind == "promise_carried" for kind, *_ in found)
