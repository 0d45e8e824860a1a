"""Narrow rows to those that hold what was typed. It only ever narrows: who may see what is the room's
`lists.visible`, and what a reader of a matter may not see stands in another zone.

A few are found by the index, once, and are then keys in hand: counting and sorting them costs nothing. What a
thousand hold, or one in six of the newest, is everywhere: then rows are gone through in the order in which they are
shown and looked at one by one, which stops at a full page. Nobody reads a thousand hits, and naming them all would
take longer than all else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Lower, StrIndex
from django.db.models.lookups import GreaterThan

from yishi.foundation.outbox.models import Stale
from yishi.readings.search import stores
from yishi.readings.search.models import Entry, Text
from yishi.readings.search.words import asked, short

M = TypeVar("M", bound=Model)
MANY = 1000
"""Hits from which on they are not named one by one."""
NEWEST, EVERYWHERE = 300, 50
"""So many of the newest texts are looked at beforehand; what more than so many of them hold is everywhere."""
PLENTY = 3000
"""Texts from which on that tells anything; among fewer everything is found and counted."""


class Search:
    """What was typed, looked for once.

    Found are the matters whose text holds every one of the words, as `words.asked` reads them. `by` is the field of
    the rows that holds the matter's key ("suggestion" for a unit's parts). `inner` looks into what only the office
    reads, too. A single character is looked for in number and title. What a step changed since the last refresh is
    found by its new number and title as well. Nothing typed narrows nothing. Raises nothing for any words.
    """

    def __init__(self, words: str, *, inner: bool = False, by: str = "pk") -> None:
        self.words, self.inner, self.by = asked(words), inner, by

    @cached_property
    def keys(self) -> list[int]:
        """Keys of the matters found, one more than `MANY` at the most; one query."""
        sql, params = self._sql()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT matter_id FROM ({sql}) AS every LIMIT {MANY + 1}", params)
            return list({key for (key,) in cursor.fetchall()})

    @cached_property
    def many(self) -> bool:
        """Whether more hold the words than are named; one query, and that for the keys where that says no."""
        return bool(self.words) and (self._everywhere() or len(self.keys) > MANY)

    def _everywhere(self) -> bool:
        """Whether the newest texts say so already."""
        if self.inner or any(map(short, self.words)):
            return False
        newest = Text.objects.order_by("-pk")
        last = newest.values("pk")[PLENTY : PLENTY + 1]
        held = self._holding(Text.objects.filter(pk__in=newest.values("pk")[:NEWEST], pk__gt=Subquery(last)))
        return held.count() > EVERYWHERE

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        """Those of `rows` that were found."""
        if not self.words:
            return rows
        return rows.filter(self._held() if self.many else Q(**{f"{self.by}__in": self.keys}))

    def _sql(self) -> stores.Query:
        """Keys found by the index. Every branch stands alone in the union, so that each goes by its own."""
        store = stores.store(DEFAULT_DB_ALIAS)
        singles = [word for word in self.words if short(word)]
        longer = [word for word in self.words if not short(word)]
        heads = " AND ".join(f"{store.HAS}(head, %s) > 0" for _ in singles)
        sql: str = f"SELECT matter_id FROM search_entry WHERE {heads}"
        params: list[Any] = list(singles)
        if longer:
            only = not (singles or self.inner)
            found, values = store.first(longer, MANY + 1) if only else store.matching(longer, self.inner)
            params = values + (params if singles else [])
            sql = f"SELECT matter_id FROM ({found}) AS found" + (f" WHERE matter_id IN ({sql})" if singles else "")
        fresh, values = _fresh(store, self.words)
        return f"{sql} UNION ALL {fresh}", params + values

    def _held(self) -> Q:
        """The same of one row after the other: its text holds the words, or it was written since and its title does."""
        return Q(Exists(self._text())) | Q(Exists(self._anew()))

    def _text(self) -> QuerySet[Text]:
        return self._holding(Text.objects.filter(matter=OuterRef(self.by)))

    def _holding(self, its: QuerySet[Text]) -> QuerySet[Text]:
        """Texts that hold the words."""
        heads = Entry.objects.filter(matter=OuterRef("matter"))
        for word in self.words:
            if short(word):
                its = its.filter(Exists(heads.filter(Q(_at("head", word)))))
            else:
                held = Q(_at("open_text", word))
                its = its.filter(held | Q(_at("inner_text", word)) if self.inner else held)
        return its

    def _anew(self) -> QuerySet[Stale]:
        its = Stale.objects.filter(matter=OuterRef(self.by))
        for word in self.words:
            its = its.filter(Q(_at(Lower("matter__title"), word)) | Q(_at(Lower("matter__number"), word)))
        return its


def find(rows: QuerySet[M], words: str, *, inner: bool = False, by: str = "pk") -> QuerySet[M]:
    """Those of `rows` that `Search` finds; one query beforehand."""
    return Search(words, inner=inner, by=by).narrow(rows)


def _at(text: Any, word: str) -> Any:
    """Whether the text holds the word."""
    return GreaterThan(StrIndex(F(text) if isinstance(text, str) else text, Value(word)), 0)


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
