"""One countable claim of a report: where its number stands, what it says, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Scope = Literal["year", "term", "asof", "plan"]
Kind = Literal["count", "people", "person_times", "amount", "percent", "duration", "other"]


@dataclass(frozen=True)
class Claim:
    """A figure of what was done, exists or is planned.

    `start` and `end` are offsets in the text as it was given, and `number` is exactly what stands there, with 余, 多, 近,
    万, 亿 and the sign % where they touch the number. `value` has 万 and 亿 multiplied out; a percentage is the number before
    its sign, and a fraction (三分之一) is a percentage. `unit` is the measure word as written, money in its currency (元).
    `approx`: more or less so many. `what` is the indicator in the sentence's own words, `quote` the clause around it.
    """

    quote: str
    number: str
    start: int
    end: int
    value: Decimal
    unit: str
    approx: bool
    what: str
    scope: Scope
    kind: Kind

    def as_json(self) -> dict[str, Any]:
        """The same for a file of JSON lines; whole values are integers."""
        whole = self.value == self.value.to_integral_value()
        return {**self.__dict__, "value": int(self.value) if whole else float(self.value)}
