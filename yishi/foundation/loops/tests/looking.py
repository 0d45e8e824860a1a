"""All that a step may touch, to be compared before and after; and the step that most tests take."""

from __future__ import annotations

from typing import Any

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.take import Outcome, take
from yishi.foundation.matters.models import Link, Matter, Series
from yishi.foundation.outbox.models import Notice, Stale
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.suggestions.tests.office import Office

TABLES = (Matter, Suggestion, Handling, Clock, Fact, Entry, Notice, Stale, Link, Series)


def everything() -> Any:
    """All that a step may touch, as it stands."""
    return [sorted(map(repr, model.objects.values_list())) for model in TABLES]


def review(office: Office, pk: int, **how: Any) -> Outcome:
    """The office passes its review."""
    with clock.at(office.day):
        return take(suggestion["pass_review"], pk, office["office"], {}, **how)
