"""What a topic is called: its problem, in the words of the message that is most like the others; and its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yishi.readings.topics.places import ENDED, LONGEST, Parted, parted
from yishi.readings.topics.said import Said

MOST = 60
"""Messages that are read for a name, evenly over all of them."""
READ = 240
SHARED = 0.4
"""A name belongs to the topic where so large a share of its messages has it."""
SHORT, LONG = 4, 40
_ADDRESSED = re.compile(
    r"^(?:[一二三四五再又多]次?问|第[一二三四五六七八九十]+次|再次|强烈|坚决|恳请|恳求|请求|要求|希望|建议|咨询|请问|请|求助|投诉|举报|反映|反对|关于|对于|询问|质疑|呼吁|实名|联名"
    r"|政府|领导|书记|市长|有关部门|相关部门|尽快|帮忙|帮助|解决|协调|关注|督促|查处|严查|彻查|：|:|，|,|！|\s)+"
)
_ENDED = re.compile(r"(?:的(?:问题|投诉|建议|请求|反映|咨询|情况|意见|举报|几点\w{2}|疑问)|[。？！?!，,\s])+$")


@dataclass(frozen=True)
class Called:
    """`problem` says what, `place` where (empty where no place is shared), `admin` in which district;
    `by` is which of the messages lent its words."""

    problem: str
    place: str
    admin: str
    by: int = 0

    @property
    def whole(self) -> str:
        """Place and problem: 紫藤园小区：路灯不亮."""
        return "：".join(part for part in (self.where, self.problem) if part)

    @property
    def where(self) -> str:
        """District and place."""
        return f"{self.admin}{self.place}"


def called(said: Sequence[Said]) -> Called:
    """The name of a topic of these messages."""
    number = min(MOST, len(said))
    places = [at * len(said) // number for at in range(number)]
    some = [said[at] for at in places]
    subjects = [parted(row.subject) for row in some]
    texts = [parted(row.text[:READ]) for row in some]
    place = _place([_told(one) for one in subjects], some) or _place([_told(one) for one in texts], some)
    admin = _admin([one.admin or other.admin for one, other in zip(subjects, texts, strict=True)])
    problem, by = _problem(some, place)
    return Called(problem, place, admin, places[by])


def _told(one: Parted) -> set[str]:
    """The names that are worth telling: one that is as long as a name can be and ends in a single character (…里, …村) began nowhere,
    and is a piece of a sentence."""
    return {name for name in one.names if len(name) <= LONGEST or name in one.firm}


def _place(named: Sequence[set[str]], some: Sequence[Said]) -> str:
    """The name that most have, longer ones first; two that stand side by side become one."""
    held = Counter(name for names in named for name in names)
    shared = {name: number for name, number in held.items() if number >= max(2, SHARED * len(named))}
    if not shared:
        return ""
    ranked = sorted(shared, key=lambda name: (-shared[name] * min(len(name), 6), name))
    best = ranked[0]
    for other in ranked[1:4]:
        for whole in (best + other, other + best):
            if sum(whole in _plain(row) for row in some) >= SHARED * len(some):
                return whole
    return best


def _plain(row: Said) -> str:
    return f"{row.subject} {row.text[:READ]}".casefold()


def _admin(found: Sequence[Iterable[str]]) -> str:
    """The district that most are in; the city where they are in several."""
    held = Counter(name for names in found for name in set(names))
    ranked = sorted(held, key=lambda name: (-held[name], name))
    most = [name for name in ranked if held[name] >= max(2, SHARED * len(found))]
    nearest = next((name for name in most if name.endswith(("区", "县"))), most[0] if most else "")
    return nearest.upper()


def _problem(some: Sequence[Said], place: str) -> tuple[str, int]:
    """The subject that is most like the others, without address and place; and whose it is."""
    said = [_bare(row.subject or row.text[:LONG], place) for row in some]
    grams = [{text[at : at + 2] for at in range(len(text) - 1)} for text in said]
    held = Counter(gram for each in grams for gram in each)

    def likeness(at: int) -> float:
        return (
            sum(held[gram] - 1 for gram in grams[at]) / (len(grams[at]) + 6) if SHORT <= len(said[at]) <= LONG else -1
        )

    best = max(range(len(said)), key=lambda at: (likeness(at), -at))
    return said[best] or some[best].subject, best


def _bare(subject: str, place: str) -> str:
    """Without what is said to whoever reads it, and without the place."""
    text = _ENDED.sub("", _ADDRESSED.sub("", subject.strip()))
    text = re.sub(r"[A-Z]\d{0,2}[市区县]", "", text)
    for part in (place, place.upper(), ENDED.sub("", place)):
        if len(part) > 1 and part in text:
            text = text.replace(part, "", 1)
            break
    return _ENDED.sub("", _ADDRESSED.sub("", text)).removeprefix("的") or subject.strip()
