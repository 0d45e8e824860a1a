"""What reads alike: for the page where a suggestion is drafted, and for the office that merges.

Two looks. The database names candidates by the draft's most telling grams; Python then compares the texts of
the best of them. Only open text is looked at, so a likeness tells nothing that its reader may not see.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Substr

from yishi.readings.search import stores, weights
from yishi.readings.search.models import Text
from yishi.readings.search.rows import taken_apart
from yishi.readings.search.shared import grams_of, phrases
from yishi.readings.search.words import fold, number

READ = 4000
"""Characters of a text that are compared: titles come first, and what is wanted is said early."""
CANDIDATES = 60
TELLING = 36
"""Grams by which candidates are sought, at most."""
COMMON = 0.08
"""A gram in a larger share of the entries names no candidates."""
REACH = 12_000
"""Places in the index that are visited for candidates, about."""
LEAST = 0.15
"""Likeness below this is chance."""
TITLE = 0.6
"""Weight of the titles' likeness where there is more text than a title."""

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Alike(Generic[M]):
    """A row that reads alike: `score` from 0 to 1, and the phrases that both have, the most telling first."""

    record: M
    score: float
    phrases: tuple[str, ...]

    @property
    def percent(self) -> int:
        """The score as people read it."""
        return round(self.score * 100)


def alike(text: str, rows: QuerySet[M], limit: int = 8) -> list[Alike[M]]:
    """The rows most like a draft, the best first. The first line of `text` is its title.

    `rows` are those that the reader may see, keyed by the matter, unsliced, without the draft itself; what the
    page shows of them (signers, year) is theirs to select. Six queries and one for each prefetch.
    """
    draft = _Draft.of(text)
    if draft is None:
        return []
    keys = _candidates(draft, rows)
    if not keys:
        return []
    found = sorted(_compared(draft, keys), key=lambda likeness: (-likeness[1], -likeness[0]))[:limit]
    records = {record.pk: record for record in rows.filter(pk__in=[key for key, _, _ in found])}
    return [
        Alike(records[key], round(score, 3), phrases(draft.title, draft.body, other, draft.known))
        for key, score, other in found
        if key in records
    ]


def alike_to(key: int, rows: QuerySet[M], limit: int = 8) -> list[Alike[M]]:
    """The rows most like a matter that is in the index; nothing where it is not."""
    text = Text.objects.filter(pk=key).values_list(Substr("open_text", 1, READ), flat=True).first()
    if text is None:
        return []
    _, title, body = taken_apart(text)
    return alike(f"{title}\n{body}", rows.exclude(pk=key), limit)


@dataclass(frozen=True)
class _Draft:
    """The text in hand: its grams, how often each stands there, and how much each weighs."""

    title: str
    body: str
    titled: frozenset[str]
    counts: Counter[str]
    known: weights.Known

    @classmethod
    def of(cls, text: str) -> _Draft | None:
        """None if nothing is said yet."""
        title, _, body = text[: 2 * READ].strip().partition("\n")
        title, body = fold(title), fold(body)[:READ]
        titled = grams_of(title)
        counts = Counter([*titled, *grams_of(body)])
        return cls(title, body, frozenset(titled), counts, weights.known(counts)) if counts else None

    def telling(self) -> dict[int, float]:
        """The grams to look for, with their weights: the title's first, then those that come again and
        again."""
        total = self.known.counted.entries
        chosen: dict[int, float] = {}
        reach = 0.0
        for gram in sorted(self.counts, key=lambda gram: -self._worth(gram)):
            share = self.known.share[gram]
            if share > COMMON and total > CANDIDATES:
                continue
            reach += share * total
            if len(chosen) >= TELLING or (reach > REACH and chosen):
                break
            chosen[number(gram)] = self._worth(gram)
        return chosen

    def _worth(self, gram: str) -> float:
        return self.known.weight[gram] * (3 if gram in self.titled else 1) * (1 + math.log(self.counts[gram]))


def _candidates(draft: _Draft, rows: QuerySet[M]) -> list[int]:
    telling = draft.telling()
    if not telling:
        return []
    scored, said = stores.store(rows.db).scored(telling)
    # The rows are asked for the candidates' keys, not listed whole.
    among = rows.filter(pk__in=RawSQL("SELECT matter_id FROM best", [])).order_by().values("pk")
    try:
        readable, params = among.query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(
            f"WITH best AS MATERIALIZED ({scored}) SELECT matter_id FROM best WHERE matter_id IN ({readable})"
            f" ORDER BY score DESC, matter_id DESC LIMIT {CANDIDATES:d}",
            [*said, *params],
        )
        return [key for (key,) in cursor.fetchall()]


def _compared(draft: _Draft, keys: Sequence[int]) -> list[tuple[int, float, str]]:
    """(key, score, text) of those that are more alike than by chance."""
    found = Text.objects.filter(pk__in=keys).values_list("pk", Substr("open_text", 1, READ))
    texts = [(key, *taken_apart(text)[1:]) for key, text in found]
    of_titles = weights.known({gram for _, title, _ in texts for gram in grams_of(title)}, draft.known.counted)
    compared = []
    for key, title, body in texts:
        score = _score(draft, title, body, of_titles)
        if score >= LEAST:
            compared.append((key, score, f"{title}\n{body}"))
    return compared


def _score(draft: _Draft, title: str, body: str, of_titles: weights.Known) -> float:
    """The titles' likeness, and how much of what the draft says the other says too."""
    theirs = set(grams_of(title))
    either = draft.known.sum(draft.titled) + of_titles.sum(theirs)
    titles = 2 * draft.known.sum(draft.titled & theirs) / either if either else 0.0
    whole = draft.known.sum(draft.counts)
    said = draft.counts.keys() & (theirs | set(grams_of(body)))
    content = draft.known.sum(said) / whole if whole else 0.0
    return TITLE * titles + (1 - TITLE) * content if draft.body else max(titles, content)
