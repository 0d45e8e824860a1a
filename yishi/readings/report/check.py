"""A draft against the records: for each claim the figure that it means, the value on record, and a verdict.

    checking = check(text, actor, year(2026))
    checking.claims[0].verdict        Verdict.DIFFERS
    checking.remarks                  what the draft says that does not agree with itself, or with what is still open

`equal`: the number may be called so (`agreement.py`). `differs`: it may not. `not held`: nothing of the kind is on record, or
it is no record of the organ's own work. `unclear`: the sentence may mean several figures and the likeliest does not agree;
they are named with their values.
All figures are counted together, in as few queries as one report's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from yishi.foundation import clock
from yishi.foundation.people.actors import Actor
from yishi.readings.figures.catalogue import figures
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Compound, Count, Expression, counts
from yishi.readings.figures.figure import Figure, Value, bare, plain
from yishi.readings.figures.windows import Span, of_year
from yishi.readings.report import inner, named
from yishi.readings.report.agreement import stated
from yishi.readings.report.claims import find
from yishi.readings.report.claims.claim import Claim
from yishi.readings.report.express import express
from yishi.readings.report.express.meant import Meant
from yishi.readings.report.reading import Draft
from yishi.readings.report.traced import live

SURE = 0.5
"""Below this an expression is one reading among others."""
CANDIDATES = 5
"""Of how many readings an unclear claim shows the values."""


class Verdict(StrEnum):
    """What became of a claim; the words stand in JSON."""

    EQUAL = "equal"
    DIFFERS = "differs"
    NOT_HELD = "not held"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Reading:
    """One figure that a claim may mean, with the value on record."""

    expression: Expression
    name: str
    value: Value
    figure_id: str = ""

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "figure": self.figure_id or None,
            "name": self.name,
            "value": bare(self.value.number),
            "expression": self.expression.data(),
        }


@dataclass(frozen=True)
class Checked:
    """A claim with its verdict. `by` is how much too high it is stated, in the figure's own unit; `note` says why in words."""

    claim: Claim
    verdict: Verdict
    reading: Reading | None = None
    by: Decimal = Decimal(0)
    note: str = ""
    candidates: tuple[Reading, ...] = ()

    def data(self) -> dict[str, Any]:
        """As JSON."""
        found = self.reading.data() if self.reading else {"figure": None, "name": "", "value": None, "expression": None}
        parts = [bare(part) for part in self.reading.value.parts] if self.reading else []
        return {
            **self.claim.as_json(),
            **found,
            "stated": self.claim.as_json()["value"],
            "recorded": found.pop("value"),
            "parts": parts,
            "verdict": str(self.verdict),
            "by": bare(self.by),
            "note": self.note,
            "candidates": [row.data() for row in self.candidates],
        }


@dataclass(frozen=True)
class Checking:
    """What came of checking a draft."""

    text: str
    asked: Span
    claims: tuple[Checked, ...]
    remarks: tuple[inner.Remark, ...] = ()

    @property
    def counted(self) -> dict[Verdict, int]:
        """How many claims have each verdict."""
        return {verdict: sum(row.verdict == verdict for row in self.claims) for verdict in Verdict}

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "from": str(self.asked.since),
            "to": str(self.asked.until),
            "verdicts": {str(verdict): number for verdict, number in self.counted.items()},
            "claims": [row.data() for row in self.claims],
            "remarks": [
                {
                    "code": row.code,
                    "places": [list(place) for place in row.places],
                    "sentence": row.sentence,
                    "sure": row.sure,
                }
                for row in self.remarks
            ],
        }


