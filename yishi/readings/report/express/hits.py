"""Which word of the catalogue a number counts: every word around it is weighed, and the heaviest is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yishi.readings.report.express.clauses import LEADING, Spot
from yishi.readings.report.express.lexicon import FAMILIES, OCCASIONS, PROMISES, Hit, Lexicon
from yishi.readings.report.express.plain import bare
from yishi.readings.report.express.units import LENGTHS, MONEY, PEOPLE, PERSON_TIMES, SAME
from yishi.readings.report.express.words import GENERAL
from yishi.rooms.activities.catalogue.kinds import Kind, Output

TAKES = re.compile(
    r"(?:赴|到|深入|走访|检查|对|在|向|给|为|于|从|涉及|覆盖|查看|组织|邀请|帮助|发动|听取|督办|聚焦|围绕|针对|推动|出台|解决|收集|提出|选派|推荐|资助|慰问|走进)$"
)
"""With what a clause ends whose noun stands behind the number."""
PUT_FORWARD = re.compile(
    r"代表建议|议案转来|次会议|闭会|办复|办结|督办|代表团|人代会|议案、|代表[^，。]{0,10}(?:提出|提交)|建议办理|提交建议|代表.{0,6}建议|承办|转交|面商"
)
OPINIONS = re.compile(
    r"意见建议|意见和建议|对策建议|修改建议|工作建议|立法建议|审查建议|合理化建议|检察建议|司法建议|意见、建议|监督建议"
)
THIN = re.compile(
    r"各类|各项|各种|有关|相关|重要|重大|突出|的|等|专门|多次|优秀|主要|高质量|一批|系列|深入|积极|有序|全面|扎实|广泛"
)
_WITHIN = re.compile(r"中(?=发现|提出|收集|查出|查找|检查|梳理|覆盖|新增|捐赠|解决|交办|形成|发放|走访|接待|作|涉及)")
"""What stands in it is counted, not the activity."""
_AS_WHOM = re.compile(r"任命的$|当选的$|[拟被]任")
_OFFICE = re.compile(r"[^，、]{0,3}(?:局|厅|署|委(?!员|托|派|会)|中心(?!组|城))")
_BODY = re.compile(
    r"成员|组成人员|领导|班子|委员(?!会|工作室|讲堂|学习|读书|活动|小组)|机关(?!党)|办公室|主任(?!会|接待)|副主任|及其|对|自身|党组(?!会|理论|专题|扩大|中心)|期间|以来|筹备|精神|任命"
)

_PLACES = frozenset({"regions", "streets", "villages"})
_OF_PLACE = re.compile(r"人大|政协|政府|委员|代表|[级直属]|本级")
"""市人大代表小组, 县直部门: the place is but part of who it is."""
_ALL = re.compile(r"[全我本]$")
"""全市18个站点: in all of it."""

_PREDICATE = re.compile(r"(?:全部|均|都|皆)(?:已)?(?:建成|建立|建起|设立|配备|完成|实现|实施|推行)")
"""4个街道均建成…: what they did is not what is counted."""

Where = Literal["near", "after", "clause", "earlier", "rest"]


@dataclass(frozen=True)
class Weighed:
    """A word and how likely it is what the number counts."""

    hit: Hit
    where: Where
    score: float


def fit(row: Kind | Output, unit: str) -> float:
    """How well a counting word suits; below -50 it cannot be."""
    measures = {row.measure, *row.measures}
    if unit in measures or SAME.get(unit, unit) in {SAME.get(each, each) for each in measures}:
        return 6.0 if unit == row.measure else 4.0
    if isinstance(row, Output) and row.of == "bodies" and unit in ("件", "篇"):
        return -100.0
    if not unit:
        return 0.0
    if sort_of(unit) not in {sort_of(each) for each in measures}:
        return -100.0
    if unit in ("条", "篇", "份", "册", "幅"):
        return -8.0
    return -1.0 if unit in ("个", "次", "项", "件") else -4.0


def sort_of(unit: str) -> str:
    """Counting words of different sorts never count the same."""
    for name, units in (("person_times", PERSON_TIMES), ("people", PEOPLE), ("money", MONEY), ("length", LENGTHS)):
        if unit in units:
            return name
    return {"户": "households", "家": "count", "年": "span", "个月": "span", "天": "span"}.get(unit, "count")


def weighed(spot: Spot, lexicon: Lexicon, verb: str = "") -> list[Weighed]:
    """Every word around a number, heaviest first. `verb` is taken over from the number before in a list."""
    found = [each for each in _all(spot, lexicon, verb) if each.score > 0]
    return sorted(found, key=lambda each: -each.score)


def _all(spot: Spot, lexicon: Lexicon, verb: str) -> Iterator[Weighed]:
    said = f"{verb}{spot.near}#{spot.after}"
    for words in dict.fromkeys((spot.bare_near, thin(spot.bare_near))):
        yield from _near(words, spot, lexicon, said)
    for words in dict.fromkeys((spot.after, thin(spot.after))):
        yield from _after(words, spot, lexicon, said)
    yield from _around(spot, lexicon, said)


def thin(words: str) -> str:
    """The words without those that only fill: 报告各类事项 → 报告事项."""
    return THIN.sub("", words)


def _near(words: str, spot: Spot, lexicon: Lexicon, said: str) -> Iterator[Weighed]:
    for hit in lexicon.find(words):
        distance = len(words) - hit.end
        if only_named(hit, words, lexicon) or (distance > 2 and hit.word in GENERAL):
            continue
        if _unverbed(hit, distance, lexicon, said):
            continue
        place = 16 + (5 if not distance else 0) - 0.7 * distance - _as_subject(hit, words, spot, lexicon)
        place -= 8 if hit.what == "kind" and _WITHIN.match(words, hit.end) else 0
        yield Weighed(hit, "near", place + _merit(hit, spot, lexicon, said))


def _as_subject(hit: Hit, words: str, spot: Spot, lexicon: Lexicon) -> float:
    """How much less likely what stands before a verb is meant that has its noun behind the number (检查组深入8个乡镇); least
    of all a body, which is then the one who does it."""
    beside = hit.end == len(words) and words == spot.bare_near
    if beside and hit.what == "kind" and hit.start <= 2 and _followed(hit, spot, lexicon):
        return 14
    if beside or not TAKES.search(spot.bare_near):
        return 0
    return 14 if hit.what == "kind" and lexicon.catalogue.kind(hit.code).form == "stock" else 8


def _followed(hit: Hit, spot: Spot, lexicon: Lexicon) -> bool:
    """街道工委四个联络站开展…: a body right before the number, and what it has of right behind it."""
    stocks = (
        each for each in lexicon.find(spot.after) if each.what == "kind" and each.code != hit.code and not each.start
    )
    own = lexicon.catalogue.kind(hit.code).form == "stock"
    return own and any(lexicon.catalogue.kind(each.code).form == "stock" and len(each.word) > 3 for each in stocks)


def _after(words: str, spot: Spot, lexicon: Lexicon, said: str) -> Iterator[Weighed]:
    lead = found.end() if (found := LEADING.match(words)) else 0
    for hit in lexicon.find(words):
        distance = max(0, hit.start - lead) if hit.start else 0
        if only_named(hit, words, lexicon) or (distance > 3 and hit.end < len(words) and hit.word in GENERAL):
            continue
        if _unverbed(hit, 9, lexicon, said) or _PREDICATE.search(words[: hit.start]):
            continue
        place = (
            15
            + (4 if not distance or (spot.adverbial and hit.end == len(words)) else 0)
            - (0.3 if spot.adverbial else 0.8) * min(distance, 16)
        )
        yield Weighed(hit, "after", place + _merit(hit, spot, lexicon, said))


def _unverbed(hit: Hit, distance: int, lexicon: Lexicon, said: str) -> bool:
    """Are those only named who were once appointed or elected: 组织28名拟任命人员参加…? Such kinds need their verb."""
    if hit.code == "matter_studied" and hit.word == "事项":
        return not any(verb in said for verb in lexicon.catalogue.output_by_code[hit.code].verbs)
    if hit.what != "kind" or (distance <= 1 and not said.partition("#")[0].endswith(("任命的", "当选的"))):
        return False
    kind = lexicon.catalogue.kind(hit.code)
    if kind.line not in ("appointments", "elections") or sort_of(kind.measure) not in ("people", "person_times"):
        return False
    near = said.partition("#")[0]
    return bool(_AS_WHOM.search(near)) or not any(verb in near for verb in kind.verbs)


def only_named(hit: Hit, words: str, lexicon: Lexicon) -> bool:
    """Is the word but part of a name: of a person's post (主席会议成员), of a body (常委会组成人员), of a law?"""
    if len(hit.word) <= 3 and _OFFICE.match(words, hit.end):
        return True
    if (
        len(hit.word) == 1
        and hit.code in _PLACES
        and (_OF_PLACE.match(words, hit.end) or _ALL.search(words[: hit.start]))
    ):
        return True
    if hit.what != "kind" or not _BODY.match(words, hit.end):
        return False
    return lexicon.catalogue.kind(hit.code).line in ("meetings", "party", "people") or hit.word in GENERAL


