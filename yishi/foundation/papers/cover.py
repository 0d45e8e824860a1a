"""What stands around a paper's body: its head, title, addressees, signature and copies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from .text import PaperRefused, line, paragraphs


class Kind(Enum):
    """The forms of GB/T 9704-2012 that the rooms print."""

    DOCUMENT = "文件"
    """Red issuer mark with 文件, number, red rule (7.2)."""
    LETTER = "信函"
    """Issuer mark over a double red rule, no page number on the first page (10.1)."""
    BULLETIN = "简报"
    """Mark, running number, issuer and day over a red rule; after 10.3."""
    PLAIN = "无版头"
    """No red head: forms, lists and reports laid before a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The elements (要素) of a paper other than its body; what is left out is not printed."""

    kind: Kind
    title: str
    """A line break in it is kept; otherwise long titles are broken evenly."""
    subtitle: str = ""
    issuers: tuple[str, ...] = ()
    """发文机关, the leading one first when several issue together."""
    mark: str = ""
    """发文机关标志 where it is not the issuer's name (with 文件 for a document): a bulletin's masthead."""
    number: str = ""
    """发文字号, see `chinese.number_in_year`; a bulletin's running number, 第12期."""
    signer: str = ""
    """签发人: an upward document names him; reply letters do by the places' rules."""
    class_mark: str = ""
    """Class of the answer, at the top right of a letter's first page."""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    addressees: tuple[str, ...] = ()
    """主送机关; for a letter to a deputy, his name with 代表."""
    attachments: tuple[str, ...] = ()
    """附件说明: names of what is attached, without numbers."""
    signature: tuple[str, ...] = ()
    """署名 where it is not the issuers."""
    sealed: bool = True
    """Leaves room for the seal and sets the day four characters in; unsealed papers follow 7.3.5.2."""
    date: dt.date | None = None
    notes: tuple[str, ...] = ()
    """附注, in brackets below the date: the contact person and telephone."""
    copies: tuple[str, ...] = ()
    """抄送."""
    distribution: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """分送 of a bulletin: 报, 送 or 发 with whom it goes to."""
    printer: str = ""
    """印发机关; with `printed_on` it makes the last line of the imprint."""
    printed_on: dt.date | None = None
    printed_count: int | None = None
    """印数 on a line of its own below the imprint's last."""

    def checked(self) -> Cover:
        """This cover with its text cleaned; raises `PaperRefused` for what its kind cannot do without."""
        title = "\n".join(map(line, paragraphs(self.title)))
        if not title:
            raise PaperRefused("文书缺少标题。")
        cleaned: dict[str, Any] = {name: line(getattr(self, name)) for name in _SINGLE}
        for name in _SEVERAL:
            cleaned[name] = tuple(filter(None, map(line, getattr(self, name))))
        sent = ((line(way), tuple(map(line, to))) for way, to in self.distribution if to)
        cleaned["distribution"] = tuple(sent)
        cover = replace(self, **cleaned, title=title, subtitle="\n".join(paragraphs(self.subtitle)))
        if cover.kind is not Kind.PLAIN and not (cover.issuers or cover.mark):
            raise PaperRefused(f"{cover.kind.value}缺少发文机关。")
        if cover.signatures and cover.date is None:
            raise PaperRefused(f"{cover.kind.value}缺少成文日期。")
        if cover.kind is Kind.BULLETIN and (not cover.number or cover.date is None):
            raise PaperRefused("简报缺少期号或者日期。")
        if bool(cover.printer) != (cover.printed_on is not None):
            raise PaperRefused("印发机关和印发日期须同时填写。")
        return cover

    @property
    def signatures(self) -> tuple[str, ...]:
        """Who signs at the end: nobody under a bulletin, and under a plain paper only who is named."""
        if self.kind in (Kind.BULLETIN, Kind.PLAIN):
            return self.signature
        return self.signature or self.issuers


_SINGLE = (
    "mark",
    "number",
    "signer",
    "class_mark",
    "copy_number",
    "secrecy",
    "urgency",
    "printer",
)
_SEVERAL = ("issuers", "addressees", "attachments", "signature", "notes", "copies")