def check(
    text: str, reader: Actor, asked: Span, traced: Mapping[tuple[int, int], Expression] | None = None
) -> Checking:
    """Every claim of the draft against what is on record for the reader's organ.

    `traced` names the figures of content controls by the places of their text: what stands there needs no reading."""
    found = find(text)
    known_by_id = figures(reader.organ)
    known = {figure.expression: figure for figure in reversed(list(known_by_id.values()))}
    places = [(claim.start, claim.end) for claim in found]
    called = named.names(known_by_id)
    meant = [
        _traced(claim, traced or {})
        or _named(text, claim, called)
        or express(text, claim.start, claim.end, reader.organ.profile, places=places)
        for claim in found
    ]
    asked = _so_far(asked)
    counter = Counter(reader, asked)
    later = [_later(text, claim) for claim in found]
    values = _values(
        counter, [(each, following) for row, following in zip(meant, later, strict=True) for each in _expressions(row)]
    )
    claims = tuple(
        _judged(text, claim, row, known, values[following])
        for claim, row, following in zip(found, meant, later, strict=True)
    )
    said = [
        inner.Said(claim, row.expression if row.confidence >= SURE else None, following)
        for claim, row, following in zip(found, meant, later, strict=True)
    ]
    remarks = [*inner.remarks(text, said), *_still_open(text, counter)]
    return Checking(text, asked, claims, tuple(sorted(remarks, key=lambda row: row.places)))


def _traced(claim: Claim, traced: Mapping[inner.Place, Expression]) -> Meant | None:
    for (start, end), expression in traced.items():
        if start <= claim.start and claim.end <= end:
            return Meant(claim.start, claim.end, expression, confidence=1.0)
    return None


def _named(text: str, claim: Claim, called: Mapping[str, list[Figure]]) -> Meant | None:
    figure = named.figure(text, claim, called)
    return Meant(claim.start, claim.end, figure.expression, figure.id, figure.name, confidence=1.0) if figure else None


def _so_far(asked: Span) -> Span:
    """Of a year that still runs the days that are over: changes are then told on the same days of the year before."""
    return Span(asked.since, max(asked.since, min(asked.until, clock.today())))


THIS_YEAR = re.compile(r"年初(?:计划|安排|确定)")


def _later(text: str, claim: Claim) -> bool:
    """Is what it plans of the year after the report's own? What was planned at the year's beginning is not."""
    return not THIS_YEAR.search(_sentence_before(text, claim.start))


Values = Mapping[Expression, Value]


def _values(counter: Counter, wanted: Sequence[tuple[Expression, bool]]) -> dict[bool, Values]:
    """Everything asked together, for claims that plan for the following year and for those that do not."""
    after = Counter(counter.reader, of_year(counter.asked.until.year + 1))
    asked = dict.fromkeys((each, _plans(each) and following) for each, following in wanted)
    found: dict[tuple[Expression, bool], Value] = {}
    for who, following in ((counter, False), (after, True)):
        mine = [each for each in asked if each[1] is following]
        found |= zip(mine, who.values([expression for expression, _next in mine]), strict=True)
    return {
        following: {each: found[each, _plans(each) and following] for each, one in wanted if one is following}
        for following in (False, True)
    }


def _plans(expression: Expression) -> bool:
    return any(part.window.name == "plan" for part in counts(expression))


def _expressions(meant: Meant) -> list[Expression]:
    first = [meant.expression, without_topic(meant.expression)] if meant.expression is not None else []
    return first + [row.expression for row in meant.candidates[:CANDIDATES]]


def _judged(text: str, claim: Claim, meant: Meant, known: Mapping[Expression, Figure], values: Values) -> Checked:
    if meant.expression is None:
        why = "；".join(meant.missing) or _("不是本机关工作的记录。")
        return Checked(claim, Verdict.NOT_HELD, note=why)
    candidates = tuple(
        _reading(row.expression, row.name, known, values)
        for row in meant.candidates[:CANDIDATES]
        if row.expression != meant.expression
    )
    reading = _reading(meant.expression, meant.name, known, values)
    if _nothing(reading.value) and (broader := without_topic(meant.expression)) != meant.expression:
        return _broadly(text, claim, meant, _reading(broader, meant.name, known, values), candidates)
    return _held_against(text, claim, meant, reading, candidates)


def _nothing(value: Value) -> bool:
    return value.number is None or (value.number == 0 and not any(value.parts))


def _broadly(text: str, claim: Claim, meant: Meant, broader: Reading, candidates: tuple[Reading, ...]) -> Checked:
    """Nothing is on record under the topic. Offices name topics as they like: what is on record whatever the topic is held
    against the claim too, and a claim that agrees with that is taken to mean it."""
    found = _held_against(text, claim, meant, broader, candidates)
    if found.verdict is Verdict.EQUAL:
        return replace(found, note=_("记录没有写明这个主题，按不分主题的记录核对。"))
    if _nothing(broader.value):
        return found
    return Checked(
        claim,
        Verdict.UNCLEAR,
        broader,
        note=_("没有写明这个主题的记录；不分主题的记录与此不符。"),
        candidates=candidates,
    )


