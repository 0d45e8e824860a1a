"""Which Chinese numerals are figures. Most belong to slogans, articles (一批) and divisions of thought (三个方面): one is a
figure only where a rule here admits it."""

from __future__ import annotations

import re
from collections.abc import Callable

from yishi.readings.report.claims.around import before, clause
from yishi.readings.report.claims.measures import ASPECTS, BODIES_AND_PEOPLE, CONCRETE, EVENTS, PEOPLE, TIMES, kind_of
from yishi.readings.report.claims.tokens import Token
from yishi.readings.report.claims.words import ABSTRACT, ABSTRACT_AT_ONCE, INSTANCES, MAKING, either

QUOTES = tuple('“"‘「『')
Rule = Callable[[str, Token], bool]

_MAKING_RIGHT_BEFORE = re.compile(rf"{either(MAKING)}(?:了|出|起|过|共|各|的|成)?$")
_MAKING_IN_CLAUSE = re.compile(either(MAKING))
_ABSTRACT = re.compile(rf"[^,。;:、!?\n()]{{0,6}}?{either(ABSTRACT)}")
_ABSTRACT_SIGN = re.compile(either(ABSTRACT_AT_ONCE))
_AS_ORDINAL = re.compile(r"(?:[届这前后上首再又每头末哪此该一二三四五六七八九十]|第 ?|任何|其中|剩余)$")
_INSTANCE = re.compile(rf"[^,。;:、!?\n()的]{{0,4}}?{either(INSTANCES)}")
_EVENT_NAMES = re.compile(
    r"(?:会议|全会|分配|产业|革命|评价|飞跃|浪潮|大会|动员|创业|供水|申报|元|函|工程|项目|建设|战|硬仗|攻坚|仗|驱动|考验|大考|变革|改革|机会|曲线|调控)"
)
_EVENT_VERBS = re.compile(
    rf"{either('召开 举行 组织 开展 举办 主持 出席 列席 参加 听取 先后 共 已')}[^,。;、\n]{{0,6}}$"
)
_AFTER_NOUN = re.compile(r"[一-鿿]{2}$")
_NO_NOUN = re.compile(r"(?:[的了是这那等为第以下每各有到及和与或就在把将对从向上成至]|分为|以下|如下|以上)$")
_ALSO_NOUNS = re.compile(
    "(?<=[一-鿿]{2})(?:调研|视察|检查|培训|督办|测评|评议|询问|协商|走访|慰问|宣讲|审查|清理|接待|约谈|推荐|服务|评选|表彰)$"
)
_DIVISION = re.compile(rf"个?大?{either(ASPECTS)}")
_COUNTED_PARTS = re.compile(
    r"(?:共|,|、|的|、共|提出|形成)? ?(?:\d+|[二三四五六七八九十百]{1,4})(?:余|多)?[条项件个点篇类]"
)
_PUT_FORWARD = re.compile(
    r"(?:的)?(?:提出|形成)[^,。;、\n]{0,8}(?:建议|意见|措施|对策)|(?:的)?[^,。;、\n]{0,4}(?:意见建议|对策建议|工作建议|意见和建议)"
)
_GROWN = re.compile("(?:增长|提高|提升|扩大|增加|翻了?|是[^,。;]{0,6}的)(?:了|近|约|超过?|到)?$")
_SIBLING = re.compile(r"(?:\d|[两三四五六七八九十])(?:余|多)?[次场期项件条个人名篇份][^。;\n]*$")
_AT_END = re.compile(r"[,。;:!?\n、()”》]|$")


def admitted(text: str, token: Token) -> bool:
    """Whether one of the rules admits a Chinese numeral."""
    return any(rule(text, token) for rule in ADMITTING)


def approximated(text: str, token: Token) -> bool:
    """十余次, 近百名: nobody makes a slogan of them; but 十多年 dates."""
    return token.approx and token.value >= 10 and bool(token.unit) and kind_of(token.unit) != "duration"


def compound(text: str, token: Token) -> bool:
    """二十三件, 一百零五人: a numeral of several signs beyond ten."""
    several = token.value > 10 and token.end - token.start > 1 and token.value % 10**4 != 0
    return several and bool(token.unit) and not token.bare


