"""A report made final, and taken up again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor
from yishi.readings.report import freezing
from yishi.readings.report.build import built, counted_of, work_of
from yishi.readings.report.guards import Unheld, held, invalid, locked, moved, record, same
from yishi.readings.report.models import Report


def finish(actor: Actor, pk: int, version: int) -> Report:
    """Make it final: its figures are frozen with a hash, and it is written no more.

    Refused (`Unheld`) while something in it does not hold or cannot be told."""
    with transaction.atomic():
        report = locked(actor, pk)
        same(report.version, version)
        counted = counted_of(report, actors.stranger(actor.organ))
        work = work_of(report, counted)
        found = built(counted, work)
        if wrong := [*(row.sentence for row in found.broken), *found.wanting]:
            raise Unheld(_("报告还不能定稿：%(wrong)s") % {"wrong": " ".join(dict.fromkeys(wrong))})
        report.frozen, report.frozen_next = freezing.freeze(actor, counted, work)
        report.state, report.until = Report.State.FINAL, counted.days.until
        moved(report, "frozen", "frozen_next", "state", "until")
        said = {"校验值": report.frozen.hash, "数据截至": report.until}
        record(actor, "report.finish", report, said, Report.State.FINAL)
    return report


def reopen(actor: Actor, pk: int, why: str) -> Report:
    """Take a final report up again; what was frozen stays, and figures are counted anew."""
    with transaction.atomic():
        report = held(actor, pk)
        if not why.strip():
            invalid("why", _("请写明退回修改的理由。"))
        if not report.final:
            raise Refused(_("报告还在起草中，可以直接修改。"))
        report.frozen = report.frozen_next = None
        report.state = Report.State.DRAFT
        moved(report, "frozen", "frozen_next", "state")
        record(actor, "report.reopen", report, {"理由": why.strip()}, Report.State.DRAFT)
    return report
