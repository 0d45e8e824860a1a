"""`yishi journal verify | export | seal | export-seal`."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from django.utils.translation import gettext as _

from yishi.foundation.journal import commands


def arguments(parser: argparse.ArgumentParser) -> None:
    """One of four things to do."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="verify|export|seal|export-seal")
    verify = things.add_parser("verify", help=_("核验日志链，可对照导出的封签"))
    verify.add_argument("--organ", metavar="CODE", help=_("只核验一个机关"))
    verify.add_argument(
        "--seal", type=Path, action="append", default=[], metavar="FILE", help=_("导出的封签，可给多个")
    )
    export = things.add_parser("export", help=_("导出一个机关的日志"))
    export.add_argument("organ", metavar="CODE")
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--without-bodies", action="store_true", help=_("不含内容，只含哈希"))
    seal = things.add_parser("seal", help=_("封签"))
    seal.add_argument("--organ", metavar="CODE")
    seal.add_argument("--day", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    exported = things.add_parser("export-seal", help=_("导出封签，请存放在本系统之外"))
    exported.add_argument("organ", metavar="CODE")
    exported.add_argument("file", type=Path, metavar="FILE")
    exported.add_argument("--day", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")


def run(options: argparse.Namespace) -> int:
    """Do it and print what came of it."""
    code, lines = _outcome(options)
    print("\n".join(lines))
    return code


def _outcome(options: argparse.Namespace) -> commands.Outcome:
    if options.thing == "verify":
        return commands.verify_command(options.organ, options.seal)
    if options.thing == "export":
        return commands.export_command(options.organ, options.file, bodies=not options.without_bodies)
    if options.thing == "seal":
        return commands.seal_command(options.organ, options.day)
    return commands.export_seal_command(options.organ, options.file, options.day)
