"""Sentences of this package in the reader's language.

The package knows no web framework: whoever runs it inside one says by `say_with` how sentences are translated
(foundation/clocks does). Until then they are said as they stand, in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable

from .numerals import to_chinese

Translate = Callable[[str], str]
Plural = Callable[[str, str, int], str]


def _as_it_stands(singular: str, plural: str, number: int) -> str:
    return singular if number == 1 else plural


_how: tuple[Translate, Plural] = (str, _as_it_stands)


def say_with(translate: Translate, plural: Plural) -> None:
    """From now on say every sentence through these two (gettext and ngettext)."""
    global _how
    _how = (translate, plural)


def gettext(sentence: str) -> str:
    """The sentence in the reader's language."""
    return _how[0](sentence)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The sentence for one or for many in the reader's language."""
    return _how[1](singular, plural, number)


def gettext_noop(words: str) -> str:
    """Words of a pack, kept as the law has them, that pages show translated."""
    return words


def numeral(number: int) -> str:
    """三十 where Chinese is read, 30 elsewhere."""
    return to_chinese(number) if gettext("个月") == "个月" else str(number)


def month(number: int) -> str:
    """The name of a month."""
    names = (
        gettext("1月"), gettext("2月"), gettext("3月"), gettext("4月"), gettext("5月"), gettext("6月"),
        gettext("7月"), gettext("8月"), gettext("9月"), gettext("10月"), gettext("11月"), gettext("12月"),
    )  # fmt: skip
    return names[number - 1]
