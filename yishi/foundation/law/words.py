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


MONTHS = (
    gettext_noop("1月"), gettext_noop("2月"), gettext_noop("3月"), gettext_noop("4月"), gettext_noop("5月"), gettext_noop("6月"),
    gettext_noop("7月"), gettext_noop("8月"), gettext_noop("9月"), gettext_noop("10月"), gettext_noop("11月"), gettext_noop("12月"),
)  # fmt: skip
WEEKDAYS = (
    gettext_noop("周一"), gettext_noop("周二"), gettext_noop("周三"), gettext_noop("周四"), gettext_noop("周五"), gettext_noop("周六"),
    gettext_noop("周日"),
)  # fmt: skip


def month(number: int) -> str:
    """The name of a month."""
    return gettext(MONTHS[number - 1])


def weekday(number: int) -> str:
    """The name of a day of the week, 0 for Monday."""
    return gettext(WEEKDAYS[number])
