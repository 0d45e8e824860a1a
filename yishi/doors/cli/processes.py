"""Web server and worker as child processes: started together, told to stop together, and when one ends the other does."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

PATIENCE = 20.0
"""Seconds that children are given to end by themselves."""
GLANCE = 0.2
THREADS = 2 * (os.cpu_count() or 1)
"""Requests that one web process answers at a time."""
DEATH_OF_PARENT = 1
"""PR_SET_PDEATHSIG of Linux: a child is told when its parent has died, so that none is left behind holding the port."""


def web(host: str, port: int, workers: int) -> list[str]:
    """Command line of the web server."""
    granian = Path(sys.executable).with_name("granian")
    return [
        str(granian), "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(THREADS), "--no-ws", "--respawn-failed-workers", "--log-level", "warning", "yishi.doors.wsgi:application",
    ]  # fmt: skip


def worker() -> list[str]:
    """Command line of the worker."""
    return [sys.executable, "-m", "django", "qcluster"]


def free(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True


@dataclass
class Children:
    """The processes of one call, in the order in which they were started."""

    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopping: bool = False

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one; Raises OSError where the program is not there."""
        self.running[name] = subprocess.Popen(command, env=dict(self.env), preexec_fn=_die_with_parent)

    def listens(self, host: str, port: int, seconds: float = 30) -> bool:
        """Wait until the port answers; False when time is up or a child has ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.stopping and self.ended() is None:
            try:
                with socket.create_connection((host, port), timeout=1):
                    return True
            except OSError:
                time.sleep(GLANCE)
        return False

    def ended(self) -> str | None:
        """The name of a child that has ended, if one has."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def forward_signals(self) -> None:
        """From now on an interrupt or a termination of ours ends the children."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._asked)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def wait(self) -> int:
        """Until we are told to stop (0) or a child ends by itself (1); then all are ended."""
        while not self.stopping and self.ended() is None:
            time.sleep(GLANCE)
        code = 0 if self.stopping else 1
        self.stop()
        return code

    def stop(self) -> None:
        """End all: asked first, and after a while made to."""
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + PATIENCE
        for child in self.running.values():
            try:
                child.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_OF_PARENT, signal.SIGTERM)
