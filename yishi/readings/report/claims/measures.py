"""Measure words: by which words reports count, and what kind of figure each makes."""

from __future__ import annotations

import re

from yishi.readings.report.claims.claim import Kind

PEOPLE = "人 名 位"
TIMES = "人次 人次数"
EVENTS = "次 场 期 轮 批 回 场次 批次 轮次 班次 期次"
CONCRETE = "名 位 家 户 份 册 本 幅 台 辆 所 篇 件"
"""Measure words that are seldom part of a slogan: a Chinese numeral before them counts."""
BODIES_AND_PEOPLE = "名 位 家 户 份 所"
"""Those of them that need no verb beside them."""
ASPECTS = "方面 板块 领域 环节 类 大类 层面 部分 章 维度"
"""What a text or a plan is divided into."""
COUNTED = """
个 件 项 条 部 座 支 篇 份 册 本 幅 张 组 对 套 台 辆 艘 架 间 栋 幢 处 块 片 棵 株 头 只 匹 门 节 课 讲 堂 例 宗 起
桩 单 班 枚 封 则 首 副 款 口 眼 袋 箱 盒 瓶 桶 家 户 所 盏 根 类 种 题 集 站 村 镇 羽 尾 床 席 车 听 道 顶 尊 拨 遍
趟 顿 页 句 段 粒 颗 捆 串 束 辑 台套 件套 剂 剂次 人份 人天 标段 版面 床位 车位 席位 岗位 名额 界别 节点 点位 点 大类
方面 板块 领域 环节 期刊 格 孔 扇 股 词条
"""
_TIMED = "件 场 篇 批 项 户 家 条 个 车 班 份 站 只 台 架 部 所 团 组 期 村 课 剂 门 例"
MONEY = "元 美元 欧元 港元 港币 日元 英镑 人民币"
LENGTHS = """
公里 千米 里 米 厘米 海里 平方米 平方公里 平方千米 立方米 平方 立方 方 平米 亩 公顷 吨 公斤 千克 斤 千瓦 千瓦时 兆瓦
度电 标箱 吨标准煤 字 分 倍 番 步 岁 ㎡ m² km² m³ km kg MW kW kWh 升
"""
SPANS = """
年 个月 月 周 个星期 星期 天 日 个工作日 工作日 个小时 小时 分钟 学时 课时 个多月 个多小时 个多星期 个半月 个半小时
"""
SHARES = "% ‰ 个百分点 百分点 成"

_ALL = {
    *f"{PEOPLE} {TIMES} {EVENTS} {COUNTED} {MONEY} {LENGTHS} {SPANS} {SHARES}".split(),
    *(f"{word}次" for word in _TIMED.split()),
}  # fmt: skip
_BRACKET_TIMES = re.compile(r" ?([人件场篇批户家条个项])(?:\(次\)|\([人件]\)次|[/·]次)")
_NOT = {
    "人": "大民口员工才均", "部": "门队", "单": "位", "项": "目", "家": "庭", "场": "所馆", "期": "间", "班": "子", "户": "籍口", "组": "织成",
    "本": "级届区市县省年", "对": "接照0123456789一", "处": "理", "分": "别之为管类批期组步层", "条": "例", "台": "账", "题": "目", "回": "复应",
    "只": "有要", "里": "程", "支": "持付", "集": "中体", "讲": "话", "节": "约能", "轮": "值", "课": "题程", "种": "植", "起": "草", "门": "户",
    "把": "握关手", "站": "点", "点": "位多半钟以前后左击睛评名滴燃亮", "步": "骤", "例": "会", "位": "于一数", "周": "边年", "天": "然", "元": "旦",
    "片": "区", "方": "面案位式针向法米便才", "平方": "米公千", "立方": "米", "道": "路德理", "股": "份权绳", "席": "卷", "车": "辆站间", "页": "岩",
    "升": "级学温至为到本格起旗任",
    "格": "局", "段": "落", "口": "岸径号", "标段": "", "头": "脑", "听": "取", "镇": "街", "村": "居民", "顶": "层", "环": "节",
}  # fmt: skip
_TENTHS = re.compile(r"[,。、;:)以的左上,\s]|多|$")
_PLAIN = {
    "个月": "月", "个多月": "月", "个半月": "月", "个工作日": "工作日", "个小时": "小时", "个多小时": "小时", "个半小时": "小时", "个星期": "周",
    "个多星期": "周", "星期": "周", "百分点": "个百分点", "平米": "平方米", "平方": "平方米", "方": "平方米", "立方": "立方米",
    "㎡": "平方米", "m²": "平方米", "m³": "立方米", "人次数": "人次", "大类": "类",
}  # fmt: skip
_LONGEST = max(map(len, _ALL))
_NAMES = {
    "人": "人数",
    "名": "人数",
    "位": "人数",
    "人次": "人次",
    "户": "户数",
    "次": "次数",
    "天": "天数",
    "年": "年数",
}


def measure_at(text: str, at: int) -> tuple[str, int]:
    """The measure word that stands at a place (one space or line break before it is passed over), and where it ends.

    人(次) is 人次. Empty, with the same place, where the next word is none: 部门 is no 部, 人大 are no 人.
    """
    if found := _BRACKET_TIMES.match(text, at):
        return f"{found[1]}次", found.end()
    begin = at + 1 if text[at : at + 1] == " " or _wrapped(text, at) else at
    for length in range(min(_LONGEST, len(text) - begin), 0, -1):
        word = text[begin : begin + length]
        after = text[begin + length : begin + length + 1]
        if word in _ALL and not (after and after in _NOT.get(word, "")) and (word != "成" or _TENTHS.match(after)):
            return _PLAIN.get(word, word), begin + length
    return "", at


_KINDS: dict[str, Kind] = {
    **dict.fromkeys(LENGTHS.split(), "other"), **dict.fromkeys(SPANS.split(), "duration"), **dict.fromkeys(MONEY.split(), "amount"),
    **dict.fromkeys(SHARES.split(), "percent"), **dict.fromkeys(PEOPLE.split(), "people"), **dict.fromkeys(TIMES.split(), "person_times"),
}  # fmt: skip


def _wrapped(text: str, at: int) -> bool:
    """Whether a line ends here only because it was full, as in text copied from a page."""
    return text[at : at + 1] == "\n" and not re.search(r"[\n\t]", text[max(0, at - 24) : at]) and at >= 24


def kind_of(unit: str) -> Kind:
    """What kind of figure a measure word makes."""
    return _KINDS.get(unit, "count")


def counted(unit: str) -> str:
    """How an indicator ends that is counted so: 次 is 次数, 人次 is itself, money is 金额, a share needs nothing."""
    kind = kind_of(unit)
    if kind == "percent" or not unit:
        return ""
    if kind == "amount":
        return "金额"
    return _NAMES.get(unit, unit if unit.endswith("次") else f"{unit}数")
