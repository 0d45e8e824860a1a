"""The similar ones of a new message among 10,000 and 100,000, beside a full scan with scikit-learn's cosine in the same run.

Needs no database; `python -m bench similar` measures it as all else. Each size is indexed in a process of its own, so that
the most it ever held is its own. New messages are altered copies of indexed ones: whether the original comes first is told."""

from __future__ import annotations

import json
import math
import random
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import django

from bench import databases
from bench.measure import RUNS, Bar, Measured, p95, timed
from bench.run import Run
from bench.said import altered, made

SIZES, QUERIES = (10_000, 100_000), 200
SCANS = 40
FASTER = Bar(most=1 / 5)
GUIDE, MEGABYTES, FIRST = 100.0, 1000.0, 0.95
SLACK = 1.15
"""Growth is measured on a machine that does other things too."""


def measure(run: Run) -> Iterator[Measured]:
    """Two sizes, then how the cost has grown between them."""
    sizes = [size // 50 for size in SIZES] if run.small else list(SIZES)
    found = [_apart(size, run) for size in sizes]
    for size, each in zip(sizes, found, strict=True):
        yield Measured(
            "similar messages: one query", size, "ms p95", each["p95"], "full scan: TfidfVectorizer and linear_kernel", each["scan"],
            FASTER, guide=f"{GUIDE:g} ms",
            also={
                f"median <= {GUIDE:g} ms": median(each["p95"]) <= GUIDE,
                f"memory <= {MEGABYTES:g} MB": each["megabytes"] <= MEGABYTES,
                f"original first >= {FIRST:g}": each["first"] >= FIRST,
            },
            more={name: each[name] for name in ("megabytes", "megabytes_of_texts", "first", "first_of_scan", "added_per_s")},
        )  # fmt: skip
    small, large = found
    allowed = SLACK * sizes[1] * math.log(sizes[1]) / (sizes[0] * math.log(sizes[0]))
    yield Measured(
        "similar messages: building", sizes[1], "s", large["build"], f"the same for {sizes[0]}", small["build"],
        Bar(most=allowed), guide="n log n",
    )  # fmt: skip


def _apart(size: int, run: Run) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.similar", str(size), str(run.few(RUNS, 1)), str(run.few(QUERIES, 20))]
    done = subprocess.run(
        command, env=databases.child_env(run.url), cwd=databases.ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _one(size: int, runs: int, queries: int) -> dict[str, Any]:
    from yishi.readings.sorting.similar import Index

    texts = list(made(size))
    before = _held()
    random_, pool = random.Random(11), "".join(texts[:500])
    asked = [(at, altered(texts[at], random_, pool)) for at in (random_.randrange(size) for _ in range(queries))]
    build = [timed(lambda: Index.build(texts)) for _ in range(runs)]
    index = Index.build(texts)
    times = []
    for _ in range(runs):
        took = []
        for _at, text in asked:
            took.append(1000 * timed(lambda text=text: index.query(text)))
        times.append(p95(took))
    first = sum([one.key for one in index.query(text, 1)] == [at] for at, text in asked)
    news = [text for _at, text in asked]
    added = timed(lambda: [index.add([text], [size + at]) for at, text in enumerate(news)])
    held = _held()
    scan, right = _scanned(texts, asked[: min(SCANS, len(asked))], runs)
    return {
        "build": build, "p95": times, "scan": scan, "megabytes": round(held), "megabytes_of_texts": round(before),
        "first": first / queries, "first_of_scan": right, "added_per_s": round(len(news) / added),
    }  # fmt: skip


def _scanned(texts: Sequence[str], asked: Sequence[tuple[int, str]], runs: int) -> tuple[list[float], float]:
    """The baseline: p95 of full scans in each run, and how often it finds the original first."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import linear_kernel

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 2))
    held = vectors.fit_transform(texts)
    times, found = [], 0
    for number in range(runs):
        took = []
        for at, text in asked:
            answer: list[int] = []
            took.append(
                1000
                * timed(
                    lambda text=text, answer=answer: answer.append(
                        int(linear_kernel(vectors.transform([text]), held).argmax())
                    )
                )
            )
            found += number == 0 and answer[0] == at
        times.append(p95(took))
    return times, found / len(asked)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(_one(*map(int, sys.argv[1:4]))))
