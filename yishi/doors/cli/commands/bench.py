"""`yishi bench`: runs the measurements of the folder bench/ as they stand there."""

from __future__ import annotations

import argparse
import subprocess
import sys

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong


def arguments(parser: argparse.ArgumentParser) -> None:
    """What comes after goes to the measurements."""
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help=_("测量的名称和参数"))


def run(options: argparse.Namespace) -> int:
    """In a process of its own, so that its settings and its memory are its own."""
    if not (settings.BASE_DIR / "bench" / "__main__.py").exists():
        raise Wrong(_("这里没有 bench 目录，请在源码目录中执行。"), 2)
    return subprocess.run([sys.executable, "-m", "bench", *options.rest], cwd=settings.BASE_DIR, check=False).returncode
