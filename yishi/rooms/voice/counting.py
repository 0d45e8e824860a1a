"""Limits against guessing and flooding: so many tries of one key in a while, counted in the database, where every process and
whoever starts anew sees the same. No outside service, and nothing that says who tried: keys are keyed digests.

A try is counted before it is judged, under a lock, so that a hundred at once are not a hundred first ones.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from yishi.foundation import clock, codes
from yishi.rooms.voice.models import Tries

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
OLD = 2 * DAY


@dataclass(frozen=True)
class Limit:
    """At most `most` tries of a `sort` by one key within `window`. Once there are so many it stays shut until the window
    that began with the first is over, or for `shut` from then on."""

    sort: str
    most: int
    window: dt.timedelta
    shut: dt.timedelta | None = None


SUBMITTED = (Limit("submitted", 6, 10 * MINUTE), Limit("submitted in a day", 40, DAY))
"""Messages of one client."""
LOOKED_UP = (Limit("looked up", 20, HOUR),)
"""Codes tried by one client, right or wrong."""
OF_CODE = (Limit("tries of a code", 5, DAY, shut=DAY),)
"""Wrong tries of one code, whoever tries and whether there is such a code or not."""
UNKNOWN = (Limit("unknown links", 30, HOUR),)
"""Links that lead nowhere, tried by one client."""
ACTED = (Limit("acts of a sender", 60, HOUR),)
"""What one client does to messages that it follows: ratings, additions, photographs."""
HELD = (Limit("files held", 40, HOUR),)
"""Forms with photographs that are not messages yet, sent by one client."""
SUPPORTED = (Limit("supported", 60, HOUR),)
"""Messages that one client says it knows too."""
SUPPORTED_ONE = (Limit("supported this", 1, DAY),)
"""The same of one message."""
SURVEYED = (Limit("surveyed", 60, HOUR),)
"""Questionnaires filled in from one client: a village hall has one address."""
SAME_TEXT = (Limit("same text", 3, DAY),)
"""Messages of the same words, whoever sent them: from then on somebody looks first."""


def client(address: str) -> str:
    """A client as he is counted today; tomorrow he is another, so that nobody is followed from day to day."""
    return f"{clock.today().isoformat()} {address}"


def count(limits: Sequence[Limit], of: str) -> dt.timedelta | None:
    """Count one try; None where it is within all limits, else how long it stays shut, and nothing was counted."""
    now = clock.now()
    keys = {codes.digest(f"tries.{limit.sort}", of): limit for limit in limits}
    # Who is shut out costs one read and takes no lock from others.
    if left := _longest(Tries.objects.filter(pk__in=keys), now):
        return left
    with transaction.atomic():
        Tries.objects.bulk_create([Tries(key=key, since=now) for key in keys], ignore_conflicts=True)
        rows = list(Tries.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        if left := _longest(rows, now):
            return left
        for row in rows:
            _one_more(row, keys[row.key], now)
        Tries.objects.bulk_update(rows, ["since", "count", "until"])
    return None


def forgive(limits: Sequence[Limit], of: str) -> None:
    """Forget the tries of a key: the one who knows it came."""
    Tries.objects.filter(pk__in=[codes.digest(f"tries.{limit.sort}", of) for limit in limits]).delete()


def sweep() -> int:
    """Delete what counts no more; answers how many rows."""
    now = clock.now()
    rows = Tries.objects.filter(since__lt=now - OLD).exclude(until__gt=now)
    return rows.delete()[0]


def same_words(text: str) -> str:
    """A text by its letters and digits alone, whatever stands between them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _longest(rows: Iterable[Tries], now: dt.datetime) -> dt.timedelta | None:
    return max((row.until - now for row in rows if row.until is not None and row.until > now), default=None)


def _one_more(row: Tries, limit: Limit, now: dt.datetime) -> None:
    if row.since + limit.window <= now or row.until is not None:
        row.since, row.count, row.until = now, 0, None
    row.count += 1
    if row.count >= limit.most:
        row.until = now + limit.shut if limit.shut else row.since + limit.window
