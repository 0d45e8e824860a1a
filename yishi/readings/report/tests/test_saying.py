"""What the draft says is read back as the figures it tells: over the whole catalogue, as if everything had happened."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yishi.readings.figures import catalogue
from yishi.readings.figures.expression import Compound, Expression
from yishi.readings.figures.figure import Value
from yishi.readings.report import fields, numbers, prose
from yishi.readings.report.express.expressing import express
from yishi.readings.report.fields import Live
from yishi.readings.report.saying import Sayer
from yishi.rooms.activities.catalogue import kinds

BAR = 0.99


def whole_year(profile: str) -> prose.Told:
    """Every figure is something, and was less the year before."""

    def value(live: Live) -> Value:
        if live.form == "change":
            return Value(Decimal(3), (Decimal(17), Decimal(14)))
        return Value(Decimal(17))

    figures = catalogue.figures(profile)
    return prose.Told(profile, True, kinds.load(), figures, value, Sayer(profile))


def told(profile: str) -> list[tuple[str, list[tuple[Live, int, int]]]]:
    """Every paragraph as it reads, with the places of the numbers of its fields."""
    made = []
    figures = catalogue.figures(profile)
    for part in prose.parts(whole_year(profile)):
        for line in part.lines:
            text, places = "", []
            for piece in fields.read(line.text):
                if isinstance(piece, Live):
                    figure = figures[piece.figure]
                    number = Decimal(3 if piece.form == "change" else 17)
                    said = numbers.written(piece, figure.expression, figure.measure, number)
                    start = next(at for at, char in enumerate(said) if char.isdigit())
                    places.append((piece, len(text) + start, len(text) + start + (1 if piece.form == "change" else 2)))
                    text += said
                else:
                    text += piece
            made.append((text, places))
    return made


def same(found: Expression | None, wanted: Expression) -> bool:
    """A share of all and a rate are one number."""
    if isinstance(found, Compound) and isinstance(wanted, Compound) and {found.how, wanted.how} <= {"rate", "coverage"}:
        return found.parts == wanted.parts
    return found == wanted


@pytest.mark.slow
@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_clauses_are_read_back(profile: str) -> None:
    figures, wrong, asked = catalogue.figures(profile), [], 0
    for text, places in told(profile):
        every = [(start, end) for _live, start, end in places]
        for live, start, end in places:
            if live.form == "change":
                continue
            asked += 1
            found = express(text, start, end, profile, places=every).expression
            if not same(found, figures[live.figure].expression):
                wrong.append((live.tag, text[max(0, start - 24) : end + 4], found.data() if found else None))
    print(profile, asked, "told,", len(wrong), "not read back:", *wrong, sep="\n  ")
    assert asked > 400 and len(wrong) <= (1 - BAR) * asked


@pytest.mark.parametrize("profile", kinds.PROFILES)
def test_every_kind_is_told_with_its_own_number(profile: str) -> None:
    """None is left out, and no clause lacks its field."""
    tags = {live.figure for _text, places in told(profile) for live, _start, _end in places}
    for kind in kinds.load().kinds:
        assert (f"kind/{kind.code}" in tags) == (profile in kind.profiles), kind.code
