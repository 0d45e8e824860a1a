"""What the code says to people: every sentence in a call of gettext or a translation tag of a template."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from yishi.foundation.law import packs
from yishi.foundation.law.choices import Labelled
from yishi.foundation.law.seasons import Occasions, Prompt

Message = str | tuple[str, str]
"""A sentence, or a sentence for one and for many."""

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "lazy": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
"""The names under which the code imports gettext; a test of the house holds it to them."""
TEMPLATES = {".html", ".txt"}


def sources(root: Path) -> Iterator[Path]:
    """The package's own code and templates; what tests say is said to nobody."""
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", *TEMPLATES} and "tests" not in path.relative_to(root).parts:
            yield path


def messages(root: Path) -> set[Message]:
    """Every sentence that the code under `root` says, and every name that a rule pack gives."""
    return {message for path in sources(root) for message in _of(path)} | set(_of_packs())


def _of_packs() -> Iterator[str]:
    """Titles and seasons of rules, and labels of answer classes, grounds, grades and questions, which pages show translated."""
    for pack in packs.ALL:
        for rule in pack.rules.values():
            yield rule.title
            if isinstance(rule.when, Prompt):
                yield rule.when.words
            elif isinstance(rule.when, Occasions):
                yield from (window.words for window in rule.when.windows)
                yield from (happening.words for happening in rule.when.happenings)
        for field in fields(pack.choices):
            said = getattr(pack.choices, field.name)
            values = said.value if said is not None and isinstance(said.value, tuple) else ()
            yield from (value.label for value in values if isinstance(value, Labelled))


def _of(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        # Django turns a template into calls of gettext amid letters X; on one line, so that indents mean nothing.
        text = "(" + templatize(text, origin=str(path)).replace("\n", " ") + ")"
    for _line, found, _comments, _context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
        yield found if isinstance(found, str) else (found[0], found[1])
