"""`yishi facts rebuild [--check]`: derive the facts of every matter again and compare with what stands."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.facts import rows
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ
from yishi.rooms import loops

BATCH = 500

Derive = Callable[[Sequence[int]], Iterable[Any]]


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
    steps lock it, so that it may run beside them. What is set right is recorded: pages keep counts for as long as
    nothing is."""
    seen = changed = 0
    for derive, kinds in _derived().items():
        for organ in Organ.objects.filter(matters__kind__in=kinds).distinct():
            for families, differed in _of_organ(organ, derive, kinds, keep):
                seen, changed = seen + families, changed + differed
    return seen, changed


def _of_organ(organ: Organ, derive: Derive, kinds: set[str], keep: bool) -> Iterator[tuple[int, int]]:
    last = 0
    while True:
        with transaction.atomic():
            roots = Matter.objects.filter(organ=organ, parent=None, kind__in=kinds, pk__gt=last)
            batch = list(
                roots.select_for_update(no_key=True, of=("self",)).select_related("organ").order_by("pk")[:BATCH]
            )
            if not batch:
                return
            changed = rows.replace(batch, derive([matter.pk for matter in batch]))
            if changed and keep:
                write([_entry(organ, changed)])
            if not keep:
                transaction.set_rollback(True)
        yield len(batch), changed
        last = batch[-1].pk


def _entry(organ: Organ, changed: int) -> NewEntry:
    return NewEntry(
        organ_id=organ.pk,
        actor=system(organ),
        day=clock.today(),
        room="facts",
        step="rebuild",
        said={"changed": changed},
    )


def _derived() -> dict[Derive, set[str]]:
    found: dict[Any, set[str]] = defaultdict(set)
    for kind, loop in loops().items():
        if loop.facts is not None:
            found[loop.facts].add(kind)
    return found
