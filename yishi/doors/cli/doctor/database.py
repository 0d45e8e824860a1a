"""The database: does it answer, is it up to date, does it keep what was acknowledged, do the journal's triggers stand?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from yishi.doors.cli.doctor.findings import Finding, fine, wrong
from yishi.foundation import language
from yishi.foundation.journal.triggers import triggers_missing

PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "recursive_triggers": "1", "foreign_keys": "1"}
"""SQLite: readers beside a writer; written through to the disk; REPLACE fires the journal's triggers; no dangling rows."""
SERVER = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""PostgreSQL: what was acknowledged survives a power cut."""


def answers() -> Finding | None:
    """None where the database answers; else what is wrong, and nothing more can be asked of it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return wrong(_("数据库不能连接：%(error)s") % {"error": error}, _("请检查 DATABASE_URL 和数据库服务。"))
    return None


def up_to_date() -> Finding:
    """Has every migration been applied?"""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return wrong(_("数据库有 %(count)d 项结构更新没有执行。") % {"count": len(waiting)}, "yishi migrate")
    return fine(_("数据库结构是最新的。"))


def triggers() -> Finding:
    """Is the journal append only?"""
    missing = triggers_missing(connection)
    if missing:
        return wrong(
            _("日志触发器缺失或被改动：%(names)s。") % {"names": language.listed(missing)},
            _("执行 yishi migrate 补建，再用 yishi journal verify 对照库外保存的封签核验。"),
        )
    return fine(_("日志只增触发器齐全。"))


def durability() -> Iterator[Finding]:
    """The settings on which "saved" rests."""
    expected = PRAGMAS if connection.vendor == "sqlite" else SERVER
    found = {name: _setting(name) for name in expected}
    bad = {name: value for name, value in found.items() if value != expected[name]}
    if "journal_mode" in bad and bad["journal_mode"] == "memory":  # a database in memory has no other
        bad.pop("journal_mode")
    for name, value in bad.items():
        said = {"name": name, "value": value, "expected": expected[name]}
        yield wrong(
            _("数据库设置 %(name)s 为 %(value)s，应为 %(expected)s。") % said,
            _("请恢复 yishi.settings 或数据库服务器的该项设置。"),
        )
    if not bad:
        yield fine(_("数据库写入设置可靠。"))


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}" if connection.vendor == "sqlite" else f"SHOW {name}")
        row = cursor.fetchone()
    return str(row[0]).lower() if row else ""
