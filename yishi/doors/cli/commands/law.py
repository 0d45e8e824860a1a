"""`yishi law check --statutes DIR`: rule packs against the texts of the statutes."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from yishi.foundation.law import check


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and the check's own arguments."""
    parser.add_argument("thing", choices=["check"])
    parser.add_argument("--statutes", required=True, metavar="DIR", help=_("法规文本所在目录"))
    parser.add_argument("--all", action="store_true", help=_("也列出相符的"))


def run(options: argparse.Namespace) -> int:
    """0 when everything agrees, 1 when something does not, 2 for a wrong directory."""
    return check.main(["--statutes", options.statutes, *(["--all"] if options.all else [])])
