"""`yishi report express TEXT CLAIMS.jsonl [--json]`: for each claim, by its place, the figure that would count it. No database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.readings.report.express.command import run_lines
from yishi.readings.report.reading import Unreadable, read_file


def arguments(parser: argparse.ArgumentParser) -> None:
    """The text, and where its claims stand."""
    parser.add_argument("text", type=Path, metavar="TEXT", help=_("报告文件（docx 或 txt）"))
    parser.add_argument("claims", type=Path, metavar="CLAIMS.jsonl", help=_("每行一处数据，只取其 start 和 end"))
    parser.add_argument("--profile", choices=["npc", "cppcc"], default="", help=_("机关类型；不写时看报告自己怎么称呼"))
    parser.add_argument("--json", action="store_true", help=_("每行一项 JSON"))


def run(options: argparse.Namespace) -> int:
    """Print a line for each claim."""
    try:
        draft = read_file(options.text)
    except Unreadable as unreadable:
        raise Wrong(str(unreadable)) from unreadable
    for row in run_lines(draft.text, _claims(options.claims, len(draft.text)), options.profile):
        print(json.dumps(row, ensure_ascii=False) if options.json else _line(draft.text, row))
    return 0


def _claims(path: Path, length: int) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Wrong(_("打不开文件 %(name)s，应当是 UTF-8 编码、每行一项 JSON。") % {"name": path.name}) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _claim(line, number, length)


def _claim(line: str, number: int, length: int) -> dict[str, Any]:
    try:
        found = json.loads(line)
        if 0 <= found["start"] < found["end"] <= length:
            return {"start": found["start"], "end": found["end"]}
    except (ValueError, KeyError, TypeError):
        pass
    raise Wrong(_("第 %(number)d 行不是一处数据：应当有正文之内的 start 和 end。") % {"number": number})


def _line(text: str, row: dict[str, Any]) -> str:
    said = text[row["start"] : row["end"]]
    return f"{row['start']:>7}  {said}  {row['name'] or '；'.join(row['missing'])}"
