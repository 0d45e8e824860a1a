"""Residents who were visited at home, talked to one by one, or received at a station."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yishi.readings.report.express import topics
from yishi.readings.report.express.around import roles
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.lexicon import Lexicon

_AGED = re.compile(r"\d+(?:周)?岁(?:及)?(?:以上|以下)?的?")
_AT_HOME = re.compile(r"入户|上门|进家|到户|深入[^，]{0,10}(?:家庭|户)(?:，|$)")
_MOVED = re.compile(r"^(?:入户|上门|逐户)?(宣传|宣讲)?(?:动员|劝导)$")
_STATIONS = frozenset({"station_activity", "station_duty"})


def behind(spot: Spot) -> str:
    """What stands behind the number, and behind the age that stands there in between: 80名60岁以上老人."""
    aged = _AGED.match(spot.rest) if not spot.after else None
    return re.split(r"[，；]", spot.rest[aged.end() :])[0] if aged else spot.after


def one_by_one(spot: Spot, counted: Sequence[str]) -> tuple[str, ...]:
    """入户宣传动员80名老人: the kinds in which residents were visited at home, talked to, or both."""
    said = _MOVED.search(spot.bare_near)
    if not said or tuple(counted) != ("resident",):
        return ()
    home = _AT_HOME.search("，".join((*spot.earlier[-1:], spot.before)))
    return (*(("contact_visit",) if home else ()), *(("mass_preach",) if said.group(1) else ()))


def moved_to(spot: Spot, counted: Sequence[str], lexicon: Lexicon) -> str:
    """上门动员老人接种疫苗: to what they were moved."""
    if not one_by_one(spot, counted):
        return ""
    words = behind(spot)
    told = (re.sub(r"^参[加与]", "", words[hit.end :]) for hit in roles(words, lexicon) if hit.start <= 4)
    return next((topics.cleaned(each) for each in told), "")


def with_stations(kinds: tuple[str, ...], spot: Spot, lexicon: Lexicon) -> tuple[str, ...]:
    """代表进站履职，联系群众多少人次: those received at stations are among them."""
    if kinds != ("contact_visit",):
        return kinds
    told = {hit.code for clause in spot.earlier[-3:] for hit in lexicon.find(clause) if hit.what == "kind"}
    return ("station_activity", *kinds) if told & _STATIONS else kinds
