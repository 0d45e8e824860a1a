"""`yishi run`: everything on one machine: database, demo year, words, worker, web server. What `make run` calls."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.cli import processes
from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.commands import demo, serve
from yishi.doors.cli.commands.migrate import bring_up_to_date
from yishi.doors.cli.demo import year
from yishi.doors.cli.demo.accounts import table
from yishi.doors.cli.messages.compiling import compile_stale


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which organ, and where it listens."""
    parser.add_argument("--profile", choices=["npc", "cppcc"], default="npc")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=serve.default_workers(), metavar="N", help=_("网页进程数"))


def run(options: argparse.Namespace) -> int:
    """Prepare what is missing, start both processes, say where to look, and stay until told to stop."""
    serve.must_be_free(options.host, options.port)
    for folder in (settings.YISHI_VAR, settings.MEDIA_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    bring_up_to_date()
    compile_stale(settings.LOCALE_PATHS)
    if not year.exists(options.profile):
        if year.strangers():
            raise Wrong(_("数据库中已有真实机关，不生成演示年。请用 yishi serve 和 yishi work 启动。"))
        demo.build(options.profile)
    return _together(options)


def _together(options: argparse.Namespace) -> int:
    children = processes.Children()
    children.forward_signals()
    try:
        children.start("worker", processes.worker())
        children.start("web", processes.web(options.host, options.port, options.workers))
        if children.listens(options.host, options.port):
            _welcome(options)
    except OSError as error:
        children.stop()
        raise Wrong(_("无法启动：%(error)s。请重新执行 make setup。") % {"error": error}) from error
    code = children.wait()
    if code:
        print(_("有一个进程意外结束，已全部停止。请查看上面的输出。"))
    return code


def _welcome(options: argparse.Namespace) -> None:
    address = f"http://{options.host}:{options.port}/"
    print(f"\n{table(options.profile)}\n")
    print(_("已启动：%(address)s（按 Ctrl+C 停止）") % {"address": address} + f" / running at {address}", flush=True)
