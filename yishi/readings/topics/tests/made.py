"""Invented messages of an invented city, for tests: every place is somewhere else, and everybody says it in his own words."""

from __future__ import annotations

import datetime as dt

from yishi.readings.topics.said import Said

DAY = dt.date(2026, 3, 2)
PLACES = (
    "青竹坪小区", "望溪花园", "石榴湾小区", "白鹭汀家园", "东柳村", "落星桥社区", "铜铃新村", "金谷苑", "杏花坞小区", "南塘公寓",
    "鹤鸣山庄", "丹枫嘉园", "碧梧里小区", "云锦公馆", "槐荫街", "鼓楼西路", "柏树巷", "玉带河路", "松涛大道", "沙洲镇",
)  # fmt: skip
PROBLEMS = (
    "楼道里堆满杂物，消防栓被挡住", "电梯三天两头停运，老人上不了楼", "自来水发黄，早晚水压很小", "垃圾桶满了没人清，夏天发臭",
    "路面坑洼，骑车摔倒过好几回", "公交车半小时一班，上班总迟到", "幼儿园学位太少，报不上名", "河道漂着死鱼，水面发绿",
    "工资拖欠三个月，老板不接电话", "房产证办了两年还没有下来", "健身器材生锈断裂，孩子玩着危险", "快递柜占了人行道",
)  # fmt: skip
LIGHT = (
    ("夜里路灯全黑", "从月初到现在路灯一盏都不亮，晚上走路看不清台阶，盼望抢修路灯。"),
    ("路灯坏了没人修", "路灯坏了二十多天，物业推给供电所，供电所推给市政，晚上漆黑一片，老人不敢出门。"),
    ("请修路灯", "这里的路灯长期不亮，孩子放学走夜路看不清，请尽快维修路灯。"),
    ("路灯不亮，出行不安全", "一到晚上漆黑一片，路灯不亮已经半个月，有人摔伤，希望维修路灯。"),
    ("什么时候能恢复路灯照明", "路灯照明坏了很久，打过几次电话都说维修，晚上还是黑的，老人出门摔跤。"),
)
"""One problem in five persons' words."""
NOISE = (
    ("底商音响整夜扰民", "楼下的店铺每天放音响到凌晨，低音震得睡不着，多次报警无果，严重扰民。"),
    ("店铺音响噪声太大", "底商开业以后音响从早放到半夜，噪声大，孩子没法写作业，请查处扰民的店铺。"),
    ("音响扰民，夜里睡不着", "店铺门口的音响半夜还在响，低音炮震动，老人心脏受不了，报警也不管用。"),
    ("请管管楼下店铺的音响", "店铺音响天天响到凌晨一点，噪声扰民，睡不着觉，希望有关部门查处。"),
)


def said(number: int, subject: str, text: str, *, who: str = "", days: int = 0, **more: int) -> Said:
    """One message, of a person of its own unless told."""
    return Said(f"N{number:04}", who or f"P{number}", subject, DAY + dt.timedelta(days=days), text, **more)


QUARTERS = ("", "东", "西", "南", "北", "上", "下")


def city(number: int = 160) -> list[Said]:
    """Many messages, of which no two are about the same problem at the same place (up to 1,680 of them)."""
    found, each = [], len(PLACES) * len(PROBLEMS)
    for at in range(number):
        which = at % len(PLACES)
        place = f"{QUARTERS[at // each]}{PLACES[which]}"
        problem = PROBLEMS[(at // len(PLACES) + which) % len(PROBLEMS)]
        subject, _comma, rest = problem.partition("，")
        found.append(said(at, f"{place}{subject}", f"我住在{place}，{subject}，{rest}。", days=at % 60))
    return found


def about(place: str, words: tuple[tuple[str, str], ...], first: int, days: int = 0) -> list[Said]:
    """What several persons say of one problem at one place."""
    return [
        said(first + at, f"{place}{subject}", f"{place}{text}", days=days + at)
        for at, (subject, text) in enumerate(words)
    ]


def numbers(rows: list[Said], places: tuple[int, ...]) -> set[str]:
    """The numbers of the messages at these places."""
    return {rows[at].number for at in places}
