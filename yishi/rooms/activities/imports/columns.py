"""The columns of a sheet of activities, in the words of the organ's profile. What is exported can be brought in again."""

from __future__ import annotations

from yishi.foundation.sheets import Column, Kind


def columns(profile: str) -> tuple[Column, ...]:
    """The sheet's columns; the first title of each is the one that is written."""
    cppcc = profile == "cppcc"
    maker, group = ("委员", "界别") if cppcc else ("代表", "代表团")
    return (
        Column("kind", ("活动种类", "种类", "类别", "活动类别"), True, tight=True, max_length=60, note="目录里的名称或者别称"),
        Column("day", ("日期", "活动日期", "开始日期", "时间", "活动时间"), True, Kind.DAY),
        Column("title", ("名称", "活动名称", "活动主题", "标题"), max_length=200, width=36, note="不填则由种类和日期代替"),
        Column("last_day", ("最后一天", "结束日期", "截止日期"), kind=Kind.DAY, note="只有一天的不填"),
        Column("place", ("地点", "活动地点"), max_length=80),
        Column("area", ("镇街", "镇街（片区）", "街道", "乡镇"), tight=True, max_length=12),
        Column("topics", ("主题", "主题词"), kind=Kind.MANY, max_length=24),
        Column("laws", ("涉及的法律法规", "法律法规", "法规"), kind=Kind.MANY, max_length=60),
        Column("times", ("次数", "场次"), kind=Kind.INTEGER, minimum=1, maximum=2_000_000_000, note="一行代表几次，不填为 1"),
        Column("result", ("结果", "测评结果"), tight=True, max_length=32),
        Column("body", ("承办委室", "承办的委室", "承办部门", "责任委室"), tight=True, max_length=80),
        Column("hosts", ("联合举办单位", "联合举办", "联合单位", "协办单位"), kind=Kind.MANY, max_length=60),
        Column("groups", (group, "参加的代表团", "参加的界别", "小组"), kind=Kind.MANY, max_length=80),
        Column("persons", (f"参加{maker}", "参加代表", "参加委员", "参加人员", "参加人"), kind=Kind.MANY, max_length=40, width=30),
        Column("heads", ("参加人次", "人次", "参加人数"), kind=Kind.MANY, max_length=40, note="如 群众30、专家5；只记人数"),
        Column("outputs", ("成果", "活动成果"), kind=Kind.MANY, max_length=120, width=30, note="如 意见建议12条、发现问题3个"),
        Column("summary", ("情况", "活动情况", "备注", "说明"), lines=True, max_length=10_000, width=40),
    )  # fmt: skip
