"""Proving a chain where it stands: in the database, against its own seals and those kept outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from yishi.foundation.journal import keys, rows, seal_check
from yishi.foundation.journal.canonical import Row, seal_digest
from yishi.foundation.journal.check import ChainCheck, Standing
from yishi.foundation.journal.findings import Finding, Report
from yishi.foundation.people.models import Organ

__all__ = ["Finding", "Report", "verify"]


def verify(organ: Organ, seals: Sequence[Row] = ()) -> Report:
    """Read the organ's whole chain and name every edited, dropped, reordered or added entry.

    `seals` are exported seals (as `export.read_seal` gives them) of this organ; with them a cut tail and a
    chain computed anew are found too. Reads a few entries at a time, while others may be writing.
    """
    began = rows.head(organ.pk)
    chain = began.chain if began else organ.code
    return prove(
        Report(chain),
        lambda bodies: rows.entries(organ.pk, chain, bodies=bodies),
        (began, lambda: rows.head(organ.pk)),
        (rows.seals(organ.pk, chain), seals),
    )


def prove(
    report: Report,
    entries: Callable[[bool], Iterable[Row]],
    heads: tuple[Standing | None, Callable[[], Standing | None]],
    seals: tuple[Sequence[Row], Sequence[Row]],
) -> Report:
    """The proof itself. `entries` reads the chain anew, with bodies or without; `heads` are the head before
    and a way to read it after; `seals` are those kept in the database and those brought from outside."""
    known = keys.known_keys()
    kept, brought = (seal_check.genuine(report, some, known, keys.signed_by) for some in seals)
    seal_check.check_order(report, seals[0], brought)
    once = {seal_digest(seal): seal for seal in (*kept, *brought)}
    report.seals = len(once)
    began, ended = heads
    check = ChainCheck(report, began, list(once.values()))
    for row in entries(True):
        check.feed(row)
    check.close(ended())
    check.place(lambda: entries(False))
    report.findings.sort(key=lambda finding: (not isinstance(finding.seq, int), str(finding.seq).zfill(20)))
    return report
