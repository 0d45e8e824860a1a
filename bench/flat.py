"""Does a step cost the same among many matters as among few? Two processes, one on each database, in turns."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench import databases
from bench.measure import RUNS, Bar, Measured

FEW, MANY = 1_000, 100_000
"""Matters: suggestions, parts in units' hands, promises."""
PER_SUGGESTION = 2.13
SMALL = [(50, False), (600, True)]
"""Suggestions in small runs, and whether they can be searched: the second stands already for other measurements."""
LIVES = 4
FLAT = Bar(most=1.5)


def measure(url: str, small: bool) -> Iterator[tuple[Measured, dict[str, str]]]:
    """Milliseconds a step among a hundred thousand matters beside those among a thousand, with the durability."""
    wanted = SMALL if small else [(round(matters / PER_SUGGESTION), False) for matters in (FEW, MANY)]
    with ExitStack() as stack:
        few, many = (stack.enter_context(_worker(url, *each, small)) for each in wanted)
        theirs, ours = [], []
        for _ in range(RUNS):
            ours.append(many.run())
            theirs.append(few.run())
        baseline = f"the same among {few.matters} matters"
        yield (
            Measured(
                f"steps: cost among {many.matters} matters", many.matters, "ms/step", ours, baseline, theirs, FLAT
            ),
            many.durability,
        )


class Worker:
    """A process that takes steps when told."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        matters, *settings = self._line().split("\t")
        self.matters = int(matters)
        self.durability = dict(zip(settings[::2], settings[1::2], strict=True))

    def _line(self) -> str:
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise RuntimeError("a measuring process ended before its time")
        return line.rstrip("\n")

    def run(self) -> float:
        """Milliseconds of one step, over some lives."""
        if self.process.stdin is None:
            raise RuntimeError("the process has no ear")
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        return float(self._line())


@contextmanager
def _worker(url: str, size: int, indexed: bool, small: bool) -> Iterator[Worker]:
    mine = databases.copy(databases.base(url, size, indexed=indexed))
    command = [sys.executable, "-m", "bench.flat", *(["small"] if small else [])]
    process = subprocess.Popen(
        command,
        env=databases.child_env(mine),
        cwd=databases.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Worker(process)
    finally:
        if process.stdin:
            process.stdin.close()
        process.wait(60)
        databases.drop(mine)


def main() -> None:
    """The worker's side: how many matters there are, then milliseconds a step for each line that is read."""
    import django

    django.setup()
    from django.db import connection

    from bench.data.build import TODAY
    from bench.data.people import house
    from bench.walking import STEPS, Mix, registered
    from yishi.foundation import clock
    from yishi.foundation.matters.models import Matter

    with clock.at(TODAY):
        here, lives = house(), 1 if "small" in sys.argv else LIVES
        settings = [word for pair in databases.durability(connection).items() for word in pair]
        matters = Matter.objects.count()
        waiting, mix = iter(registered(here, lives * RUNS + 1)), Mix(here)
        mix.life(next(waiting))
        print(matters, *settings, sep="\t", flush=True)
        for _ in sys.stdin:
            print(1000 * sum(mix.life(next(waiting)) for _ in range(lives)) / (lives * STEPS), flush=True)


if __name__ == "__main__":
    main()
