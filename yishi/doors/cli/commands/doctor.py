"""`yishi doctor`: looks at everything an installation rests on, and says of each finding what to mend."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.utils.translation import gettext as _

from yishi.doors.cli.doctor import clocks, database, files, journal, work
from yishi.doors.cli.doctor.findings import Finding, Grade


def arguments(parser: argparse.ArgumentParser) -> None:
    """How much is told, and what counts as failed."""
    parser.add_argument("--quiet", action="store_true", help=_("只列需要处理的"))
    parser.add_argument("--strict", action="store_true", help=_("“注意”也返回 1"))


def run(options: argparse.Namespace) -> int:
    """0 when nothing is wrong, 1 otherwise."""
    found = list(examine())
    for finding in found:
        if finding.grade or not options.quiet:
            print(finding)
    worst = max(finding.grade for finding in found)
    wrong = sum(finding.grade is Grade.WRONG for finding in found)
    look = sum(finding.grade is Grade.LOOK for finding in found)
    print(_("检查完毕：错误 %(wrong)d 项，注意 %(look)d 项。") % {"wrong": wrong, "look": look})
    return int(worst >= (Grade.LOOK if options.strict else Grade.WRONG))


def examine() -> Iterator[Finding]:
    """Every finding; where the database does not answer or is not up to date, no more is asked of it."""
    yield from files.secrets()
    yield files.room()
    yield files.backups()
    silent = database.answers()
    if silent:
        yield silent
        return
    current = database.up_to_date()
    yield current
    yield from database.durability()
    if current.grade is not Grade.FINE:
        return
    yield database.triggers()
    yield from journal.last_day()
    yield journal.sealed()
    yield from clocks.days()
    yield work.heartbeat()
    yield from work.waiting()
