"""Fill an empty, migrated database with so many suggestions and all that belongs to them.

Every row of a clone is a row that a step wrote, under other keys, so the tables hold together as after years of
work. What is not as after years lived through:
- all clones of a life share its days; people, units, numbers, places and sentences differ;
- within a year the journal stands in the order of days, and each year's walked lives stand before its clones;
- notices older than a month are marked read, as their readers would have;
- no seals, no sessions, no queue rows; attachments and merged-away drafts do not occur;
- the tables have been weighed, as every night;
- the walked lives themselves stay, with tokens in place of words;
- the search index is written by its own `rebuild`, so no mark of a stale matter is left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from django.db.models import F, Model

from bench.data import chain, lives, tables
from bench.data.cloned import Mould, Said
from bench.data.lives import Walk
from bench.data.people import FIRST_YEAR, House, settle
from yishi.doors.cli import nightly
from yishi.foundation import clock
from yishi.foundation.matters.models import Series
from yishi.foundation.outbox.models import Notice, Stale
from yishi.readings.search import index

TODAY = dt.date(2026, 11, 20)
"""The day on which the data is looked at: a Friday of the last year with a published calendar."""
YEARS = {150: 1, 5000: 2}
"""Below so many suggestions so few years are enough."""
HELPING = 400
"""Clones written at once."""

Life = Callable[[Walk], None]


def build(size: int, *, indexed: bool = True) -> House:
    """Make about `size` suggestions (never fewer than the walked lives), the last fifth of them in the running year."""
    with clock.at(TODAY):
        house = settle()
    count = next((few for least, few in YEARS.items() if size < least), TODAY.year - FIRST_YEAR + 1)
    years = range(TODAY.year - count + 1, TODAY.year + 1)
    first = 0
    for year in years:
        shares = lives.STANDING if year == TODAY.year else lives.ENDED
        moulds = [_walked(house, year, at, life) for at, (life, _share) in enumerate(shares)]
        first = _clone(
            house, year, moulds, _counts(size // len(years), moulds, [share for _life, share in shares]), first
        )
    Notice.objects.filter(made_at__date__lt=TODAY - dt.timedelta(days=30)).update(read_at=F("made_at"))
    if indexed:
        Stale.objects.all().delete()
        index.rebuild()
    nightly.weigh_tables()
    return house


def _walked(house: House, year: int, at: int, life: Life) -> Mould:
    walk = Walk(house, year, at)
    life(walk)
    return Mould.of(house, walk.roots)


def _counts(wanted: int, moulds: Sequence[Mould], shares: Sequence[int]) -> list[int]:
    """How many clones of each, the walked one not among them."""
    return [max(0, round(wanted * share / sum(shares)) - 1) for share in shares]


def _clone(house: House, year: int, moulds: Sequence[Mould], counts: Sequence[int], first: int) -> int:
    series = Series.objects.get(organ=house.organ, name=f"suggestion-{year}")
    numbers = _numbers(year, series)
    said: list[Said] = []
    order = sorted(((at + 1) / (count + 1), number) for number, count in enumerate(counts) for at in range(count))
    with transaction.atomic():
        bases = {model: tables.next_key(model) for model in tables.OF}
        for start in range(0, len(order), HELPING):
            clones = enumerate((moulds[number] for _, number in order[start : start + HELPING]), first + start)
            said += _written([(clone, mould) for clone, mould in clones], numbers, bases)
        chain.link(house, said)
        series.save(update_fields=["last"])
        tables.settle_keys()
    return first + len(order)


def _written(
    clones: Sequence[tuple[int, Mould]], numbers: Iterator[str], bases: dict[type[Model], int]
) -> Iterator[Said]:
    casts = [(clone, mould, mould.cast(clone, numbers, bases)) for clone, mould in clones]
    for model in tables.OF:
        tables.write(model, [row for _, mould, cast in casts for row in mould.rows_of(model, cast)])
    for clone, mould, cast in casts:
        yield from mould.said(cast, clone)


def _numbers(year: int, series: Series) -> Iterator[str]:
    while True:
        series.last += 1
        yield f"{year}{series.last:04d}"
