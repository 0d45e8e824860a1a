"""A process killed in the middle of its steps loses nothing that it acknowledged and leaves no broken chain."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEPS = 2000
SEEDS = (1, 2, 3, 4)
LARGEST_STEP = 4
"""Entries that one step and what follows from it may write."""


class Process:
    """The taker on one database."""

    def __init__(self, url: str) -> None:
        self.env = {
            **os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "yishi.settings.test", "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
        }  # fmt: skip

    def run(self, *words: str) -> str:
        """Let it end by itself."""
        command = [sys.executable, "-m", "tests.stress.taker", *words]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def killed(self, chance: random.Random) -> list[tuple[int, int, int]]:
        """Let it walk, kill it at a random moment, and give what it had acknowledged by then."""
        command = [sys.executable, "-m", "tests.stress.taker", "walk", str(STEPS)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=pipe, stderr=pipe) as process:
            try:
                return self._acknowledged(process, chance)
            finally:
                process.kill()

    def _acknowledged(self, process: subprocess.Popen[bytes], chance: random.Random) -> list[tuple[int, int, int]]:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"ready\n", process.stderr.read().decode()[-3000:]
        lines = [process.stdout.readline() for _ in range(chance.randint(20, 100))]
        time.sleep(chance.random() * 0.3)  # several steps long, so that it falls anywhere in one
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stdout.read().splitlines(keepends=True)
        process.wait()
        assert process.returncode == -signal.SIGKILL, "it was to be killed in the middle"
        whole = [line for line in lines if line.endswith(b"\n")]
        return [tuple(map(int, line.split())) for line in whole]  # type: ignore[misc]


def survives(url: str) -> None:
    """Kill it time after time on the same database."""
    process = Process(url)
    process.run("prepare")
    known: dict[int, int] = {}
    for seed in SEEDS:
        acknowledged = process.killed(random.Random(seed))
        found: dict[str, Any] = json.loads(process.run("prove"))
        last = acknowledged[-1][0]
        assert last <= found["entries"] <= last + LARGEST_STEP, "more than the one step that was under way"
        known |= {pk: version for _, pk, version in acknowledged}
        lost = {pk: version for pk, version in known.items() if found["versions"].get(str(pk), 0) < version}
        assert not lost, f"acknowledged and not there: {lost}"


@pytest.mark.slow
def test_killed_on_sqlite(tmp_path: Path) -> None:
    survives(f"sqlite:///{tmp_path / 'yishi.sqlite3'}")


@pytest.fixture
def own_database() -> Iterator[str]:
    """The address of a database of this test alone, on the server that the settings name."""
    import psycopg
    from django.conf import settings
    from psycopg import sql

    given = settings.DATABASES["default"]
    where = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
    where = {name: value for name, value in where.items() if value}
    name = f"test_yishi_killed_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield _address(name, where)
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _address(name: str, where: dict[str, Any]) -> str:
    from urllib.parse import quote

    who = quote(where.get("user", ""), safe="")
    if "password" in where:
        who += f":{quote(where['password'], safe='')}"
    host = quote(where.get("host", ""), safe="") + (f":{where['port']}" if "port" in where else "")
    return f"postgresql://{who}{'@' if who else ''}{host}/{name}"


@pytest.mark.slow
@pytest.mark.postgres(only=True)
def test_killed_on_postgresql(own_database: str) -> None:
    survives(own_database)
