"""Matters with text in the index, without a room."""

from __future__ import annotations

from django.db import connection

from yishi.foundation import clock
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.tests.factories import make_organ
from yishi.readings.search import index, stores
from yishi.readings.search.models import Entry, Text
from yishi.readings.search.rows import Row
from yishi.readings.search.words import fold


def matters(count: int, organ=None) -> list[Matter]:
    """Matters of no room: what is in the index is what the test writes there."""
    organ = organ or make_organ("npc", "50")
    now = clock.now()
    return Matter.objects.bulk_create(
        Matter(
            organ=organ, room="none", kind="none", title=f"第{n}件", state="open", opened_on=now.date(), touched_at=now
        )
        for n in range(count)
    )


def put(said: dict[int, tuple[str, str, str]]) -> None:
    """Write (title, open text, inner text) of matters into the index, as the room's `texts` would have it."""
    keep = index._rows
    rows = [
        Row(key, head := f"\n{fold(title)}", f"{head}\n{index._folded(text)}", index._folded(inner))
        for key, (title, text, inner) in said.items()
    ]
    try:
        index._rows = lambda keys: iter(rows)
        index._write(connection.alias, list(said))
    finally:
        index._rows = keep


def integrity() -> None:
    """What stands in the grams is exactly what the texts say: proved by taking everything out again."""
    store = stores.store(connection.alias)
    store.remove(connection, list(Text.objects.values_list("pk", "open_text", "inner_text")))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")
            cursor.execute("CREATE VIRTUAL TABLE temp.left_over USING fts5vocab(main, search_fts, row)")
            cursor.execute("SELECT term FROM temp.left_over")
            assert cursor.fetchall() == []
            cursor.execute("DROP TABLE temp.left_over")
    Entry.objects.all().delete()
    Text.objects.all().delete()
