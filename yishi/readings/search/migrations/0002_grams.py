"""Where the grams stand in each database. The SQL is frozen here; `sqlite.py` and `postgres.py` live by it.

SQLite: an FTS5 table without content of its own; what has to be deleted is told to it from `search_text`.

PostgreSQL: sets of 32-bit grams under GIN, out of line, so that the rows in front are few pages. The planner
does not know what reading a set costs and would read them all; two functions keep it to the index, and no
statistics are gathered, which nobody would use. GIN without its waiting list: the worker can wait, a search
cannot. Texts up to two pages stay in their row, where proving a phrase is quick.
"""

from django.db import migrations

SQLITE = ("CREATE VIRTUAL TABLE search_fts USING fts5(open_text, inner_text, content='', tokenize='ascii')",)
POSTGRES = (
    "ALTER TABLE search_entry ADD COLUMN open_grams integer[] NOT NULL DEFAULT '{}',"
    " ADD COLUMN inner_grams integer[] NOT NULL DEFAULT '{}'",
    "ALTER TABLE search_entry ALTER COLUMN open_grams SET STORAGE EXTERNAL,"
    " ALTER COLUMN inner_grams SET STORAGE EXTERNAL",
    "ALTER TABLE search_entry ALTER COLUMN open_grams SET STATISTICS 0, ALTER COLUMN inner_grams SET STATISTICS 0",
    "ALTER TABLE search_text SET (toast_tuple_target = 8160)",
    "CREATE INDEX search_entry_open ON search_entry USING gin (open_grams) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_inner ON search_entry USING gin (inner_grams) WITH (fastupdate = off)",
    "CREATE FUNCTION search_holding(wanted integer[], inside boolean) RETURNS TABLE (matter_id bigint)"
    " LANGUAGE sql STABLE ROWS 200 SET enable_seqscan = off AS $$"
    " SELECT matter_id FROM search_entry WHERE open_grams @> wanted AND NOT inside"
    " UNION ALL SELECT matter_id FROM search_entry WHERE inner_grams @> wanted AND inside $$",
    "CREATE FUNCTION search_scored(grams integer[], weights float8[])"
    " RETURNS TABLE (matter_id bigint, score float8)"
    " LANGUAGE sql STABLE ROWS 5000 SET enable_seqscan = off AS $$"
    " SELECT matter_id, sum(weight) FROM unnest(grams, weights) AS said(gram, weight)"
    " JOIN search_entry ON open_grams @> ARRAY[gram] GROUP BY matter_id $$",
)
UNDO = {
    "sqlite": ("DROP TABLE search_fts",),
    "postgresql": (
        "DROP FUNCTION search_holding(integer[], boolean)",
        "DROP FUNCTION search_scored(integer[], float8[])",
        "ALTER TABLE search_entry DROP COLUMN open_grams, DROP COLUMN inner_grams",
    ),
}


def make(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def undo(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, undo)]
