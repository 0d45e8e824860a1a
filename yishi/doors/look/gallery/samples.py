"""Invented texts of real length: no person, unit or place of these names exists."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages

from yishi.doors.look.cards import (
    Attachment,
    ClockCard,
    Job,
    Numbers,
    Reason,
    Step,
    Tally,
    ThreadItem,
    Todo,
)
from yishi.doors.look.states import State
from yishi.foundation import clock

LONG = (
    "关于进一步完善青禾区老旧小区加装电梯后续管理养护机制并同步改造地下供排水管网、"
    "统筹解决滨河路沿线停车难与学生上下学接送拥堵问题的建议"
)
SHORT = "关于在青禾公园增设夜间照明的建议"
PLAN = [("代表建议办理", 214, 268), ("重点督办", 9, 15), ("代表接待日", 8, 12), ("专题视察", 6, 6)]
MESSAGES = [
    (messages.SUCCESS, "已交办给示例区交通运输局，答复期限是 6月12日 周四。"),
    (messages.WARNING, "有 2 件没有选承办单位，先跳过了。"),
    (messages.ERROR, "没有退回：退回期限 3月26日 已过。可以改为提出改派。"),
]
STATES = [
    State("已超期 3 天", "late"),
    State("还有 2 个工作日", "soon"),
    State("办理中", "on-time"),
    State("等会办单位意见", "waiting"),
    State("已办复", "done"),
    State("已撤回", "ended"),
]


def _day(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def tallies() -> list[Tally]:
    """What stands at the head of Today."""
    return [
        Tally("已超期", 3, "list/", "件", "late", "最久的超期 12 天"),
        Tally("本周到期", 11, "list/", "件", "soon", "其中 4 件今天到期"),
        Tally("等我办", 12, "list/", "件"),
        Tally("别人欠我的", 27, "list/", "件", "waiting", "涉及 14 个单位"),
        Tally("今年收到", 1268, "list/", "件", "", "比去年同期多 31 件"),
    ]


def todos() -> list[Todo]:
    """Lines that want doing, the latest first."""
    unit = "示例区住房和城乡建设委员会"
    return [
        Todo(LONG, "matter/", "已超期 3 天", "late", "第 0117 号", unit, _day(-3), None, False, "催办"),
        Todo(
            SHORT,
            "matter/",
            "今天到期",
            "soon",
            "第 0042 号",
            "示例区城市管理局",
            _day(0),
            0,
            False,
            "看答复",
        ),
        Todo(
            LONG,
            "matter/",
            "等您确认联名",
            "waiting",
            "第 0203 号",
            "领衔 钱样本",
            _day(9),
            7,
            False,
            "确认联名",
        ),
        Todo(SHORT, "matter/", "办理中", "on-time", "第 0088 号", unit, _day(400), 270, True, "评价答复"),
        Todo(SHORT, "matter/", "已办复", "done", "第 0019 号", unit),
    ]


def steps() -> list[Step]:
    """A long loop, so that its beginning folds away."""
    return [
        Step("起草", "past", _day(-120), "孙举例"),
        Step("联名确认", "past", _day(-112), "7 位代表"),
        Step("提交", "past", _day(-110), "孙举例"),
        Step("审查登记", "past", _day(-106), "代表工委", "与第 0093 号合并"),
        Step("交办", "past", _day(-100), "区政府办公室"),
        Step("退回改派", "past", _day(-92), "示例区城市管理局", "职责不属于本局"),
        Step("再次交办", "past", _day(-90), "区政府办公室"),
        Step("办理中", "now", None, "示例区住房和城乡建设委员会"),
        Step("答复", "next", by="承办单位"),
        Step("申请延期", "next", by="承办单位"),
        Step("撤回", "next", by="全部联名代表"),
    ]


def thread() -> list[ThreadItem]:
    """What was said, decided and noted; one entry sealed from this reader."""
    text = (
        "我区建成超过二十年的小区有 63 个，近三年已加装电梯 118 部。走访中居民反映最多的是：装好以后谁来管、"
        "钱从哪里出、坏了多久能修。建议由街道牵头建立统一的养护账户，并结合管网改造一次施工到位。"
    )
    files = [
        Attachment("现场照片与问卷汇总（滨河路、青禾一村、东门里三处）.pdf", "#", "3.4 MB"),
        Attachment("会办意见.docx", "#", "86 KB"),
    ]
    return [
        ThreadItem("孙举例", _day(-110), "提出", text, "区人大代表 · 第三代表团", attachments=files),
        ThreadItem(
            "代表工委",
            _day(-106),
            "登记",
            "与第 0093 号内容相同，合并办理，两件的代表都会收到答复。",
            kind="decided",
        ),
        ThreadItem(
            "区政府办公室",
            _day(-90),
            "交办",
            "主办：示例区住房和城乡建设委员会。",
            kind="decided",
            article="代表法 第五十一条",
        ),
        ThreadItem("承办单位", _day(-58), "面商", "已与代表当面沟通，代表同意先做三个小区试点。", "李假设 · 联络员"),
        ThreadItem("系统", _day(-30), "提醒", "距离答复期限还有 20 个工作日，已提醒承办单位联络员。", kind="noted"),
        ThreadItem("孙举例", clock.now(), "评价", sealed="评价在结案前不向承办单位公开。"),
    ]


def clocks() -> list[ClockCard]:
    """One card for each thing a clock may be."""
    wording = "……应当自交办之日起三个月内答复……办理难度大的，至迟不超过六个月……"
    why = [
        Reason("交办日，不计入", _day(-90), False),
        Reason("次日起算"),
        Reason("三个月后的同一天是法定节假日，顺延", _day(-4), False),
        Reason("节后第一个工作日，就是这一天", _day(-3)),
    ]
    unit = "示例区住房和城乡建设委员会"
    return [
        ClockCard(
            "答复代表",
            unit,
            _day(-3),
            "late",
            _day(-90),
            "全国人大代表法",
            "第五十一条",
            wording,
            None,
            why=why,
        ),
        ClockCard("报送会办意见", "示例区财政局", _day(3), "soon", _day(-20), "示例条例", "第二十条", working_days=2),
        ClockCard(
            "兑现承诺：首批 12 部电梯",
            unit,
            _day(400),
            "on-time",
            _day(-9),
            "示例条例",
            "第二十四条",
            "",
            275,
            True,
        ),
        ClockCard("评价答复", "孙举例", _day(12), "waiting", _day(-3), "示例条例", paused=_day(-1)),
        ClockCard("联系代表", unit, _day(-60), "done", _day(-90), "示例条例", "第十八条", met=_day(-71)),
    ]


def jobs() -> list[Job]:
    """Long work in its four states."""
    label = "生成 268 份答复函（Word），按承办单位分文件夹打包"
    return [
        Job(label, "#", "waiting"),
        Job(label, "#", "running", 120, 268),
        Job(label, "#", "done", 268, 268, "#", "下载压缩包"),
        Job(label, "#", "failed", 41, 268, error="第 42 件没有承办单位，改好后再生成一次；前 41 份没有保留。"),
    ]


def bars() -> dict[str, object]:
    """Bars of two kinds by month."""
    months = [f"{n}月" for n in range(1, 9)]
    got = [12, 168, 21, 9, 14, 18, 11, 15]
    told = [4, 10, 62, 88, 47, 21, 9, 6]
    option = {
        "xAxis": {"type": "category", "data": months},
        "yAxis": {"type": "value", "name": "件"},
        "series": [
            {"name": "收到", "type": "bar", "data": got, "barMaxWidth": 24},
            {"name": "办复", "type": "bar", "data": told, "barMaxWidth": 24},
        ],
        "tooltip": {"trigger": "axis"},
    }
    table = Numbers(["月份", "收到（件）", "办复（件）"], list(zip(months, got, told, strict=True)))
    return {
        "option": option,
        "table": table,
        "sentence": "今年收到 268 件，会议期间的占六成；已办复 247 件，4 月最多。",
    }


def charts() -> list[dict[str, object]]:
    """A line and a funnel, to see the palette."""
    years = ["2021", "2022", "2023", "2024", "2025"]
    rates = [71.2, 74.9, 73.1, 79.6, 83.4]
    line = {
        "xAxis": {"type": "category", "data": years},
        "yAxis": {"type": "value", "min": 60, "name": "%"},
        "series": [{"type": "line", "data": rates, "symbolSize": 9, "label": {"show": True}}],
    }
    parts = [("收集", 1027), ("交办", 861), ("办结", 817), ("满意", 790)]
    funnel = {
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "inverse": True, "data": [name for name, _n in parts]},
        "series": [{"type": "bar", "data": [n for _name, n in parts], "barMaxWidth": 28, "label": {"show": True}}],
    }
    yearly = Numbers(["年份", "解决率（%）"], list(zip(years, rates, strict=True)))
    found = [
        ("rates", line, yearly, "解决率五年里升了 12.2 个百分点。"),
        ("funnel", funnel, Numbers(["环节", "件"], parts), "收集的 1,027 件里，办结 817 件。"),
    ]
    return [{"id": id_, "option": option, "table": table, "sentence": says} for id_, option, table, says in found]


def days() -> list[tuple[dt.date, int | None]]:
    """Days near and far, with the working days left to each."""
    return [(_day(n), left) for n, left in ((-3, None), (0, 0), (1, 1), (2, 0), (8, 5), (400, 270))]
