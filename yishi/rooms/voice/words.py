"""Words that records keep as they stand, and under which rules messages are dealt with."""

from __future__ import annotations

OWN_RULES = "本机关群众意见办理制度"
"""The law says that deputies hear what people say and pass it on (代表法 28), and leaves the how to each organ."""
HEARD = "代表法 第二十八条"
ERASED = "（内容已依法删除）"
DAYS = "天"
ITEMS = "条"
CASES = "件"
PERSON_TIMES = "人次"
