"""`yishi voice import FILE --organ CODE`: a hotline's export, checked row by row, then taken in by steps."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.cli import nightly
from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.commands.organ import organ_of
from yishi.doors.parts.guessing import guess_of
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people.actors import Actor, actor_of, system
from yishi.foundation.people.imports.plans import Outcome
from yishi.foundation.people.models import Account
from yishi.rooms.voice import imports
from yishi.rooms.voice.imports import MessagePreview, Options
from yishi.rooms.voice.models import Message

DOES = lazy("导入热线、留言板的导出文件")
SHOWN = 50
WEIGHED = 5_000
"""Rows beyond which a table has grown by so much that the database weighs it anew."""
OUTCOMES = {
    Outcome.NEW: lazy("可以导入"), Outcome.UNCHANGED: lazy("已导入过"), Outcome.REFUSED: lazy("有问题"),
}  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, whose it is, and what is chosen with it."""
    parser.add_argument("file", type=Path, help=_("热线、留言板导出的 .csv、.xlsx、.xls 文件"))
    parser.add_argument("--organ", required=True, metavar="CODE")
    parser.add_argument("--by", metavar="USERNAME", help=_("由谁导入，写入日志；不写则记为系统"))
    parser.add_argument("--dry-run", action="store_true", help=_("只核对，不写入"))
    parser.add_argument(
        "--good-only", action="store_true", help=_("略过有问题的行，只导入其余的；否则一行有问题就都不导入")
    )
    parser.add_argument(
        "--channel",
        choices=Message.Channel.values,
        default=Message.Channel.HOTLINE.value,
        help=_("文件里没有写渠道的，算哪个渠道"),
    )
    parser.add_argument(
        "--guess", action="store_true", help=_("没有类别的按文字推测类别（标明是推测），没有单位的按答复推测办理单位")
    )


def run(options: argparse.Namespace) -> int:
    """Say what is wrong row by row and how many there are; then take them in. 1 where rows were refused."""
    actor = _actor(options)
    try:
        data = options.file.read_bytes()
    except OSError as error:
        raise Wrong(_("读不了文件 %(file)s：%(why)s。") % {"file": options.file, "why": error.strerror}, 2) from error
    wanted = Options(options.channel, guess_of(actor.organ) if options.guess else None)
    try:
        seen = imports.preview(actor, data, wanted, told=_guessing)
    except Refused as refusal:
        raise Wrong(refusal.sentence) from refusal
    del data  # may be two hundred megabytes
    print("\n".join(_report(seen)))
    if options.dry_run or seen.errors:
        return 1 if seen.errors or seen.counts[Outcome.REFUSED] else 0
    try:
        done = imports.apply(seen, actor, skip_bad=options.good_only, told=_taking)
    except Refused as refusal:
        raise Wrong(refusal.sentence) from refusal
    if done.taken > WEIGHED:
        nightly.weigh_tables()
    print(_("已导入 %d 件。") % done.taken)
    return 0


def _actor(options: argparse.Namespace) -> Actor:
    organ = organ_of(options.organ)
    if not options.by:
        return system(organ)
    account = Account.objects.filter(username=options.by).first()
    if account is None:
        raise Wrong(_("没有名为 %s 的账号。") % options.by, 2)
    return actor_of(account, organ, clock.today())


def _report(seen: MessagePreview) -> Iterator[str]:
    yield from seen.errors
    yield from seen.notes
    bad = [row for row in seen.rows if row.errors]
    yield from (f"{row.place()}  {'；'.join(row.errors)}" for row in bad[:SHOWN])
    if len(bad) > SHOWN:
        yield _("另有 %d 行有问题") % (len(bad) - SHOWN)
    if not seen.errors:
        counts = seen.counts
        yield "，".join(
            _("%(words)s %(n)d 行") % {"words": words, "n": counts[outcome]} for outcome, words in OUTCOMES.items()
        )
        yield from _makeup(seen)


def _makeup(seen: MessagePreview) -> Iterator[str]:
    """What would come in, in numbers."""
    new = [row.given for row in seen.new]
    answered = sum(1 for given in new if given.get("answer"))
    guessed = sum(1 for given in new if given.get("guessed"))
    unruled = sum(1 for row in seen.new if row.unruled)
    said = {"answered": answered, "classed": sum(1 for given in new if given.get("topic")), "guessed": guessed, "unruled": unruled,
            "unit": sum(1 for given in new if given.get("unit"))}  # fmt: skip
    yield (
        _(
            "其中已答复 %(answered)d 件，有类别 %(classed)d 件（推测 %(guessed)d 件），有办理单位 %(unit)d 件，收到时没有适用规则、不起算期限 %(unruled)d 件"
        )
        % said
    )


def _guessing(done: int, total: int) -> None:
    _told(_("推测 %(done)d / %(total)d"), done, total)


def _taking(done: int, total: int) -> None:
    _told(_("写入 %(done)d / %(total)d"), done, total)


def _told(words: str, done: int, total: int) -> None:
    """On a terminal only: one line, written over again."""
    if sys.stderr.isatty():
        print(
            f"\r{words % {'done': done, 'total': total}}",
            end="\n" if done >= total else "",
            file=sys.stderr,
            flush=True,
        )
