"""Single steps beside bare inserts of the ORM, each in a transaction of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.data.build import TODAY
from bench.data.people import House, house
from bench.measure import RUNS, Bar, Measured, in_turns
from bench.run import Run
from bench.walking import STEPS, Mix, registered
from yishi.foundation import clock
from yishi.foundation.matters.models import Matter

LIVES = 6
BARE = Bar(least=1 / 8)


def measure(run: Run) -> Iterator[Measured]:
    """Steps per second over whole lives from the hand-over to the close, one process, one connection."""
    with clock.at(TODAY):
        here = house()
        mix, lives = Mix(here), run.few(LIVES, 1)
        waiting = iter(registered(here, lives * (RUNS + 1)))
        mix.life(next(waiting))  # once to warm up
        mix.times.clear()
        count = lives * STEPS
        ours, theirs = in_turns(
            lambda: count / sum(mix.life(next(waiting)) for _ in range(lives)), lambda: inserts_per_second(here, count)
        )
        yield Measured(
            "steps: single", run.size, "steps/s", ours, "bare ORM insert of one matter, its own transaction", theirs, BARE,
            more={"median_ms_by_step": mix.by_step()},
        )  # fmt: skip


def inserts_per_second(here: House, count: int) -> float:
    """Rows a second, each `Matter.objects.create` committed by itself."""
    began = time.perf_counter()
    for at in range(count):
        Matter.objects.create(
            organ=here.organ,
            room="bench",
            kind="bare",
            title=f"bare {at}",
            state="new",
            opened_on=TODAY,
            touched_at=clock.now(),
        )
    return count / (time.perf_counter() - began)
