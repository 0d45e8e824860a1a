"""`yishi report build --organ O --year Y [--term] --out report.docx`: the annual work report, from the records."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.readings.report.commands import NotBuilt, build


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, of when, and where to."""
    parser.add_argument("--organ", required=True, metavar="CODE", help=_("机关代码"))
    parser.add_argument("--year", required=True, type=int, metavar="YYYY", help=_("年度"))
    parser.add_argument("--term", action="store_true", help=_("一届（五年）工作的报告"))
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=_("写入的文件（.docx 或 .txt）"))
    parser.add_argument("--afresh", action="store_true", help=_("不用办公室修改过的文稿，全部由记录重新写成"))


def run(options: argparse.Namespace) -> int:
    """Write it, and say what is in it."""
    try:
        written = build(options.organ, options.year, options.out, term=options.term, afresh=options.afresh)
    except NotBuilt as reason:
        raise Wrong(str(reason)) from reason
    print(
        _("已写入 %(path)s，附件列指标 %(figures)d 项。")
        % {"path": written.path.name, "figures": len(written.built.rows)}
    )
    for sentence in (*(row.sentence for row in written.built.broken), *written.built.wanting):
        print(sentence)
    return 0
