"""Messages of residents to measure with: the real ones beside the repository, resampled and altered; invented ones elsewhere."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator
from pathlib import Path

NAMES = ("replied.csv", "supported.csv")
WORDS = 8
"""Stretches of a text that are altered, of each hundred characters about one."""


def folder() -> Path:
    """Where the real messages are: ../shared/messages, or what YISHI_MESSAGES names."""
    return Path(os.environ.get("YISHI_MESSAGES") or Path(__file__).parents[2] / "shared" / "messages")


def sources() -> list[str]:
    """The texts that are resampled: the real ones where they are."""
    if not all((folder() / name).is_file() for name in NAMES):
        from bench.data import words  # here, for it knows the database, which the real messages do without

        return ["".join(map(words.sentence_at, range(at * 8, at * 8 + 8))) for at in range(5000)]
    found = []
    for name in NAMES:
        with (folder() / name).open(encoding="utf-8-sig", newline="") as file:
            found += [f"{row['留言主题'].strip()}\n{row['留言详情'].strip()}" for row in csv.DictReader(file)]
    return found


def altered(text: str, random_: random.Random, pool: str) -> str:
    """The text with other words: stretches left out, told twice, put elsewhere or changed for stretches of other texts."""
    for _ in range(random_.randint(WORDS // 2, WORDS) * max(1, len(text) // 100)):
        at, length = random_.randrange(len(text) + 1), random_.randint(2, 8)
        other = random_.randrange(max(1, len(pool) - length))
        new = random_.choice(("", text[at : at + length] * 2, pool[other : other + length]))
        text = text[:at] + new + text[at + length :]
    return text


def made(number: int, seed: int = 7) -> Iterator[str]:
    """So many texts, each a real one altered; the same every time."""
    random_, found = random.Random(seed), sources()
    pool = "".join(found)
    for _ in range(number):
        yield altered(random_.choice(found), random_, pool)
