"""The journal's last day, proved without reading the whole chain; `yishi journal verify` reads all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from yishi.doors.cli.doctor.findings import Finding, fine, look, wrong
from yishi.foundation import clock, language
from yishi.foundation.journal import canonical
from yishi.foundation.journal.models import Entry, Head, Seal
from yishi.foundation.journal.write import row_of

DAY = dt.timedelta(days=1)
SEALS = dt.timedelta(days=3)


def last_day() -> Iterator[Finding]:
    """Recompute every entry of the last day that has any, its body, its link to the one before, and the head."""
    broken, seen = [], 0
    for head in Head.objects.select_related("organ").order_by("organ"):
        last = Entry.objects.filter(organ=head.organ).order_by("-seq").first()
        if last is None:
            continue
        if (last.seq, last.hash) != (head.seq, head.hash):
            broken.append(_("%(chain)s 链首与末条不符") % {"chain": head.chain})
        entries = Entry.objects.filter(organ=head.organ, at__gte=last.at - DAY).select_related("body").order_by("seq")
        before: Entry | None = None
        for entry in entries:
            seen += 1
            if not _holds(entry, before, head.chain):
                broken.append(_("%(chain)s 第 %(seq)d 条") % {"chain": head.chain, "seq": entry.seq})
            before = entry
    if broken:
        yield wrong(
            _("日志最近一天的记录核验不过：%(what)s。") % {"what": language.clauses(broken[:5])},
            _("请用 yishi journal verify 对照库外保存的封签核验全部。"),
        )
    else:
        yield fine(_("日志最近一天的 %(count)d 条记录核验通过。") % {"count": seen})


def _holds(entry: Entry, before: Entry | None, chain: str) -> bool:
    body = getattr(entry, "body", None)
    if body is None or canonical.entry_hash(row_of(entry, chain)) != entry.hash:
        return False
    if body.text is not None and canonical.body_hash(entry.alg, bytes(body.salt), body.text) != entry.body_hash:
        return False
    return before is None or (entry.seq == before.seq + 1 and entry.prev_hash == before.hash)


def sealed() -> Finding:
    """Is the journal sealed daily?"""
    last = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    seal = Seal.objects.order_by("-day").values_list("day", flat=True).first()
    if last is None:
        return fine(_("还没有日志需要封签。"))
    written = last.astimezone(clock.CHINA).date()
    if seal is None or (written - seal > SEALS and clock.today() - written >= DAY):
        return look(_("日志最近没有封签。"), _("请确认后台任务在运行，或执行 yishi journal seal。"))
    return fine(_("日志最近一次封签：%(day)s。请把封签导出到本系统之外保存。") % {"day": seal})
