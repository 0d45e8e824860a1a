"""Numbers of what the organ does not record: what the government built, how the economy grew, what a Party document lays down."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from yishi.readings.figures.expression import Count
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.reading import Reading

ECONOMY = re.compile(
    r"(?:新建|改建|扩建|改造|建成)[^，#]{0,12}(?:学校|医院|幼儿园|道路|小区|公园|厕所|管网)|GDP|集体经济|收入(?:达到|增长|突破)|营业额|生产总值|增加值|产值|固定资产|财政收入|一般公共预算|税收|居民.{0,4}收入|消费品零售|贷款|营收|利润|万吨|进出口|学位|床位|公里|空气质量|优良天数|PM2|人口|城镇化率|调解成功率|森林覆盖|"
    r"总产量|发电|停车位|充电桩|棚户|住房.{0,3}套|公租房|养老床|就业率|破案率|结案|发案|犯罪"
)  # fmt: skip
OTHERS = re.compile(
    r"^(?:.{0,2})?(?:区委|市委|县委|省委|党委|区政府|市政府|县政府|省政府)[^，]{0,30}(?:出台|印发|制定|明确|提出|确定|实施|召开)"
)
UNLIKELY = 26.0
"""A reading heavier than this is the organ's own after all."""
UNITS = frozenset({"公里", "吨", "平方公里", "岁", "辆", "台", "座", "栋"})


URGED = re.compile(
    r"(?:督促|推动|要求|督导)(?:一府|政府|[区市县省]政府|两院|法院|检察院|监委|有关部门|相关部门|各部门)[^，#]{0,8}(?:组织|开展|举行|举办|召开)[^，#]*$"
)
UNKEPT = re.compile(r"一报告两评议|选人用人|选拔任用")
"""What is put to the vote among the staff, of which no organ's records tell how it went."""
PLANNED = re.compile(r"(?:一盯|一抓|为期|周期|期限|力争|计划|规划|预计|拟)[为用]?$")
"""Before a number of years that something is to take, not that have passed."""
DAILY = re.compile(r"每天|每日|日均")
"""Records tell the days of happenings, many of which fall on one day: how many a day is in none of them."""
LACKING = re.compile(r"平均年龄|年龄|职称|党龄|民族|学历")


def of_others(reading: Reading, spot: Spot) -> Reading:
    """督促政府组织宣誓多批: what others did at the organ's urging is in none of its own counts."""
    if not isinstance(reading.expression, Count) or not URGED.search(spot.before):
        return reading
    return replace(
        reading,
        expression=replace(reading.expression, outside=True),
        facets=(*reading.facets, (_("范围"), _("其他机关"))),
    )


def planned(spot: Spot) -> bool:
    """Is it for so many years that something is to go on: 一盯五年, 为期三年?"""
    return spot.token.unit == "年" and bool(PLANNED.search(spot.near))


def daily(spot: Spot) -> bool:
    """Is it so many each day?"""
    return not spot.token.percent and bool(DAILY.search(spot.near))


def facet(spot: Spot) -> str:
    """Which attribute is not kept; nothing where it is not for want of one."""
    if spot.token.percent and (found := UNKEPT.search(spot.before)):
        return _("没有登记这项测评的得票：%(name)s") % {"name": found.group(0)}
    if planned(spot):
        return _("这是计划的年限，不是已经持续的年数")
    if daily(spot):
        return _("没有按日登记，不能统计每天的数量")
    found = LACKING.search(spot.before[-12:])
    return _("没有保存这一属性：%(name)s") % {"name": found.group(0)} if found else ""


def why(spot: Spot) -> str:
    """Why no organ's records hold it; nothing where they may."""
    own = f"{spot.near}#{spot.after}"
    if spot.token.unit in UNITS or ECONOMY.search(own):
        return _("不是本机关工作的记录")
    if OTHERS.search(spot.before + spot.after) and re.search(r"举措|措施|方面|方案|政策|意见|规划|目标", own):
        return _("不是本机关工作的记录")
    return ""
