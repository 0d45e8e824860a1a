"""`yishi facts rebuild [--check]`: derive the facts of every matter again and compare with what stands."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation.facts import rows
from yishi.foundation.matters.models import Matter
from yishi.rooms import loops

BATCH = 500


def arguments(parser: argparse.ArgumentParser) -> None:
    """Rebuild, or only check."""
    parser.add_argument("thing", choices=["rebuild"])
    parser.add_argument("--check", action="store_true", help=_("只核对，不改动；有出入时返回 1"))


def run(options: argparse.Namespace) -> int:
    """Rebuild in batches; with --check nothing is kept and any difference fails."""
    matters, changed = rebuild(keep=not options.check)
    words = {"matters": matters, "changed": changed}
    if not options.check:
        print(_("已重新生成 %(matters)d 件事项的统计事实，变动 %(changed)d 条。") % words)
        return 0
    print(_("已核对 %(matters)d 件事项的统计事实，有出入 %(changed)d 条。") % words)
    return 1 if changed else 0


def rebuild(*, keep: bool) -> tuple[int, int]:
    """Derive the facts of every family again; gives how many families and how many facts differed. Each batch is locked as
    steps lock it, so that it may run beside them."""
    seen = changed = 0
    for derive, kinds in _derived().items():
        last = 0
        while True:
            with transaction.atomic():
                roots = Matter.objects.filter(parent=None, kind__in=kinds, pk__gt=last)
                batch = list(
                    roots.select_for_update(no_key=True, of=("self",)).select_related("organ").order_by("pk")[:BATCH]
                )
                if not batch:
                    break
                changed += rows.replace(batch, derive([matter.pk for matter in batch]))
                if not keep:
                    transaction.set_rollback(True)
            seen, last = seen + len(batch), batch[-1].pk
    return seen, changed


def _derived() -> dict[Callable[[Sequence[int]], Iterable[Any]], set[str]]:
    found: dict[Any, set[str]] = defaultdict(set)
    for kind, loop in loops().items():
        if loop.facts is not None:
            found[loop.facts].add(kind)
    return found
