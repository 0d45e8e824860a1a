"""`yishi serve`: the web server only, for an installation whose worker runs elsewhere."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.cli import processes
from yishi.doors.cli.calling import Wrong


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=default_workers(), metavar="N", help=_("网页进程数"))


def default_workers() -> int:
    """One process with eight threads for SQLite, two where a database server takes the writes."""
    return 1 if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else 2


def run(options: argparse.Namespace) -> int:
    """Until it is told to stop."""
    must_be_free(options.host, options.port)
    children = processes.Children()
    children.forward_signals()
    children.start("web", processes.web(options.host, options.port, options.workers))
    return children.wait()


def must_be_free(host: str, port: int) -> None:
    """Raises Wrong where someone listens already."""
    if not processes.free(host, port):
        said = {"host": host, "port": port}
        raise Wrong(_("%(host)s 的端口 %(port)d 不能使用，可能已有程序占用。请换一个端口，如 --port 8001。") % said)
