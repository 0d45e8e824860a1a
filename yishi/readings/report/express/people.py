"""Numbers of people: those who took part, those whom a kind of activity counts one by one, and seats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yishi.readings.report.express import attended, parted, purposes, residents
from yishi.readings.report.express.around import (
    listed_deeds,
    listed_kinds,
    roles,
    topic,
    verb_in,
)
from yishi.readings.report.express.attended import ATTENDS, JOINS, TOGETHER_WITH
from yishi.readings.report.express.clauses import BECAME, LEADING, Spot
from yishi.readings.report.express.counts import of_kind, of_output, spoken
from yishi.readings.report.express.hits import sort_of, weighed
from yishi.readings.report.express.lexicon import Hit, Lexicon
from yishi.readings.report.express.reading import Memory, Reading, count, narrowed
from yishi.readings.report.express.units import PEOPLE, PERSON_TIMES
from yishi.rooms.activities.catalogue.kinds import Kind, Output

SERVED = re.compile(r"提供[^，#]{0,16}(?:服务|咨询|义诊|援助|帮助)$")
"""提供义诊服务600人次: those who had it are told by no noun."""
GOES = re.compile(ATTENDS.pattern + r"|新聘|调整|评选|评出|表彰|下沉|深入|投身|奔赴|走进|走上|下基层")
"""Deeds of those counted: then it is no number of seats."""
SEATED = re.compile(r"现有|在任|共有|实有|在册|编入|总数|应到|(?:由|有).{0,4}组成")
PART_OF = re.compile(
    r"^[大小]会|^小组|^联络|^之家|^建议|^团|^工作|^活动|^议案|^履职|^述职|^法|^资格|^培训|^提案|^会客|^林|^书屋|^讲堂|^读书|^专业|^行业|^码|^身份|^候选|^作用|^意见|^主任|^会(?!议)"
)
SEATS = frozenset({"deputy", "member", "standing"})
HELPED = re.compile(r"帮扶|资助|救助|慰问|帮助|服务|动员|走访|看望|关爱|培训|结对|惠及|救治|义诊|宣传|接待|联系")
DOES = re.compile(
    r"进行|开展|报名|通过|到会|发言|深入|赴|下沉|担任|当选|提出|提交|入选|捐|投身|奔赴|从事|率先|以上|左右|多|余"
)
CALLED = re.compile(r"(?:参加|参与|开展)了?([^，、]{3,16}?)(?:主题)?(?:活动|行动)")
"""What an activity that is no kind of its own is about."""
CARES = re.compile(r"关爱|爱心|公益|敬老|慈善|助[学残困医老农]|义[诊卖演剪]")
"""With what the name of an activity begins that is one of public benefit."""
TOGETHER = re.compile(r"参[加与](?:各类|各种|系列|本次|此次|该项)?(?:主题)?活动$")
"""Said of the activity that was named before."""
ELECTIONS = frozenset({"election_deputies", "election_higher", "by_election"})
SERIES = frozenset({"activity_month", "deputy_activity", "group_activity", "sector_activity", "station_activity"})
"""Kinds of which it is said afterwards that people took part in the activity."""
ALL = frozenset({"participant"})
"""Roles that say no more than that somebody took part."""


def read(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """Every reading of a number of people, likeliest first."""
    verb = memory.last.verb if memory.last and spot.listed else ""
    if exactly := _takes_part_in(spot, lexicon) or _put_forward(spot) or _due(spot, lexicon):
        return [exactly]
    found = [
        *_singly(spot, lexicon, memory, verb),
        *_taking_part(spot, lexicon, memory),
        *parted.read(spot, lexicon, memory),
    ]
    return sorted(found, key=lambda each: -each.score)


def _takes_part_in(spot: Spot, lexicon: Lexicon) -> Reading | None:
    """代表参加执法检查#人次: who and in what, named in so many words."""
    who, said, what = spot.bare_near.rpartition("参加")
    kinds = [code for sort, code in lexicon.words.get(what, ()) if sort == "kind"] if said else []
    whole = any(sort == "kind" for sort, _code in lexicon.words.get(spot.bare_near, ()))
    if (
        not kinds
        or whole
        or what == "活动"
        or (sort_of(lexicon.catalogue.kind(kinds[0]).measure) in parted.SORTS and not who)
    ):
        return None
    named = _listed_roles(who, lexicon)
    codes = tuple(code for code in named if code not in ALL)
    keep = all(lexicon.catalogue.role_by_code[code].named for code in codes)
    measure = "people" if spot.token.unit in PEOPLE and keep else "person_times"
    kind = lexicon.catalogue.kind(kinds[0])
    name = f"{who}参加{kind.name_in(lexicon.profile)}（{spot.token.unit}）"
    return Reading(
        count(measure, kind=kind.code, role=codes), name, 40, (kind.code,), role="、".join(codes), verb="参加"
    )


