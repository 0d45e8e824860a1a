"""Append only, in the database itself: triggers for SQLite and PostgreSQL, and the proof that they stand.

They hold against every program that writes to these tables, not against someone who may drop them: what he
does is found by `verify`. Each trigger speaks of its own table only, so that another table's rebuild on
SQLite never meets a trigger that names a table just dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

ERASING = (
    "NEW.entry_id = OLD.entry_id AND OLD.text IS NOT NULL AND NEW.text IS NULL AND NEW.salt IS NULL"
    " AND NEW.erased_at IS NOT NULL AND NEW.erased_why <> ''"
)
GROWING = "NEW.organ_id = OLD.organ_id AND NEW.chain = OLD.chain AND NEW.seq > OLD.seq"


@dataclass(frozen=True)
class Guard:
    """One refusal: `table` and `action`, unless the SQL condition `unless` holds; `same` is the key that an
    INSERT OR REPLACE on SQLite would overwrite."""

    table: str
    action: str
    unless: str = ""
    same: str = ""

    @property
    def name(self) -> str:
        """The trigger's name in the database."""
        return f"{self.table}_guards_{self.action.lower()}"

    @property
    def sentence(self) -> str:
        """What the database says when it refuses."""
        return f"{self.table} is append only: {self.action} refused"


GUARDS = (
    Guard("journal_entry", "UPDATE"),
    Guard("journal_entry", "DELETE"),
    Guard("journal_seal", "UPDATE"),
    Guard("journal_seal", "DELETE"),
    Guard("journal_body", "UPDATE", unless=ERASING),
    Guard("journal_body", "DELETE"),
    Guard("journal_head", "UPDATE", unless=GROWING),
    Guard("journal_head", "DELETE"),
)
TRUNCATES = tuple(
    Guard(table, "TRUNCATE") for table in ("journal_entry", "journal_seal", "journal_body", "journal_head")
)
# REPLACE fires delete triggers only where `recursive_triggers` is on, and a shell has it off.
REPLACES = (
    Guard("journal_entry", "INSERT", same="id = NEW.id OR (organ_id = NEW.organ_id AND seq = NEW.seq)"),
    Guard("journal_seal", "INSERT", same="id = NEW.id OR (organ_id = NEW.organ_id AND day = NEW.day)"),
    Guard("journal_body", "INSERT", same="entry_id = NEW.entry_id"),
    Guard("journal_head", "INSERT", same="organ_id = NEW.organ_id OR chain = NEW.chain"),
)


def _sqlite(guard: Guard) -> str:
    when = f" WHEN NOT coalesce({guard.unless}, 0)" if guard.unless else ""
    if guard.same:
        when = f" WHEN EXISTS (SELECT 1 FROM {guard.table} WHERE {guard.same})"
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table} FOR EACH ROW{when}"
        f" BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
    )


def _postgres_body(guard: Guard) -> str:
    refuse = f"RAISE EXCEPTION '{guard.sentence}' USING ERRCODE = 'integrity_constraint_violation';"
    if guard.unless:
        return f"BEGIN IF coalesce({guard.unless}, false) THEN RETURN NEW; END IF; {refuse} END"
    return f"BEGIN {refuse} END"


def _postgres(guard: Guard) -> list[str]:
    each = "STATEMENT" if guard.action == "TRUNCATE" else "ROW"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $guard${_postgres_body(guard)}$guard$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table}"
        f" FOR EACH {each} EXECUTE FUNCTION {guard.name}()",
        # ALWAYS: a session that calls itself a replica is refused as well.
        f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}",
    ]


def guards(connection: BaseDatabaseWrapper) -> tuple[Guard, ...]:
    """The refusals that this database needs. Raises NotImplementedError for one that Yishi does not know."""
    if connection.vendor == "sqlite":
        return GUARDS + REPLACES
    if connection.vendor == "postgresql":
        return GUARDS + TRUNCATES
    raise NotImplementedError(f"no append-only triggers are written for {connection.vendor}")


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Triggers that are there and switched on: name to text."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
                " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgenabled = 'A'"
                " AND c.relnamespace = current_schema()::regnamespace"
            )
        return {name: text for name, text in cursor.fetchall()}


def triggers_missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that are absent, switched off or not as written here; empty when all is well."""
    standing = _standing(connection)
    text = _sqlite if connection.vendor == "sqlite" else _postgres_body
    return [guard.name for guard in guards(connection) if standing.get(guard.name) != text(guard)]


def ensure_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Make good whatever `triggers_missing` finds; gives the names made. To be called after every migration,
    since a table that Django rebuilds on SQLite loses its triggers."""
    missing = set(triggers_missing(connection))
    made = [guard for guard in guards(connection) if guard.name in missing]
    with connection.cursor() as cursor:
        for guard in made:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")
                cursor.execute(_sqlite(guard))
            else:
                for statement in _postgres(guard):
                    cursor.execute(statement)
    return [guard.name for guard in made]


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for undoing the migration, and for tests that play the intruder."""
    with connection.cursor() as cursor:
        for guard in guards(connection):
            on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")
            if on:
                cursor.execute(f"DROP FUNCTION IF EXISTS {guard.name}()")
