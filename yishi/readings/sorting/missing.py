"""What a message does not say and whoever deals with it would have to ask (请反映人补充): each with the question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LEAST = 15
"""Letters without which hardly anything was told."""

_PLACE = re.compile(
    r"[\w*＊]{1,12}(?:小区|花园|家园|社区|街道|村|镇|乡|县|区|路|街|巷|大道|公园|广场|大厦|学校|中学|小学|大学|学院|幼儿园|医院|"
    r"卫生院|市场|超市|酒店|公司|工厂|厂|车站|站|桥|河|湖|水库|国道|省道|高速|新城|苑|栋|号楼|市|省|工地)"
    r"|\d+号"
)
_VAGUE = re.compile(
    r"(?:某|这个|那个|我们|我|本|该|整个|各|哪个|什么|有的|一些|我家|附近)(?:小区|社区|街道|村|组|镇|乡|县|区|路|街|学校|医院|公司|市|省)"
)
_TIME = re.compile(
    r"\d+\s*[年月日号点时周天]|[一二三四五六七八九十两几半数多][个多]?(?:年|月|天|周|星期|小时|点)|\d{1,2}[:：.]\d{2}|"
    r"今[年天日晚早]|昨[天日晚]|前[天年几]|去年|明年|上周|上个?月|本[周月]|这[几两]?[天年月周]|每[天日晚周月年]|最近|近[期日来几]|目前|现在|"
    r"如今|凌晨|早上|上午|中午|下午|晚上|夜[间里晚]|深夜|半夜|天天|一直|长期|多年|至今|经常|刚[刚才]|以来|春节|国庆|暑假|寒假|周末|高峰"
)
_WISH = re.compile(
    r"请|希望|期望|盼|恳|(?:^|[，。；！,.;!\s])望|要求|建议|能否|能不能|可否|可不可以|是否|咨询|想问|想知道|求|何时|什么时候|怎么|怎样|如何|呼吁|恳|为什么|为何|谁来|"
    r"吗|呢|？|\?|解决|处理|查处|整治|制止|取缔|投诉|举报|严惩|支持|应该|应当|尽快|督促|维权|讨个"
)


@dataclass(frozen=True)
class Missing:
    """One thing not said: `kind` is short, place, time or wish; `reason` says so, `question` is what to ask."""

    kind: str
    reason: str
    question: str


def missing(text: str, place: str = "") -> list[Missing]:
    """What is not there; `place` is what was told of the place apart from the text (a pin, a station, a street)."""
    letters = sum(letter.isalnum() for letter in text)
    found = []
    if letters < LEAST:
        reason = _("内容太短，只有 %d 个字") % letters
        found.append(Missing("short", reason, _("请把情况说得详细一些：什么地方、什么时候、发生了什么。")))
    if not place and not _names_place(text):
        found.append(
            Missing("place", _("没有写明地点"), _("请写明具体地点：哪条街（村）、哪个小区或者单位、门牌号多少。"))
        )
    if not _TIME.search(text):
        found.append(Missing("time", _("没有写明时间"), _("请写明是什么时候发生的，是不是还在继续。")))
    if not _WISH.search(text):
        found.append(Missing("wish", _("没有写明希望怎样解决"), _("请写明希望怎样解决。")))
    return found


def _names_place(text: str) -> bool:
    """A place that somebody else could find; “我们小区” alone is none."""
    return bool(_PLACE.search(_VAGUE.sub(" ", text)))
