"""The figures that a Word draft names itself: where the text of a content control stands, its figure is known and not read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from itertools import groupby

from docx.oxml.ns import qn
from lxml import etree

from yishi.readings.figures.expression import Expression
from yishi.readings.figures.figure import Figure
from yishi.readings.report import fields, word
from yishi.readings.report.fields import Live
from yishi.readings.report.markup import Piece
from yishi.readings.report.reading import Draft

Place = tuple[int, int]


def live(draft: Draft, figures: Mapping[str, Figure]) -> dict[Place, Expression]:
    """Places of the text that a control holds, and what its figure counts. Changes on the year before are passed over, for
    no claim states one; so is a control whose figure is not there any more."""
    if draft.kind != "docx":
        return {}
    found = {}
    for place, said in _places(draft, {word.digest(id): id for id in figures}):
        figure = figures.get(said.figure)
        if figure is not None and said.form in ("value", "number"):
            found[place] = fields.asked(said, figure.expression)
    return found


def _places(draft: Draft, named: Mapping[str, str]) -> Iterator[tuple[Place, Live]]:
    with zipfile.ZipFile(io.BytesIO(draft.content)) as archive:
        for part, pieces in groupby(draft.pieces, key=lambda piece: piece.part):
            elements = list(etree.fromstring(archive.read(part), word.PARSER).iter())
            yield from _of_part(elements, list(pieces), named)


def _of_part(
    elements: list[etree._Element], pieces: list[Piece], named: Mapping[str, str]
) -> Iterator[tuple[Place, Live]]:
    by_control = groupby(pieces, key=lambda piece: _control(elements[piece.place]))
    for control, held in by_control:
        said = word.live_of(control, named) if control is not None else None
        if said is not None:
            within = list(held)
            yield (within[0].start, within[-1].end), said


def _control(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(qn("w:sdt")), None)