def money(text: str, token: Token) -> bool:
    """争取资金两千万, 捐款三万元: sums are no slogans."""
    return kind_of(token.unit) == "amount" and token.value >= 100 and token.end - token.start > 1


def span(text: str, token: Token) -> bool:
    """连续五年, 历时三个月; that it is such a length of time was not refused before."""
    return kind_of(token.unit) == "duration" and token.value > 1


def happening(text: str, token: Token) -> bool:
    """两次听取, 分三批次: times that something happened. 二次 is an ordinal, and so is 三次 of a session."""
    if token.unit not in (*EVENTS.split(), *TIMES.split()) or token.value < 2 or text[token.start] == "二":
        return False
    said = before(text, token)
    if _AS_ORDINAL.search(said):
        return False
    return not _EVENT_NAMES.match(text, token.tail) or bool(_EVENT_VERBS.search(said))


def made(text: str, token: Token) -> bool:
    """制定两项制度: the number right after a verb of making, before something that is made."""
    if token.value < 2 or token.bare or not token.unit or _abstract(text, token):
        return False
    return bool(_MAKING_RIGHT_BEFORE.search(clause(text, token)))


def instances(text: str, token: Token) -> bool:
    """两个议题, 三项决议: what is met one by one, not thought of."""
    if token.value < 2 or token.unit not in ("个", "项", "件", "份", "场") or _abstract(text, token):
        return False
    return bool(_INSTANCE.match(text, token.tail)) and not _AS_ORDINAL.search(before(text, token))


def beside_figures(text: str, token: Token) -> bool:
    """四个方面18条建议, 八方面二十六条: a division whose parts are counted right after it; 五方面建议 that were put forward."""
    found = _DIVISION.match(text, token.end)
    if token.value < 2 or not found or before(text, token).endswith(("从", "就", "在", "按", "分", "以")):
        return False
    return bool(_COUNTED_PARTS.match(text, found.end())) or (
        bool(_PUT_FORWARD.match(text, found.end())) and not _AS_ORDINAL.search(before(text, token))
    )


def grown(text: str, token: Token) -> bool:
    """增长两倍, 翻一番."""
    return token.unit in ("倍", "番") and bool(_GROWN.search(before(text, token)))


def concrete(text: str, token: Token) -> bool:
    """两名, 五家, 三份: words that count what can be touched."""
    if token.unit not in CONCRETE.split() or token.value < 2 or _abstract(text, token):
        return False
    if _AS_ORDINAL.search(before(text, token)):
        return False
    around = before(text, token, 80) + text[token.tail : token.tail + 20]
    return token.unit in BODIES_AND_PEOPLE.split() or bool(_MAKING_IN_CLAUSE.search(around))


def at_the_end(text: str, token: Token) -> bool:
    """…会议三次, : after what is counted, before a mark."""
    if (
        kind_of(token.unit) not in ("count", "people", "person_times")
        or token.bare
        or not _AT_END.match(text, token.tail)
    ):
        return False
    if token.value < 2 and not (token.unit in EVENTS.split() and _SIBLING.search(before(text, token, 40))):
        return False
    own = clause(text, token)
    if not _AFTER_NOUN.search(own) or _NO_NOUN.search(own) or "每" in own:
        return False
    return bool(_MAKING_IN_CLAUSE.search(before(text, token, 40))) and (
        not _MAKING_RIGHT_BEFORE.search(own) or bool(_ALSO_NOUNS.search(own))
    )


def _abstract(text: str, token: Token) -> bool:
    thought = (
        _ABSTRACT.match(text, token.tail)
        or _ABSTRACT_SIGN.match(text, token.tail)
        or text[token.tail : token.tail + 1] in QUOTES
    )
    return bool(thought) and token.unit not in PEOPLE.split()


ADMITTING: tuple[Rule, ...] = (
    approximated,
    compound,
    money,
    span,
    happening,
    made,
    instances,
    beside_figures,
    grown,
    concrete,
    at_the_end,
)
