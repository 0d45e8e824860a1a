"""Whose happenings a number counts, where others have such too: 委员培训班几期, 代表参与志愿服务几次, 表彰几名委员.

Happenings are counted by role where the sentence names one and the kind is open to others: to the organ's staff or to the
parties besides its members, to one sort of person besides another where persons are counted one by one. What all deputies do
as deputies (视察, 代表活动) needs no role, nor does a kind that is called by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yishi.readings.figures.expression import Compound, Count
from yishi.readings.report.express import parted, people
from yishi.readings.report.express.around import roles, verb_in
from yishi.readings.report.express.clauses import Sentence, Spot
from yishi.readings.report.express.hits import sort_of
from yishi.readings.report.express.lexicon import Hit, Lexicon
from yishi.readings.report.express.reading import Reading, narrowed
from yishi.readings.report.express.units import PEOPLE, PERSON_TIMES
from yishi.rooms.activities.catalogue.kinds import Kind

OTHER_SEAT = {"npc": "member", "cppcc": "deputy"}
"""The seats that an organ of the profile does not have."""
SEATS = frozenset({"deputy", "member"})
BESIDE = frozenset({"staff", "party_group"})
"""Others than members who do what members do."""
DOERS = frozenset({"deputy", "member", "standing", "leader", "staff", "party_group"})
_LEVELS = r"(?:全体|广大|各级|部分|全区|全市|全县|全省|辖区|本级|区|市|县|省|镇|乡|街道|级|两|三|四|五|人大|政协|常委会|机关|专委会|、)*"
_TIMES = r"(?:一年来|五年来|全年|年内|今年|去年|先后|累计|共|持续|常态化|坚持|每年|积极|深入)*"
SUBJECT = re.compile(rf"{_TIMES}{_LEVELS}")
"""All that stands before the subject of a clause."""
ARRANGED = re.compile(
    rf"(?:组织|邀请|安排|发动|动员|引导|号召|选派|支持|鼓励|带领|倡导|举办|开展|召开|开设)(?:开展|了|好)?{_LEVELS}$"
)
"""Whom the organ asked to do it, or for whom it was."""
DOES = re.compile(rf"{_TIMES}(?:参加|参与|列席|旁听|出席|进站|走进|投身|撰写|担任)")
"""Deeds of those whom a clause before asked to do something."""
THING = re.compile(r"[大小]会(?!堂)|小组|联络|之家|建议|团|议案|资格|提案|会客|会(?!议)|工作|风采|事迹|故事")
"""What follows such a word where it is but part of another: 代表小组, 委员会."""
ORGAN = re.compile(
    r"^[^，]{0,8}(?:常委会(?!组成人员|领导|委员)|主任会议(?!成员)|主席会议(?!成员)|政府|党组|支部|办公室|专委会)|举办|召开|组织|邀请|安排|听取|表彰|印发"
)
"""A clause of which somebody else is the subject."""


def of_whom(reading: Reading, spot: Spot, lexicon: Lexicon) -> Reading:
    """The same reading of those in whose happenings the named ones took part."""
    expression = reading.expression
    if not isinstance(expression, Count) or expression.what != "times" or "line" in expression.facets:
        return reading
    kinds = [lexicon.catalogue.kind(code) for code in expression.facets.get("kind", ())]
    if not kinds or "role" in expression.facets or any(kind.form == "stock" for kind in kinds):
        return reading
    one_by_one = all(sort_of(kind.measure) in parted.SORTS for kind in kinds)
    if not one_by_one and spot.token.unit in PERSON_TIMES:  # each is one person's own doing, whoever is named besides
        return reading
    codes = (people.counted if one_by_one else _named)(spot, lexicon)
    codes = codes or _carried(spot, lexicon) or _called(spot, lexicon, kinds)
    if not codes or not all(_open(kind, code, lexicon) for kind in kinds for code in codes):
        return reading
    by_name = spot.token.unit in PEOPLE and all(lexicon.catalogue.role_by_code[code].named for code in codes)
    what = ("people" if by_name else "person_times") if one_by_one else "times"
    who = "、".join(lexicon.catalogue.role_by_code[code].name for code in codes)
    return replace(
        reading,
        expression=replace(narrowed(expression, "role", codes), what=what),
        facets=(*reading.facets, ("角色", who)),
    )


def without_received(reading: Reading, said: Sentence, every: Sequence[Sequence[Reading]]) -> Reading:
    """参加2800人次，接待群众8000人次: where the residents received are told beside, those who took part are without them."""
    expression = reading.expression
    if not isinstance(expression, Count) or expression.what != "person_times" or "role" in expression.facets:
        return reading
    for index, found in enumerate(every):
        told = found[0].expression if found and index != said.asked else None
        if (
            isinstance(told, Count)
            and told.what == "person_times"
            and (told.facets.get("kind"), told.facets.get("role")) == (expression.facets.get("kind"), ("resident",))
            and "其中" not in said.spots[index].before
        ):
            return replace(
                reading, expression=Compound("minus", (expression, narrowed(expression, "role", ("resident",))))
            )
    return reading


def named_in(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Whom the name of a kind begins with: 委员培训班, 公民旁听."""
    found = [hit for hit in roles(word, lexicon) if not hit.start and not THING.match(word[hit.end :])]
    return (max(found, key=lambda hit: hit.end).code,) if found else ()


