"""Our .mo files are read by the gettext that reads everybody's."""

from __future__ import annotations

import gettext
import io
import os
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from yishi.doors.cli.calling import call
from yishi.doors.cli.messages import catalogue, extracting
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


CODE = """
from django.utils.translation import gettext_lazy as lazy, ngettext
A = lazy("交办" "给" "单位")
B = _("已办 %(n)s") % {"n": 1}
C = ngettext("%(n)d 件", "%(n)d 件", 2)
D = _(A)
"""
PAGE = """{% load i18n %}<p aria-label="{% translate '关闭' %}">{{ x|default:_("无") }}
  {% blocktranslate with n=1 %}第 {{ n }} 次{% endblocktranslate %}{# 说明 #}
  {% blocktranslate count n=2 %}{{ n }} 步{% plural %}{{ n }} 步{% endblocktranslate %}</p>"""


def _catalogue(*pairs: tuple[object, object]) -> catalogue.Catalog:
    made = catalogue.Catalog(locale="en")
    for message, string in pairs:
        made.add(message, string)
    return made


def test_sentences_are_found_in_code_and_templates_but_not_in_tests(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    for name, text in (("a.py", CODE), ("b.html", PAGE), ("tests/c.py", '_("不说")')):
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = {message for path in extracting.sources(tmp_path) for message in extracting._of(path)}
    plurals = {("%(n)d 件", "%(n)d 件"), ("%(n)s 步", "%(n)s 步")}
    assert found == {"交办给单位", "已办 %(n)s", "关闭", "无", "第 %(n)s 次"} | plurals
    assert "满意" in extracting.messages(tmp_path), "what rule packs name is said too"


def test_a_renewed_catalogue_keeps_translations_and_drops_what_is_said_no_more() -> None:
    old = _catalogue(("甲", "A"), ("乙", "B"))
    new = catalogue.renewed(old, {"甲", "丙"})
    assert {message.id: message.string or "" for message in new if message.id} == {"甲": "A", "丙": ""}
    text = catalogue.written(new)
    assert text == catalogue.written(catalogue.renewed(new, {"丙", "甲"})), "the same in any order"
    assert "POT-Creation-Date" not in text and "#:" not in text


@pytest.mark.parametrize(
    ("message", "string", "why"),
    [
        ("甲", "", "没有译文"),
        (("%(n)d 件", "%(n)d 件"), ("", "%(n)d of them"), "没有译文"),
        ("甲 %(n)s", "A %(m)s", "占位符与原文不同"),
        ("甲 %s", "A", "占位符与原文不同"),
        ("甲 {n}", "A", "占位符与原文不同"),
        ("甲", "A，B", "译文中有中文"),
        ("填“是”", "write “是”", ""),
        ("满意 %(n)s %%", "100% satisfied by %(n)s", ""),
    ],
)
def test_what_a_reader_would_not_get_as_meant_is_told(message: object, string: object, why: str) -> None:
    found = [said for _sentence, said in catalogue.problems(_catalogue((message, string)))]
    assert len(found) == bool(why) and all(said.startswith(why) for said in found)


def test_a_fuzzy_translation_is_none() -> None:
    made = _catalogue(("甲", "A"))
    made["甲"].flags.add("fuzzy")
    assert [said for _sentence, said in catalogue.problems(made)] == ["译文未经确认（fuzzy）"]


def test_the_command_writes_what_the_check_then_accepts_as_fresh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["words", "--folder", str(tmp_path)]
    assert call([*arguments, "--check"]) == 1
    assert call(arguments) == 0
    capsys.readouterr()
    assert call([*arguments, "--check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told and all(line.startswith("en：没有译文：") for line in told)
