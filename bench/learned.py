"""`python -m bench.learned CODE`: learn the classes from the real messages and keep them for the organ of that code.

In a process of its own, as the worker learns at night: whoever takes in a file has what was learned, and nothing of what it takes
to learn."""

from __future__ import annotations

import subprocess
import sys

import django

from bench import databases
from bench.said import folder


def learn(code: str, url: str) -> None:
    """The labelled messages and the answered ones, where they are here."""
    if (folder() / "labelled.csv").exists():
        command = [sys.executable, "-m", "bench.learned", code]
        subprocess.run(command, env=databases.child_env(url), cwd=databases.ROOT, check=True)


def _main() -> None:
    django.setup()
    from bench import voice
    from yishi.readings.sorting import store

    store.save(sys.argv[1], voice.learned(range(len(voice.rows("labelled.csv")))))


if __name__ == "__main__":
    _main()
