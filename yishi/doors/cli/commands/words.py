"""`yishi words [--check]`: the English of every sentence, kept beside the code."""

from __future__ import annotations

import argparse
from pathlib import Path

from babel.messages.pofile import PoFileError
from django.conf import settings
from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.messages import catalogue
from yishi.doors.cli.messages.compiling import compile_stale
from yishi.doors.cli.messages.extracting import messages

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Write, only compare, or only compile."""
    parser.add_argument("--check", action="store_true", help=_("只检查，有过时、缺译或占位符不符的返回 1"))
    parser.add_argument("--compile", action="store_true", help=_("只编译 .mo"))
    parser.add_argument("--folder", type=Path, default=settings.LOCALE_PATHS[0], metavar="DIR")


def run(options: argparse.Namespace) -> int:
    """Find the sentences, bring each language's .po up to date, compile; with --check nothing is written."""
    try:
        if not options.compile:
            found = messages(settings.BASE_DIR / "yishi")
            if wrong := [line for language in LANGUAGES for line in _language(options, language, found)]:
                print("\n".join(wrong))
                return 1 if options.check else 0
            print(_("词条 %(count)d 条，译文齐全。") % {"count": len(found)})
        if not options.check:
            compile_stale([options.folder])
    except (OSError, PoFileError) as error:
        raise Wrong(_("译文文件有误：%(error)s") % {"error": error}) from error
    return 0


def _language(options: argparse.Namespace, language: str, found: set[str | tuple[str, str]]) -> list[str]:
    path = options.folder / language / "LC_MESSAGES" / "django.po"
    new = catalogue.renewed(catalogue.read(path, language), found)
    text = catalogue.written(new)
    lines = [f"{language}：{why}：{sentence}" for sentence, why in catalogue.problems(new)]
    stands = path.read_text(encoding="utf-8") if path.exists() else ""
    if text == stands:
        return lines
    if options.check:
        return [*lines, _("%(path)s 已过时，请执行 yishi words。") % {"path": path.name}]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return lines
