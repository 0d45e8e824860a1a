"""What may be counted of questionnaires, once they are closed: the survey itself (次, on the day it was opened), and how many
came back (份, on the day it was closed)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Count

from yishi.foundation.facts.rows import FactRow
from yishi.rooms.voice.models import Survey
from yishi.rooms.voice.words import SHEETS, TIMES


def derive(keys: Sequence[int], kinds: frozenset[str] = frozenset()) -> Iterable[FactRow]:
    """The facts of these; one query for any number. While one is open its answers grow without a step, so nothing of it is
    counted yet."""
    rows = Survey.objects.filter(pk__in=keys, matter__state=Survey.State.CLOSED).annotate(n=Count("responses"))
    for s in rows:
        if s.opened_on is None or s.ended_on is None:
            continue
        yield FactRow(matter_id=s.pk, key="survey", day=s.opened_on, kind="survey", line="voice", measure=TIMES)
        if s.n:
            yield FactRow(
                matter_id=s.pk, key="questionnaires", day=s.ended_on, kind="questionnaires", source="survey", line="voice",
                quantity=Decimal(s.n).quantize(Decimal("0.0001")), measure=SHEETS,
            )  # fmt: skip
