"""What the office keeps beside the matters: topic hints before the session, bulletins, the yearly report on handling."""

from __future__ import annotations

import datetime as dt

from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import DAY, Days
from yishi.foundation import clock
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.models import Bulletin, HandlingReport, Hint, Suggestion

HINTS = (
    ("elderly", "老年食堂如何可持续运营"), ("housing", "老旧小区改造后的长效管理"), ("traffic", "学校和医院周边的停车与通行"),
    ("education", "城区学位供给与人口变化"), ("water", "农村供水一体化的运行维护"), ("safety", "电动自行车充电安全"),
    ("digital", "社区报表减负与数据共享"), ("agriculture", "丘陵地块的机械化和社会化服务"), ("employment", "灵活就业人员的社会保障"),
    ("grassroots", "小区公共收益的公开和使用"), ("environment", "餐饮油烟和噪声的源头治理"), ("culture", "乡村旅游的公共配套"),
)  # fmt: skip
BULLETINS = 4
READ_AFTER = dt.timedelta(days=14)
"""Notices older than this have been read."""


def fill_shelf(house: House, days: Days) -> None:
    """Hints two months before the session, bulletins through the year, the report of the last November; old notices read."""
    published = days.ago((days.today - days.opens).days + 60)
    Hint.objects.bulk_create(
        Hint(
            organ=house.organ, title=title, text="供代表（委员）会前调研参考，可结合所在街镇实际选题。", topic=house.topics[topic],
            from_unit=next(iter(house.by_topic[topic]), None), published_on=published, ended_on=days.closes,
        )
        for topic, title in HINTS
    )  # fmt: skip
    _bulletins(house, days)
    _reports(house, days)
    moment = clock.now()
    Notice.objects.filter(organ=house.organ, made_at__lt=moment - READ_AFTER).update(read_at=moment - READ_AFTER)


def _bulletins(house: House, days: Days) -> None:
    office = house.accounts["office"]
    word = "代表建议" if house.organ.profile == Organ.Profile.NPC else "提案"
    step = (days.today - days.handover) // (BULLETINS + 1)
    for number in range(1, BULLETINS + 1):
        day = days.on(days.handover + step * number)
        answered = Suggestion.objects.filter(matter__organ=house.organ, answered_on__lte=day)
        text = f"截至{day:%Y年%m月%d日}，已答复{word}{answered.count()}件。各承办单位应当加强与提出人的沟通，按期答复，并抓好承诺事项的落实。"
        made = Bulletin.objects.create(
            organ=house.organ,
            year=day.year,
            number=number,
            title=f"{word}办理工作简报",
            day=day,
            text=text,
            made_by=office,
        )
        made.suggestions.set(answered.filter(answered_on__gt=day - step).order_by("pk")[:3])


def _reports(house: House, days: Days) -> None:
    """One November's reports: this year's where it is over, else the last year's."""
    npc = house.organ.profile == Organ.Profile.NPC
    year = days.today.year if days.today >= dt.date(days.today.year, 11, 15) else days.today.year - 1
    day = days.on(dt.date(year, 11, 12))
    parts = ("区人大常委会代表工作机构", "区人民政府", "区人民法院", "区人民检察院") if npc else ("区政协提案委员会",)
    HandlingReport.objects.bulk_create(
        HandlingReport(
            organ=house.organ, year=year, part=part, reported_on=day, vote="全票通过" if npc else "",
            published_on=day + DAY * 7 if day + DAY * 7 < days.today else None,
        )
        for part in parts
    )  # fmt: skip
