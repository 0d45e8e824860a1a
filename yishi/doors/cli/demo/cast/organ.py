"""Founding the demo's organ: term, sessions, units, committees, topics, delegations or sectors."""

from __future__ import annotations

from yishi.doors.cli.demo import stock
from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.days import Days
from yishi.foundation.clocks.packs import pack_for
from yishi.foundation.people.models import Grouping, Organ, Session, Term, Unit
from yishi.rooms.suggestions.models import Handover, Topic

CODES = {"npc": "yunxi-npc", "cppcc": "yunxi-cppcc"}
"""By these codes the demo's organs are known; no real district is called so."""
PLACE = "500199"
"""A code below Chongqing that no district bears."""
DISTRICT = "云溪区"
NAMES = {
    "npc": ("未有市云溪区人民代表大会常务委员会", "云溪区人大常委会", "云人常"),
    "cppcc": ("中国人民政治协商会议未有市云溪区委员会", "云溪区政协", "云协"),
}
GROUPS = {
    "npc": ("云谷", "溪口", "望溪", "听泉", "松坪", "鹭洲", "柳湾", "青禾", "枫坡", "竹岭", "麦垄", "雁滩"),
    "cppcc": (
        "中共界", "民主党派界", "无党派界", "工会共青团妇联界", "科学技术界", "经济界", "农业和农村界", "教育界", "体育文化艺术界",
        "医药卫生界", "环境资源界", "社会福利和社会保障界",
    ),
}  # fmt: skip
NEEDED = ("区委组织部", "区委政法委", "区法院", "区检察院")
"""Units that a small demo keeps, so that every system has one."""


def found(profile: str, days: Days, units: int) -> House:
    """The organ with everything but its people. `units` is how many it hands matters to, both offices included."""
    name, short, letterhead = NAMES[profile]
    organ = Organ.objects.create(
        code=CODES[profile],
        name=name,
        short=short,
        profile=profile,
        level=Organ.Level.DISTRICT,
        place=PLACE,
        letterhead=letterhead,
    )
    pack = pack_for(organ, days.opens)
    if pack is None:
        raise LookupError(f"no rule pack holds at {PLACE} on {days.opens}")
    house = House(organ, pack)
    term = Term.objects.create(organ=organ, number=18, began=days.term_began)
    sessions = [
        Session.objects.create(term=term, number=3 + at, opens=opens, closes=closes)
        for at, (opens, closes) in enumerate(days.sessions)
    ]
    title = "代表建议交办会" if profile == "npc" else "提案交办会"
    house.handover = Handover.objects.create(
        organ=organ, session=sessions[0], day=days.handover, title=f"{days.year}年{title}", place="区行政中心二号会议室"
    )
    _units(house, units)
    _topics(house)
    _groups(house, term)
    return house


def _units(house: House, count: int) -> None:
    rows = list(stock.units())
    needed = [row for row in rows if row.short in NEEDED]
    kept = [row for row in rows if row not in needed][: max(count - len(needed), 2)]
    chosen = [row for row in rows if row in kept or row in needed]
    house.units = Unit.objects.bulk_create(
        Unit(
            organ=house.organ, code=f"D{number:03d}", name=_full(row), short=row.short, side=row.side, coordinates=not row.topics,
            phone=f"000-6100{number:04d}",
        )
        for number, row in enumerate(chosen, 1)
    )  # fmt: skip
    for row, unit in zip(chosen, house.units, strict=True):
        for topic in row.topics.split():
            house.by_topic[topic].append(unit)


def _full(row: stock.UnitRow) -> str:
    if row.side == "other":
        return f"{row.name}"
    if row.name.startswith("委"):
        return f"中共{DISTRICT}{row.name}"
    return f"{DISTRICT}{row.name}"


def _topics(house: House) -> None:
    organ = house.organ
    for row in stock.topics():
        name = row.npc if organ.profile == Organ.Profile.NPC else row.cppcc
        if name not in house.committees:
            house.committees[name] = Grouping.objects.create(organ=organ, kind=Grouping.Kind.COMMITTEE, name=name)
        house.topics[row.code] = Topic.objects.create(
            organ=organ, code=row.code, name=row.name, committee=house.committees[name]
        )


def _groups(house: House, term: Term) -> None:
    npc = house.organ.profile == Organ.Profile.NPC
    kind = Grouping.Kind.DELEGATION if npc else Grouping.Kind.SECTOR
    made = Grouping.objects.bulk_create(
        Grouping(organ=house.organ, term=term, kind=kind, name=f"{name}代表团" if npc else name)
        for name in GROUPS[house.organ.profile]
    )
    house.groups.update({row.pk: [] for row in made})
