"""`yishi report ...`: the annual work report. Each word after it is a module of `doors/cli/reporting`."""

from __future__ import annotations

import argparse
from importlib import import_module

from django.utils.translation import gettext_lazy as _

from yishi.doors.cli.calling import Module

THINGS = {
    "build": _("由记录生成常委会工作报告"),
    "check": _("把报告里的每一处数据与记录核对"),
    "claims": _("找出报告里的每一处数据"),
    "express": _("说明每一处数据由哪项指标统计"),
}
"""The words and what each does."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The word, then what its module asks for."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="|".join(THINGS))
    for name, does in THINGS.items():
        _module(name).arguments(things.add_parser(name, help=str(does), description=str(does)))


def run(options: argparse.Namespace) -> int:
    """What its module gives."""
    return _module(options.thing).run(options)


def _module(name: str) -> Module:
    module: Module = import_module(f"yishi.doors.cli.reporting.{name}")
    return module
