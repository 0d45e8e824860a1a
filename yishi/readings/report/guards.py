"""Who may write a report, what is locked while it is written, and how the journal tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock, language
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.loops.refusals import Changed, Invalid, NotAllowed, NotFound, Refused
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.readings.report.models import Report

ROOM = "report"
WRITERS = (RoleCode.OFFICE,)
READERS = (RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.COMMITTEE, RoleCode.AUDITOR)
STEPS: Mapping[str, Any] = {
    "report.begin": lazy("起草工作报告"),
    "report.head": lazy("修改报告标题"),
    "report.save": lazy("修改报告段落"),
    "report.add": lazy("添加报告段落"),
    "report.remove": lazy("删除报告段落"),
    "report.chapter": lazy("修改报告章节"),
    "report.assert": lazy("设定报告等式"),
    "report.drop": lazy("取消报告等式"),
    "report.finish": lazy("报告定稿"),
    "report.reopen": lazy("报告退回修改"),
}
"""Step -> what people call it."""


class Unheld(Refused):
    """The report cannot be finished: something in it does not hold."""


def may_write(actor: Actor) -> bool:
    """The office writes the report."""
    return actor.has(*WRITERS) or actor.kind == "system"


def may_read(actor: Actor) -> bool:
    """Who may read a draft; what is adopted is read out to everyone, on paper."""
    return actor.has(*READERS) or actor.kind == "system"


def must_write(actor: Actor) -> None:
    """Refuse whoever does not write it."""
    if not may_write(actor):
        raise NotAllowed(_("只有代表（提案）工作机构可以起草工作报告，您可以查看。"))


def locked(actor: Actor, pk: int) -> Report:
    """The report, held until the transaction ends, of this actor's organ and still written."""
    report = held(actor, pk)
    if report.final:
        raise Refused(_("报告已经定稿，不能再改。确需修改的，请先退回修改。"))
    return report


def held(actor: Actor, pk: int) -> Report:
    """The same of a report that may be final."""
    must_write(actor)
    report = Report.objects.select_for_update(no_key=True).filter(pk=pk, organ=actor.organ).first()
    if report is None:
        raise NotFound
    return report


def same(version: int, seen: int) -> None:
    """Refuse whoever saw another version than the one that stands."""
    if version != seen:
        raise Changed


def invalid(name: str, sentence: str) -> NoReturn:
    """Refuse what was given for `name`."""
    raise Invalid({name: [sentence]})


def moved(report: Report, *names: str) -> None:
    """Save these columns, and that the report is another version now."""
    report.version += 1
    report.save(update_fields=["version", *names])


@language.in_that_of_records()
def record(actor: Actor, step: str, report: Report, said: Mapping[str, Any], after: str = "") -> Entry:
    """Write to the journal of the organ; last in its transaction."""
    told = {name: value for name, value in said.items() if value not in (None, "", [])}
    entry = NewEntry(
        organ_id=report.organ_id, actor=actor, day=clock.today(), room=ROOM, step=step,
        after=after, said={"报告": str(report), **told},
    )  # fmt: skip
    return write([entry])[0]
