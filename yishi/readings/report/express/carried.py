"""Themes told before the clause of the number: what came of a happening, who took part and how long it took go with its theme,
through the clauses that go on about it, until the sentence sums up or turns to something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yishi.readings.figures.expression import Count
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.reading import Reading
from yishi.readings.report.express.scene import Scene, facets_of
from yishi.readings.report.express.words import OCCASIONAL, OCCASIONS

TOTAL = re.compile(r"各类|各项|各种|全年|累计|总计|合计|一年来|五年来")
"""With which a sentence sums up."""
TURNS = re.compile(r"^(?:此外|另外|全年|一年来|五年来)")
CAME_OF = frozenset({"sum", "people", "person_times", "days"})
"""What is counted of a happening rather than happenings."""
HEAD = re.compile(
    r"^(?:坚持|持续)?(?:围绕|聚焦|针对|紧盯|就)(?P<theme>[^，。；：#\d]{2,14}?)"
    r"(?:深入|扎实|依法|重点|认真)?(?:开展|进行|组织|加强|强化|实施)"
    r"[^，。；]{0,4}(?:监督|视察|调研|询问|检查|评议|协商|督查|审议)。?$"
)
"""A short sentence that says of what those behind it tell: 围绕国有资产开展监督。"""
FOCUS = re.compile(r"(?:把|将)(?P<theme>[^，。；、]{2,12}?)作为[^，。；]{0,8}重点")
"""The same in a longer sentence: 将某事作为监督重点."""
SHORT = 26
OBJECT = re.compile(
    r"(?:跟踪视察|跟踪督办|跟踪检查|专题视察|视察|检查|督查|督办)了?(?!活动|工作|小组|组|等|和|、|会|监督|检查|调研|考察|有序|[的中时])"
    r"(?P<theme>[^，。；、（#\d]{4,16}?)(?:（[^）]*）)?(?:工作)?(?:贯彻|进展|落实|实施|开展|推进|运行|建设)*(?:情况)?$"
)
"""What was visited or looked into, where the clause ends with it."""


def reach(scene: Scene, asked: int, reading: Reading) -> int:
    """From where in the sentence on a theme is that of the number asked about: since the last turn, sum, or number that
    counts happenings of another kind."""
    spot, own, text = scene.spot(asked), set(reading.kind), scene.said.plain.text
    place = spot.token.start - len(spot.before)
    if TOTAL.search(spot.before):
        return place
    first = text.rfind("；", 0, spot.token.start) + 1
    for index in range(asked - 1, -1, -1):
        told = scene.every[index][0] if scene.every[index] else None
        counted = told is not None and (told.suggestion or _counts(told, ("times", "stock", "seats")))
        if told is not None and counted and not own & set(told.kind):
            first = max(first, scene.spot(index).token.end)
            break
    own_clause, listed = place, True
    for clause in reversed(spot.earlier):
        if TOTAL.search(clause):
            return own_clause if listed else place
        if place - len(clause) - 1 < first:
            break
        listed = listed and bool(re.search(r"\d", clause))
        place -= len(clause) + 1
        if TURNS.match(clause):
            break
    return place


def _counts(reading: Reading, measures: tuple[str, ...]) -> bool:
    return isinstance(reading.expression, Count) and reading.expression.what in measures


def clauses(scene: Scene, asked: int, reading: Reading) -> Iterator[str]:
    """The clauses before its own that lie within reach, the nearest first."""
    spot, since = scene.spot(asked), reach(scene, asked, reading)
    place = spot.token.start - len(spot.before)
    for clause in reversed(spot.earlier):
        place -= len(clause) + 1
        if place < since:
            return
        yield clause


def objects(clause: str) -> Iterator[str]:
    """What was visited, where nothing else is the theme."""
    if found := OBJECT.search(clause):
        yield found.group("theme")


def head(scene: Scene, spot: Spot) -> str:
    """The theme of the short sentence at whose head the paragraph's next ones stand."""
    if TOTAL.search(spot.before) or any(TURNS.match(clause) for clause in spot.earlier[:1]):
        return ""
    sentences = [each.strip() for each in re.split(r"(?<=。)", scene.paragraph) if each.strip()]
    if focus := FOCUS.search("".join(sentences[-1:])):
        return focus.group("theme")
    for sentence in reversed(sentences[-3:]):
        if len(sentence) <= SHORT and not re.search(r"[，,]", sentence):
            found = HEAD.match(sentence)
            return found.group("theme") if found else ""
    return ""


def occasion(scene: Scene, spot: Spot, reading: Reading) -> Iterator[str]:
    """For what gifts, calls, postings were made, where the sentence says so and does not but list it: 抗疫, 春节."""
    kinds = {*reading.kind, reading.output, *facets_of(reading).get("kind", ())}
    if not OCCASIONAL & kinds or TOTAL.search(spot.before):
        return
    before = spot.earlier[-1:] if not re.search(r"\d", "".join(spot.earlier[-1:])) else ()
    near = "，".join((*before, spot.before))
    for name, anywhere, pattern in OCCASIONS:
        words = scene.said.plain.text if anywhere else near
        if re.search(rf"(?<![、和及])(?<!(?<!参)与)(?:{pattern})(?![、和及与]|等)", words):
            yield name


CHANNELS = frozenset({"feeling_officer", "info_point"})
"""Those set up to gather what people say: what is told behind them came through them."""
_PLANNED = re.compile(r"(?:制定|编制|研究制定)([^，。；、]{2,12}?)(?:工作|年度)*(?:计划|方案)$")
_GRASPED = re.compile(r"^(?:抓实|抓好|抓牢|做实|扎实开展|深入开展|认真开展)([^，。；、\d]{3,10})$")
_JOINED = re.compile(r"(?:参加|参与)了?([^、]*?)(?:主题)?(?:活动|行动)")
_NUMBER = re.compile(r"(?:#|[\d一二两三四五六七八九十]+(?:余|多)?[名位个户家])")
LONG = 4
"""Shorter names of an activity say nothing: 参加社区活动."""


def called(scene: Scene, asked: int, reading: Reading) -> Iterator[str]:
    """How the sentence calls that of which its numbers are: the plan of which tasks are told, the work for which measures
    were taken, those through whom voices came, the activity in which people joined."""
    spot = scene.spot(asked)
    kinds = {*reading.kind, *facets_of(reading).get("kind", ())}
    if "topic_planned" in kinds and (found := _PLANNED.search("".join(spot.earlier[-1:]))):
        yield found.group(1)
    if "work_measure" in kinds and (found := _GRASPED.match("".join(spot.earlier[:1]))):
        yield found.group(1)
    if "voice_message" in kinds:
        yield from _channels(scene, asked)
    if _counts(reading, ("people", "person_times")):
        yield from _joined(spot)


def _channels(scene: Scene, asked: int) -> Iterator[str]:
    for found in reversed(scene.every[:asked]):
        for told in found[:1]:
            if CHANNELS & set(told.kind):
                yield scene.lexicon.catalogue.kind(told.kind[0]).name_in(scene.lexicon.profile)


def _joined(spot: Spot) -> Iterator[str]:
    """61人参与结对5名某人认亲活动: the activity in which either number of people took part."""
    clause = f"{spot.before}#{spot.after}{spot.rest}"
    if found := _JOINED.search(re.split(r"[，。；]", clause)[0]):
        name = _NUMBER.split(found.group(1))[-1]
        if len(name) >= LONG:
            yield name