def _around(spot: Spot, lexicon: Lexicon, said: str) -> Iterator[Weighed]:
    """The clauses before, and behind: the number is then but part of what is told."""
    for back, clause in enumerate(reversed(spot.earlier[-3:])):
        for hit in lexicon.find(clause):
            if len(hit.word) > 3 and hit.word not in GENERAL and not only_named(hit, clause, lexicon):
                yield Weighed(hit, "earlier", 1 - 3 * back + _merit(hit, spot, lexicon, said) * 0.6)
    rest = spot.rest[:50]
    for hit in lexicon.find(rest):
        if len(hit.word) > 3 and hit.word not in GENERAL and not only_named(hit, rest, lexicon):
            yield Weighed(
                hit, "rest", (6 if spot.adverbial else -2) - 0.2 * hit.start + _merit(hit, spot, lexicon, said) * 0.7
            )


def _merit(hit: Hit, spot: Spot, lexicon: Lexicon, said: str) -> float:
    """What a word weighs by itself: its length, its counting word, its verb."""
    score = 2.0 * min(len(hit.word), 8)
    row = lexicon.row(hit)
    if row is None:
        return score + (_suggestion_fit(spot, hit) if hit.what == "suggestion" else -4)
    score += fit(row, spot.token.unit) + _verb_fit(row, hit, said)
    return score


