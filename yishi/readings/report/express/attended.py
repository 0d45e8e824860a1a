"""In which activity those took part whom a number counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yishi.readings.report.express import parted, residents
from yishi.readings.report.express.around import (
    ANY,
    DEEDS,
    DONE,
    STATIONED,
    context,
    happenings,
    listed_deeds,
    listed_kinds,
    roles,
)
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.hits import sort_of
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.reading import Memory
from yishi.readings.report.express.units import PERSON_TIMES
from yishi.readings.report.express.words import GENERAL, WITHOUT_OUTCOME

ATTENDS = re.compile(
    r"参加|参与|邀请|组织|接待|培训|列席|出席|动员|吸引|覆盖|惠及|服务|联系|走访|慰问|宣讲|发动|受众|参训|集中|带领|号召|帮助|受益|到会|旁听"
)
TOGETHER_WITH = re.compile(r"[、和及与][^，。；]*(?:参加|参与|出席|列席|到会)")
"""Behind a number: those whom it counts and others did it together."""
JOINS = re.compile(r"(?:报名)?参[与加]")
POSTED = re.compile(r"^[^，]{0,14}(?:担任|兼任|挂帅|包联|包抓|领办|牵头)")
SENT = ((POSTED, "task_force"), (re.compile(r"下沉|下基层|走基层"), "contact_visit"))
"""Words behind a number of people -> what they were sent to do."""
CONTACT = re.compile(
    r"(?:代表|委员|干部|领导)走访$|(?:联系|走访|入户|下访|遍访)[^，]{0,8}(?:群众|选民|居民|村民|百姓|户)$"
)
LOOKED_UP = re.compile(r"(?:走访|看望|联系)[^，]{0,6}(?:代表|委员)$")
EVERYTHING = re.compile(r"会议(?:、|和|及)?活动$")
"""Meetings and activities of every kind."""
PAPERS = frozenset({"voice", "publicity"})
"""Lines of work in whose kinds nobody takes part where they have no roles."""
OF_OTHERS = frozenset({"deputy_reception", "contact_deputy"})
"""Kinds whose words (接待群众) also tell what was done at any other activity."""


def kinds(spot: Spot, said: Sequence[str], lexicon: Lexicon, memory: Memory) -> tuple[str, ...]:
    """In which activity they took part."""
    if EVERYTHING.search(spot.bare_near):
        return ()
    if several := _several(spot, said, lexicon):
        return several
    own = _events(spot.bare_near, lexicon)
    looked_up = spot.token.unit in PERSON_TIMES and LOOKED_UP.search(spot.bare_near)
    if looked_up or (not own and CONTACT.search(spot.bare_near)):
        return ("contact_visit",)
    if strong := [code for code, weak in own if not weak]:
        return (strong[-1],)
    behind = [code for code, weak in _events(spot.after, lexicon) if not weak]
    if behind and (JOINS.match(spot.after) or any(hit.start <= 5 for hit in roles(spot.after, lexicon))):
        return (behind[0],)
    if own and own[-1][0] not in OF_OTHERS | ANY:
        return (own[-1][0],)
    if memory.kind and _are_happenings(memory.kind, lexicon) and not (behind and set(memory.kind) <= ANY):
        return memory.kind
    return _elsewhere(spot, lexicon, memory, own, behind)


def _several(spot: Spot, said: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Activities that are named as a list, or by what was done with residents."""
    if (
        deeds := listed_deeds(spot.bare_near, lexicon)
        or listed_deeds(spot.after, lexicon)
        or residents.one_by_one(spot, said)
    ):
        return deeds
    listed = (listed_kinds(words, lexicon) for words in (spot.bare_near, spot.before, spot.after))
    return next(filter(None, listed), ())


def _elsewhere(
    spot: Spot, lexicon: Lexicon, memory: Memory, own: list[tuple[str, bool]], behind: list[str]
) -> tuple[str, ...]:
    if behind:
        return (behind[0],)
    for words in (spot.before, ""):
        around = context(spot, lexicon, Memory(), words)
        if around and _are_happenings(around, lexicon) and not set(around) & ANY:
            return around
    if not own and re.search(r"活动|行动", spot.after):
        return ("deputy_activity",)
    if near := _nearest(spot, lexicon, own):
        return (near,)
    if sent := [code for pattern, code in SENT if re.search(pattern, spot.after)]:
        return (sent[0],)
    return (
        ("deputy_activity",)
        if ATTENDS.search(spot.own)
        or TOGETHER_WITH.match(spot.rest)
        or re.search(r"活动|行动", "".join((*spot.earlier[-2:], spot.before, spot.after, spot.rest[:40])))
        else ()
    )


def _nearest(spot: Spot, lexicon: Lexicon, own: list[tuple[str, bool]]) -> str:
    """What its own clause goes on to name, be it by a weak word; else what is told next, or what it named before."""
    goes_on = [code for code, _weak in _events(spot.after, lexicon) if code not in ANY | OF_OTHERS]
    ahead = [code for code, weak in _events(spot.rest[:50], lexicon) if not weak] if not own else []
    before = [own[-1][0]] if own else []
    return next(iter((*goes_on, *ahead, *before)), "")


def _are_happenings(codes: Sequence[str], lexicon: Lexicon) -> bool:
    """Do people take part in them, and are not counted one by one?"""
    rows = [lexicon.catalogue.kind(code) for code in codes]
    return all(
        kind.form == "event"
        and (kind.roles or kind.line not in PAPERS)
        and kind.code not in WITHOUT_OUTCOME
        and sort_of(kind.measure) not in parted.SORTS
        for kind in rows
    )


def _events(words: str, lexicon: Lexicon) -> list[tuple[str, bool]]:
    """Activities named, each with whether the name is weak: a verb and whom it is done to, or a word of general talk."""
    made = []
    for hit in happenings(words, lexicon):
        kind = lexicon.catalogue.kind(hit.code)
        code = STATIONED.get(hit.code, hit.code)
        if (
            (kind.form == "stock" and code == hit.code)
            or hit.code in WITHOUT_OUTCOME
            or sort_of(kind.measure) in parted.SORTS
        ):
            continue
        weak = any(hit.word.endswith(role.word) and role.code != "official" for role in roles(hit.word, lexicon)) or (
            hit.word in GENERAL and hit.word not in DEEDS | DONE
        )
        made.append((code, weak or hit.code in ("deputy_activity", "meeting")))
    return made