def tells(kind: Kind, name: str, lexicon: Lexicon) -> bool:
    """Does a name of the kind say whose happenings are meant?"""
    found = (hit.code for hit in roles(name, lexicon) if not THING.match(name[hit.end :]))
    return any(_open(kind, code, lexicon) for code in found)


def _open(kind: Kind, code: str, lexicon: Lexicon) -> bool:
    """Are there happenings of the kind with these, and others without?"""
    own = set(kind.roles) - {OTHER_SEAT[lexicon.profile]}
    if own & SEATS:
        own.add("standing")
    role, name = lexicon.catalogue.role_by_code[code], kind.name_in(lexicon.profile)
    if code not in own or any(word in name for word in (role.name, *role.aliases)):
        return False
    others = own - {code, "standing"}
    if sort_of(kind.measure) in parted.SORTS:
        return bool(others)
    return code in DOERS and bool(others & (BESIDE if code in SEATS else DOERS))


def _named(spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """The subject of the clause, or those whom the organ asked, before the number; behind it where it says how often."""
    last = spot.near.rpartition("、")[2]
    for words in (last, spot.near, spot.after if spot.adverbial else ""):
        hits = list(_hits(words, lexicon))
        for hit in hits:
            before = words[: hit.start]
            if SUBJECT.fullmatch(before) or ARRANGED.search(before):
                return _together(hit, words, hits)
    return ()


def _together(first: Hit, words: str, hits: list[Hit]) -> tuple[str, ...]:
    """The role and those joined to it: 委员和机关干部; nobody where one of them is no role (领导和联络人)."""
    made, end = [first.code], first.end
    while words[end : end + 1] in tuple("、和及与"):
        joined = next((hit for hit in hits if hit.start == end + 1), None)
        if joined is None:
            return ()
        made.append(joined.code)
        end = joined.end
    return tuple(dict.fromkeys(made))


def _carried(spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """Those of whom a clause before tells, as long as no other is told of since."""
    if ORGAN.search(spot.near):
        return ()
    for clause in (*((spot.before,) if spot.listed else ()), *reversed(spot.earlier)):
        for hit in _hits(clause, lexicon):
            before = clause[: hit.start]
            if SUBJECT.fullmatch(before):
                return (hit.code,)
            if ARRANGED.search(before):
                shared = clause is spot.before and not verb_in(spot.near, lexicon)
                return (hit.code,) if shared or DOES.match(spot.near) else ()
        if ORGAN.search(clause):
            return ()
    return ()


def _called(spot: Spot, lexicon: Lexicon, kinds: list[Kind]) -> tuple[str, ...]:
    """Those for whom it is by the name that the sentence gives it: 委员大讲堂."""
    codes = {kind.code for kind in kinds}
    for words in (spot.bare_near, spot.after):
        if hits := [hit for hit in lexicon.find(words) if hit.what == "kind" and hit.code in codes]:
            best = max(hits, key=lambda hit: (hit.end, len(hit.word)))
            before = [hit for hit in roles(words, lexicon) if hit.end == best.start and not THING.match(best.word)]
            return (max(before, key=lambda hit: len(hit.word)).code,) if before else named_in(best.word, lexicon)
    return ()


def _hits(words: str, lexicon: Lexicon) -> Iterator[Hit]:
    """Roles named in the words, the longest word at each place, in order."""
    end = 0
    for hit in sorted(roles(words, lexicon), key=lambda each: (each.start, -each.end)):
        if hit.start >= end and not people.within(hit, words, lexicon):
            end = hit.end
            yield hit
