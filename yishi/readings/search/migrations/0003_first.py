"""On PostgreSQL, a function that names the first so many: the proof stands inside it, so that it stops there."""

from django.db import migrations

# As `search_holding` (0002): kept to the index, whatever the planner thinks of it; texts are fetched one by one.
FIRST = """
CREATE FUNCTION search_first(wanted integer[], phrases text[], most integer) RETURNS TABLE (matter_id bigint)
LANGUAGE sql STABLE ROWS 200 SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    SELECT e.matter_id FROM search_entry e JOIN search_text t ON t.matter_id = e.matter_id
    WHERE e.open_grams @> wanted
    AND (SELECT bool_and(strpos(t.open_text, phrase) > 0) FROM unnest(phrases) AS phrase) IS NOT FALSE
    LIMIT most
$$"""
UNDO = "DROP FUNCTION search_first(integer[], text[], integer)"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FIRST, params=None)


def undo(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNDO, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_grams")]

    operations = [migrations.RunPython(make, undo)]
