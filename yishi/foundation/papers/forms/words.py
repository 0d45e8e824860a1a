"""The words in which the papers of a people's congress and of a CPPCC committee differ."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One profile's words; a place with words of its own passes them instead."""

    matter: str
    """What is handled: 建议, 提案."""
    maker: str
    """Who made it: 代表, 委员."""
    form: str
    """Name of the form it is written on."""
    title_label: str
    lead: str
    cosigners: str
    group: str
    """What a maker belongs to: 代表团, 界别."""
    filed: str
    """Heading of the office's box."""
    receipt: str
    """Name of the last page, on which the maker evaluates the handling."""


NPC = Words(
    matter="建议",
    maker="代表",
    form="代表建议、批评和意见专用纸",
    title_label="标题",
    lead="领衔代表",
    cosigners="附议代表",
    group="代表团",
    filed="办公室\n处理意见",
    receipt="代表建议办理情况征询意见表（回执）",
)
CPPCC = Words(
    matter="提案",
    maker="委员",
    form="提案专用纸",
    title_label="案由",
    lead="第一提案人",
    cosigners="联名提案人",
    group="界别",
    filed="审查处理\n意见",
    receipt="提案办理情况征询意见表（回执）",
)
