"""`yishi demo`: an invented organ and its year, lived through by the steps."""

from __future__ import annotations

import argparse
import time

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.cli import nightly
from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.demo import year
from yishi.doors.cli.demo.accounts import table
from yishi.doors.cli.demo.plan import FULL, LEAST, Size


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which organ, how large, from which seed."""
    parser.add_argument("--profile", choices=["npc", "cppcc"], default="npc")
    parser.add_argument("--seed", type=int, default=year.SEED)
    parser.add_argument(
        "--organ-size", type=int, default=FULL.suggestions, metavar="N", help=_("全年件数，单位和人数按比例")
    )
    parser.add_argument("--units", type=int, metavar="N", help=_("承办单位个数"))
    parser.add_argument("--members", type=int, metavar="N", help=_("代表（委员）人数"))
    parser.add_argument("--force", action="store_true", help=_("数据库中已有真实机关时也生成"))


def run(options: argparse.Namespace) -> int:
    """Build it and print who can sign in."""
    if year.exists(options.profile):
        raise Wrong(_("数据库中已有这一类型的机关，没有再生成。请换一个数据库（YISHI_VAR）。"))
    if year.strangers() and not options.force:
        raise Wrong(_("数据库中已有真实机关。演示账号的密码是公开的，请换一个数据库；确要生成，请加 --force。"))
    size = scaled(options.organ_size, options.units, options.members)
    try:
        build(options.profile, options.seed, size)
    except ValueError as error:
        raise Wrong(_("规模太小，放不下每一种情形：%(least)s。") % {"least": error}, 2) from error
    print(table(options.profile))
    return 0


def scaled(suggestions: int, units: int | None = None, members: int | None = None) -> Size:
    """A size of so many suggestions, the rest in proportion unless said; never less than every story needs of them."""
    share = suggestions / FULL.suggestions
    return Size(
        suggestions,
        units or max(LEAST.units, min(FULL.units, round(FULL.units * share))),
        members or max(LEAST.members, round(FULL.members * share)),
    )


def build(profile: str, seed: int = year.SEED, size: Size = FULL) -> None:
    """Live through the year and say how it went."""
    settings.DEBUG = False  # with it Django keeps every query in words, at half the time of the year
    began = time.monotonic()
    print(_("正在生成演示年，约需一分钟……"), flush=True)
    built = year.build(profile, seed, size)
    nightly.read_messages()
    words = {
        "organ": built.house.organ.name, "steps": sum(built.taken.values()), "refused": sum(built.refused.values()),
        "seconds": time.monotonic() - began,
    }  # fmt: skip
    print(_("%(organ)s：办理步骤 %(steps)d 个，依规则未予办理 %(refused)d 个，用时 %(seconds).0f 秒。") % words)