PUTS = re.compile(
    r"(?:以[^，]{0,10}身份)?(?:参与|共同|单独)?(?:提交|提出|联名|领衔)了?(?:提出|提交)?[^，]{0,4}(?:提案|代表建议|建议|议案)$"
)
"""Deeds of those who put suggestions forward."""
REPORTS = re.compile(r"(?:反映|报送|提交|撰写)了?(?:社情民意)?(?:信息)?$")


def _put_forward(spot: Spot) -> Reading | None:
    """多少名委员提交提案: so many put something forward."""
    said = re.match(r"(?:人大|政协)?(代表|委员)", spot.after)
    if said is None or spot.token.unit not in PEOPLE:
        return None
    what, role = spot.after[said.end() :], "member" if said.group(1) == "委员" else "deputy"
    if PUTS.search(what):
        told = count("people", line="suggestions", kind="submitted")
        return Reading(told, "提出者", 44, suggestion=True, role=role)
    if "信息" in what and REPORTS.search(what):
        return Reading(count("people", kind="info_item", role=role), "反映信息的人", 44, ("info_item",), role=role)
    return None


DUE = re.compile(r"(?:应到|实有)(?:代表|委员)?$")
PRESENT = re.compile(r"(?:实到|出席)(?:代表|委员)?$")
SESSIONS = {"npc": "congress_session", "cppcc": "plenary"}


def _due(spot: Spot, lexicon: Lexicon) -> Reading | None:
    """应到多少名，实到多少名: all seats, and those of them who came to the session."""
    told = "，".join((*spot.earlier[-1:], spot.before))
    if spot.token.unit not in PEOPLE or not re.search(r"应到|实有(?:代表|委员)", told):
        return None
    role = "member" if lexicon.profile == "cppcc" else "deputy"
    if DUE.search(spot.near):
        return Reading(count("seats"), "在任人数", 44, role=role)
    if PRESENT.search(spot.near):
        kind = SESSIONS[lexicon.profile]
        return Reading(count("people", kind=kind, role=role), "到会人数", 44, (kind,), role=role)
    return None


def _singly(spot: Spot, lexicon: Lexicon, memory: Memory, verb: str) -> Iterator[Reading]:
    """Kinds and outputs that are counted by the person: appointments, duty reports, speeches."""
    said = verb_in(spot.near, lexicon) or verb
    for each in (*spoken(spot, lexicon, memory), *weighed(spot, lexicon, verb)):
        row = lexicon.row(each.hit)
        if row is None or (sort_of(row.measure) not in parted.SORTS and each.where != "clause"):
            continue
        if isinstance(row, Kind) and row.form == "stock" and spot.token.unit in PERSON_TIMES and row.measure in PEOPLE:
            continue
        if each.where in ("near", "after"):
            each = replace(each, score=each.score + (8 if each.where == "after" else 4))
        if isinstance(row, Kind):
            yield purposes.told_apart(of_kind(row, each, spot, lexicon, said), spot)
        elif isinstance(row, Output):
            yield of_output(row, each, spot, lexicon, memory, said)


