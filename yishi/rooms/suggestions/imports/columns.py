"""The columns of a sheet of suggestions, in the words of the organ's profile."""

from __future__ import annotations

from yishi.foundation.sheets import Column, Kind

STATES = {
    "registered": ("待交办", "已登记", "登记", "已立案", "立案"),
    "assigned": ("办理中", "已交办", "交办", "承办中"),
    "answered": ("已答复", "答复"),
    "closed": ("已办结", "办结", "已办复"),
}
WHEN = {
    "session": ("大会期间", "大会", "会议期间", "会上"),
    "between": ("闭会期间", "闭会", "平时", "会后"),
}
ONE_UNIT = "只填一个；各自答复的填在“分办单位”"


def columns(profile: str) -> tuple[Column, ...]:
    """The sheet's columns; the first title of each is the one that `profile` writes."""
    cppcc = profile == "cppcc"
    maker, group = ("委员", "界别") if cppcc else ("代表", "代表团")
    titles = ("案由", "标题") if cppcc else ("标题", "案由")
    lead = ("第一提案人", "领衔人", "领衔代表") if cppcc else ("领衔代表", "领衔人", "第一提案人")
    filed = ("立案日期", "登记日期") if cppcc else ("登记日期", "立案日期")
    return (
        Column("number", ("编号", "建议编号", "提案编号", "案号"), kind=Kind.CODE, max_length=40,
               note="如 12 或 20230012；不填则由系统顺次编号"),
        Column("title", (*titles, "建议标题", "提案标题", "题目"), True, max_length=200, width=48),
        Column("submitted_on", ("提出日期", "提交日期", "收到日期"), True, Kind.DAY),
        Column("lead", (*lead, "提出人", "提案人", "提案者"), kind=Kind.TEXT, tight=True, max_length=40,
               note=f"只填一位；其余填在“联名{maker}”"),
        Column("lead_number", (f"{maker}证号", "证号"), kind=Kind.CODE, max_length=24, note="有同名的才需要填"),
        Column("cosigners", (f"联名{maker}", "联名人", "附议人", "附议代表", "联名提案人"), kind=Kind.MANY,
               max_length=40),
        Column("grouping", (group, "代表团", "界别", "集体", "党派团体"), tight=True, max_length=80,
               note="集体提出的填；个人提出的不填"),
        Column("when", ("提出时间", "大会或闭会"), kind=Kind.CHOICE, choices=WHEN, note="不填则按提出日期判断"),
        Column("session", ("届次", "会议届次", "会次"), tight=True, max_length=40, note="如 十八届五次；会前提交的须填"),
        Column("topic", ("类别", "分类"), tight=True, max_length=24),
        Column("situation", ("情况和问题", "情况分析", "内容"), lines=True, max_length=100_000, width=40),
        Column("proposals", ("具体建议", "建议内容"), lines=True, max_length=100_000, width=40),
        Column("may_publish", ("可以公开", "是否同意公开", "是否公开"), kind=Kind.FLAG),
        Column("state", ("状态", "办理状态"), kind=Kind.CHOICE, choices=STATES, note="不填则按已有的日期判断"),
        Column("registered_on", filed, kind=Kind.DAY, note="不填则同提出日期"),
        Column("unit", ("主办单位", "承办单位"), tight=True, max_length=200, note=ONE_UNIT),
        Column("co", ("会办单位", "协办单位"), kind=Kind.MANY, max_length=80),
        Column("separate", ("分办单位",), kind=Kind.MANY, max_length=80),
        Column("handed_on", ("交办日期", "交办时间"), kind=Kind.DAY),
        Column("hard", ("涉及面广处理难度大", "六个月答复"), kind=Kind.FLAG),
        Column("answered_on", ("答复日期", "答复时间", "办复日期"), kind=Kind.DAY),
        Column("kind", ("答复类别", "办理结果", "答复分类"), tight=True, max_length=60),
        Column("answer", ("答复内容", "答复意见"), lines=True, max_length=100_000, width=40),
        Column("answer_number", ("答复文号", "复函文号"), kind=Kind.CODE, max_length=60),
        Column("closed_on", ("办结日期", "办结时间"), kind=Kind.DAY),
    )  # fmt: skip
