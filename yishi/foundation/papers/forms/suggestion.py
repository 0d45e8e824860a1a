"""代表建议专用纸, 提案专用纸: the form a suggestion or proposal is handed in on, from the first line to the
office's box."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..chinese import chinese_date
from ..cover import Cover, Kind
from ..paper import Paper
from ..tables import Cell, Row
from ..text import line, paragraphs
from .words import NPC, Words

_WIDTHS = (70, 80, 50, 80, 62, 100)
"""Points."""
_ALL = len(_WIDTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One who signed: `group` is the delegation or sector he belongs to."""

    name: str
    group: str = ""
    unit: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionForm:
    """What the form shows; boxes of what is not known yet are left open for the pen."""

    session: str
    """The session in full, first line of the head."""
    title: str
    lead: Signer
    cosigners: Sequence[Signer] = ()
    number: str = ""
    category: str = ""
    day: dt.date | None = None
    problem: str = ""
    """情况分析: why it is raised."""
    proposal: str = ""
    """具体建议: what should be done."""
    wishes: Sequence[tuple[str, str]] = ()
    """Label and answer: 是否同意公开, 希望承办单位 and what else the place asks."""
    attachments: Sequence[str] = ()
    """Names of what is attached; the row is there only when there is something."""
    opinion: str = ""
    lead_unit: str = ""
    co_units: Sequence[str] = ()
    due: dt.date | None = None
    words: Words = NPC


def suggestion_form(form: SuggestionForm) -> bytes:
    """The form as a Word file, on as many pages as its text takes."""
    paper = Paper(Cover(kind=Kind.PLAIN, title=f"{line(form.session)}\n{form.words.form}"))
    number = f"第{line(form.number)}号" if line(form.number) else "第　　　号"
    paper.line(f"类别：{line(form.category)}", number)
    return paper.form(_WIDTHS, [*_makers(form), *_body(form), *_office(form)]).save()


def _makers(form: SuggestionForm) -> Iterator[Row]:
    words = form.words
    title = Cell(line(form.title), span=_ALL - 1, style="CellHead", align="left")
    yield Row((_label(words.title_label), title), 12)
    yield Row(
        (
            _label(words.lead),
            Cell(form.lead.name),
            _label(words.group),
            Cell(form.lead.group),
            _label("提出日期"),
            Cell(chinese_date(form.day) if form.day else ""),
        )
    )
    yield Row(
        (
            _label("单位职务"),
            Cell(form.lead.unit, span=3),
            _label("联系电话"),
            Cell(form.lead.phone),
        )
    )
    names = "、".join(_signed(signer) for signer in form.cosigners)
    count = f"\n（共{len(form.cosigners)}人）" if form.cosigners else ""
    yield Row((_label(words.cosigners + count), Cell(names or "无", span=_ALL - 1)), 12, breakable=True)


def _signed(signer: Signer) -> str:
    group = line(signer.group)
    return f"{line(signer.name)}（{group}）" if group else line(signer.name)


def _body(form: SuggestionForm) -> Iterator[Row]:
    """Long text may run over pages, so each paragraph is a row's part and the box has no least height to
    keep."""
    for label, text in (("情况分析", form.problem), ("具体建议", form.proposal)):
        yield Row((Cell(f"{label}：", span=_ALL, style="CellHead", align="left"),))
        yield Row((Cell("\n".join(paragraphs(text)), span=_ALL, top=True, indent=True),), 38, breakable=True)
    for label, answer in form.wishes:
        yield Row((_label(label, span=2), Cell(answer, span=_ALL - 2)))
    names = [name for name in map(line, form.attachments) if name]
    if names:
        listed = "\n".join(f"{at}.{name}" for at, name in enumerate(names, 1)) if len(names) > 1 else names[0]
        yield Row((_label("附件"), Cell(listed, span=_ALL - 1, align="left")), 12, breakable=True)


def _office(form: SuggestionForm) -> Iterator[Row]:
    yield Row((_label(form.words.filed), Cell(form.opinion, span=_ALL - 1, indent=True)), 22, breakable=True)
    yield Row((_label("主办单位"), Cell(form.lead_unit, span=_ALL - 1)), 10)
    yield Row(
        (
            _label("会办单位"),
            Cell("、".join(map(line, form.co_units)), span=3),
            _label("办结期限"),
            Cell(chinese_date(form.due) if form.due else ""),
        ),
        10,
    )


def _label(text: str, span: int = 1) -> Cell:
    return Cell(text, span=span, style="CellHead", align="center")
