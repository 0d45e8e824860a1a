"""`yishi scope`: docs/scope.csv against pages, steps and tests; the rules stand with the tests of the house."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from django.conf import settings
from django.urls import get_resolver
from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong


def arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> int:
    """Print every row that is not so; 1 if there is one."""
    root = settings.BASE_DIR
    table = root / "docs" / "scope.csv"
    if not (root / "tests" / "house" / "scope.py").exists() or not table.exists():
        raise Wrong(_("这里没有 docs/scope.csv 或者核对它的代码，请在源码目录中执行。"), 2)
    sys.path[:0] = [str(root)]
    scope = import_module("tests.house.scope")
    pages = set(scope.url_names(get_resolver().url_patterns))
    problems = scope.problems(table.read_text(encoding="utf-8"), root, pages)
    for problem in problems:
        print(problem)
    print(_("能力清单与代码相符。") if not problems else _("共 %(count)d 处不符。") % {"count": len(problems)})
    return 1 if problems else 0
