"""Due days: do they follow from their rules, and are provisional ones whose year is known by now set right?"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from yishi.doors.cli.doctor.findings import Finding, fine, look, wrong
from yishi.foundation import language
from yishi.foundation.clocks.calendars import calendar
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.clocks.packs import pack_of
from yishi.foundation.clocks.recompute import due
from yishi.foundation.law.pack import Pack
from yishi.foundation.people.models import Organ

MOST = 5000
"""So many running clocks are worked out again, those due first."""
NAMED = 5


def days() -> Iterator[Finding]:
    """Work the running clocks out again and compare."""
    known, packs = calendar(), dict[tuple[int, str], Pack | None]()
    organs = {organ.pk: organ for organ in Organ.objects.all()}
    wrong_ones, known_by_now, seen = [], 0, 0
    running = Clock.objects.filter(RUNNING).exclude(rule="").select_related("matter").prefetch_related("pauses")
    for row in running.order_by("due_on", "pk")[:MOST]:
        seen += 1
        key = (row.organ_id, row.pack)
        if key not in packs:
            packs[key] = pack_of(organs[row.organ_id], row.pack)
        pack = packs[key]
        found = due(row, pack, known) if pack else None
        if found is None or (found.day, found.provisional) == (row.due_on, row.provisional):
            continue
        if row.provisional:
            known_by_now += 1
        else:
            wrong_ones.append(f"{row.matter.number or row.matter_id} {row.kind} {row.due_on}≠{found.day}")
    if wrong_ones:
        said = {"count": len(wrong_ones), "some": language.clauses(wrong_ones[:NAMED])}
        yield wrong(
            _("有 %(count)d 个期限与所依据的规则不符：%(some)s。") % said,
            _("请核对放假调休表是否改动过，以及数据库是否被直接修改。"),
        )
    if known_by_now:
        yield look(
            _("有 %(count)d 个暂定期限，其年份的放假安排已经公布。") % {"count": known_by_now},
            "yishi calendar recompute",
        )
    if not (wrong_ones or known_by_now):
        yield fine(_("已核对 %(count)d 个期限，与规则相符。") % {"count": seen})
