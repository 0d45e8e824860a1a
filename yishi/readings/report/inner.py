"""Inner checks of a draft: what a report says must agree with what it says elsewhere, whatever the records hold.

A figure stated twice is the same both times; parts (其中 …, or a sum written out) make the whole; a rate follows from its
parts where both are stated; "全部办结" leaves nothing open.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django.utils.translation import gettext as _

from yishi.readings.figures.expression import Compound, Expression
from yishi.readings.report.claims.claim import Claim

Code = Literal["twice", "parts_over", "parts_short", "rate", "open"]
Place = tuple[int, int]
STOPS = "。；;！!？?\n"
AMONG = re.compile(r"[（(,，、:：]?\s*其中")


@dataclass(frozen=True)
class Said:
    """A claim, and what it counts where that is known."""

    claim: Claim
    expression: Expression | None = None
    following: bool = False
    """Said of the year after the report's."""

    @property
    def key(self) -> str:
        """Alike for claims that count the same over the same days; "" where that is not known."""
        if self.expression is None:
            return ""
        return json.dumps(
            [self.expression.data(), self.claim.scope, self.following], sort_keys=True, ensure_ascii=False
        )


@dataclass(frozen=True)
class Remark:
    """What does not agree: `places` are offsets of the numbers concerned. `sure` is false where the text may mean it so."""

    code: Code
    places: tuple[Place, ...]
    sentence: str
    sure: bool = True


def remarks(text: str, said: Sequence[Said]) -> list[Remark]:
    """Everything in the draft that does not agree with itself, in the order of the text."""
    found = [*_twice(said), *_parts(text, [row.claim for row in said]), *_rates(said)]
    return sorted(found, key=lambda remark: (remark.places[0], remark.code))


def _place(claim: Claim) -> Place:
    return claim.start, claim.end


def _twice(said: Sequence[Said]) -> Iterator[Remark]:
    by_key: dict[str, list[Claim]] = defaultdict(list)
    for row in said:
        if row.key and not row.claim.approx:
            by_key[row.key].append(row.claim)
    for claims in by_key.values():
        if len({claim.value for claim in claims}) > 1:
            numbers = _("、").join(claim.number + claim.unit for claim in claims)
            yield Remark(
                "twice",
                tuple(map(_place, claims)),
                _("同一项内容前后不一致：%(what)s，分别写作%(numbers)s。")
                % {"what": claims[0].what, "numbers": numbers},
                sure=len({claim.what for claim in claims}) == 1,
            )


def _parts(text: str, claims: Sequence[Claim]) -> Iterator[Remark]:
    for whole, parts in _wholes(text, claims):
        made = sum((part.value for part in parts), Decimal(0))
        if made == whole.value or whole.approx or any(part.approx for part in parts):
            continue
        shown = " + ".join(part.number for part in parts)
        words = {"whole": whole.number, "parts": shown, "made": made, "unit": whole.unit}
        places = tuple(map(_place, (whole, *parts)))
        if made > whole.value:
            yield Remark(
                "parts_over", places, _("分项之和大于总数：%(parts)s = %(made)s，总数写作%(whole)s%(unit)s。") % words
            )
        elif len(parts) > 2:
            sentence = _("分项之和小于总数：%(parts)s = %(made)s，总数写作%(whole)s%(unit)s；分项若已列全，应当核对。")
            yield Remark("parts_short", places, sentence % words, sure=False)


def _wholes(text: str, claims: Sequence[Claim]) -> Iterator[tuple[Claim, list[Claim]]]:
    """Wholes with the parts that follow them after 其中 in the same sentence, of the same unit."""
    for at, whole in enumerate(claims[:-1]):
        following = claims[at + 1]
        if not AMONG.match(text[whole.end :].removeprefix(whole.unit)[:4]) and not AMONG.search(
            text[whole.end : following.start]
        ):
            continue
        if _breaks(text, whole.end, following.start):
            continue
        parts: list[Claim] = []
        last = whole.end
        for part in claims[at + 1 :]:
            if part.unit != whole.unit or _breaks(text, last, part.start):
                break
            parts.append(part)
            last = part.end
        if parts:
            yield whole, parts


def _breaks(text: str, start: int, end: int) -> bool:
    return any(stop in text[start:end] for stop in STOPS)


def _rates(said: Sequence[Said]) -> Iterator[Remark]:
    by_key = {row.key: row.claim for row in reversed(said) if row.key}
    for row in said:
        found = row.expression
        if not isinstance(found, Compound) or found.how not in ("rate", "coverage"):
            continue
        part, whole = (by_key.get(Said(row.claim, each, row.following).key) for each in found.parts)
        if part is None or whole is None or not whole.value or part.approx or whole.approx:
            continue
        digits = max(0, -int(row.claim.value.as_tuple().exponent))
        made = (100 * part.value / whole.value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        if made != row.claim.value:
            yield Remark(
                "rate",
                (_place(row.claim), _place(part), _place(whole)),
                _("比率与分项不符：%(part)s ÷ %(whole)s = %(made)s%%，写作%(rate)s。")
                % {"part": part.number, "whole": whole.number, "made": made, "rate": row.claim.number},
            )
