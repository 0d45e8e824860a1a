"""The columns of a roll of deputies or members, and where each of them is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Field, Model

from yishi.foundation.people import grounds
from yishi.foundation.people.models import Grouping, Mandate, Organ, Person
from yishi.foundation.sheets import Column, Kind

DEGREES = {
    "school": ("高中及以下", "高中", "中专", "初中", "小学", "中技", "职高", "技校"),
    "college": ("大专", "专科", "大学专科", "高职"),
    "bachelor": ("本科", "大学本科", "大学", "学士", "在职大学", "中央党校大学", "党校大学"),
    "master": ("硕士", "研究生", "硕士研究生", "在职研究生", "在职硕士", "党校研究生"),
    "doctor": ("博士", "博士研究生", "在职博士", "博士后"),
}
BEGUN = {
    "elected": ("选举", "选举产生", "当选"),
    "by_elected": ("补选",),
    "invited": ("协商邀请", "协商产生", "邀请", "协商"),
    "added": ("增补",),
    "appointed": ("任命",),
}
KINDS = {
    "deputy": ("代表", "人大代表"),
    "member": ("委员", "政协委员"),
    "standing": ("常委会组成人员", "常委", "常务委员", "常委会委员"),
    "official": ("任命人员",),
}

WORK_MOST = 120
"""Characters that 单位及职务 may have, also when it comes in two columns."""

PERSON = ("sex", "born", "degree", "title", "work", "phone")
MANDATE = ("number", "office", "began", "begun_by", "re_elected", "grass_roots", "non_party")

ONE: Mapping[str, tuple[str, bool]] = {
    "delegation": (Grouping.Kind.DELEGATION, False),
    "sector": (Grouping.Kind.SECTOR, False),
    "second_sector": (Grouping.Kind.SECTOR, True),
    "constituency": (Grouping.Kind.CONSTITUENCY, False),
    "deputies": (Grouping.Kind.DEPUTIES, False),
    "liaison": (Grouping.Kind.LIAISON, False),
}
"""Column -> kind of grouping of which a seat has one, and whether it is the second."""

SEVERAL: Mapping[str, str] = {
    "professional": Grouping.Kind.PROFESSIONAL,
    "committee": Grouping.Kind.COMMITTEE,
    "activity": Grouping.Kind.ACTIVITY,
}
"""Column -> kind of grouping of which a seat may have several; what stands in the cell is all of them."""

HEADED: Mapping[str, str] = {Organ.Profile.NPC: "delegation", Organ.Profile.CPPCC: "sector"}
"""Column of the grouping that the column 团长 (召集人) speaks of."""


def columns(organ: Organ) -> tuple[Column, ...]:
    """The roll's columns for this profile. There is none for belief, party or ethnicity, on purpose."""
    return (*_of_the_person(), *_of_the_seat(organ), *_of_groupings(organ))


def _of_the_person() -> Sequence[Column]:
    sexes = {value: (str(label),) for value, label in Person.Sex.choices}
    return (
        Column("name", ("姓名", "代表姓名", "委员姓名"), required=True, tight=True, max_length=40),
        Column("sex", ("性别",), kind=Kind.CHOICE, choices=sexes),
        Column("born", ("出生日期", "出生年月", "出生年月日"), kind=Kind.DAY, month_only=True,
               note="只写年月的，按当月 1 日记，只用于算年龄。同名的人靠它区分"),
        Column("degree", ("学历", "文化程度", "最高学历"), kind=Kind.CHOICE, choices=DEGREES),
        Column("title", ("职称", "专业技术职称", "专业技术职务"), max_length=40),
        Column("work", ("单位及职务", "工作单位及职务", "单位职务", "工作单位"), max_length=WORK_MOST),
        Column("work_post", ("职务", "行政职务"), max_length=60, note="与“工作单位”分列时填写"),
        Column("phone", ("电话", "联系电话", "手机", "手机号", "手机号码"), kind=Kind.CODE, max_length=40),
    )  # fmt: skip


def _of_the_seat(organ: Organ) -> Sequence[Column]:
    kinds = {kind: KINDS[kind] for kind in grounds.kinds(organ)}
    ways = {way for kind in kinds for way in grounds.begins(organ, kind)}
    return (
        Column("number", ("证号", "代表证号", "委员证号", "代表证编号"), kind=Kind.CODE, max_length=24),
        Column("term", ("届次", "届别"), kind=Kind.CODE, note="不填为当前届"),
        Column(
            "kind",
            ("身份", "类别"),
            kind=Kind.CHOICE,
            choices=kinds,
            note=f"不填为{next(iter(kinds.values()))[0]}",
        ),
        Column("office", ("会内职务", "常委会职务"), max_length=80),
        Column("begun_by", ("产生方式",), kind=Kind.CHOICE, choices={k: v for k, v in BEGUN.items() if k in ways}),
        Column("began", ("开始日期", "任职日期", "当选日期"), kind=Kind.DAY, note="不填为本届开始之日"),
        Column("re_elected", ("连任", "是否连任"), kind=Kind.FLAG),
        Column("grass_roots", ("基层", "基层一线", "是否基层"), kind=Kind.FLAG),
        Column("non_party", ("非中共", "是否非中共"), kind=Kind.FLAG, note="只用于名额结构"),
    )


def _of_groupings(organ: Organ) -> Sequence[Column]:
    npc = organ.profile == Organ.Profile.NPC
    if npc:
        seat = [
            _one("delegation", "代表团"),
            _one("constituency", "选区", "选举单位"),
            _one("deputies", "代表小组"),
        ]
    else:
        seat = [
            _one("sector", "界别", "第一界别", "所属界别"),
            _one("second_sector", "第二界别"),
            _one("liaison", "联络组", "委员联络组"),
        ]
    heads = Column("heads", ("团长", "是否团长") if npc else ("召集人", "是否召集人"), kind=Kind.FLAG)
    several = (
        _several("professional", "专业小组", "专业代表小组"),
        _several("committee", "专门委员会", "专委会"),
        _several("activity", "活动小组"),
    )
    return (*seat, heads, *several)


def _one(key: str, *titles: str) -> Column:
    return Column(key, titles, tight=True, max_length=80)


def _several(key: str, *titles: str) -> Column:
    note = "填写的是全部，原有而未写的视为退出"
    return Column(key, titles, kind=Kind.MANY, max_length=80, note=note)


def title_of(model: type[Model], name: str) -> str:
    """What a field is called on pages."""
    kept = model._meta.get_field(name)
    return str(kept.verbose_name) if isinstance(kept, Field) else name


def labels() -> dict[str, str]:
    """What the preview calls each kept field."""
    names = {name: title_of(Person, name) for name in ("name", *PERSON)}
    return names | {name: title_of(Mandate, name) for name in MANDATE}
