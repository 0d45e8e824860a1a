"""`yishi report claims FILE [--json]`: every countable claim of a report, in the order of the text. No database."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.readings.report.claims import Claim, find
from yishi.readings.report.reading import Unreadable, read_file


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and how to say it."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("报告文件（docx 或 txt）"))
    parser.add_argument("--json", action="store_true", help=_("每行一项 JSON"))


def run(options: argparse.Namespace) -> int:
    """Print the claims; a file that cannot be read ends with 1."""
    try:
        draft = read_file(options.file)
    except Unreadable as unreadable:
        raise Wrong(str(unreadable)) from unreadable
    claims = find(draft.text)
    for claim in claims:
        print(json.dumps(claim.as_json(), ensure_ascii=False) if options.json else _line(claim))
    if not options.json:
        print(_("共 %(number)d 处数据。") % {"number": len(claims)})
    return 0


def _line(claim: Claim) -> str:
    return f"{claim.start:>7}  {claim.number}{claim.unit.removeprefix('%')}  {claim.what}  「{claim.quote}」"
