"""Information items of the demo year: written by members and informants, edited, passed on, instructed, adopted, turned back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yishi.doors.cli.demo.days import Days
from yishi.doors.cli.demo.story.engine import Do, Story
from yishi.foundation.people.models import Unit
from yishi.rooms.voice.loop import information
from yishi.rooms.voice.models import InfoOutcome

K, L = InfoOutcome.Kind, InfoOutcome.Level
FEEDBACK = "已收悉。我单位已组织调研，能够解决的列入今年计划，需要上级支持的已专题请示。"
INSTRUCTION = "所提情况属实，请有关部门认真研究，提出办法。"
OTHERS = ("区工商联", "民主党派区级组织", "基层信息员")


@dataclass
class Item:
    """One item: what is written in it, by whom, and to which unit it would be passed."""

    days: Days
    day: dt.date
    who: str
    unit: Unit
    number: int
    words: dict[str, Any]
    above: str
    key: int = 0

    def do(self, step: str, who: str = "office", *, later: int = 0, **data: Any) -> Do:
        """The step so many working days after the last one; 0 and without a key opens the item."""
        self.day = self.days.after(self.day, later) if later else self.day
        wanted = information[step]
        dated = {"day": str(self.day)} if "day" in wanted.inputs else {}
        return Do(self.day, who, wanted, self.key or None, dated | data)

    @property
    def edited(self) -> dict[str, Any]:
        """What goes out: the same, set as a report."""
        return {"title": self.words["title"], "edited": f"据反映，{self.words['text']}", "topic": self.words["topic"]}

    def last(self, kind: str) -> int:
        """What last came of it, of this kind."""
        return InfoOutcome.objects.filter(item=self.key, kind=kind).latest("pk").pk


Teller = Callable[[Item], Story]


def waits(i: Item) -> Story:
    """Written, and not read yet."""
    made = yield i.do("write_item", i.who, **i.words)
    i.key = made.pk if made else 0


def edited(i: Item) -> Story:
    """Edited within some days."""
    yield from waits(i)
    yield i.do("edit_item", later=1 + i.number % 4, **i.edited)


def entered(i: Item) -> Story:
    """It reached the office otherwise."""
    made = yield i.do("enter_item", other_author=OTHERS[i.number % len(OTHERS)], **i.words)
    i.key = made.pk if made else 0
    yield i.do("edit_item", later=2, **i.edited)
    yield i.do("amend_item", later=1, **i.edited | {"edited": f"{i.edited['edited']}有关情况已向主管部门核实。"})


def printed(i: Item) -> Story:
    """Edited and put into a weekly bulletin."""
    yield from edited(i)
    yield i.do("put_in_bulletin", later=2, bulletin=f"{i.day.year}年第{i.day.isocalendar().week}期")


def forwarded(i: Item) -> Story:
    """Passed to a department, which says what came of it."""
    yield from edited(i)
    yield i.do("forward", later=1, unit=i.unit.pk, text="请研究办理并反馈。")
    yield i.do("feed_back", later=15, row=i.last(K.FORWARDED), text=FEEDBACK)


def instructed(i: Item) -> Story:
    """A leader writes an instruction on it; it goes to a department, too."""
    yield from edited(i)
    yield i.do("instruct", later=4, by="区政府主要负责同志", level=L.DISTRICT, text=INSTRUCTION)
    yield i.do("forward", later=1, unit=i.unit.pk, text="按批示办理。")
    if i.number % 3:
        yield i.do("feed_back", later=20, row=i.last(K.FORWARDED), text=FEEDBACK)


def adopted(i: Item) -> Story:
    """A body above takes it up; some go up further."""
    yield from edited(i)
    yield i.do("adopt", later=8, level=L.CITY, by=i.above)
    if i.number % 4 == 0:
        yield i.do("adopt", later=20, level=L.PROVINCE)


def all_of_it(i: Item) -> Story:
    """Adopted above and instructed on: it counts for either."""
    yield from adopted(i)
    yield i.do("instruct", later=5, by="市政府分管负责同志", level=L.CITY, text=INSTRUCTION)


def turned_back(i: Item) -> Story:
    """Mended by its writer before it is edited."""
    yield from waits(i)
    yield i.do("turn_back_item", later=2, why="请补充具体地点和数据。")
    yield i.do("revise_item", i.who, later=3, **i.words | {"text": f"{i.words['text']}以上数据由街道提供。"})
    yield i.do("edit_item", later=2, **i.edited)


def to_be_mended(i: Item) -> Story:
    """Back with its writer."""
    yield from waits(i)
    yield i.do("turn_back_item", later=1, why="请写明建议由哪一级、哪个部门办理。")


def set_aside(i: Item) -> Story:
    """Not sent out."""
    yield from waits(i)
    yield i.do("set_aside", later=3, why="所反映的情况已有部署，留存备查。")


def withdrawn(i: Item) -> Story:
    """Taken back by its writer."""
    yield from waits(i)
    yield i.do("withdraw_item", i.who, later=1)


def struck(i: Item) -> Story:
    """What was recorded of it was another one's."""
    yield from adopted(i)
    yield i.do("strike_outcome", later=2, row=i.last(K.ADOPTED), why="登记到了另一篇。")
