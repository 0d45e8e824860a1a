"""The facts of a frame that fulfil every condition, as an Ibis expression; what stands in bridges is joined to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from yishi.readings.figures.engine.atoms import DURATION, Frame, Where
from yishi.readings.lens.tables import TABLES

Organs = Callable[[bool], frozenset[int] | None]
"""Keys of the organs that count, of the sub-tree if true; None where these are all there are."""
ROOTED = {"tag": "tags", "grouping": "groups", "role": "persons"}
"""A column that a bridge adds to the facts, and the bridge."""
SUBMITTED, SESSION = "submitted", "session"


def facts(frame: Frame, rest: Where, organs: Organs, apart: frozenset[str], root: str) -> Any:
    """The facts of a frame that fulfil every condition, with a bridge's columns where one is named."""
    rows = _framed(frame, organs)
    of_root = root == "role" and (rest.person or rest.roles)
    for narrow in (_of_topics, _with_tags, _of_groups, _that_became, _of_one_day):
        rows = narrow(rows, rest, frame)
    if root:
        bridge = table(ROOTED[root])
        rows = rows.join(bridge, rows.id == bridge.fact).drop("fact")
    if of_root:
        rows = _persons(rows, rest)
    elif rest.person or rest.roles:
        rows = rows.semi_join(_persons(_with_persons(frame, organs), rest), "id")
    if rest.off_topic:
        rows = rows.filter(rows.topic != rows.tag)
    if rest.happening and rest.became:
        rows = rows.filter(rows.kind.notin(sorted(apart)))
    return rows


@cache
def table(name: str) -> Any:
    import ibis

    return ibis.table(dict(TABLES[name].columns), name=name)


def _framed(frame: Frame, organs: Organs) -> Any:
    rows, span = table("facts"), frame.span
    held = [rows.outside == frame.outside, rows.day <= span.until]
    if frame.mode == "in":
        held.append(rows.day >= span.since)
    if frame.mode == "stock":
        held.append(rows.until.isnull() | (rows.until > span.until))
    if (mine := organs(frame.tree)) is not None:
        hosts = table("hosts")
        held.append(rows.organ.isin(sorted(mine)) | rows.id.isin(hosts.filter(hosts.host.isin(sorted(mine))).fact))
    rows = rows.filter(held)
    return rows if frame.cohort is None else rows.semi_join(_cohort(frame, organs), "matter")


def _cohort(frame: Frame, organs: Organs) -> Any:
    rows, cohort = table("facts"), frame.cohort
    assert cohort is not None
    held = [rows.kind == SUBMITTED, rows.day.between(cohort.days.since, cohort.days.until)]
    if cohort.at_session:
        held.append(rows.source == SESSION)
    if (mine := organs(frame.tree)) is not None:
        held.append(rows.organ.isin(sorted(mine)))
    return rows.filter(held).select("matter")


def _of_topics(rows: Any, rest: Where, frame: Frame) -> Any:
    """A topic stands on the fact or among its tags."""
    if not rest.topics:
        return rows
    tags = table("tags")
    return rows.filter(
        rows.topic.isin(sorted(rest.topics)) | rows.id.isin(tags.filter(tags.tag.isin(sorted(rest.topics))).fact)
    )


def _with_tags(rows: Any, rest: Where, frame: Frame) -> Any:
    tags = table("tags")
    return rows.filter(rows.id.isin(tags.filter(tags.tag.isin(sorted(rest.tags))).fact)) if rest.tags else rows


def _of_groups(rows: Any, rest: Where, frame: Frame) -> Any:
    groups = table("groups")
    named = groups.filter(groups.grouping.isin(sorted(rest.groups)))
    return rows.filter(rows.id.isin(named.fact)) if rest.groups else rows


def _that_became(rows: Any, rest: Where, frame: Frame) -> Any:
    """The matter, or where single things are counted the thing itself, came to this by the window's end."""
    for kind in sorted(rest.became):
        later = table("facts").view()
        later = later.filter(later.kind == kind, later.day <= frame.span.until)
        same = [rows.matter == later.matter]
        if rest.happening:
            (was,) = rest.by_column["kind"]
            same.append(rows.key.replace(f"{was}/", f"{kind}/") == later.key)
        rows = rows.semi_join(later, same)
    return rows


def _of_one_day(rows: Any, rest: Where, frame: Frame) -> Any:
    if not rest.lone:
        return rows
    lasting = table("facts").view()
    lasting = lasting.filter(lasting.kind == DURATION)
    return rows.anti_join(lasting, [rows.matter == lasting.matter, rows.kind == lasting.source])


def _with_persons(frame: Frame, organs: Organs) -> Any:
    rows, persons = _framed(frame, organs), table("persons")
    return rows.join(persons, rows.id == persons.fact).drop("fact")


FLAGS = frozenset({"grass_roots", "non_party", "re_elected"})


def _persons(rows: Any, rest: Where) -> Any:
    """Conditions on who took part, by what he was on the fact's day."""
    if rest.roles:
        rows = rows.filter(rows.role.isin(sorted(rest.roles)))
    for name, values in rest.person:
        if name == "sector":
            sectors = table("sectors")
            sectors = sectors.filter(sectors.name.isin(sorted(values)))
            on_the_day = [
                rows.mandate == sectors.mandate, sectors.began <= rows.day,
                sectors.ended.isnull() | (sectors.ended >= rows.day),
            ]  # fmt: skip
            rows = rows.semi_join(sectors, on_the_day)
        elif name in FLAGS:
            rows = rows.filter(rows[name].isin([value == "yes" for value in sorted(values)]))
        else:
            rows = rows.filter(rows["person_kind" if name == "kind" else name].isin(sorted(values)))
    return rows
