"""Whom something that happens to a suggestion reaches: the messages it was made from, and those behind others that are dealt with
together with it or that it is a part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yishi.foundation.matters.models import Link, Matter
from yishi.rooms.suggestions.models import Promise, Suggestion
from yishi.rooms.voice.models import Message

S = Suggestion.State
MADE_FROM, MERGED = Link.Kind.MADE_FROM, Link.Kind.MERGED
GONE = (S.WITHDRAWN, S.RETURNED, S.REFERRED, S.LETTER, S.INFORMATION)
"""It left without an answer."""
DEEPEST = 5
"""Mergers of mergers that are followed."""


@dataclass(frozen=True)
class Reached:
    """One message: `through` is the suggestion that it became, `directly` whether what happened, happened to that one."""

    message: int
    through: int
    directly: bool


def reached(roots: Iterable[int]) -> Mapping[int, list[Reached]]:
    """By the suggestion to which something happened. A message follows the last one that it became, and only while it waits for
    what comes of that. Two queries, two more for each depth of mergers."""
    wanted = sorted(set(roots))
    listening = {key: {key} for key in wanted}
    newest = set(wanted)
    for _depth in range(DEEPEST):
        newest = _spread(listening, newest)
        if not newest:
            break
    heads = sorted({key for keys in listening.values() for key in keys})
    became = _became(heads)
    return {
        root: [Reached(m, through, through == root) for through in sorted(keys) for m in became.get(through, ())]
        for root, keys in listening.items()
    }


def _spread(listening: dict[int, set[int]], newest: set[int]) -> set[int]:
    """Let those that were merged into the newest, or that these are parts of, listen too; answers which came to it."""
    merged = Link.objects.filter(kind=MERGED, target__in=newest, origin__state=S.MERGED, origin__kind="suggestion")
    parts = Link.objects.filter(kind=MADE_FROM, origin__in=newest, target__kind="suggestion")
    pairs = [*merged.values_list("target", "origin"), *parts.values_list("origin", "target")]
    came: set[int] = set()
    for heard, hears in pairs:
        for keys in listening.values():
            if heard in keys and hears not in keys:
                keys.add(hears)
                came.add(hears)
    return came


def _became(heads: Sequence[int]) -> Mapping[int, list[int]]:
    """Messages by the last suggestion that each became, of those that wait for what comes of it."""
    mine = Link.objects.filter(kind=MADE_FROM, origin__in=heads, target__room="voice")
    waiting = mine.filter(target__state=Message.State.CONVERTED).values("target")
    last: dict[int, int] = {}
    for origin, target in (
        Link.objects.filter(kind=MADE_FROM, target__in=waiting).order_by("pk").values_list("origin", "target")
    ):
        last[target] = origin
    found: dict[int, list[int]] = defaultdict(list)
    for target, origin in sorted(last.items()):
        found[origin].append(target)
    return found


OVER = {S.CLOSED, *GONE}
ALIVE = (Promise.State.OPEN, Promise.State.REPORTED, Promise.State.EVALUATED, Promise.State.MEETING)


def ends(key: int) -> list[int] | None:
    """Keys of the suggestions in which the one with that key ends, once all of them are over, their promises too; None before that. One
    that was merged ends in the other, one that was split in its parts."""
    found: list[int] = []
    waiting, seen = [key], {key}
    while waiting:
        matter = Matter.objects.get(pk=waiting.pop())
        if matter.state in (S.MERGED, S.SPLIT):
            further = [pk for pk in _further(matter) if pk not in seen]
            seen.update(further)
            waiting += further
        elif matter.state in OVER:
            found.append(matter.pk)
        else:
            return None
    promised = Promise.objects.filter(suggestion__in=found, matter__state__in=ALIVE)
    return None if promised.exists() else found


def _further(matter: Matter) -> list[int]:
    if matter.state == S.MERGED:
        return list(matter.links_out.filter(kind=MERGED).values_list("target_id", flat=True))
    return list(matter.links_in.filter(kind=MADE_FROM, origin__kind="suggestion").values_list("origin_id", flat=True))
