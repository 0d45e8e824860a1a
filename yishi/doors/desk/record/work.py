"""Proving a chain: at once where it is short, as a job with progress where it is long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.foundation.journal import rows
from yishi.foundation.journal.canonical import Row
from yishi.foundation.journal.findings import Report
from yishi.foundation.journal.models import Head
from yishi.foundation.journal.triggers import triggers_missing
from yishi.foundation.journal.verify import prove, verify
from yishi.foundation.outbox.progress import Progress, Result
from yishi.foundation.people.models import Organ

AT_ONCE = 3000
"""Entries that are read while the page waits; longer chains are a job."""
KIND = "journal-verify"
FUNCTION = "yishi.doors.desk.record.work.verify_chain"


def length(organ: Organ) -> int:
    """How many entries the organ's head says there are."""
    return Head.objects.filter(organ=organ).values_list("seq", flat=True).first() or 0


def missing_triggers() -> list[str]:
    """What keeps the tables append only, and is not there."""
    found = triggers_missing(connection)
    return [_("数据库缺少只增触发器：%(names)s。") % {"names": language.listed(found)}] if found else []


def at_once(organ: Organ, seals: list[dict[str, Any]]) -> tuple[bool, list[str]]:
    """Whether all is well, and the report's lines."""
    report, missing = verify(organ, seals), missing_triggers()
    return report.ok and not missing, [*report.lines(), *missing]


def verify_chain(progress: Progress, organ: int, seals: list[dict[str, Any]]) -> Result:
    """The job: the same proof, with progress. The first line of its text is ok or bad."""
    found = Organ.objects.get(pk=organ)
    total, began = length(found), rows.head(organ)
    chain = began.chain if began else found.code

    def entries(bodies: bool) -> Iterator[Row]:
        return _counted(progress, rows.entries(organ, chain, bodies=bodies), total)

    report = prove(Report(chain), entries, (began, lambda: rows.head(organ)), (rows.seals(organ, chain), seals))
    missing = missing_triggers()
    word = "ok" if report.ok and not missing else "bad"
    return Result("\n".join([word, *report.lines(), *missing]))


def _counted(progress: Progress, found: Iterable[Row], total: int) -> Iterator[Row]:
    for done, row in enumerate(found, 1):
        if done % 100 == 0:
            progress.step(min(done, total), total)
        yield row
