"""`yishi work`: the worker only. Its timetable is written anew at every start."""

from __future__ import annotations

import argparse

from yishi.doors.cli import nightly, processes


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own; YISHI_WORKERS says how many processes."""


def run(options: argparse.Namespace) -> int:
    """Until it is told to stop."""
    nightly.ensure()
    children = processes.Children()
    children.forward_signals()
    children.start("worker", processes.worker())
    return children.wait()
