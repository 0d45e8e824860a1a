"""Make the journal append only. Frozen text of what `triggers.py` wrote at the time; `ensure_triggers`, called
after every migration, puts in place what it writes now."""

from django.db import migrations

SQLITE = (
    (
        "journal_entry_guards_update",
        "CREATE TRIGGER journal_entry_guards_update BEFORE UPDATE ON journal_entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'journal_entry is append only: UPDATE refused'); END",
    ),
    (
        "journal_entry_guards_delete",
        "CREATE TRIGGER journal_entry_guards_delete BEFORE DELETE ON journal_entry FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'journal_entry is append only: DELETE refused'); END",
    ),
    (
        "journal_seal_guards_update",
        "CREATE TRIGGER journal_seal_guards_update BEFORE UPDATE ON journal_seal FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'journal_seal is append only: UPDATE refused'); END",
    ),
    (
        "journal_seal_guards_delete",
        "CREATE TRIGGER journal_seal_guards_delete BEFORE DELETE ON journal_seal FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'journal_seal is append only: DELETE refused'); END",
    ),
    (
        "journal_body_guards_update",
        "CREATE TRIGGER journal_body_guards_update BEFORE UPDATE ON journal_body FOR EACH ROW WHEN NOT coalesce(NEW.entry_id = OLD.entry_id AND OLD.text IS NOT NULL AND NEW.text IS NULL AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL AND NEW.erased_why <> '', 0) BEGIN SELECT RAISE(ABORT, 'journal_body is append only: UPDATE refused'); END",
    ),
    (
        "journal_body_guards_delete",
        "CREATE TRIGGER journal_body_guards_delete BEFORE DELETE ON journal_body FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'journal_body is append only: DELETE refused'); END",
    ),
    (
        "journal_head_guards_update",
        "CREATE TRIGGER journal_head_guards_update BEFORE UPDATE ON journal_head FOR EACH ROW WHEN NOT coalesce(NEW.organ_id = OLD.organ_id AND NEW.chain = OLD.chain AND NEW.seq > OLD.seq, 0) BEGIN SELECT RAISE(ABORT, 'journal_head is append only: UPDATE refused'); END",
    ),
    (
        "journal_head_guards_delete",
        "CREATE TRIGGER journal_head_guards_delete BEFORE DELETE ON journal_head FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'journal_head is append only: DELETE refused'); END",
    ),
    (
        "journal_entry_guards_insert",
        "CREATE TRIGGER journal_entry_guards_insert BEFORE INSERT ON journal_entry FOR EACH ROW WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id OR (organ_id = NEW.organ_id AND seq = NEW.seq)) BEGIN SELECT RAISE(ABORT, 'journal_entry is append only: INSERT refused'); END",
    ),
    (
        "journal_seal_guards_insert",
        "CREATE TRIGGER journal_seal_guards_insert BEFORE INSERT ON journal_seal FOR EACH ROW WHEN EXISTS (SELECT 1 FROM journal_seal WHERE id = NEW.id OR (organ_id = NEW.organ_id AND day = NEW.day)) BEGIN SELECT RAISE(ABORT, 'journal_seal is append only: INSERT refused'); END",
    ),
    (
        "journal_body_guards_insert",
        "CREATE TRIGGER journal_body_guards_insert BEFORE INSERT ON journal_body FOR EACH ROW WHEN EXISTS (SELECT 1 FROM journal_body WHERE entry_id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, 'journal_body is append only: INSERT refused'); END",
    ),
    (
        "journal_head_guards_insert",
        "CREATE TRIGGER journal_head_guards_insert BEFORE INSERT ON journal_head FOR EACH ROW WHEN EXISTS (SELECT 1 FROM journal_head WHERE organ_id = NEW.organ_id OR chain = NEW.chain) BEGIN SELECT RAISE(ABORT, 'journal_head is append only: INSERT refused'); END",
    ),
)
POSTGRES = (
    (
        "journal_entry_guards_update",
        "journal_entry",
        "UPDATE",
        "BEGIN RAISE EXCEPTION 'journal_entry is append only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_entry_guards_delete",
        "journal_entry",
        "DELETE",
        "BEGIN RAISE EXCEPTION 'journal_entry is append only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_seal_guards_update",
        "journal_seal",
        "UPDATE",
        "BEGIN RAISE EXCEPTION 'journal_seal is append only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_seal_guards_delete",
        "journal_seal",
        "DELETE",
        "BEGIN RAISE EXCEPTION 'journal_seal is append only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_body_guards_update",
        "journal_body",
        "UPDATE",
        "BEGIN IF coalesce(NEW.entry_id = OLD.entry_id AND OLD.text IS NOT NULL AND NEW.text IS NULL AND NEW.salt IS NULL AND NEW.erased_at IS NOT NULL AND NEW.erased_why <> '', false) THEN RETURN NEW; END IF; RAISE EXCEPTION 'journal_body is append only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_body_guards_delete",
        "journal_body",
        "DELETE",
        "BEGIN RAISE EXCEPTION 'journal_body is append only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_head_guards_update",
        "journal_head",
        "UPDATE",
        "BEGIN IF coalesce(NEW.organ_id = OLD.organ_id AND NEW.chain = OLD.chain AND NEW.seq > OLD.seq, false) THEN RETURN NEW; END IF; RAISE EXCEPTION 'journal_head is append only: UPDATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_head_guards_delete",
        "journal_head",
        "DELETE",
        "BEGIN RAISE EXCEPTION 'journal_head is append only: DELETE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_entry_guards_truncate",
        "journal_entry",
        "TRUNCATE",
        "BEGIN RAISE EXCEPTION 'journal_entry is append only: TRUNCATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_seal_guards_truncate",
        "journal_seal",
        "TRUNCATE",
        "BEGIN RAISE EXCEPTION 'journal_seal is append only: TRUNCATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_body_guards_truncate",
        "journal_body",
        "TRUNCATE",
        "BEGIN RAISE EXCEPTION 'journal_body is append only: TRUNCATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
    (
        "journal_head_guards_truncate",
        "journal_head",
        "TRUNCATE",
        "BEGIN RAISE EXCEPTION 'journal_head is append only: TRUNCATE refused' USING ERRCODE = 'integrity_constraint_violation'; END",
    ),
)


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for _, statement in SQLITE:
            schema_editor.execute(statement, params=None)
        return
    for name, table, action, body in POSTGRES:
        each = "STATEMENT" if action == "TRUNCATE" else "ROW"
        for statement in (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$",
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ):
            schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, _ in SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
        return
    for name, table, _, _ in POSTGRES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}", params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
