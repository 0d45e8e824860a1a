"""A batch of one step beside the same step taken one by one."""

from __future__ import annotations

from collections.abc import Iterator

from bench.data.build import TODAY
from bench.data.people import house
from bench.measure import RUNS, Bar, Measured, in_turns, timed
from bench.run import Run
from bench.walking import registered
from yishi.foundation import clock
from yishi.foundation.loops.take import take, take_many
from yishi.rooms.suggestions.loop import suggestion

BATCH, SINGLES = 200, 40
TIMES = Bar(least=5)


def measure(run: Run) -> Iterator[Measured]:
    """Handing over 200 suggestions at once: matters a second beside single steps."""
    with clock.at(TODAY):
        here = house()
        office, given = here.actor("office", TODAY), {"lead": here.units[0]}
        batch, singles = run.few(BATCH, 20), run.few(SINGLES, 5)
        waiting = registered(here, (batch + singles) * RUNS)
        step = suggestion["assign"]

        def many() -> float:
            keys = [waiting.pop() for _ in range(batch)]
            seconds = timed(lambda: take_many(step, keys, office, given, all_or_nothing=True))
            return batch / seconds

        def single() -> float:
            keys = [waiting.pop() for _ in range(singles)]
            return singles / timed(lambda: [take(step, key, office, given) for key in keys])

        ours, theirs = in_turns(many, single)
        yield Measured(
            f"steps: take_many of {batch}", run.size, "matters/s", ours, "the same step one by one", theirs, TIMES
        )
