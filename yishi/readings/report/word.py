"""The report as a Word file (GB/T 9704), as plain text, and a Word file read back.

Each live field is a content control: its tag says which figure it is, and its text may be compared with the records after
an editor has rewritten all around it. `fields_of` reads them back, `text_of` the prose with its fields, so that what was
mended in Word can go on as a draft. Word keeps 64 characters of a tag; longer ids stand as their digest, and `ids` says
which there may be.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from lxml import etree

from yishi.foundation.files import archives, kinds
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.papers import Control, Cover, Kind, Paper
from yishi.readings.report import fields
from yishi.readings.report.fields import Live
from yishi.readings.report.work import Built, BuiltLine, Row, Shown

LONGEST = 64
DIGEST = "~"
MOST_BYTES = 40 * 1024 * 1024
ANNEX = ("指标", "数值", "比上年", "口径", "编号")
ANNEX_WIDTHS = (2.3, 1.4, 1.1, 4.6, 2.2)
PLAN = ("指标", "计划", "本年实际", "说明")
PLAN_WIDTHS = (2.4, 1, 1, 2.2)


class NoReport(ValueError):
    """The file is no report that can be read back; the message says what to mend."""


def document(built: Built) -> bytes:
    """The Word file: title, text, closing; annexes of every figure and of the plan."""
    annexes = ["指标数据和口径", *(["下一年工作计划指标"] if built.planned else [])]
    cover = Cover(
        kind=Kind.PLAIN,
        title=built.work.title,
        subtitle=built.work.subtitle,
        addressees=(built.addressees,),
        attachments=tuple(annexes),
    )
    paper = Paper(cover)
    for text in built.opening:
        paper.para(text)
    for part in built.parts:
        paper.heading(1, part.title)
        for line in part.lines:
            _line(paper, line)
    paper.para(built.closing)
    _figures(paper, built, annexes)
    return paper.save()


def _line(paper: Paper, line: BuiltLine) -> None:
    if line.level:
        paper.heading(line.level + 1, line.text)
        return
    paper.runs(*(_control(piece) if piece.live else piece.text for piece in line.pieces))


def _control(piece: Shown) -> Control:
    assert piece.live is not None
    return Control(piece.text, tag_of(piece.live), piece.name)


def tag_of(live: Live) -> str:
    """The field's tag, short enough for Word."""
    if len(live.tag) <= LONGEST:
        return live.tag
    return replace(live, figure=digest(live.figure)).tag[:LONGEST]


def digest(id: str) -> str:
    return DIGEST + hashlib.sha256(id.encode()).hexdigest()[:16]


def _figures(paper: Paper, built: Built, annexes: Sequence[str]) -> None:
    paper.annex(annexes[0], 1 if len(annexes) > 1 else None)
    frozen = f"指标已定格，校验值：{built.digest}。" if built.digest else "指标随记录变化，尚未定格。"
    paper.para(f"统计期间：{built.days}。{frozen}")
    for line, rows in _by_line(built.rows):
        paper.table(ANNEX, [_cells(row) for row in rows], ANNEX_WIDTHS, caption=line, fine=True)
    if built.planned:
        paper.annex(annexes[1], 2)
        plan = [(row.name, row.target, row.actual, row.note) for row in built.planned]
        paper.table(PLAN, plan, PLAN_WIDTHS, fine=True)


def _cells(row: Row) -> tuple[str, ...]:
    value = f"{row.value}\n{row.parts}" if row.parts else row.value
    return row.name, value, row.change, row.definition, row.id


def _by_line(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.line, []).append(row)
    yield from found.items()


def plain(built: Built) -> str:
    """The text alone, a paragraph a line: no ids, no annex."""
    lines = [built.work.title, built.work.subtitle, f"{built.addressees}：", *built.opening]
    for part in built.parts:
        lines += [part.title, *(line.text for line in part.lines)]
    return "\n".join(filter(None, [*lines, built.closing])) + "\n"


# reading back


@dataclass(frozen=True)
class Standing:
    """A field as it stands in a Word file: its text now, the name on its handle, and its place among the paragraphs."""

    live: Live
    text: str
    name: str
    paragraph: int


def fields_of(data: bytes, ids: Iterable[str] = ()) -> list[Standing]:
    """The fields of a Word file in order, each with the text that stands there now: inserted text counts, deleted text
    does not. Controls that are none of ours are passed over. Raises `NoReport`."""
    named = {digest(id): id for id in ids}
    found = []
    for number, paragraph in enumerate(_paragraphs(data)):
        for control in paragraph.iter(qn("w:sdt")):
            live = live_of(control, named)
            if live is not None:
                found.append(Standing(live, _text(control), _said(control, "alias"), number))
    return found


def text_of(data: bytes, ids: Iterable[str] = ()) -> list[str]:
    """The paragraphs of a Word file with their fields written as `[[…]]`, empty ones left out. Raises `NoReport`."""
    named = {digest(id): id for id in ids}
    return [text for text in (_marked(paragraph, named) for paragraph in _paragraphs(data)) if text.strip()]


def _paragraphs(data: bytes) -> list[etree._Element]:
    """Those of the document's body in order, those in tables too."""
    body = _opened(data).find(qn("w:body"))
    if body is None:
        raise NoReport(_("文件里没有正文。请用 Word 打开检查、另存为 .docx 后再上传。"))
    return list(body.iter(qn("w:p")))


def _opened(data: bytes) -> etree._Element:
    if len(data) > MOST_BYTES:
        raise NoReport(_("文件超过 %(n)d MB，请删去图片后再上传。") % {"n": MOST_BYTES // 1024 // 1024})
    try:
        kind = archives.kind_of(io.BytesIO(data))
    except FileRefused as refused:
        raise NoReport(str(refused)) from None
    if kind != kinds.DOCX:
        raise NoReport(_("这不是 Word 文档（.docx），请另存为 .docx 后再上传。"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return etree.fromstring(archive.read("word/document.xml"), PARSER)
    except (KeyError, etree.XMLSyntaxError):
        raise NoReport(_("文件已损坏，打不开。请用 Word 打开检查、另存为 .docx 后再上传。")) from None


PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)


def live_of(control: etree._Element, named: Mapping[str, str]) -> Live | None:
    tag = _said(control, "tag")
    try:
        live = fields.of_tag(tag)
    except fields.Unreadable:
        return None
    return replace(live, figure=named.get(live.figure, live.figure))


def _said(control: etree._Element, name: str) -> str:
    settings = control.find(qn("w:sdtPr"))
    found = settings.find(qn(f"w:{name}")) if settings is not None else None
    return (found.get(qn("w:val")) or "") if found is not None else ""


def _text(holder: etree._Element) -> str:
    return "".join(piece.text or "" for piece in holder.iter(qn("w:t")))


def _marked(paragraph: etree._Element, named: dict[str, str]) -> str:
    said = []
    for piece in paragraph.iter(qn("w:t"), qn("w:sdt")):
        if piece.tag == qn("w:sdt"):
            live = live_of(piece, named)
            said.append(str(live) if live else "")
        elif not _in_field(piece, named):
            said.append((piece.text or "").replace("[[", "[ ["))
    return "".join(said)


def _in_field(piece: etree._Element, named: dict[str, str]) -> bool:
    return any(live_of(control, named) for control in piece.iterancestors(qn("w:sdt")))
