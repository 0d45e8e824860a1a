"""`yishi voice ...`: messages of residents. Each word after it is a module of `doors/cli/voice`."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any

THINGS = {"import": "importing", "sort": "sort", "topics": "topics", "pull": "pull"}
"""The words, and the module of each; its `DOES` says what it does."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The word, then what its module asks for."""
    things = parser.add_subparsers(dest="thing", required=True, metavar="|".join(THINGS))
    for name in THINGS:
        module = _module(name)
        module.arguments(things.add_parser(name, help=str(module.DOES), description=str(module.DOES)))


def run(options: argparse.Namespace) -> int:
    """What its module gives."""
    code: int = _module(options.thing).run(options)
    return code


def _module(name: str) -> Any:
    return import_module(f"yishi.doors.cli.voice.{THINGS[name]}")
