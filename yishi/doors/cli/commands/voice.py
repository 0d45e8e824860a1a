"""`yishi voice ...`: messages of residents. Each word after it is a module of `doors/cli/voice`."""

from __future__ import annotations

import argparse
from importlib import import_module

from django.utils.translation import gettext_lazy as _

from yishi.doors.cli.calling import Module

THINGS = {
    "import": ("importing", _("导入热线、留言板的导出文件")),
}
"""The words, the module of each, and what it does."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The word, then what its module asks for."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="|".join(THINGS))
    for name, (_module_name, does) in THINGS.items():
        _module(name).arguments(things.add_parser(name, help=str(does), description=str(does)))


def run(options: argparse.Namespace) -> int:
    """What its module gives."""
    return _module(options.thing).run(options)


def _module(name: str) -> Module:
    module: Module = import_module(f"yishi.doors.cli.voice.{THINGS[name][0]}")
    return module
