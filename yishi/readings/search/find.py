"""Narrow rows to those that hold what was typed. It only ever narrows: who may see what is the room's
`lists.visible`, and what a reader of a matter may not see stands in another zone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connections
from django.db.models import BooleanField, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from yishi.readings.search import stores, weights
from yishi.readings.search.words import asked, short

M = TypeVar("M", bound=Model)


def find(rows: QuerySet[M], words: str, *, inner: bool = False, by: str = "pk") -> QuerySet[M]:
    """Those of `rows` whose matter's text holds every one of the words, as `words.asked` reads them.

    `by` is the field of the rows that holds the matter's key ("suggestion" for a unit's parts). `inner` looks
    into what only the office reads, too. A single character is looked for in number and title. What a step
    changed since the last refresh is found by its new number and title as well. Nothing typed narrows nothing.
    One subquery, and on PostgreSQL a small query beforehand; raises nothing for any words.
    """
    wanted = asked(words)
    if not wanted:
        return rows
    sql, params = _keys(rows.db, wanted, inner)
    held = Q(**{f"{by}__in": RawSQL(sql, params)})
    if connections[rows.db].vendor == "postgresql" and weights.common(word for word in wanted if not short(word)):
        # PostgreSQL takes whatever is found for 200 rows and fetches them one by one. What has an alternative it
        # does not turn into a join: it goes through the rows in their order, and stops at a full page.
        held |= Q(RawSQL("FALSE", [], BooleanField()))
    return rows.filter(held)


def _keys(using: str, words: Sequence[str], inner: bool) -> stores.Query:
    """Keys of the matters found. Every branch stands alone in the union, so that each goes by its index."""
    store = stores.store(using)
    singles = [word for word in words if short(word)]
    longer = [word for word in words if not short(word)]
    heads = " AND ".join(f"{store.HAS}(head, %s) > 0" for _ in singles)
    sql: str = f"SELECT matter_id FROM search_entry WHERE {heads}"
    params: list[Any] = list(singles)
    if longer:
        found, values = store.matching(longer, inner)
        params = values + (params if singles else [])
        sql = f"SELECT matter_id FROM ({found}) AS found" + (f" WHERE matter_id IN ({sql})" if singles else "")
    fresh, values = _fresh(store, words)
    return f"{sql} UNION ALL {fresh}", params + values


def _fresh(store: stores.Store, words: Sequence[str]) -> stores.Query:
    """What was written since the last refresh, by its plain title and number. A subquery in the condition, not a
    join, so that no planner reads every title for the sake of a few marks."""
    holds = " AND ".join(
        f"({store.HAS}(LOWER(m.title), %s) > 0 OR {store.HAS}(LOWER(m.number), %s) > 0)" for _ in words
    )
    sql = (
        f"SELECT s.matter_id FROM outbox_stale s WHERE (SELECT {holds} FROM matters_matter m WHERE m.id = s.matter_id)"
    )
    return sql, [word for word in words for _ in range(2)]