def _taking_part(spot: Spot, lexicon: Lexicon, memory: Memory) -> Iterator[Reading]:
    said = counted(spot, lexicon)
    kinds = attended.kinds(spot, said, lexicon, memory)
    kinds = residents.with_stations(kinds, spot, lexicon) if "resident" in said else kinds
    codes = tuple(code for code in dict.fromkeys(said) if code not in ALL)
    if not said and len(kinds) == 1:
        codes = (_as_before(spot, memory) if JOINS.match(spot.after) else ()) or _usual(kinds[0], lexicon)
    codes = codes or _as_before(spot, memory)
    if not kinds and "deputy" in codes and set(memory.kind) & ELECTIONS:
        yield Reading(count("people", kind=memory.kind), "当选代表（名）", 24, memory.kind, role="elected")
    if not kinds and not codes:
        return
    named = all(lexicon.catalogue.role_by_code[code].named for code in codes)
    what = "people" if spot.token.unit in PEOPLE and named else "person_times"
    score = _weight(spot, kinds, said, lexicon)
    if not kinds and codes and set(codes) <= SEATS and not _goes(spot) and _beside(spot, lexicon):
        yield _seats(spot, codes, score + 6)
    if not kinds and said and SEATED.search(spot.before + spot.after):
        yield _seats(spot, codes, score + 4)
    names = "、".join(lexicon.catalogue.kind(kind).name_in(lexicon.profile) for kind in kinds)
    who = "、".join(lexicon.catalogue.role_by_code[code].name for code in codes)
    facets = [("角色", who)] if who else []
    if about := topic(spot.bare_near, lexicon):
        facets.append(("主题", about))
    name = f"{names}{who or '参加'}（{spot.token.unit}）"
    theme = _called(spot) if kinds == ("deputy_activity",) else residents.moved_to(spot, said, lexicon)
    kinds = ("public_benefit",) if kinds == ("deputy_activity",) and CARES.match(theme) else kinds
    yield Reading(
        count(what, kind=kinds, role=codes, topic=theme),
        name,
        score,
        kinds,
        tuple(facets),
        role="、".join(codes),
        verb=verb_in(spot.near, lexicon),
    )


def _goes(spot: Spot) -> bool:
    """Do those counted do something, or, in a list, all that are told together: 6名代表、30名居民参加?"""
    return bool(GOES.search(spot.own) or (not spot.after.strip("代表委员人大政协") and TOGETHER_WITH.match(spot.rest)))


def _weight(spot: Spot, kinds: Sequence[str], said: Sequence[str], lexicon: Lexicon) -> float:
    """How likely those who took part in it are meant: more so where all is named, or refers to the activity before."""
    score = 14.0 + (4 if said else 0) + (5 if kinds else 0) + (3 if ATTENDS.search(spot.own) else 0)
    score += 18 if set(kinds) & SERIES and TOGETHER.search(spot.bare_near) else 0
    return score + (26 if said and len(kinds) > 1 and _in_a_list(spot, lexicon) else 0)


def _in_a_list(spot: Spot, lexicon: Lexicon) -> bool:
    """Are several activities named one by one before the number, and not by a name of being invited to them?"""
    near = spot.bare_near
    what = ATTENDS.split(near)[-1] if ATTENDS.search(near) else ""
    return bool(listed_deeds(near, lexicon) or (re.search(r"[、和及与]", what) and listed_kinds(near, lexicon)))


def _called(spot: Spot) -> str:
    found = CALLED.search(spot.after)
    return found.group(1) if found else ""


def _beside(spot: Spot, lexicon: Lexicon) -> bool:
    """Do those who are counted stand right beside the number?"""
    return bool(_listed_roles(spot.bare_near, lexicon)) or any(hit.start <= 5 for hit in roles(spot.after, lexicon))


