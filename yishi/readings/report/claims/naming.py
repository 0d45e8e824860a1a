"""What a figure counts, in the sentence's own words: 专题调研项数, 接待群众人次, 提案办结率."""

from __future__ import annotations

import re

from yishi.readings.report.claims.measures import counted, kind_of
from yishi.readings.report.claims.tokens import Token
from yishi.readings.report.claims.words import MAKING, either

_STOPS = re.compile(r"[,。;:!?\n()]")
_PIECES = re.compile(r"[、,。;:!?\n()]")
_VERB = re.compile(either(MAKING))
_VERB_ALONE = re.compile(rf"(?:[一-鿿]{{0,2}})?{either(MAKING)}(?:了|出)?")
_LEADING = re.compile(
    r"^(?:全年|一年来|五年来|今年|去年|共计|合计|累计|先后|分别|其中|已经|共|已|还|并|又|均|各类|各|约|近|达到|达|为|有|和|与|及|以及|对|向|将|把|就|由|在|从|以|\d+年|[\d.、()一二三四五六七八九十]+[、.])+"
)
_TRAILING = re.compile(
    r"(?:达到|达|分别为|分别|共计|合计|总计|共|为|是|占|约占|约|均|各|近|增至|增加到|提高到|突破|首次突破|超过|超|实现|有|了|等|的|到|由|第|-|—|:| )+$"
)
_AMONG = re.compile(r"其中[^。;\n]*$")
_COUNTS = re.compile(r"\d[\d.]*(?:余|多)?[万亿]?(?:余|多)?[一-鿿]?")
_LONG = 30


def what(text: str, token: Token) -> str:
    """The indicator: action and object around the number, and how it is counted."""
    before = _said_before(text, token)
    after = _said_after(text, token)
    ending = counted(token.unit)
    if kind_of(token.unit) == "percent":
        return _tidy(before or _clause_before(text, token) or after)
    if len(_bare(before)) >= 2 and not _only_verb(before) and (not after or _ends_here(text, token)):
        return _tidy(_action(text, token, before) + _parent(text, token) + before) + ending
    name = _action(text, token, before) + _parent(text, token) + before + after
    return _tidy(name or _COUNTS.sub("", _clause_before(text, token))) + ending


def quote(text: str, token: Token) -> tuple[int, int]:
    """The clause around a number, from comma to comma, as offsets."""
    stops = [stop.end() for stop in re.finditer(r"[,。;!?\n]", text[max(0, token.start - 80) : token.start])]
    begin = max(0, token.start - 80) + (stops[-1] if stops else 0)
    stop = re.compile(r"[,。;!?\n]").search(text, token.tail, token.tail + 60)
    end = stop.start() if stop else min(len(text), token.tail + 60)
    while begin < token.start and text[begin] in " \t":
        begin += 1
    return begin, end


def _said_before(text: str, token: Token) -> str:
    piece = _PIECES.split(text[max(0, token.start - 60) : token.start])[-1]
    number = re.split(r"\d[\d.万亿余多]*(?:[人件场]次|[个件项次条名人篇户元%])", piece)[-1]
    return _TRAILING.sub("", _bare(number))


def _said_after(text: str, token: Token) -> str:
    if re.match(r"[,。;:!?\n、)]|$", text[token.tail : token.tail + 1]):
        return ""
    piece = _PIECES.split(text[token.tail : token.tail + _LONG])[0]
    return re.split(r"\d|进行|开展|予以|的(?=.{0,4}(?:督办|审查|监督))", piece)[0].strip(" ")


def _clause_before(text: str, token: Token) -> str:
    pieces = [piece for piece in _STOPS.split(text[max(0, token.start - 60) : token.start]) if piece.strip()]
    return _TRAILING.sub("", _bare(pieces[-1])) if pieces else ""


def _bare(piece: str) -> str:
    return _LEADING.sub("", piece.strip(" \t“”"))


def _only_verb(before: str) -> bool:
    return bool(_VERB_ALONE.fullmatch(before))


def _ends_here(text: str, token: Token) -> bool:
    return bool(re.match(r"[,。;:!?\n、)]|$|和|及|以及", text[token.tail : token.tail + 2]))


def _action(text: str, token: Token, before: str) -> str:
    """The verb that an earlier piece of the same list gives (组织执法检查5项、专题调研4项); empty where this one has its own."""
    if _VERB.match(before):
        return ""
    sentence = re.split(r"[,。;\n!?]", text[max(0, token.start - 80) : token.start])[-1]
    if "、" not in sentence:
        return ""
    found = _VERB.match(_bare(sentence))
    return found[0] if found else ""


def _parent(text: str, token: Token) -> str:
    """Of what it is a part: in 收到建议30件,其中政府20件 the second is 收到建议 too."""
    window = text[max(0, token.start - 120) : token.start]
    among = _AMONG.search(window)
    if among is None:
        return ""
    head = re.split(r"[,。;\n(]", window[: among.start()].rstrip(",(;"))[-1]
    return re.split(r"\d", _bare(head))[0] + "其中" if head else ""


def _tidy(name: str) -> str:
    return re.sub(r"[\s“”]+", "", name)[:_LONG]
