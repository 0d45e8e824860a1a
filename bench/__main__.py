"""`python -m bench [NAME ...] [--size N] [--database URL ...] [--small] [--fresh]`: measure, print a JSON line for each thing.

Ends with 1 when a bar is not met. SQLite is always measured unless databases are named; PostgreSQL too where
DATABASE_URL names one. Nothing is written to a database that is named: copies with names of their own stand beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bench import databases, flat

NAMES = {
    "pages": "desk list, search, to-do, one suggestion: queries, and p95 beside a bare view",
    "messages": "residents' messages: list, search, funnel, one of them, Today, beside a bare view",
    "steps": "steps a second beside bare inserts",
    "many": "a batch of one step beside single steps",
    "flat": "cost of a step among 1,000 and 100,000 matters",
    "imports": "10,000 rows by preview and steps beside reading and a bulk insert",
    "intake": "10,000 and 100,000 messages by preview and steps beside reading and a bulk insert",
    "letters": "500 reply letters in one job",
    "memory": "megabytes of the web process",
    "flood": "20 messages a second for ten minutes: none lost, public pages meanwhile, one that floods is slowed",
    "figures": "the figures of a report beside one count per figure on the rooms' tables",
    "lens": "the same figures on DuckDB",
    "report": "a report drafted whole, and a draft of 12,000 characters checked, beside one count per figure",
    "rebuild": "all facts made anew beside bulk_create of the same rows",
    "topics": "hot topics of a year of 10,000 and 100,000 messages beside k-means on the same vectors",
    "similar": "messages like a new one among 10,000 and 100,000 beside a full scan with scikit-learn",
}
GROWN = {
    "figures": (1_000_000, 100_000),
    "lens": (1_000_000, 100_000),
    "report": (1_000_000, 100_000),
    "rebuild": (250_000, 20_000),
}
"""What is measured on a tree of 120 organs, and among how many facts: in a full run, in a small one."""
DRAWS = ("pages", "messages", "memory", "flood")
HEARD = ("messages",)
"""What is measured among so many messages, beside few suggestions."""
SIZE, SMALL = 30_000, 600


def main() -> int:
    """Everything asked for; 0 if every bar was met."""
    given = _arguments()
    every = True
    for url in given.database or _default_databases():
        if given.fresh:
            databases.forget(url)
        for name in given.names or NAMES:
            for line in _measured(name, url, given.size or (SMALL if given.small else SIZE), given.small):
                print(line, flush=True)
                every = every and json.loads(line)["ok"]
    return 0 if every else 1


def _arguments() -> argparse.Namespace:
    lines = "\n".join(f"  {name:8} {words}" for name, words in NAMES.items())
    parser = argparse.ArgumentParser(
        prog="yishi bench", epilog=f"names:\n{lines}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME", help="what to measure (everything)")
    parser.add_argument("--size", type=int, help=f"suggestions in the database ({SIZE})")
    parser.add_argument(
        "--database", action="append", metavar="URL", help="sqlite:// or postgresql://… ; may be repeated"
    )
    parser.add_argument(
        "--small", action="store_true", help=f"{SMALL} suggestions, few repetitions: does it work at all"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="make the records anew, after a change of what steps write"
    )
    return parser.parse_args()


def _default_databases() -> list[str]:
    named = os.environ.get("DATABASE_URL", "")
    return ["sqlite://", *([named] if databases.kind(named) == "postgresql" else [])]


def _measured(name: str, url: str, size: int, small: bool) -> Iterator[str]:
    if name == "flat":
        for found, settings in flat.measure(url, small):
            yield found.line(databases.kind(url), settings)
        return
    if name in DRAWS:
        databases.static_files()
    base = (
        databases.grown(url, size, GROWN[name][small])
        if name in GROWN
        else databases.base(url, SMALL if name in HEARD else size)
    )
    at = databases.copy(base)
    try:
        command = [sys.executable, "-m", "bench.child", name, "--size", str(size), *(["--small"] if small else [])]
        done = subprocess.Popen(
            command, env=databases.child_env(at), cwd=databases.ROOT, stdout=subprocess.PIPE, text=True
        )
        yield from (line.rstrip("\n") for line in done.stdout or ())
        if done.wait():
            raise SystemExit(f"{name} on {databases.kind(url)} could not be measured (exit status {done.returncode})")
    finally:
        databases.drop(at)


if __name__ == "__main__":
    sys.exit(main())
