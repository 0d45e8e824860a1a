"""A sentence cut around its numbers: what stands before and after each, with what it takes over from those before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yishi.readings.report.express.plain import Plain, plain
from yishi.readings.report.express.units import Token, tokens

STOP = "，。；：！？\n"
_SENTENCE = re.compile(r"[。！？\n]")
FILLER = re.compile(
    r"(?:累计|总计|共计|共有|合计|总数|达到|达|到|了|共|计|近|约|各|分别|为|有|已|均|就|超过|突破|超|逾|增至|至|数量|数|的|人数|次数|总|全年|每年|每人|先后|已经|多达|仅|其中|：|（|）|每月|每季度|将|又|最终|由|连续|增加|首次|余)+$"
)  # fmt: skip
LEADING = re.compile(
    r"^(?:的|）|各类|各级|相关|有关|重点|突出|主要|具体|多|余|左右|以上|（含[^）]*）|全|新|市级|区级|县级|省级|区直|市直|县直|职能|规模以上|优秀|先进|困难|高质量|典型)+"
)  # fmt: skip

LISTED = "(?<![国省市州区县旗乡镇])、|、(?![省市州区县旗乡镇])"
"""Where a list goes on; not between levels (市、县、乡代表)."""
BECAME = re.compile(
    r"(?:得到|获得|获|得|被|转|纳入|列入|已|受到|办结|解决|采纳|评为|荣获|作为|入选|分别|全部|均|已经|正在|由|经|进入|形成|上升|在)"
)
ADVERB = re.compile(
    r"(?:就|向|围绕|针对|对|听取|组织|开展|召开|赴|到|深入|召集|邀请|率队|带队|参加|专题|集中|研究|部署|举办|在|前往|分别|主动|为|走进|开展|视察|调研|审议)"
)


@dataclass(frozen=True)
class Spot:
    """A number with its surroundings.

    `before`: its clause up to it. `after`: its clause behind its counting word. `near`: of `before` what belongs to this
    number alone. `earlier`: the clauses of the sentence before its own, nearest last. `rest`: the sentence behind `after`."""

    token: Token
    near: str
    before: str
    after: str
    earlier: tuple[str, ...]
    rest: str
    sentence: str
    listed: bool

    @property
    def adverbial(self) -> bool:
        """Does the number say how often what follows was done: 先后四次就…向党委请示?"""
        return self.token.same in ("次", "批", "场") and bool(ADVERB.match(self.after))

    @property
    def tells_part(self) -> bool:
        """Does the number stand for a part of those before it, of which the words behind tell what became: 3条得到批示?"""
        return not self.bare_near.removeprefix("其中") and bool(BECAME.match(self.after))

    @property
    def bare_near(self) -> str:
        """`near` without the fillers before a number."""
        return FILLER.sub("", self.near)

    @property
    def own(self) -> str:
        """Its clause, the number left out."""
        return f"{self.near}#{self.after}"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the report, its numbers, and which of them is asked about."""

    plain: Plain
    spots: tuple[Spot, ...]
    asked: int
    start: int
    """Where it begins in the report."""


def bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `text[start:end]` begins and ends."""
    first = start
    while first and not _SENTENCE.match(text, first - 1):
        first -= 1
    found = _SENTENCE.search(text, end)
    return first, found.start() if found else len(text)


def cut(text: str, first: int, last: int, places: Sequence[tuple[int, int]]) -> Sentence:
    """The sentence `text[first:last]` around its numbers, those at `places` among them; the first of these is asked about."""
    read = plain(text, first, last)
    found = tokens(read.text, [(read.at(a), read.at(b)) for a, b in dict.fromkeys(places)])
    spots = tuple(_spot(read.text, found, index) for index in range(len(found)))
    asked = next(index for index, each in enumerate(found) if each.start == read.at(places[0][0]))
    return Sentence(read, spots, asked, first)


def _spot(text: str, found: list[Token], index: int) -> Spot:
    this = found[index]
    last_stop = max((place for place in range(this.start) if text[place] in STOP), default=-1) + 1
    next_stop = next((place for place in range(this.end, len(text)) if text[place] in STOP), len(text))
    following = found[index + 1] if index + 1 < len(found) and found[index + 1].start < next_stop else None
    near, listed = _near(text, found, index, last_stop)
    after = _after(text, this, following, next_stop)
    return Spot(
        this,
        near,
        text[last_stop : this.start],
        after,
        _clauses(text[:last_stop]),
        text[this.end + len(after) :],
        text,
        listed,
    )


def _near(text: str, found: list[Token], index: int, last_stop: int) -> tuple[str, bool]:
    """What of the clause belongs to this number, and whether it goes on a list (and so shares its verb). A number that
    follows another at once counts the same in other words (75户180人)."""
    this, previous = found[index], found[index - 1] if index else None
    if previous is None or previous.end <= last_stop:
        return text[last_stop : this.start], False
    between = text[previous.end : this.start]
    if not FILLER.sub("", between) and "（" not in between:
        return _near(text, found, index - 1, last_stop)[0], True
    cut = re.search(r"[、]|和|(?<![涉普])及(?!时)|(?<!参)与|，", between)
    if cut is None:
        return between, not between
    return between[cut.end() :], True


def _after(text: str, this: Token, following: Token | None, next_stop: int) -> str:
    within = text.count("（", 0, this.start) > text.count("）", 0, this.start)
    if within and text[this.end : this.end + 1] == "）":
        return ""
    if text[this.end : this.end + 1] == "（" and (close := text.find("）", this.end)) > 0:
        return text[close + 1 : next((place for place in range(close, len(text)) if text[place] in STOP), len(text))]
    if following is None:
        return text[this.end : next_stop]
    between = text[this.end : following.start]
    if between in ("、", "和", "及", "与") and following.unit == this.unit:
        return _shared(text, following, next_stop)
    cut = re.search(rf"{LISTED}|(?:和|(?<![涉普])及(?!时)|(?<!参)与|、)(?=[^、和及与]*$)", between)
    return between[: cut.start()] if cut else between


def _shared(text: str, following: Token, next_stop: int) -> str:
    """设立12个、30个联系点: the noun that the next number has stands for both; not where a list goes on behind it."""
    words = text[following.end : next_stop]
    return "" if re.search(r"[、\d]", words) else words


def _clauses(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(f"[{STOP}]", text) if part)
