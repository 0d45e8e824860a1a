"""Hot topics of a year of messages, beside k-means on the same vectors.

The messages are those of the real file (../shared/messages, or where YISHI_MESSAGES says) resampled and altered by rule: in
each round of the file every place that a message names has another name, sentences fall out, and days are spread over a year.
What is no place keeps its name, so affairs of the whole city grow with the number of rounds. Without the file, messages are
made of the words of other measurements.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import random
import re
import resource
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import median

from bench.data import words
from bench.measure import Bar, Measured, in_turns, timed
from bench.run import Run
from yishi.readings.topics.finding import find, vectors_of
from yishi.readings.topics.places import parted
from yishi.readings.topics.reading import messages
from yishi.readings.topics.said import Said

SIZES, SMALL = (10_000, 100_000), (500, 1_500)
YEAR = dt.date(2025, 1, 1)
RUNS = 3
CENTRES, TURNS = 100, 20
"""Clusters and most iterations of k-means: few for a city's year, which is in its favour."""
GIGABYTE = 1024
GUIDE = 30
SENTENCE = re.compile(r"(?<=[。！？；\n])")


def folder() -> Path:
    """Where real messages are."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "messages"
    return Path(os.environ.get("YISHI_MESSAGES", beside))


@cache
def real() -> tuple[Said, ...]:
    """The messages of the real file; none where it is absent."""
    path = folder() / "supported.csv"
    return tuple(messages(path)[0]) if path.exists() else ()


def made(number: int) -> list[Said]:
    """So many messages, the same each time."""
    chance = random.Random(number)
    rows = real() or _invented(min(number, 2_500), chance)
    return [_altered(rows[at % len(rows)], at // len(rows), at, chance) for at in range(number)]


def _invented(number: int, chance: random.Random) -> Sequence[Said]:
    """Messages on some hundred problems at some places, in the words of the records of other measurements."""
    found = []
    for at in range(number):
        about = int(number / 4 * chance.random() ** 2)
        text = f"{words.place(about)}小区{words.sentence_at(about)}{words.sentence_at(chance.randrange(10_000))}"
        found.append(Said(str(at), str(chance.randrange(number)), words.place(about), YEAR, text, chance.randrange(9)))
    return found


def _altered(row: Said, turn: int, at: int, chance: random.Random) -> Said:
    subject, text = row.subject.casefold(), row.text[:400].casefold()
    if turn:
        for name in dict.fromkeys((*parted(row.subject).names, *parted(row.text[:240]).names)):
            other = _renamed(name, turn)
            subject, text = subject.replace(name, other), text.replace(name, other)
        text = "".join(part for part in SENTENCE.split(text) if chance.random() > 0.15) or text
    day = YEAR + dt.timedelta(days=chance.randrange(365))
    return Said(str(at), f"{row.who}/{turn}", subject, day, text, row.supports, row.objections)


def _renamed(name: str, turn: int) -> str:
    """Another name with the same ending."""
    return "".join(chr(0x4E00 + (ord(letter) - 0x4E00 + 31 * turn) % 20_000) for letter in name[:-2]) + name[-2:]


def measure(run: Run) -> Iterator[Measured]:
    """Seconds for a year of ten and of a hundred thousand messages."""
    smaller: Measured | None = None
    for size in SMALL if run.small else SIZES:
        smaller = _measured(size, smaller)
        yield smaller


def _measured(size: int, smaller: Measured | None) -> Measured:
    said = made(size)
    found = find(said)  # once before, so that memory is ours and not that of k-means
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours, theirs = in_turns(lambda: timed(lambda: find(said)), _k_means(said), RUNS)
    also = {f"memory <= {GIGABYTE} MB": held <= GIGABYTE}
    more = {
        "topics": len(found),
        "hottest": [one.heat.messages for one in found[:5]],
        "memory_mb": round(held),
        "source": "real" if real() else "invented",
    }
    if smaller is not None:
        grown, most = median(ours) / median(smaller.runs), _n_log_n(smaller.size, size)
        more["grown"], also[f"growth <= n log n ({most:.1f})"] = round(grown, 2), grown <= most
    return Measured(
        f"hot topics of {size} messages", size, "s", ours, f"k-means, {CENTRES} clusters, {TURNS} turns at most, on the same vectors",
        theirs, Bar(most=1), also=also, guide=f"{GUIDE} s", more=more,
    )  # fmt: skip


def _n_log_n(few: int, many: int) -> float:
    return many * math.log(many) / (few * math.log(few))


def _k_means(said: Sequence[Said]) -> Callable[[], float]:
    """Seconds of k-means, the making of the vectors with it, as ours makes them too."""
    from scipy.sparse import hstack
    from sklearn.cluster import KMeans

    def once() -> None:
        vectors = vectors_of(said)
        whole = hstack([vectors.places, vectors.matter]).tocsr()
        KMeans(min(CENTRES, len(said) // 4), init="random", n_init=1, max_iter=TURNS, random_state=1).fit(whole)

    return lambda: timed(once)
