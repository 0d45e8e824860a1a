"""Our .mo files are read by the gettext that reads everybody's."""

from __future__ import annotations

import gettext
import io
import os
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from yishi.doors.cli.messages.compiling import compile_stale, compiled

SOURCE = """# Head
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: a.py:1
msgid "交办"
msgstr "Hand over"

msgid ""
"两行\\n"
"文字"
msgstr "Two \\"lines\\""

msgctxt "状态"
msgid "交办"
msgstr "Handed over"

#, python-format
msgid "%(count)d 件"
msgid_plural "%(count)d 件"
msgstr[0] "%(count)d item"
msgstr[1] "%(count)d items"

#, fuzzy
msgid "不准"
msgstr "wrong"

msgid "未译"
msgstr ""
"""


def test_every_kind_of_entry() -> None:
    words = gettext.GNUTranslations(io.BytesIO(compiled(SOURCE)))
    assert words.gettext("交办") == "Hand over"
    assert words.gettext("两行\n文字") == 'Two "lines"'
    assert words.pgettext("状态", "交办") == "Handed over"
    assert words.ngettext("%(count)d 件", "%(count)d 件", 1) == "%(count)d item"
    assert words.ngettext("%(count)d 件", "%(count)d 件", 3) == "%(count)d items"
    assert words.gettext("不准") == "不准" and words.gettext("未译") == "未译"


def test_only_what_is_stale_is_made(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    assert compile_stale([tmp_path]) == [source.with_suffix(".mo")]
    assert compile_stale([tmp_path]) == []
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert len(compile_stale([tmp_path])) == 1


def test_what_is_no_message_is_said() -> None:
    with pytest.raises(PoFileError):
        compiled("msgid 交办\n")
