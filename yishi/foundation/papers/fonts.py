"""The typefaces that the standard names. They are licensed to the office, so a file names them and ships
none.

A machine without a face takes the alternates written into the file's font table, in their order.
"""

from __future__ import annotations

from dataclasses import dataclass

LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Font:
    """One face: its Chinese name, the face for digits and Latin letters, and what may stand in for it."""

    name: str
    alternates: tuple[str, ...]
    latin: str = LATIN
    family: str = "auto"


FANGSONG = Font("仿宋_GB2312", ("仿宋", "FangSong", "STFangsong", "FandolFang R"), family="modern")
KAITI = Font("楷体_GB2312", ("楷体", "KaiTi", "STKaiti", "FandolKai"), family="modern")
HEITI = Font("黑体", ("SimHei", "STHeiti", "Noto Sans CJK SC"), family="modern")
BIAOSONG = Font(
    "方正小标宋简体",
    ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "宋体"),
)
SONGTI = Font("宋体", ("SimSun", "STSong", "Noto Serif CJK SC"), latin="宋体")

ALL = (FANGSONG, KAITI, HEITI, BIAOSONG, SONGTI)
