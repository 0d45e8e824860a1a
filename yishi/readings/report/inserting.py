"""Figures put into a text by their names: what a writer types is looked for among names and synonyms.

find(figures, "执法检查")            the figures so called, best first
resolved(text, figures)             the text with [[执法检查]] made [[kind/law_inspection]]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from yishi.foundation import language
from yishi.readings.figures.figure import Figure
from yishi.readings.report import fields
from yishi.readings.report.fields import Live, Unreadable

AT_MOST = 20
SHOWN = 5
"""How many are named where a name means several."""


def find(figures: Mapping[str, Figure], words: str, at_most: int = AT_MOST) -> list[Figure]:
    """The figures whose id, name or synonyms hold all the words, nearest first: so called, then beginning so, then
    shorter names before longer."""
    asked = words.split()
    if not asked:
        return []
    scored = ((_near(figure, asked), figure) for figure in figures.values())
    found = sorted(((near, figure.id, figure) for near, figure in scored if near is not None), key=lambda row: row[:2])
    return [figure for _near_, _id, figure in found[:at_most]]


def _near(figure: Figure, asked: Sequence[str]) -> tuple[int, int] | None:
    """How near: 0 is so called, 1 begins so, 2 holds it; then the length. None where it does not hold every word."""
    best: tuple[int, int] | None = None
    for rank, name in enumerate(filter(None, (figure.name, figure.id, figure.english, *figure.aliases))):
        if not all(word in name for word in asked):
            continue
        whole = " ".join(asked)
        near = (0 if name == whole else 1 if name.startswith(whole) else 2) * 2 + (rank > 1)
        best = min(filter(None, (best, (near, len(name)))))
    return best


def resolved(text: str, figures: Mapping[str, Figure]) -> str:
    """The text with every field named by its figure's id.

    Raises `fields.Unreadable` where a field cannot be read, or names no figure or several, with what may be meant."""
    pieces = fields.read(text)
    return fields.written(piece if isinstance(piece, str) else _known(piece, figures) for piece in pieces)


def _known(live: Live, figures: Mapping[str, Figure]) -> Live:
    if live.figure in figures:
        return live
    called = [figure for figure in figures.values() if live.figure == figure.name]
    called = called or [figure for figure in figures.values() if live.figure in figure.aliases]
    if len(called) == 1:
        return replace(live, figure=called[0].id)
    candidates = called or find(figures, live.figure, SHOWN)
    if not candidates:
        raise Unreadable(_("没有叫作“%(name)s”的指标，请从指标目录中选。") % {"name": live.figure})
    said = language.listed(f"{figure.name}（{figure.id}）" for figure in candidates[:SHOWN])
    raise Unreadable(_("“%(name)s”不能确定是哪个指标，可能是：%(said)s。") % {"name": live.figure, "said": said})
