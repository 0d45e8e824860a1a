"""`yishi doctor` finds what was spoiled on purpose, and says what to mend."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from yishi.doors.cli import main, nightly
from yishi.doors.cli.doctor import clocks, database, files, journal, work
from yishi.doors.cli.doctor.findings import Finding, Grade
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.journal.triggers import ensure_triggers, remove_triggers
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> Path:
    """A folder of the installation's own, with one key in it."""
    settings.YISHI_VAR = tmp_path
    settings.YISHI_SECRETS_DIR = tmp_path / "secrets"
    settings.YISHI_SECRETS_DIR.mkdir(mode=0o700)
    key = settings.YISHI_SECRETS_DIR / "django.key"
    key.write_text("secret")
    key.chmod(0o600)
    return tmp_path


def grades(findings: Iterable[Finding]) -> list[Grade]:
    """How grave."""
    return [finding.grade for finding in findings]


def test_a_sound_installation(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    Office().assigned()
    nightly.ensure()
    (tmp_path / files.MARKER).write_text(json.dumps({"at": clock.now().isoformat(), "file": str(tmp_path)}))
    nightly.seal()
    assert main(["doctor"]) == 0, capsys.readouterr().out
    assert "错误 0 项" in capsys.readouterr().out


def test_keys_that_others_may_read(own_folder: Path) -> None:
    (own_folder / "secrets" / "django.key").chmod(0o644)
    (own_folder / "secrets").chmod(0o755)
    found = list(files.secrets())
    assert grades(found) == [Grade.WRONG, Grade.WRONG]
    assert found[0].mend.startswith("chmod 700") and found[1].mend.startswith("chmod 600")


def test_missing_triggers() -> None:
    assert database.triggers().grade is Grade.FINE
    remove_triggers(connection)
    found = database.triggers()
    assert found.grade is Grade.WRONG and "journal_entry_guards_update" in found.what
    ensure_triggers(connection)
    assert database.triggers().grade is Grade.FINE


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PRAGMA is SQLite's")
def test_settings_on_which_saved_rests() -> None:
    assert grades(database.durability()) == [Grade.FINE]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
    try:
        found = list(database.durability())
        assert grades(found) == [Grade.WRONG] and "recursive_triggers" in found[0].what
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=ON")


def test_a_due_day_changed_by_hand() -> None:
    Office().assigned()
    assert grades(clocks.days()) == [Grade.FINE]
    Clock.objects.filter(kind="reply").update(due_on=dt.date(2026, 6, 30))
    found = list(clocks.days())
    assert grades(found) == [Grade.WRONG] and "2026-06-30≠2026-06-16" in found[0].what


def test_a_provisional_day_whose_year_is_known() -> None:
    Office().assigned()
    Clock.objects.filter(kind="reply").update(provisional=True)
    found = list(clocks.days())
    assert grades(found) == [Grade.LOOK] and found[0].mend == "yishi calendar recompute"
    assert main(["calendar", "recompute"]) == 0
    assert grades(clocks.days()) == [Grade.FINE]


def test_a_journal_row_changed_without_its_trigger() -> None:
    Office().assigned()
    assert grades(journal.last_day()) == [Grade.FINE]
    remove_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET step = 'suggestion.close' WHERE seq = 2")
        cursor.execute(
            "UPDATE journal_body SET text = text || ' ' WHERE entry_id = (SELECT id FROM journal_entry WHERE seq = 3)"
        )
    found = list(journal.last_day())
    ensure_triggers(connection)
    assert grades(found) == [Grade.WRONG] and "第 2 条" in found[0].what and "第 3 条" in found[0].what


def test_a_worker_that_is_not_there() -> None:
    assert work.heartbeat().mend == "yishi migrate", "no timetable"
    nightly.ensure()
    assert work.heartbeat().grade is Grade.FINE
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        found = work.heartbeat()
    assert found.grade is Grade.WRONG and found.mend == "yishi work"


def test_what_waits_too_long() -> None:
    office = Office()
    with clock.at(dt.datetime(2026, 3, 16, 8, tzinfo=clock.CHINA)):
        office.assigned()
        assert grades(work.waiting()) == [Grade.FINE]
    with clock.at(dt.datetime(2026, 3, 16, 23, tzinfo=clock.CHINA)):
        assert Grade.LOOK in grades(work.waiting()), "matters wait for the index"


def test_a_backup_is_made_known_and_grows_old(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert files.backups().grade is Grade.LOOK
    marker = own_folder / files.MARKER
    marker.write_text(json.dumps({"at": clock.now().isoformat(), "file": str(marker)}))
    assert files.backups().grade is Grade.FINE
    with clock.at(clock.now() + dt.timedelta(days=5)):
        assert files.backups().grade is Grade.WRONG
    marker.write_text("{")
    assert files.backups().grade is Grade.LOOK


@pytest.mark.skipif(connection.vendor != "sqlite", reason="by SQLite's own backup")
@pytest.mark.django_db(transaction=True)
def test_backup_and_what_cannot_be_written(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Office().assigned()
    assert main(["backup", str(own_folder / "backups")]) == 0
    (copy,) = (own_folder / "backups").glob("yishi-*.sqlite3")
    assert copy.stat().st_mode & 0o077 == 0 and copy.stat().st_size > 100_000
    assert files.backups().grade is Grade.FINE
    (own_folder / "file").touch()
    assert main(["backup", str(own_folder / "file")]) == 1
    assert "备份没有完成" in capsys.readouterr().err
