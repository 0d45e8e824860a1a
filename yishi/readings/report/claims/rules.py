"""Which numbers are figures. Every rule is a small function with a name; a refused number can be asked by which (`refused_by`).

A number in digits with a measure word is a figure unless a rule refuses it; a Chinese numeral has to be admitted besides.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from yishi.readings.report.claims.admitted import admitted
from yishi.readings.report.claims.around import before
from yishi.readings.report.claims.measures import ASPECTS, kind_of
from yishi.readings.report.claims.outside import Outside
from yishi.readings.report.claims.tokens import Token
from yishi.readings.report.claims.words import BODIES, SPANNING, SPANNING_MONTHS, either

Rule = Callable[[str, Token], bool]

_SPANNING = re.compile(rf"{either(SPANNING)}[^,。;、\n]{{0,4}}$")
_EACH = re.compile(r"每(?:隔|满)?$")
_SPANNING_MONTHS = re.compile(rf"{either(SPANNING_MONTHS)}[^,。;、\n]{{0,4}}$")
_WRITTEN_IN_LAW = re.compile(r"[^,。;\n]{0,4}(?:联名|附议|多数|通过|方可|方能)")
_NAMES = re.compile(
    r"(?<=个)(?:\d+ ?%|[^,。;\n]{0,2}(?:确立|意识|自信|维护|更加|务必|不))|(?<=字)(?:方针|要求|诀|经|真言|箴言)|(?<=对)[\d一]"
)
_ASKED = re.compile(r"每[^,。;\n]{0,16}(?:不少于|不低于|至少|最少|不超过|不得少于)$")
_DEMANDED = re.compile(r"(?:要求|规定|明确)(?:各|每)(?:位|名|个)?[^。;\n]*$")
_OF_EACH = re.compile(r"每(?:位|名|个)[^。;\n]*$")
_MERGED = re.compile("(?:合并|并)(?:作|为|成|案)[一1]")
_BODY = re.compile(either(BODIES))
_DIVISION = re.compile(rf"个?大?{either(ASPECTS)}")


def figures(text: str, found: list[Token], outside: Outside) -> list[Token]:
    """The tokens that are figures."""
    return [token for token in found if not refused_by(text, token, outside)]


def refused_by(text: str, token: Token, outside: Outside) -> str:
    """Why a token is no figure: the name of a rule or of a stretch; empty for a figure."""
    if stretch := outside.why(token.start, token.end):
        return stretch
    for rule in REFUSING:
        if rule(text, token):
            return rule.__name__
    if token.script != "chinese":
        return ""
    return "" if admitted(text, token) else "chinese_numeral"


def nothing_counted(text: str, token: Token) -> bool:
    """No measure word, and nothing known that would go without one."""
    return not token.unit


def small_without_measure(text: str, token: Token) -> bool:
    """One digit before a noun (3镇5街, 两院) is a name rather than a count."""
    return (
        token.bare
        and token.value < 10
        and not _DIVISION.match(text, token.end)
        and token.script == "arabic"
        and not _BODY.match(text, token.end)
    )


def time_passing(text: str, token: Token) -> bool:
    """A length of time that no word makes a figure: 30年 of history, 24小时 of duty."""
    if kind_of(token.unit) != "duration" or _SPANNING.search(before(text, token)):
        return False
    return token.unit not in ("月", "周", "天") or not _SPANNING_MONTHS.search(before(text, token))


def interval(text: str, token: Token) -> bool:
    """How often: 每2年, 每3个."""
    return bool(_EACH.search(before(text, token, 3)))


def quorum(text: str, token: Token) -> bool:
    """How many it takes by rule: 三分之二以上多数, 10名以上联名."""
    return text.startswith("以上", token.tail) and bool(_WRITTEN_IN_LAW.match(text, token.tail + 2))


def or_more(text: str, token: Token) -> bool:
    """两个或两个以上单位, 三名或者三名以上代表: at which number something begins to be several, not how many there were."""
    again = re.escape(text[token.start : token.tail])
    return bool(re.search(rf"{again}(?:或者?|及|和){again}以上", text[max(0, token.start - 12) : token.tail + 16]))


def asked_of_each(text: str, token: Token) -> bool:
    """每人每年不少于两次: what a rule asks, not what was done. Money that is paid so is a figure."""
    said = before(text, token, 30)
    asked = (
        _ASKED.search(said) or _DEMANDED.search(said) or (text.startswith("以上", token.tail) and _OF_EACH.search(said))
    )
    return kind_of(token.unit) != "amount" and bool(asked)


def merged(text: str, token: Token) -> bool:
    """两件并作一件: how something was put together."""
    return bool(_MERGED.match(text, token.tail))


def figure_of_speech(text: str, token: Token) -> bool:
    """百分之百的努力."""
    return token.script == "share" and token.value == 100 and text.startswith("百分之百的", token.start)


def named_by_its_number(text: str, token: Token) -> bool:
    """三个100%, 最后1公里, 两位数: the number is a name's."""
    said = before(text, token, 3)
    if token.script == "share" and said.endswith("个"):
        return True
    return said.endswith(("最后", "最初")) or text.startswith("位数", token.end) or bool(_NAMES.match(text, token.tail))


REFUSING: tuple[Rule, ...] = (
    nothing_counted,
    small_without_measure,
    time_passing,
    interval,
    quorum,
    or_more,
    asked_of_each,
    merged,
    figure_of_speech,
    named_by_its_number,
)
