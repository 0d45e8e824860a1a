"""`yishi journal …`: what the command line calls. Each function gives an exit code and the lines to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.journal import export, seals
from yishi.foundation.journal.models import Entry, Head, Seal
from yishi.foundation.journal.triggers import triggers_missing
from yishi.foundation.journal.verify import verify
from yishi.foundation.people.models import Organ

Outcome = tuple[int, list[str]]
"""Exit code (0 all is well, 1 something is wrong, 2 the call itself was) and lines for people."""


def _organs(code: str | None) -> list[Organ]:
    """The organ of that code (or whose chain bears it), or all that have a chain."""
    headed = Head.objects.values("organ_id")
    if code:
        named = Head.objects.filter(chain=code).values("organ_id")
        return list(Organ.objects.filter(code=code) or Organ.objects.filter(id__in=named))
    written = Entry.objects.values("organ_id").distinct()
    return list(Organ.objects.filter(Q(id__in=headed) | Q(id__in=written)).order_by("id"))


def _unknown(code: str) -> Outcome:
    return 2, [_("没有代码为 %(code)s 的机关。") % {"code": code}]


def _read_seals(files: Sequence[str | Path]) -> tuple[list[dict[str, Any]], list[str]]:
    found, wrong = [], []
    for file in files:
        try:
            found.append(export.read_seal(Path(file)))
        except (OSError, ValueError) as error:
            wrong.append(_("读不了封签文件 %(file)s：%(error)s") % {"file": file, "error": error})
    return found, wrong


def verify_command(organ_code: str | None = None, seal_files: Sequence[str | Path] = ()) -> Outcome:
    """Verify one organ's chain, or all, against the seal files given; each seal goes to the chain it names.

    With one organ named every seal must be its own. Missing triggers are a finding too.
    """
    organs = _organs(organ_code)
    if organ_code and not organs:
        return _unknown(organ_code)
    brought, wrong = _read_seals(seal_files)
    if wrong:
        return 2, wrong
    chains = dict(Head.objects.values_list("organ_id", "chain"))
    names = {organ.pk: chains.get(organ.pk, organ.code) for organ in organs}
    lines, code = [], 0
    for seal in brought:
        if not organ_code and seal["chain"] not in names.values():
            lines.append(_("封签所属的链 %(chain)s 不在本系统中。") % {"chain": seal["chain"]})
            code = 1
    for organ in organs:
        mine = brought if organ_code else [seal for seal in brought if seal["chain"] == names[organ.pk]]
        report = verify(organ, mine)
        lines += report.lines()
        code = code or int(not report.ok)
    missing = triggers_missing(connection)
    if missing:
        lines.append(_("数据库缺少只增触发器：%(names)s。") % {"names": language.listed(missing)})
    return code or int(bool(missing)), lines or [_("还没有任何日志。")]


def export_command(organ_code: str, out: str | Path, *, bodies: bool = True) -> Outcome:
    """Write one organ's chain to the file `out`."""
    organs = _organs(organ_code)
    if not organs:
        return _unknown(organ_code)
    count = export.export_chain(organs[0], Path(out), bodies=bodies)
    return 0, [_("已导出 %(count)s 条日志到 %(out)s。") % {"count": count, "out": out}]


def seal_command(organ_code: str | None = None, day: dt.date | None = None) -> Outcome:
    """Seal one organ's chain, or all, for `day` (today unless told)."""
    day = day or clock.today()
    organs = _organs(organ_code)
    if organ_code and not organs:
        return _unknown(organ_code)
    made = [seal for organ in organs if (seal := seals.seal(organ, day))]
    words = _("%(organ)s：%(day)s 已封签，至第 %(seq)s 条。")
    lines = [words % {"organ": seal.organ.name, "day": seal.day, "seq": seal.seq} for seal in made]
    return 0, lines or [_("上次封签以来没有新的日志。")]


def export_seal_command(organ_code: str, out: str | Path, day: dt.date | None = None) -> Outcome:
    """Write one organ's seal of `day` (the latest unless told) to the file `out`."""
    organs = _organs(organ_code)
    if not organs:
        return _unknown(organ_code)
    of_day = {"day": day} if day else {}
    seal = Seal.objects.filter(organ=organs[0], **of_day).select_related("organ").order_by("day").last()
    if seal is None:
        return 1, [_("没有可导出的封签，请先执行封签。")]
    Path(out).write_text(export.seal_json(seal), encoding="utf-8")
    return 0, [_("已导出 %(day)s 的封签到 %(out)s。") % {"day": seal.day, "out": out}]
