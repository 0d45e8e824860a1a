"""How telling a gram is: 关于 stands in every suggestion and tells nothing, 电梯 in a few and tells much."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connections, router, transaction
from django.db.models.functions import Substr

from yishi.readings.search import stores
from yishi.readings.search.models import Entry, Gram, Text, Weighing
from yishi.readings.search.words import number, numbers

SAMPLE = 4000
"""Entries that are counted, evenly over all; more would not change the weights."""
READ = 4000
"""Characters of each that are read."""
RARE = 0.004
"""Grams in a smaller share of the entries are all taken as equally rare."""
GROWN = 1.25
"""Counted anew when the entries have grown by this factor."""


class Counted(NamedTuple):
    """A counting: how many entries there were, and the share of grams too rare to be kept."""

    entries: int
    rarest: float


@dataclass(frozen=True)
class Known:
    """What is known of the grams asked about: `share` of the entries that hold one, 0 to 1, and its `weight`,
    0 where all have it, the more the rarer it is."""

    share: dict[str, float]
    weight: dict[str, float]
    counted: Counted

    def sum(self, grams: Iterable[str]) -> float:
        """What the grams weigh together."""
        return sum(map(self.weight.__getitem__, grams))


def known(grams: Iterable[str], counted: Counted | None = None) -> Known:
    """Shares and weights of these grams, by the last counting, which is read unless the caller has it. Before
    any, all are equally rare."""
    counted = counted or _last()
    numbered = {gram: number(gram) for gram in grams}
    shares = dict(Gram.objects.filter(pk__in=set(numbered.values())).values_list("pk", "share"))
    share = {gram: min(shares.get(key, counted.rarest), 1.0) for gram, key in numbered.items()}
    return Known(share, {gram: -math.log(part) for gram, part in share.items()}, counted)


def _last() -> Counted:
    weighing = Weighing.objects.order_by("-pk").first()
    return Counted(weighing.entries, weighing.rarest) if weighing else Counted(0, RARE)


def weigh_if_grown() -> bool:
    """Count anew if there is much more to count than last time; says whether it did."""
    weighing = Weighing.objects.order_by("-pk").first()
    if weighing is not None and Entry.objects.count() < weighing.entries * GROWN + 10:
        return False
    weigh()
    return True


def weigh() -> int:
    """Count grams over a sample of the entries; answers how many are common enough to have a row."""
    total = Entry.objects.count()
    step = max(1, total // SAMPLE)
    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))[::step]
    counts: Counter[int] = Counter()
    for at in range(0, len(keys), 500):
        texts = Text.objects.filter(pk__in=keys[at : at + 500])
        for text in texts.values_list(Substr("open_text", 1, READ), flat=True):
            counts.update(numbers(text))
    least = max(2, math.ceil(len(keys) * RARE))
    rows = [Gram(number=gram, share=count / len(keys)) for gram, count in counts.items() if count >= least]
    using = router.db_for_write(Gram)
    with transaction.atomic(using):
        stores.store(using).lock(connections[using], wait=True)
        Gram.objects.all().delete()
        Gram.objects.bulk_create(rows, batch_size=2000)
        Weighing.objects.all().delete()
        Weighing.objects.create(entries=total, rarest=(least / 2) / max(len(keys), 1) if keys else RARE)
    return len(rows)
