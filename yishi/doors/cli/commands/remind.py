"""`yishi remind [--day YYYY-MM-DD]`: the night's reminders by hand; what was told is not told again."""

from __future__ import annotations

import argparse
import datetime as dt

from django.utils.translation import gettext as _

from yishi.doors.cli import nightly


def arguments(parser: argparse.ArgumentParser) -> None:
    """The day, today unless told."""
    parser.add_argument("--day", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")


def run(options: argparse.Namespace) -> int:
    """Say how many were told."""
    print(_("已发出提醒 %(count)d 条。") % {"count": nightly.remind(options.day)})
    return 0
