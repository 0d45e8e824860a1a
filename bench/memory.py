"""Memory of the web process: granian with one worker, two hundred pages, the most that it ever held."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.test import Client

from bench import databases, pages
from bench.data.build import TODAY
from bench.data.people import house
from bench.measure import RUNS, Bar, Measured
from bench.run import Run
from yishi.foundation import clock

REQUESTS = 200
MEGABYTES = Bar(most=300)


def measure(run: Run) -> Iterator[Measured]:
    """Megabytes of the worker process (VmHWM) after pages of every kind, each run with a server of its own."""
    with clock.at(TODAY):
        addresses = [address for each in pages.addresses().values() for address in each]
        client = Client()
        client.force_login(house().account("office"))
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        bare = [f"/bare/?organ={house().organ.pk}"]
    ours, theirs = [], []
    for _ in range(1 if run.small else RUNS):
        ours.append(_peak(run, addresses, cookie))
        theirs.append(_peak(run, bare, ""))
    yield Measured(
        "memory: web process", run.size, "MB", ours, "the same server, the bare view only", theirs, MEGABYTES, bar_of="median",
        more={"requests": run.few(REQUESTS)},
    )  # fmt: skip


def _peak(run: Run, addresses: Sequence[str], cookie: str) -> float:
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--log-level", "error", "yishi.doors.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=databases.child_env(run.url), cwd=databases.ROOT)
    try:
        wait(port)
        for at in range(run.few(REQUESTS)):
            address = f"http://127.0.0.1:{port}{pages.quoted(addresses[at % len(addresses)])}"
            urlopen(Request(address, headers={"Cookie": cookie}), timeout=60).read()
        return max(_held(pid) for pid in _children(server.pid))
    finally:
        server.terminate()
        server.wait(30)


def wait(port: int) -> None:
    """Until the server answers; raises RuntimeError where it does not."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except (OSError, URLError):
            time.sleep(0.1)
    raise RuntimeError("granian does not answer")


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _children(pid: int) -> list[int]:
    """The worker that granian started; the server itself where it starts none."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found] or [pid]


def _held(pid: int) -> float:
    said = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(said[1]) / 1024 if said else 0.0
