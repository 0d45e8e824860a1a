"""Places by the codes of GB/T 2260, and which rule pack holds at a place on a day.

A code is written as short as it goes: cn the country, 50 Chongqing, 3301 Hangzhou, 500101 a district,
500101100 a town. Codes padded with zeros (500000, 330100) mean the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from . import packs
from .pack import Pack, PackError, Profile
from .words import gettext as _

COUNTRY = "cn"
PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区", "21": "辽宁省",
    "22": "吉林省", "23": "黑龙江省", "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省",
    "35": "福建省", "36": "江西省", "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省",
    "44": "广东省", "45": "广西壮族自治区", "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省",
    "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省",
    "64": "宁夏回族自治区", "65": "新疆维吾尔自治区", "71": "台湾省",
    "81": "香港特别行政区", "82": "澳门特别行政区",
}  # fmt: skip


def normal(place: str) -> str:
    """The code without padding: 500000 is 50, 330100 is 3301. Raises PackError for what is no code."""
    place = place.strip()
    if place == COUNTRY:
        return place
    if not re.fullmatch(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}", place, re.ASCII):
        raise PackError(_("行政区划代码应为 cn 或者 2、4、6、9、12 位数字：%(place)r") % {"place": place})
    if place[:2] not in PROVINCES:
        raise PackError(_("没有以 %(start)s 开头的行政区划代码") % {"start": place[:2]})
    ends = [end for end in (2, 4, 6, 9, 12) if end <= len(place)]
    return next(place[:end] for end in ends if not place[end:].strip("0"))


def wider(place: str) -> Iterator[str]:
    """The place itself, then each wider one, up to the country: 500101, 5001, 50, cn."""
    code = normal(place)
    if code != COUNTRY:
        for end in (12, 9, 6, 4, 2):
            if end <= len(code):
                yield code[:end]
    yield COUNTRY


def pack_for(place: str, profile: Profile, on_day: dt.date, own: Iterable[Pack] = ()) -> Pack:
    """The pack that holds at `place` on `on_day`: the narrowest that is in force.

    `own` are packs that the organ keeps itself (edited versions). Of several at one place the one that came
    into force last holds; on a tie the organ's own, and of those the last given.
    Raises PackError where none was in force."""
    shelf = [*packs.ALL, *own]
    fit = [pack for pack in shelf if pack.profile == profile and pack.in_force_on(on_day)]
    for code in wider(place):
        here = [pack for pack in fit if normal(pack.place) == code]
        if here:
            return max(reversed(here), key=lambda pack: pack.in_force_from)
    raise PackError(_("%(day)s 没有适用于 %(place)s 的规则包，不计算期限") % {"day": on_day, "place": place})


def why(pack: Pack, place: str) -> str:
    """One sentence on why `pack` holds at `place`: its own, or followed by reference."""
    said = {"pack": pack.title, "article": pack.below}
    if normal(pack.place) == normal(place):
        return _("本级规则：%(pack)s。") % said
    if pack.own:
        return _("适用%(pack)s。") % said
    if pack.below:
        return _("依照%(article)s参照执行%(pack)s。") % said
    if normal(pack.place) == COUNTRY:
        return _("没有录入本地法规，直接适用%(pack)s。") % said
    return _("参照执行%(pack)s；该法规未写下级是否参照，此为假定。") % said
