"""Drafting a report: at once where there is little to count, as a job with progress where there is much."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.outbox.progress import JobFailed, Progress, Result
from yishi.foundation.people import actors
from yishi.foundation.people.actors import Actor, actor_of
from yishi.foundation.people.models import Organ
from yishi.readings.report import drafts
from yishi.readings.report.build import Counted, NoDays, SpanName, draft_of
from yishi.readings.report.models import Report

AT_ONCE = 50_000
"""Facts of an organ up to which a page waits for the draft."""
KIND = "report-draft"
FUNCTION = "yishi.doors.desk.report.work.draft"
STAGES = 3


def facts(organ: Organ) -> int:
    """Whether there is much to count: how many facts, looked at no further than that."""
    return Fact.objects.filter(organ=organ).order_by()[: AT_ONCE + 1].count()


def known(organ: Organ, year: int, span: str) -> Report | None:
    """The report that there is already."""
    return Report.objects.filter(organ=organ, year=year, span=span).first()


def begin(actor: Actor, year: int, span: SpanName, tree: bool = False) -> Report:
    """Draft and keep it. A paper that is made public is counted as anyone may be told. Raises `Refused` or `NoDays`."""
    if found := known(actor.organ, year, span):
        raise Refused(_("%(report)s已经有了，请打开它继续修改。") % {"report": found})
    return drafts.begin(actor, draft_of(Counted(actors.stranger(actor.organ), year, span, tree=tree)))


def draft(progress: Progress, year: int, span: SpanName, tree: bool) -> Result:
    """The job: count, write, keep. Its text is the report's key."""
    actor = actor_of(progress.job.account, progress.job.organ, clock.today())
    progress.step(1, STAGES)
    try:
        counted = Counted(actors.stranger(actor.organ), year, span, tree=tree)
        text = draft_of(counted)
        progress.step(2, STAGES)
        report = drafts.begin(actor, text)
    except (Refused, NoDays) as refused:
        raise JobFailed(str(refused)) from refused
    progress.step(STAGES, STAGES)
    return Result(str(report.pk))
