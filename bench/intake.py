"""Messages taken in by the step, ten thousand and a hundred thousand of them: a second, beside a plain bulk insert.

Class and unit of each are guessed, and each is put where similar ones are looked for: what is measured ends when the last of
them can be found. They are made by taking real messages (../shared/messages, or YISHI_MESSAGES) again and again and altering each,
or where these are not here from invented sentences of the same length; classes are learned from the real ones, or from the
catalogue's names alone. The file lies on the disk and is read by whoever takes it in, as by the command and the worker. Memory is
the most that the process held, what was learned with it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import random
import re
import resource
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from bench import databases, learned
from bench.answered import folder
from bench.data import words
from bench.data.build import TODAY
from bench.data.people import House, house
from bench.measure import Bar, Measured, timed
from bench.run import Run
from yishi.doors.parts.guessing import guess_of
from yishi.foundation import clock
from yishi.foundation.clock import CHINA
from yishi.foundation.matters.models import Matter
from yishi.foundation.sheets import read
from yishi.readings.search import index
from yishi.rooms.voice import imports
from yishi.rooms.voice.imports import LIMITS, Options, columns
from yishi.rooms.voice.models import Message

FILE = databases.VAR / "intake.csv"
SIZES = (10_000, 100_000)
SMALL = (400, 1_200)
RUNS = {10_000: 3, 100_000: 1}
TENTH = Bar(least=0.1)
"""Of the rate of a bulk insert, which writes two rows where a step writes a dozen: clocks, facts, journal and search too."""
MEGABYTES = 1024
HEAD = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
DIGITS = re.compile(r"\d")
STEEPER = 1.25
"""A cost that grows as n log n may be measured by so much steeper."""


def measure(run: Run) -> Iterator[Measured]:
    """Preview and import of each size, each beside reading the same file and a bulk insert in one transaction."""
    seconds: dict[int, float] = {}
    with clock.at(TODAY):
        here = house()
        learned.learn(here.organ.code, run.url)
        for at, size in enumerate(SMALL if run.small else SIZES):
            ours: list[float] = []
            theirs: list[float] = []
            parts: dict[str, list[float]] = {"preview": [], "steps": [], "index": []}
            held = 0.0
            for turn in range(RUNS.get(size, 1)):
                FILE.write_bytes(file_of(size, seed=at * 10 + turn))
                taken = _ours(here, parts)
                # Read before the baseline makes all its objects at once.
                held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                ours.append(taken / sum(took[-1] for took in parts.values()))
                theirs.append(size / timed(lambda: _plainly(here, FILE.read_bytes())))
            seconds[size] = size / max(ours)
            small, large = min(seconds), max(seconds)
            grown = seconds[large] / seconds[small] if large > small else 0.0
            allowed = STEEPER * large * math.log(large) / (small * math.log(small))
            yield Measured(
                f"intake: {size} messages", run.size, "messages/s", ours, "reading the file and a bulk insert of matters and messages",
                theirs, TENTH, guide="1,000 messages/s with class and similarity",
                also={f"memory <= {MEGABYTES} MB": held <= MEGABYTES, "no faster than n log n": grown <= allowed},
                more={
                    "file_mb": round(FILE.stat().st_size / 1e6, 1), "memory_mb": round(held), "growth": round(grown, 2),
                    "parts": {name: [round(each, 2) for each in took] for name, took in parts.items()},
                },
            )  # fmt: skip


def _ours(here: House, parts: dict[str, list[float]]) -> int:
    """How many went in: of real messages a few in a hundred thousand say nothing once they are altered."""
    office, wanted = here.actor("office", TODAY), Options(guess=guess_of(here.organ))
    seen: list[imports.MessagePreview] = []
    done: list[imports.Taken] = []
    parts["preview"].append(timed(lambda: seen.append(imports.preview(office, FILE.read_bytes(), wanted))))
    bad = [row.errors for row in seen[0].rows if row.errors]
    if len(bad) > len(seen[0].rows) // 100:
        raise RuntimeError(f"the file has bad rows: {bad[:3]}")
    parts["steps"].append(timed(lambda: done.append(imports.apply(seen[0], office, skip_bad=True))))
    parts["index"].append(timed(lambda: index.refresh(seconds=3600)))
    return done[0].taken


def _plainly(here: House, data: bytes) -> None:
    """What a script would do: read, make objects, insert them in one transaction."""
    found = read(data, columns("npc"), LIMITS).rows
    matters = [
        Matter(
            organ=here.organ, room="bench", kind="bare", title=(row.values["title"] or "")[:200], state="new",
            opened_on=row.values["arrived_at"].date(), touched_at=clock.now(),
        )
        for row in found
    ]  # fmt: skip
    with transaction.atomic():
        Matter.objects.bulk_create(matters, batch_size=1000)
        Message.objects.bulk_create(
            [
                Message(matter=matter, text=row.values["text"], arrived_at=row.values["arrived_at"], answered_at=row.values["answered_at"])
                for matter, row in zip(matters, found, strict=True)
            ],
            batch_size=1000,
        )  # fmt: skip


def file_of(size: int, seed: int) -> bytes:
    """A file of so many messages of the years 2019 to 2025, all different."""
    chance, stock = random.Random(seed), list(_stock())
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    first = dt.datetime(2019, 1, 1, 8, tzinfo=CHINA)
    for at in range(size):
        title, text, answer, days = chance.choice(stock)
        came = first + dt.timedelta(minutes=chance.randrange(6 * 365 * 1440))
        answered = came + dt.timedelta(days=days, minutes=chance.randrange(600))
        writer.writerow([
            f"{seed}-{at}", f"U{chance.randrange(size)}", _altered(title, chance), f"{came:%Y-%m-%d %H:%M:%S}", _altered(text, chance),
            answer, f"{answered:%Y-%m-%d %H:%M:%S}",
        ])  # fmt: skip
    return out.getvalue().encode()


def _altered(text: str, chance: random.Random) -> str:
    """With other digits, and one of its sentences left out."""
    parts = text.split("，")
    if len(parts) > 3:
        del parts[chance.randrange(len(parts))]
    return DIGITS.sub(lambda _found: str(chance.randrange(10)), "，".join(parts)) or text


def _stock() -> Iterator[tuple[str, str, str, int]]:
    """Title, text, answer and how many days it took."""
    path = folder() / "replied.csv"
    if not path.exists():
        yield from _invented()
        return
    yield from _real(path)


def _real(path: Path) -> Iterator[tuple[str, str, str, int]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            came, answered = (
                dt.datetime.fromisoformat(row[name].replace("/", "-")) for name in ("留言时间", "答复时间")
            )
            yield row["留言主题"], row["留言详情"], row["答复意见"], max((answered - came).days, 0)


def _invented() -> Iterator[tuple[str, str, str, int]]:
    for at in range(500):
        text = "，".join(words.sentence_at(at * 7 + part) for part in range(8))
        yield (
            f"{words.place(at)}的问题{at}",
            text,
            "，".join(words.sentence_at(at * 3 + part) for part in range(8)),
            at % 60,
        )
