"""`yishi migrate`: the database as the code wants it, the journal's triggers proved, the worker's timetable written."""

from __future__ import annotations

import argparse

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from yishi.doors.cli import nightly
from yishi.doors.cli.calling import Wrong
from yishi.foundation import language
from yishi.foundation.journal.triggers import ensure_triggers, triggers_missing


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> int:
    """Bring it up to date and say what was mended."""
    mended = bring_up_to_date()
    if mended:
        print(_("已补建日志触发器：%(names)s。") % {"names": language.listed(mended)})
    print(_("数据库已是最新，日志触发器齐全。"))
    return 0


def bring_up_to_date() -> list[str]:
    """Migrate, prove the triggers, write the timetable; gives the names of triggers that had to be made again.

    Raises Wrong when triggers are missing even so."""
    call_command("migrate", interactive=False, verbosity=0)
    mended = ensure_triggers(connection)
    missing = triggers_missing(connection)
    if missing:
        raise Wrong(_("无法建立日志触发器：%(names)s。请检查数据库账号的权限。") % {"names": language.listed(missing)})
    nightly.ensure()
    return mended
