"""Child processes: told to stop together, ended together, and none left behind."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time

import pytest

from yishi.doors.cli import main
from yishi.doors.cli.processes import Children, free

FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]
BRIEF = [sys.executable, "-c", "pass"]


def test_when_one_ends_the_other_is_ended() -> None:
    children = Children()
    children.start("long", FOREVER)
    children.start("short", BRIEF)
    began = time.monotonic()
    assert children.wait() == 1
    assert time.monotonic() - began < 15
    assert all(child.poll() is not None for child in children.running.values())


def test_a_signal_ends_all_and_is_no_failure() -> None:
    children = Children()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        children.forward_signals()
        children.start("long", FOREVER)
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
        assert children.wait() == 0
        assert children.running["long"].returncode == -signal.SIGTERM
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not free("127.0.0.1", port)
        assert main(["run", "--port", str(port)]) == 1
        assert main(["serve", "--port", str(port)]) == 1
    assert capsys.readouterr().err.count("请换一个端口") == 2


def test_listening_is_waited_for() -> None:
    children = Children()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
        assert not children.listens("127.0.0.1", port, seconds=0.5)
        found.listen()
        assert children.listens("127.0.0.1", port, seconds=5)
