"""The .po of one language: brought up to date without losing a translation, and read for what is wrong with it.

It is sorted by sentence and names no place in the code, so that two branches that add sentences seldom conflict.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.utils.translation import gettext as _

from yishi.doors.cli.messages.extracting import Message

HEAD = """# English words of Yishi; `yishi words` keeps them, docs/glossary.md names the terms.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals={plurals}; plural={plural};\\n"

"""
PLACE = re.compile(r"%\(\w+\)[-+#0-9.]*[a-zA-Z]|%[-+#0-9.]*[sd]|\{\w*\}")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
QUOTED = re.compile(r"“[^“”]*”")


def read(path: Path, language: str) -> Catalog:
    """The catalogue as it stands; an empty one where there is none. Raises `PoFileError` for what is no .po."""
    if not path.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def renewed(old: Catalog, messages: Iterable[Message]) -> Catalog:
    """The same language with just these sentences: known ones keep their translation, others wait for theirs."""
    new = Catalog(locale=old.locale)
    for message in sorted(messages, key=str):
        known = old.get(message[0] if isinstance(message, tuple) else message)
        if known is not None and type(known.id) is type(message):
            new.add(message, known.string, flags={"fuzzy"} & known.flags)
        else:
            new.add(message)
    return new


def written(catalogue: Catalog) -> str:
    """The text of the .po. The head has no dates: it would change with every call."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    head = HEAD.format(language=catalogue.locale, plurals=catalogue.num_plurals, plural=catalogue.plural_expr)
    return head + body.getvalue().decode("utf-8").rstrip("\n") + "\n"


def problems(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Every sentence that a reader of this language would not get as meant, and why."""
    for message in catalogue:
        ids, strings = _all(message.id), _all(message.string)
        if message.id and (why := _wrong(ids, strings, catalogue.num_plurals, message.fuzzy)):
            yield ids[0], why


def _all(text: object) -> tuple[str, ...]:
    """A sentence or its plural forms, as a tuple."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


def _wrong(ids: tuple[str, ...], strings: tuple[str, ...], plurals: int, fuzzy: bool) -> str:
    if not all(strings) or (len(ids) > 1 and len(strings) != plurals):
        return _("没有译文")
    if fuzzy:
        return _("译文未经确认（fuzzy）")
    wanted = {place for one in ids for place in PLACE.findall(one)}
    for string in strings:
        if set(PLACE.findall(string)) != wanted:
            return _("占位符与原文不同：%(string)s") % {"string": string}
        if CHINESE.search(QUOTED.sub("", string)):
            return _("译文中有中文：%(string)s") % {"string": string}
    return ""