def without_topic(expression: Expression) -> Expression:
    """The same whatever the topic."""
    if isinstance(expression, Compound):
        return replace(expression, parts=tuple(map(without_topic, expression.parts)))
    return replace(expression, of=tuple(facet for facet in expression.of if facet[0] != "topic"))


def _held_against(text: str, claim: Claim, meant: Meant, reading: Reading, candidates: tuple[Reading, ...]) -> Checked:
    nothing, recorded = _nothing(reading.value), reading.value.number or Decimal(0)
    said = stated(text, claim.start, claim.end, _signed(text, claim, reading.expression), claim.unit, claim.approx)
    if not nothing and said.agrees(recorded):
        return Checked(claim, Verdict.EQUAL, reading, candidates=candidates)
    if meant.confidence < SURE:
        return Checked(claim, Verdict.UNCLEAR, reading, note=_("这句话可能指几项指标。"), candidates=candidates)
    if nothing:
        why = reading.value.note or _("期间没有这类记录。")
        return Checked(claim, Verdict.NOT_HELD, reading, note=why, candidates=candidates)
    by = said.off_by(recorded)
    note = _("写作%(stated)s，记录为%(recorded)s。") % {"stated": claim.number, "recorded": plain(recorded)}
    return Checked(claim, Verdict.DIFFERS, reading, by, note, candidates)


LESS = re.compile(r"(?:减少|下降|降低|减|少|回落)了?\s*(?:约|近|超过)?$")


def _signed(text: str, claim: Claim, expression: Expression) -> Decimal:
    """A change is stated by its size, and by a word which way it went."""
    change = isinstance(expression, Compound) and expression.how in ("change", "growth")
    return -claim.value if change and LESS.search(text[max(0, claim.start - 6) : claim.start]) else claim.value


def _reading(expression: Expression, name: str, known: Mapping[Expression, Figure], values: Values) -> Reading:
    figure = known.get(expression)
    return Reading(expression, figure.name if figure else name, values[expression], figure.id if figure else "")


# what is said to be done altogether

ALL_DONE = re.compile(
    r"(?:全部|均|都)(?:已|已经)?(?:按期|按时|如期|在规定时间内)?(?:办结|办复|答复|办理完毕|办理答复完毕)"
)
HANDED = Count("matters", (("kind", ("handed",)), ("line", ("suggestions",))))
ANSWERED = Count("matters", (("kind", ("answered",)), ("line", ("suggestions",))))
MATTERS = re.compile("建议|提案")


def _still_open(text: str, counter: Counter) -> list[inner.Remark]:
    """ "全部办结" of suggestions, against those handed over in the window that have no answer by its end."""
    places = [found for found in ALL_DONE.finditer(text) if MATTERS.search(_sentence_before(text, found.start()))]
    if not places:
        return []
    handed, answered = (value.number or Decimal(0) for value in counter.values([HANDED, ANSWERED]))
    open_ones = handed - answered
    if open_ones <= 0:
        return []
    sentence = _("写作“%(words)s”，而期间交办%(handed)s件，尚有%(open)s件没有答复。")
    return [
        inner.Remark(
            "open", ((found.start(), found.end()),),
            sentence % {"words": found[0], "handed": plain(handed), "open": plain(open_ones)},
        )
        for found in places
    ]  # fmt: skip


def _sentence_before(text: str, at: int) -> str:
    start = max(text.rfind(stop, 0, at) for stop in inner.STOPS)
    return text[start + 1 : at]


def as_json(checking: Checking) -> str:
    """For the command line and the API."""
    return json.dumps(checking.data(), ensure_ascii=False, indent=1)


def check_draft(draft: Draft, reader: Actor, asked: Span) -> Checking:
    """The same for a draft that was read from a file: what a Word file's content controls say of themselves is believed."""
    return check(draft.text, reader, asked, live(draft, figures(reader.organ)))
