"""What a figure is, and what its value is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from yishi.foundation import language
from yishi.readings.figures.expression import Expression

PROFILES = ("npc", "cppcc")


@dataclass(frozen=True)
class Figure:
    """A figure (指标) as data. `id` never changes; `name` is the report's word, `aliases` what reports say instead.

    `measure` is the counting word (次, 件, 人, %), `definition` says in Chinese what is counted and what is left out.
    `additive` is false where things are counted under several outcomes at once, so that the parts exceed the whole.
    `saved` marks one that an office composed."""

    id: str
    line: str
    name: str
    aliases: tuple[str, ...]
    measure: str
    definition: str
    expression: Expression
    additive: bool = True
    profiles: tuple[str, ...] = PROFILES
    english: str = ""
    saved: bool = False

    @property
    def called(self) -> str:
        """Its name in the reader's language; reports write and find it by `name`."""
        return language.name(self.name, self.english)


@dataclass(frozen=True)
class Value:
    """A number, or None with the `note` that says why there is none.

    `parts` are the numbers that a compound was made of: of a rate the part and the whole, of a change this year's and the
    year before's. Rates, growth and means have two digits; a change of rates is in percentage points."""

    number: Decimal | None
    parts: tuple[Decimal | None, ...] = ()
    note: str = ""


def plain(number: Decimal | None) -> str:
    """As it is written in a sheet or JSON: no exponent, no idle zeros; nothing where there is no number."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bare(number: Decimal | None) -> int | float | None:
    """The same for what takes numbers: whole where it is."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
