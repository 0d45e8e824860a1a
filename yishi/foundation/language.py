"""In which language something is said: a page in its reader's; what is kept, and what leaves as a paper, in the house's.

A journal entry, a notice and an official letter are the organ's own and read in Chinese, whatever language the
page of whoever took the step was in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

P = ParamSpec("P")
R = TypeVar("R")


def of_records() -> AbstractContextManager[None]:
    """Everything said inside is said in the house's own language."""
    if translation.get_language() == settings.LANGUAGE_CODE:
        return nullcontext()
    return translation.override(settings.LANGUAGE_CODE)


def in_that_of_records(*refusals: type[Exception]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function say all that it leaves behind in the house's own language.

    When it refuses by one of `refusals` it is asked once more in the reader's language, whose sentence it is:
    a refusal leaves nothing behind.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def said(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                with of_records():
                    return function(*args, **kwargs)
            except refusals:
                if translation.get_language() != settings.LANGUAGE_CODE:
                    function(*args, **kwargs)
                raise

        return said

    return decorate


_MEASURES: dict[str, Callable[[int], str]] = {
    "pieces": lambda n: ngettext("件", "件", n),
    "handlings": lambda n: ngettext("件次", "件次", n),
    "promises": lambda n: ngettext("项", "项", n),
    "times": lambda n: ngettext("次", "次", n),
    "people": lambda n: ngettext("人", "人", n),
    "units": lambda n: ngettext("家", "家", n),
    "accounts": lambda n: ngettext("个账号", "个账号", n),
    "organs": lambda n: ngettext("个机关", "个机关", n),
    "issues": lambda n: ngettext("期", "期", n),
    "reports": lambda n: ngettext("份", "份", n),
    "rows": lambda n: ngettext("条", "条", n),
    "figures": lambda n: ngettext("项指标", "项指标", n),
}
"""Measure words by what they count: Chinese says 件 of suggestions and 人 of people, English one and many."""


def measured(count: float | str | None, what: str) -> str:
    """The measure word for so many; signs that are no words (%) stay as they are."""
    word = _MEASURES.get(what)
    if word is None:
        return what
    text = str(count).replace(",", "")
    return word(int(text) if text.lstrip("-").isdecimal() else 2)


def either(word: str, english: str) -> str:
    """A word that data holds in both languages, in the reader's; without English as it stands."""
    return english if english and (translation.get_language() or "").startswith("en") else word


def name(word: str, english: str) -> str:
    """The same as a name, which stands alone: English ones begin with a capital."""
    found = either(word, english)
    return found[:1].upper() + found[1:]


def listed(things: Iterable[object]) -> str:
    """甲、乙、丙"""
    return _("、").join(map(str, things))


def known(kept: str) -> str:
    """Words of the house that a record keeps (the roles of whoever acted), in the reader's language."""
    return listed(_(word) for word in kept.split("、") if word)


def clauses(sentences: Iterable[object]) -> str:
    """一句；又一句"""
    return _("；").join(map(str, sentences))


def following(sentences: Iterable[object]) -> str:
    """一句。又一句。 With a space between in English."""
    return either("", " ").join(map(str, sentences))


def pair(name: object, value: object) -> str:
    """名称：内容"""
    return _("%(name)s：%(value)s") % {"name": name, "value": value}


def aside(words: object, note: object) -> str:
    """正文（旁注）; the words alone where there is no note."""
    return _("%(words)s（%(note)s）") % {"words": words, "note": note} if note else str(words)
