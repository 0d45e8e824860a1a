"""Someone who has the database: takes the triggers off, does what he likes, and puts them back."""

from __future__ import annotations

from django.db import connection

from yishi.foundation.journal import canonical, rows
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.triggers import ensure_triggers, remove_triggers


def intrude(*statements):
    """Run raw SQL, each statement a string or a pair of string and parameters."""
    connection.check_constraints()  # PostgreSQL alters no table while its deferred checks wait
    remove_triggers(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            sql, values = (statement, None) if isinstance(statement, str) else statement
            cursor.execute(sql, values)
    connection.check_constraints()
    ensure_triggers(connection)


def drop(condition):
    """Statements that delete the entries of that SQL condition, bodies first."""
    return (
        f"DELETE FROM journal_body WHERE entry_id IN (SELECT id FROM journal_entry WHERE {condition})",
        f"DELETE FROM journal_entry WHERE {condition}",
    )


def recompute(organ, start=1):
    """Link the chain anew from entry `start` on, numbers and head too, as if nothing had happened."""
    head = rows.head(organ.pk)
    keys = dict(Entry.objects.filter(organ=organ).values_list("seq", "id"))
    prev, seq, statements = canonical.GENESIS, 0, []
    for row in rows.entries(organ.pk, head.chain, bodies=False):
        seq += 1
        if seq < start:
            prev = row["hash"]
            continue
        fresh = canonical.entry_hash({**row, "seq": seq, "prev_hash": prev})
        change = "UPDATE journal_entry SET seq = %s, prev_hash = %s, hash = %s WHERE id = %s"
        statements.append((change, (seq, prev, fresh, keys[row["seq"]])))
        prev = fresh
    set_head = ("UPDATE journal_head SET seq = %s, hash = %s WHERE organ_id = %s", (seq, prev, organ.pk))
    intrude(*statements, set_head)
