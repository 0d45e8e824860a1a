"""Words that want somebody to look at once (急): danger to life, gas, collapse, fire, and the like, as data.

A word counts even where it is only feared: the one who sorts decides. It does not where the words before it say that
it is being prevented or did not happen (`unless` in the file)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

GROUPS: dict[str, Promise] = {
    "life": lazy("可能危及生命"),
    "self_harm": lazy("可能有人轻生"),
    "gas": lazy("可能有燃气泄漏"),
    "collapse": lazy("可能有房屋、道路、山体塌垮"),
    "fire": lazy("可能有火灾、爆炸"),
    "electric": lazy("可能有人触电"),
    "lift": lazy("可能有电梯事故"),
    "flood": lazy("可能有洪水、积水险情"),
    "poison": lazy("可能有人中毒"),
    "children": lazy("可能有未成年人受到伤害"),
    "violence": lazy("可能有人受到暴力、威胁"),
    "crowd": lazy("可能有多人聚集、上访"),
    "outage": lazy("可能断水断电"),
}
"""What each group of words may mean."""


@dataclass(frozen=True)
class Urgent:
    """One group of which the text holds words: the words, in order, where the first stands, and the reason in a sentence."""

    group: str
    words: tuple[str, ...]
    start: int
    reason: str


@dataclass(frozen=True)
class _List:
    words: dict[str, str]
    found: re.Pattern[str]
    before: re.Pattern[str]
    within: re.Pattern[str]


@cache
def _list() -> _List:
    data = tomllib.loads(files("yishi.readings.sorting").joinpath("urgent.toml").read_text(encoding="utf-8"))
    words = {word: group["code"] for group in data["group"] for word in group["words"]}
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    before = "|".join(map(re.escape, data["unless"]["before"]))
    within = "|".join(map(re.escape, data["unless"]["within"]))
    return _List(words, re.compile(either), re.compile(rf"(?:{before})\w{{0,2}}$"), re.compile(within))


def urgent(text: str) -> list[Urgent]:
    """Each group of which the text holds a word, in the order of the text."""
    known = _list()
    outside = [match.span() for match in known.within.finditer(text)]
    found: dict[str, list[re.Match[str]]] = {}
    for match in known.found.finditer(text):
        covered = any(start < match.end() and match.start() < end for start, end in outside)
        if not covered and not known.before.search(text[max(0, match.start() - 6) : match.start()]):
            found.setdefault(known.words[match[0]], []).append(match)
    return [_told(group, matches) for group, matches in found.items()]


def _told(group: str, matches: list[re.Match[str]]) -> Urgent:
    words = tuple(dict.fromkeys(match[0] for match in matches))
    said = {"words": "".join(_("“%s”") % word for word in words[:3]), "what": GROUPS[group]}
    return Urgent(group, words, matches[0].start(), _("%(what)s：写到%(words)s") % said)
