import importlib

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from yishi.foundation.journal.models import Body, Entry, Head, Seal
from yishi.foundation.journal.seals import seal
from yishi.foundation.journal.tests.conftest import DAY
from yishi.foundation.journal.triggers import ensure_triggers, guards, remove_triggers, triggers_missing
from yishi.foundation.journal.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

ERASED = "salt = NULL, text = NULL, erased_at = '2026-03-02 00:00:00+00', erased_why = 'x'"
REFUSED = [
    "UPDATE journal_entry SET law = 'x' WHERE seq = 3",
    "UPDATE journal_entry SET seq = seq + 100",
    "UPDATE journal_entry SET law = law",
    "DELETE FROM journal_entry WHERE seq = 10",
    "DELETE FROM journal_entry",
    "UPDATE journal_seal SET hash = 'x'",
    "DELETE FROM journal_seal",
    "DELETE FROM journal_body",
    "UPDATE journal_body SET text = 'x'",
    "UPDATE journal_body SET text = NULL",
    "UPDATE journal_body SET text = NULL, erased_at = '2026-03-02 00:00:00+00', erased_why = 'x'",
    "UPDATE journal_body SET salt = NULL, erased_at = '2026-03-02 00:00:00+00', erased_why = 'x'",
    "UPDATE journal_body SET salt = NULL, text = NULL, erased_at = '2026-03-02 00:00:00+00', erased_why = ''",
    f"UPDATE journal_body SET {ERASED}, entry_id = entry_id + 1000",
    "DELETE FROM journal_head",
    "UPDATE journal_head SET seq = seq - 1",
    "UPDATE journal_head SET hash = 'x'",
    "UPDATE journal_head SET seq = seq + 1, chain = 'x'",
]
TRUNCATES = [f"TRUNCATE journal_{name} CASCADE" for name in ("entry", "body", "head", "seal")]
REPLACES = [
    "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 3",
    "REPLACE INTO journal_body SELECT entry_id, NULL, 'x', NULL, '' FROM journal_body",
    "REPLACE INTO journal_head SELECT organ_id, chain, 1, hash FROM journal_head",
    "REPLACE INTO journal_seal SELECT * FROM journal_seal",
    "UPDATE OR REPLACE journal_entry SET seq = 1 WHERE seq = 2",
]


@pytest.fixture
def sealed(organ, chain):
    return seal(organ, DAY)


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_they_stand_after_migrate(db):
    assert len(guards(connection)) == 12
    assert triggers_missing(connection) == []


@pytest.mark.parametrize("sql", REFUSED)
def test_raw_sql_is_refused(organ, sealed, sql):
    with pytest.raises(IntegrityError, match="append only"):
        run(sql)
    assert (Entry.objects.count(), Seal.objects.count(), Head.objects.get().seq) == (10, 1, 10)
    assert verify(organ).ok


@pytest.mark.postgres(only=True)
@pytest.mark.parametrize("sql", TRUNCATES)
def test_truncate_is_refused(organ, sealed, sql):
    connection.check_constraints()
    with pytest.raises(IntegrityError, match="append only"):
        run(sql)


@pytest.mark.postgres(only=True)
def test_a_session_that_calls_itself_a_replica_is_refused(chain):
    """The triggers fire all the same for a superuser; anyone else may not even call himself one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        superuser = cursor.fetchone()[0]
    if not superuser:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run("SET LOCAL session_replication_role = replica")
        return
    run("SET LOCAL session_replication_role = replica")
    with pytest.raises(IntegrityError, match="append only"):
        run("DELETE FROM journal_entry")
    run("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_replace_is_refused_whatever_the_shell_has_set(organ, sealed, recursive):
    """SQLite's own statements; on PostgreSQL the upsert that stands for them."""
    statements = REPLACES
    if connection.vendor == "postgresql":
        columns = "organ_id, chain, seq, hash"
        statements = [
            f"INSERT INTO journal_head ({columns}) SELECT {columns} FROM journal_head"
            " ON CONFLICT (organ_id) DO UPDATE SET hash = 'x'"
        ]
    else:
        run(f"PRAGMA recursive_triggers = {recursive}")
    for sql in statements:
        with pytest.raises(IntegrityError, match="append only"):
            run(sql)
    if connection.vendor == "sqlite":
        run("PRAGMA recursive_triggers = ON")
    assert verify(organ).ok


def test_the_orm_is_refused(sealed, chain):
    changed = Entry.objects.get(seq=3)
    changed.law = "另一条"
    bodies = Body.objects.filter(entry__seq=3)
    everything = (Entry.objects.all(), Head.objects.all(), Seal.objects.all(), bodies)
    acts = (changed.save, changed.delete, sealed.save, lambda: bodies.update(text="另一段"))
    for act in (*acts, *(rows.delete for rows in everything)):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert Entry.objects.get(seq=3).law == "代表法 51"


def test_erasing_is_allowed_once(chain):
    run(f"UPDATE journal_body SET {ERASED} WHERE entry_id = {chain[2].pk}")
    for change in (ERASED, "text = 'back'", "erased_why = 'y'"):
        with pytest.raises(IntegrityError, match="append only"):
            run(f"UPDATE journal_body SET {change} WHERE entry_id = {chain[2].pk}")


def test_what_is_missing_is_named_and_made_good(chain):
    connection.check_constraints()
    remove_triggers(connection)
    assert len(triggers_missing(connection)) == 12
    assert len(ensure_triggers(connection)) == 12
    assert triggers_missing(connection) == [] == ensure_triggers(connection)


def test_a_trigger_without_teeth_is_missing(chain):
    """The name alone proves nothing."""
    name = "journal_entry_guards_delete"
    connection.check_constraints()
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER {name}")
        run(f"CREATE TRIGGER {name} BEFORE DELETE ON journal_entry BEGIN SELECT 1; END")
    else:
        body = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'"
        run(f"CREATE OR REPLACE FUNCTION {name}() {body}")
    assert triggers_missing(connection) == [name]
    ensure_triggers(connection)
    with pytest.raises(IntegrityError):
        run("DELETE FROM journal_entry")


@pytest.mark.postgres(only=True)
def test_a_disabled_trigger_is_missing(chain):
    connection.check_constraints()
    run("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_guards_update")
    assert triggers_missing(connection) == ["journal_entry_guards_update"]
    assert ensure_triggers(connection) == ["journal_entry_guards_update"]


def test_a_rebuilt_table_loses_them_and_gets_them_back(transactional_db):
    """What a migration that alters the table does on SQLite."""
    with connection.schema_editor() as editor:
        old = Entry._meta.get_field("room")
        new = old.clone()
        new.max_length = 61
        new.set_attributes_from_name("room")
        new.model = Entry
        editor.alter_field(Entry, old, new, strict=False)
        editor.alter_field(Entry, new, old, strict=False)
    if connection.vendor == "sqlite":
        assert {name for name in triggers_missing(connection)} >= {
            "journal_entry_guards_update", "journal_entry_guards_delete", "journal_entry_guards_insert",
        }  # fmt: skip
    ensure_triggers(connection)
    assert triggers_missing(connection) == []


def test_the_migration_can_be_undone_and_done_again(transactional_db):
    migration = importlib.import_module("yishi.foundation.journal.migrations.0002_triggers")
    with connection.schema_editor() as editor:
        migration.remove(None, editor)
    assert len(triggers_missing(connection)) == 12
    with connection.schema_editor() as editor:
        migration.install(None, editor)
    assert triggers_missing(connection) == []
