"""`yishi facts rebuild [--check | --afresh]`: derive the facts of every matter again and compare with what stands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from yishi.doors.cli import nightly
from yishi.doors.cli.calling import Wrong
from yishi.foundation.facts import rebuilding
from yishi.foundation.facts.rebuilding import Came, Meanwhile
from yishi.rooms import loops

Tell = Callable[[Came], None]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Rebuild, or only check."""
    parser.add_argument("thing", choices=["rebuild"])
    parser.add_argument("--check", action="store_true", help=_("只核对，不改动；有出入时返回 1"))
    parser.add_argument("--afresh", action="store_true", help=_("不接着上次中断处，从头开始"))


def run(options: argparse.Namespace) -> int:
    """Rebuild in batches and swap in; with --check nothing is kept and any difference fails."""
    if not options.check:
        nightly.weigh_tables()  # what was just brought in is else looked for through whole tables, helping by helping
    try:
        matters, changed = rebuild(keep=not options.check, afresh=options.afresh, tell=_progress)
    except Meanwhile:
        raise Wrong(_("另一个进程正在重新生成统计事实，请等它结束后再试。")) from None
    except KeyboardInterrupt:
        kept = _("已中断，原有统计事实未改动；再次执行时从中断处继续。")
        print("\n" + (_("已中断，没有改动。") if options.check else kept), file=sys.stderr)
        return 130
    words = {"matters": matters, "changed": changed}
    if not options.check:
        print(_("已重新生成 %(matters)d 件事项的统计事实，变动 %(changed)d 条。") % words)
        return 0
    print(_("已核对 %(matters)d 件事项的统计事实，有出入 %(changed)d 条。") % words)
    return 1 if changed else 0


def rebuild(*, keep: bool, afresh: bool = False, tell: Tell = lambda came: None) -> tuple[int, int]:
    """Derive the facts of every family again; gives how many families and how many facts differed. Steps may be taken
    meanwhile. What is set right is recorded: pages keep counts for as long as nothing is. Raises Meanwhile."""
    derived = {kind: loop.facts for kind, loop in loops().items() if loop.facts is not None}
    going: Iterator[Came] = rebuilding.rebuild(derived, afresh=afresh) if keep else rebuilding.check(derived)
    came = Came(0, 0, 0)
    for came in going:
        tell(came)
    return came.seen, came.changed


def _progress(came: Came) -> None:
    """On a terminal only: one line, written over again."""
    if sys.stderr.isatty():
        said = _("%(seen)d / %(families)d 件，有出入 %(changed)d 条") % vars(came)
        end = "\n" if came.seen >= came.families else ""
        print(f"\r{said}", end=end, file=sys.stderr, flush=True)
