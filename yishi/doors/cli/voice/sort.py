"""`yishi voice sort FILE --train FILE [--taxonomy FILE] [--more FILE] [--json]`: class and likely units of messages.

No database: it learns from the files named, and what it has learned is gone when it ends."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.cli.calling import Wrong
from yishi.readings.sorting.reading import NotRead, Row, messages, taxonomy

DOES = lazy("给群众意见推测类别和承办单位")
AT_ONCE = 500


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to sort, and what to learn from."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("要分类的意见（csv、xlsx）"))
    parser.add_argument(
        "--train", type=Path, metavar="FILE", action="append", required=True,
        help=_("学习用的意见：有一级分类的学类别，有答复意见或承办单位的学承办单位；可以写多次"),
    )  # fmt: skip
    parser.add_argument("--taxonomy", type=Path, metavar="FILE", help=_("分类表（一级、二级、三级分类）"))
    parser.add_argument(
        "--more",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help=_("没有分类的意见，帮助认识用词；可以写多次"),
    )
    parser.add_argument("--json", action="store_true", help=_("每行一项 JSON"))


def run(options: argparse.Namespace) -> int:
    """Learn, then print a line for each message, in the order of the file."""
    try:
        rows = messages(options.file)
        known = [row for path in options.train for row in messages(path)]
        more = [row for path in options.more for row in messages(path)]
        classes = taxonomy(options.taxonomy) if options.taxonomy else []
    except NotRead as reason:
        raise Wrong(str(reason)) from reason
    for found in _sorted(rows, known, more, classes):
        print(json.dumps(found, ensure_ascii=False) if options.json else _line(found))
    return 0


def _sorted(
    rows: list[Row], known: list[Row], more: list[Row], classes: list[tuple[str, ...]]
) -> Iterator[dict[str, Any]]:
    from yishi.readings.sorting.learning import learn, taught
    from yishi.readings.sorting.sorting import Sorter

    sorter = Sorter(learn([taught(row) for row in known], [(row.subject, row.text) for row in more], classes))
    for at in range(0, len(rows), AT_ONCE):
        part = rows[at : at + AT_ONCE]
        for row, found in zip(part, sorter.sort([(row.subject, row.text) for row in part]), strict=True):
            yield {"number": row.number or str(row.line), **found.as_json()}


def _line(found: dict[str, Any]) -> str:
    units = "、".join(unit["name"] for unit in found["units"])
    return f"{found['number']}  {found['class']}  {units}  {'；'.join(found['reasons'])}"
