"""The command line `yishi`: everything that an installation is run and kept by. `yishi --help` lists it."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """What the console script calls; gives the exit code (0 all is well, 1 something is wrong, 2 the call itself was)."""
    # Here and not above: the package is an app too, and Django loads it before there are settings.
    from yishi.doors.cli.calling import call

    return call(arguments)
