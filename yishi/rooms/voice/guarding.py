"""What makes a message be looked at before it is taken in (待审核): plain rules, each with its sentence, no outside service."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from yishi.rooms.voice import counting

LINK = re.compile(r"https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|top|xyz|vip)\b", re.I)
ADVERTS = (
    "加微信",
    "加V信",
    "兼职日结",
    "刷单",
    "代开发票",
    "办理贷款",
    "无抵押",
    "澳门",
    "博彩",
    "点击领取",
    "扫码领",
    "招代理",
)
SAME = re.compile(r"(.)\1{19,}", re.S)
LEAST = 4
"""Characters without which nobody can know what is meant."""


def suspicion(text: str) -> str:
    """Why somebody should look at it first; empty where nothing is odd."""
    if found := next((word for word in ADVERTS if word in text), ""):
        return _("疑似广告：“%s”") % found
    if LINK.search(text):
        return _("含有网址")
    if SAME.search(text):
        return _("同一个字重复很多次")
    if sum(letter.isalnum() for letter in text) < LEAST:
        return _("几乎没有内容")
    return ""


def repeated(text: str) -> str:
    """Why a text that was sent several times of late should be looked at, by however many clients; empty where it was not.
    Asking counts it: once for each message that came by a form."""
    words = counting.same_words(text)
    return _("与近一天多条留言内容相同") if words and counting.count(counting.SAME_TEXT, words) else ""
