"""Words that records keep as they stand: under which rules stations are kept, and how turns and visitors are counted."""

from __future__ import annotations

OWN_RULES = "本机关代表（委员）联系群众工作制度"
"""The law has standing committees give deputies places to hear people (代表法 28, 45) and leaves the how to each organ."""
HEARD = "代表法 第二十八条"
TIMES = "次"
PERSON_TIMES = "人次"
PLACES = "个"
LINE = "stations"
"""The line of work in whose catalogue the kinds of stations stand."""
ERASED = "（已依法删除）"
ERASING = "个人信息保护法 第四十七条"
SPECIAL = "特色"
"""An action whose name has this word is the station's own choice."""
