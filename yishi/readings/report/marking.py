"""A copy of the draft for Word with every figure in the colour of its verdict, and a remark that says why.

Numbers are found by their place in the document (`reading.Draft.pieces`); a run that holds more than the number is cut in
three, so that nothing else of its look changes. Text that was pasted becomes a document first.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_COLOR_INDEX as Colour
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree

from yishi.readings.figures.figure import plain
from yishi.readings.report.check import Checked, Checking, Verdict
from yishi.readings.report.reading import Draft, read

COLOURS = {
    Verdict.EQUAL: Colour.BRIGHT_GREEN,
    Verdict.DIFFERS: Colour.RED,
    Verdict.NOT_HELD: Colour.GRAY_25,
    Verdict.UNCLEAR: Colour.YELLOW,
}
BODY = "word/document.xml"
Mark = tuple[int, int, Colour, str]


def titles() -> dict[Verdict, str]:
    """How a verdict is called on pages and in remarks."""
    return {
        Verdict.EQUAL: _("与记录一致"),
        Verdict.DIFFERS: _("与记录不一致"),
        Verdict.NOT_HELD: _("没有记录"),
        Verdict.UNCLEAR: _("不能确定"),
    }


def marked(draft: Draft, checking: Checking) -> bytes:
    """The Word file. What stands in notes and text boxes is coloured where Word allows it, and remarked in the body only."""
    if draft.kind != "docx":
        draft = read(_as_word(draft.text))
    document = Document(io.BytesIO(draft.content))
    elements = list(document.element.iter())
    for start, end, colour, remark in sorted(_marks(checking), reverse=True):
        runs = list(_runs(draft, elements, start, end))
        for run in runs:
            run.font.highlight_color = colour
        if remark and runs and not _boxed(runs[0]):
            document.add_comment(runs, text=remark, author=_("议事"), initials="YS")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _marks(checking: Checking) -> Iterator[Mark]:
    """Each place once: a claim with its verdict and whatever is remarked of it."""
    said: dict[tuple[int, int], list[str]] = {}
    for remark in checking.remarks:
        for place in remark.places:
            said.setdefault(place, []).append(remark.sentence)
    named = titles()
    for row in checking.claims:
        place = (row.claim.start, row.claim.end)
        told = [] if row.verdict is Verdict.EQUAL else [f"{named[row.verdict]}：{row.note}"]
        yield *place, COLOURS[row.verdict], "\n".join([*told, *_meant(row), *said.pop(place, [])])
    for place, sentences in said.items():
        yield *place, Colour.YELLOW, "\n".join(sentences)


def _meant(row: Checked) -> list[str]:
    if row.reading is None or row.verdict is Verdict.EQUAL:
        return []
    value = plain(row.reading.value.number)
    return [_("指标：%(name)s，记录为%(value)s。") % {"name": row.reading.name, "value": value or _("无")}]


def _runs(draft: Draft, elements: Sequence[etree._Element], start: int, end: int) -> Iterator[Run]:
    """Runs that hold just these characters."""
    for piece in draft.pieces_of(start, end):
        text = elements[piece.place]
        if piece.part != BODY or text.tag != qn("w:t") or (run := text.getparent()) is None or run.tag != qn("w:r"):
            continue
        first, last = max(start, piece.start) - piece.start, min(end, piece.end) - piece.start
        yield Run(_cut(run, text, first, last), None)  # type: ignore[arg-type]  # its looks need no parent


def _cut(run: etree._Element, text: etree._Element, first: int, last: int) -> etree._Element:
    """The run itself, left with characters first..last of its text; what stands before and after becomes runs of its own.

    The element of the text stays in the document with its beginning, for earlier places are cut later."""
    said = text.text or ""
    after, middle = deepcopy(run), deepcopy(run)
    at = list(run).index(text)
    _keep(middle, at, said[first:last])
    _keep(after, at, said[last:], following=True)
    for child in list(run)[at + 1 :]:
        run.remove(child)
    _say(text, said[:first])
    run.addnext(after)
    run.addnext(middle)
    return middle


def _keep(run: etree._Element, at: int, said: str, *, following: bool = False) -> None:
    for number, child in enumerate(list(run)):
        if number == at:
            _say(child, said)
        elif child.tag != qn("w:rPr") and not (following and number > at):
            run.remove(child)


def _say(text: etree._Element, said: str) -> None:
    text.text = said
    text.set(qn("xml:space"), "preserve")


def _boxed(run: Run) -> bool:
    return next(run._r.iterancestors(qn("w:txbxContent")), None) is not None


def _as_word(text: str) -> bytes:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
