"""答复函: the uniform reply to the one who made a suggestion, with its receipt (回执) on the last page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..binder import Binder
from ..chinese import chinese_date
from ..cover import Cover, Kind
from ..paper import Paper
from ..tables import Cell, Row
from ..text import PaperRefused, line
from .words import NPC, Words

_RECEIPT_WIDTHS = (2.6, 4.2, 2.2, 4.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing the unit undertakes, and by when."""

    text: str
    due: dt.date | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The page on which the maker evaluates: questions with their answers to choose from, and where to send
    it."""

    questions: Sequence[tuple[str, Sequence[str]]]
    return_to: str
    return_by: dt.date | None = None
    contact_ways: Sequence[str] = ("上门走访", "座谈", "电话", "书面", "未联系")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply letter. `session` and `matter_number` make its uniform title unless `title` is given."""

    unit: str
    number: str
    session: str
    """The session in short, 市六届人大一次会议; see `chinese.session_name`."""
    matter_number: str
    matter_title: str
    addressee: str
    """The deputy's or member's name."""
    body: str
    """The answer itself, a paragraph a line, after the uniform opening."""
    day: dt.date
    title: str = ""
    opening: str = ""
    """First paragraph, if the uniform one does not fit."""
    closing: str = "感谢您对我们工作的关心和支持。"
    class_mark: str = ""
    """Class of the answer where the place marks it, A类."""
    promises: Sequence[Promise] = ()
    signer: str = ""
    contact: str = ""
    phone: str = ""
    remarks: Sequence[str] = ()
    """Further notes below the date: whether the reply may be published."""
    copies: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    """Names of what goes out with it."""
    receipt: Receipt | None = None
    words: Words = NPC


def reply_letter(reply: Reply) -> bytes:
    """One letter as a Word file; refuses a letter without text, number or addressee."""
    return _write(reply).save()


def reply_letters(replies: Iterable[Reply], *, duplex: bool = True) -> bytes:
    """Many letters in one file, each with its own page numbers and, for `duplex` printing, on fresh
    sheets."""
    binder = Binder(duplex=duplex)
    count = 0
    for reply in replies:
        _write(reply, binder).imprint()
        count += 1
    return binder.save(title=f"答复函（{count}件）")


def reply_title(reply: Reply) -> str:
    """对市X届人大X次会议第N号建议的答复, or the title the unit gave it."""
    if line(reply.title):
        return reply.title
    return f"对{line(reply.session)}第{line(reply.matter_number)}号{reply.words.matter}的答复"


def _write(reply: Reply, binder: Binder | None = None) -> Paper:
    _check(reply)
    cover = Cover(
        kind=Kind.LETTER,
        issuers=(reply.unit,),
        number=reply.number,
        signer=reply.signer,
        class_mark=reply.class_mark,
        title=reply_title(reply),
        date=reply.day,
        copies=reply.copies,
        attachments=reply.attachments,
        addressees=(line(reply.addressee) + reply.words.maker,),
        notes=(_contact(reply), *reply.remarks),
    )
    title = f"《{line(reply.matter_title).strip('《》')}》"
    opening = f"您提出的{title}（第{line(reply.matter_number)}号）收悉。现答复如下："
    paper = Paper(cover, binder).para(reply.opening or opening)
    paper.para(reply.body)
    _promises(paper, reply)
    paper.para(reply.closing + ("" if reply.receipt is None else "请对办理工作提出意见，并填写回执。"))
    if reply.receipt is not None:
        paper.imprint()
        _receipt(paper, reply, reply.receipt)
    return paper


def _contact(reply: Reply) -> str:
    """Name and telephone for the note; what is missing falls away, and with both the note."""
    known = (("联系人", line(reply.contact)), ("联系电话", line(reply.phone)))
    return "，".join(f"{label}：{text}" for label, text in known if text)


def _check(reply: Reply) -> None:
    needed = {
        "承办单位": reply.unit,
        "收件人": reply.addressee,
        "正文": reply.body,
        "编号": reply.matter_number,
        "标题": reply.matter_title,
    }
    missing = [label for label, text in needed.items() if not line(text)]
    if missing:
        raise PaperRefused(f"答复函缺少{'、'.join(missing)}。")


def _promises(paper: Paper, reply: Reply) -> None:
    """What is still to be done, one line each with its day, so that it can be held against the record."""
    if not reply.promises:
        return
    paper.para("我们将继续办理以下事项：")
    for number, promise in enumerate(reply.promises, 1):
        due = f"，{chinese_date(promise.due)}前完成" if promise.due else ""
        unit = f"（责任单位：{line(promise.unit)}）" if line(promise.unit) else ""
        paper.para(f"{number}.{line(promise.text).rstrip('。；;')}{due}{unit}。")


def _receipt(paper: Paper, reply: Reply, receipt: Receipt) -> None:
    words = reply.words
    paper.page_break().item(words.receipt)
    rows = [
        Row(
            (
                _label(f"{words.matter}编号"),
                Cell(f"第{line(reply.matter_number)}号"),
                _label("承办单位"),
                Cell(reply.unit),
            ),
            11,
        ),
        Row((_label(words.title_label), Cell(line(reply.matter_title), span=3)), 11),
        Row((_label(words.maker), Cell(reply.addressee), _label("答复文号"), Cell(reply.number)), 11),
    ]
    if receipt.contact_ways:
        rows.append(_choice("办理中与您\n联系的方式", receipt.contact_ways))
    rows.extend(_choice(question, answers) for question, answers in receipt.questions)
    rows.append(Row((_label("具体意见"), Cell(span=3, top=True)), 52))
    day = Cell("年　　月　　日", align="right")
    rows.append(Row((_label(f"{words.maker}签名"), Cell(), _label("日期"), day), 13))
    paper.form(_RECEIPT_WIDTHS, rows)
    until = f"{chinese_date(receipt.return_by)}前" if receipt.return_by else ""
    paper.note(f"请在所选答案前的方框内打“√”，{until}寄送{line(receipt.return_to)}。")


def _choice(question: str, answers: Sequence[str]) -> Row:
    boxes = "　　".join(f"□{line(answer)}" for answer in answers)
    return Row((_label(question), Cell(boxes, span=3)), 13)


def _label(text: str) -> Cell:
    return Cell(text, style="CellHead", align="center")
