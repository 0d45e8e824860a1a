"""How many information items the demo year tells and what comes of each, and which questionnaires are held."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from yishi.doors.cli.demo import stock
from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.cast.people import INFORMANTS
from yishi.doors.cli.demo.days import DAY, Days
from yishi.doors.cli.demo.lives import informed, surveyed
from yishi.doors.cli.demo.lives.informed import Item, Teller
from yishi.doors.cli.demo.lives.surveyed import Asked
from yishi.doors.cli.demo.plan import FULL, Size
from yishi.doors.cli.demo.story.engine import Story
from yishi.doors.cli.demo.writing.slots import PLACES, fill

COURSES: tuple[tuple[Teller, int], ...] = (
    (informed.printed, 30), (informed.forwarded, 18), (informed.instructed, 12), (informed.adopted, 20), (informed.all_of_it, 8),
    (informed.turned_back, 5), (informed.set_aside, 8), (informed.entered, 6), (informed.withdrawn, 2), (informed.struck, 1),
)  # fmt: skip
"""What becomes of them in a full year of a CPPCC committee, whose work they are; a congress has a quarter of them."""
TODAY: tuple[tuple[Teller, int], ...] = ((informed.waits, 2), (informed.waits, 6), (informed.to_be_mended, 9))
"""What is open today, and since how many days."""
FINISHED = 75
ANSWERS = 160
ELDERLY = (
    {"text": "您或家人在社区食堂用过餐吗？", "kind": "single", "options": "经常；偶尔；没有", "must": "must"},
    {"text": "您对社区养老服务满意吗？", "kind": "scale", "options": "", "must": "must"},
    {"text": "最需要哪些服务？", "kind": "several", "options": "助餐；助医；助浴；日间照料；上门探访", "must": "must"},
    {"text": "您还有什么建议？", "kind": "text", "options": "", "must": "may"},
)
PROJECTS = (
    {
        "text": "下一年民生实事，您最希望办哪几件？",
        "kind": "several",
        "options": "老旧小区加装电梯；增加公共停车位；学校门口交通改造；社区卫生站延长服务；口袋公园和健身步道",
        "must": "must",
    },
    {"text": "您住在", "kind": "single", "options": "街道；镇；乡", "must": "must"},
    {"text": "请写明具体地点和理由", "kind": "text", "options": "", "must": "may"},
)
PARKING = (
    {"text": "您平时在哪里停车？", "kind": "single", "options": "小区车位；路边；公共停车场；不开车", "must": "must"},
    {"text": "晚上找到车位要多久？", "kind": "single", "options": "5分钟以内；5至15分钟；15分钟以上", "must": "must"},
    {"text": "您对路边停车管理满意吗？", "kind": "scale", "options": "", "must": "may"},
)
INTRO = "了解居民的看法，供审议和调研参考。不问姓名和电话，约需两分钟。"


class Inquiries:
    """Deals out items and questionnaires; the same for a seed."""

    def __init__(self, house: House, days: Days, size: Size, seed: int) -> None:
        self.house, self.days, self.seed = house, days, seed
        self.profile = house.organ.profile
        self.share = size.suggestions / FULL.suggestions
        self.writers = house.mandates[:-1]  # the last one leaves in the course of the year
        self.topic = {row.field: row.topic for row in stock.voices()}
        self.dealt = 0

    def stories(self) -> Iterator[Story]:
        """Every item and every questionnaire of the year."""
        part = self.share * (1 if self.profile == "cppcc" else 0.25)
        for tell, count in COURSES:
            for _ in range(max(1, round(count * part))):
                yield tell(self._item())
        for tell, ago in TODAY:
            yield tell(self._item(self.days.ago(ago)))
        yield from self._surveys()

    def _item(self, day: dt.date | None = None) -> Item:
        self.dealt += 1
        rng = random.Random(f"{self.seed}/{self.profile}/items/{self.dealt}")
        row, place = rng.choice(stock.problems()), rng.choice(PLACES)
        said = [fill(part, place, rng) for part in (row.fact, row.harm, row.first, row.second)]
        words = {
            "title": fill(row.title, place, rng), "text": "{}。{}。建议：一是{}；二是{}。".format(*said),
            "topic": self.topic.get(row.topic, ""),
        }  # fmt: skip
        fit = [unit for unit in self.house.by_topic[row.topic] if not unit.coordinates] or self.house.side("government")
        first = self.days.opens
        begins = day or self.days.on(first + DAY * rng.randint(0, (self.days.ago(FINISHED) - first).days))
        writer = self.writers[int(len(self.writers) * rng.random() ** 1.5)]
        who = f"member/{writer.pk}" if self.dealt % 7 else f"informant/{self.dealt % INFORMANTS + 1}"
        above = "市人大常委会办公厅" if self.profile == "npc" else "市政协办公厅"
        return Item(self.days, begins, who, rng.choice(fit), self.dealt, words, above)

    def _surveys(self) -> Iterator[Story]:
        opens, days = self.days.opens, self.days
        yield surveyed.held(self._asked("社区养老服务居民问卷", ELDERLY, days.on(opens + DAY * 60), 30))
        yield surveyed.held(self._asked("城区停车情况问卷", PARKING, days.on(opens + DAY * 140), 20))
        yield surveyed.open_now(self._asked("民生实事项目居民意见征集", PROJECTS, days.ago(14), 30, 0.4))
        yield surveyed.drawn(self._asked("社区养老服务回访问卷", ELDERLY, days.ago(3), 40))
        yield surveyed.dropped(self._asked("居民出行方式问卷", PARKING, days.on(opens + DAY * 100), 20))

    def _asked(
        self, title: str, questions: tuple[dict[str, str], ...], begins: dt.date, lasts: int, part: float = 1
    ) -> Asked:
        rng = random.Random(f"{self.seed}/{self.profile}/{title}")
        number = max(12, round(ANSWERS * self.share * part))
        return Asked(title, INTRO, questions, self.days, begins, lasts, number, rng)
