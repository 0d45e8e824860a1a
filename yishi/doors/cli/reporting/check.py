"""`yishi report check FILE --organ O --year Y [--json] [--out marked.docx]`: a draft against the records."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.foundation.people import actors
from yishi.foundation.people.models import Organ
from yishi.readings.figures.windows import of_year
from yishi.readings.report.check import Checked, Checking, Verdict, as_json, check_draft
from yishi.readings.report.marking import marked, titles
from yishi.readings.report.reading import Unreadable, read_file


def arguments(parser: argparse.ArgumentParser) -> None:
    """The draft, and whose records of which year it is held against."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("报告文件（docx 或 txt）"))
    parser.add_argument("--organ", required=True, metavar="CODE", help=_("机关代码"))
    parser.add_argument("--year", required=True, type=int, metavar="YYYY", help=_("年度"))
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.add_argument("--out", type=Path, metavar="DOCX", help=_("另存一份标注了核对结果的 Word 文件"))


def run(options: argparse.Namespace) -> int:
    """Print every claim with its verdict; 1 where something differs or does not agree with itself."""
    organ = Organ.objects.filter(code=options.organ).first()
    if organ is None:
        raise Wrong(_("没有代码为“%(code)s”的机关。") % {"code": options.organ})
    try:
        draft = read_file(options.file)
    except Unreadable as unreadable:
        raise Wrong(str(unreadable)) from unreadable
    checking = check_draft(draft, actors.stranger(organ), of_year(options.year))
    if options.out:
        options.out.write_bytes(marked(draft, checking))
    print(as_json(checking) if options.json else _told(checking))
    wrong = checking.counted[Verdict.DIFFERS] or any(remark.sure for remark in checking.remarks)
    return 1 if wrong else 0


def _told(checking: Checking) -> str:
    named = titles()
    lines = [_line(row, named[row.verdict]) for row in checking.claims]
    lines += [remark.sentence for remark in checking.remarks]
    counted = "，".join(f"{named[verdict]} {checking.counted[verdict]}" for verdict in Verdict)
    return "\n".join(
        [*lines, _("共 %(number)d 处数据：%(counted)s。") % {"number": len(checking.claims), "counted": counted}]
    )


def _line(row: Checked, verdict: str) -> str:
    name = row.reading.name if row.reading else ""
    return f"{row.claim.start:>7}  {verdict}  {row.claim.number}{row.claim.unit}  {name}  {row.note}".rstrip()
