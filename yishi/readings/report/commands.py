"""What `yishi report build` does: a report written to a file, by the name of which it is Word or plain text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from yishi.foundation.people import actors
from yishi.foundation.people.models import Organ
from yishi.readings.report import word
from yishi.readings.report.build import Counted, NoDays, SpanName, built, draft_of, work_of
from yishi.readings.report.freezing import counted_from
from yishi.readings.report.models import Report
from yishi.readings.report.work import Built


class NotBuilt(ValueError):
    """No report was written; the message says what to mend."""


@dataclass(frozen=True)
class Written:
    """What was written where. `kept` says whether the text is the office's own, and not drafted just now."""

    path: Path
    built: Built
    kept: bool


def build(organ: str, year: int, out: str | Path, *, term: bool = False, afresh: bool = False) -> Written:
    """Write the report of the organ of that code: the text that its office keeps, or (there being none, or `afresh`) one
    drafted from the records alone. Evaluations stand in it as anyone may be told, for the paper is made public.

    Raises `NotBuilt`."""
    path = Path(out)
    write = {".docx": word.document, ".txt": _text}.get(path.suffix.lower())
    if write is None:
        raise NotBuilt(_("输出文件应当是 .docx 或者 .txt：%(path)s。") % {"path": path.name})
    whose = Organ.objects.filter(code=organ).first()
    if whose is None:
        raise NotBuilt(_("没有代码为“%(code)s”的机关。") % {"code": organ})
    kept = None if afresh else _kept(whose, year, term=term)
    try:
        found = report_of(whose, year, term=term, kept=kept)
    except NoDays as reason:
        raise NotBuilt(str(reason)) from None
    try:
        path.write_bytes(write(found))
    except OSError as error:
        raise NotBuilt(_("不能写入 %(path)s：%(error)s。") % {"path": path, "error": error.strerror}) from None
    return Written(path, found, kept is not None)


def report_of(organ: Organ, year: int, *, term: bool = False, kept: Report | None = None) -> Built:
    """The report built. Raises `NoDays`."""
    reader = actors.stranger(organ)
    if kept is not None:
        counted = counted_from(kept, reader)
        return built(counted, work_of(kept, counted), kept.frozen.hash if kept.frozen else "")
    span: SpanName = "term" if term else "year"
    counted = Counted(reader, year, span)
    return built(counted, draft_of(counted))


def _kept(organ: Organ, year: int, *, term: bool) -> Report | None:
    span = Report.Span.TERM if term else Report.Span.YEAR
    return Report.objects.filter(organ=organ, year=year, span=span).first()


def _text(found: Built) -> bytes:
    return word.plain(found).encode()