def _as_before(spot: Spot, memory: Memory) -> tuple[str, ...]:
    """组织委员9名参加…，6人参与…: those of whom the number before told, where persons are counted and nobody is named."""
    if spot.token.unit not in PEOPLE or memory.last is None or not memory.last.role or named_otherwise(spot):
        return ()
    return tuple(memory.last.role.split("、"))


def _usual(code: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Who is counted where the sentence names nobody: those for whom alone the kind is."""
    given = lexicon.catalogue.kind(code).roles
    return given if len(given) == 1 and not lexicon.catalogue.role_by_code[given[0]].named else ()


def _seats(spot: Spot, codes: Sequence[str], score: float) -> Reading:
    expression = count("seats", person_kind="standing" if "standing" in codes else "")
    for pattern, name, value, _label in parted.ATTRIBUTES:
        if re.search(pattern, spot.bare_near):
            expression = narrowed(expression, name, (value,))
    return Reading(expression, "在任人数", score, role="、".join(codes))


def counted(spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """Who is counted: named behind the number, at its front, or earlier in its clause; several where they are listed."""
    lead = found.end() if (found := LEADING.match(spot.after)) else 0
    lead = max(lead, found.end() if (found := re.match(r"[^，、]{1,8}?的", spot.after)) else 0)
    after = residents.behind(spot)
    behind = [hit for hit in roles(after, lexicon) if hit.start <= lead + 4 and not within(hit, after, lexicon)]
    if behind:
        return (max(behind, key=lambda hit: (-hit.start, len(hit.word))).code,)
    near = spot.bare_near
    listed = _listed_roles(near, lexicon)
    if listed:
        return listed
    inside = [hit for hit in roles(near, lexicon) if not within(hit, near, lexicon)]
    if inside:
        return (max(inside, key=lambda hit: (hit.end, len(hit.word))).code,)
    if SERVED.search(near):
        return ("resident",)
    if named_otherwise(spot):
        return ("resident",) if HELPED.search(spot.before) else ()
    return _subject(spot, lexicon)


def named_otherwise(spot: Spot) -> bool:
    """Are those counted named by a noun that is no role: 帮扶17名个体户?"""
    return (
        spot.token.unit in PEOPLE
        and bool(spot.after)
        and not ATTENDS.match(spot.after)
        and not BECAME.match(spot.after)
        and not DOES.match(spot.after)
    )


def _listed_roles(near: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Those named right before the number: 代表、干部."""
    made: list[str] = []
    for part in reversed(re.split(r"[、和及与]", near)):
        at_end = [hit for hit in roles(part, lexicon) if len(part) - hit.end <= (1 if not made else 0)]
        if not at_end:
            break
        made.insert(0, max(at_end, key=lambda hit: len(hit.word)).code)
    return tuple(made)


def _subject(spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    for clause in (spot.before, *reversed(spot.earlier[-2:])):
        found = [hit for hit in roles(clause, lexicon) if not within(hit, clause, lexicon)]
        if found and re.search(
            r"邀请|组织|推荐|安排|选派|动员|发动|^[^，]{0,3}代表|^[^，]{0,3}委员|领导(?:先后|多次|亲自)", clause
        ):
            return (min(found, key=lambda hit: (hit.start // 6, -hit.end)).code,)
    return ()


def within(role: Hit, words: str, lexicon: Lexicon) -> bool:
    """Is the word but part of another: 代表 of 代表小组, of 代表联络站?"""
    behind = words[role.end : role.end + 4]
    if PART_OF.match(behind) or (role.word in ("主任", "主席") and behind.startswith("会议")):
        return True
    return any(
        hit.what == "kind"
        and hit.start <= role.start
        and role.end < hit.end
        and lexicon.catalogue.kind(hit.code).form == "stock"
        for hit in lexicon.find(words)
    )