def _suggestion_fit(spot: Spot, hit: Hit) -> float:
    unit = spot.token.same
    if hit.word == "建议" and not (
        unit == "件" and PUT_FORWARD.search(spot.sentence) and not OPINIONS.search(spot.own)
    ):
        return -100.0
    if hit.word in OCCASIONS or hit.word in PROMISES:
        return (
            8.0
            if (unit in ("次", "场") and hit.word in OCCASIONS) or (unit in ("项", "件", "条") and hit.word in PROMISES)
            else -100.0
        )
    return (
        12.0
        if hit.word == "建议"
        else {"件": 6.0, "": 0.0, "份": 2.0, "个": 1.0, "项": 0.0, "条": -3.0}.get(unit, -100.0)
    )


def _verb_fit(row: Kind | Output, hit: Hit, said: str) -> float:
    known = [verb for verb in row.verbs if verb in said]
    if isinstance(row, Kind):
        return 1.5 if known else 0.0
    if hit.word in {bare(word) for word in (row.name, *row.aliases)} and row.code not in FAMILIES and len(hit.word) > 2:
        return 4.0
    if any(row.code in family for family in FAMILIES.values()):
        return (
            1.0 + 0.5 * max(map(len, known)) + (_of_family(row, said))
            if known
            else 0.0
            if row.code in FAMILIES
            else -5.0
        )
    return 3.0 if known else -2.0


def _of_family(row: Output, said: str) -> float:
    """The later a verb stands, the nearer it is to its noun."""
    return 0.0 if row.code in FAMILIES else 3.0
