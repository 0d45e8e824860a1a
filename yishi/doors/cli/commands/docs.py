"""`yishi docs [--check]`: the pages of docs/generated, drawn from the code."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.drawing import drawn
from yishi.foundation import language


def arguments(parser: argparse.ArgumentParser) -> None:
    """Write, or only compare."""
    parser.add_argument("--check", action="store_true", help=_("只比较，有过时的返回 1"))
    parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs" / "generated", metavar="DIR")


def run(options: argparse.Namespace) -> int:
    """Draw every page; with --check nothing is written."""
    pages = drawn()
    stale = [name for name, text in pages.items() if _standing(options.folder / name) != text]
    if options.check:
        for name in stale:
            print(_("%(name)s 已过时，请执行 yishi docs。") % {"name": name})
        if not stale:
            print(_("生成的文档与代码一致。"))
        return 1 if stale else 0
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (options.folder / name).write_text(pages[name], encoding="utf-8")
    except OSError as error:
        raise Wrong(_("写不了 %(folder)s：%(error)s") % {"folder": options.folder, "error": error}) from error
    print(_("已生成：%(names)s。") % {"names": language.listed(stale)} if stale else _("生成的文档与代码一致。"))
    return 0


def _standing(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
