"""Filling the slots of the stock's sentences."""

from __future__ import annotations

import random
import re

RANGE = re.compile(r"\{(\d+)-(\d+)\}")
PLACES = (
    "云谷街道", "溪口街道", "望溪街道", "听泉街道", "松坪街道", "鹭洲街道", "柳湾镇", "青禾镇", "枫坡镇", "竹岭镇", "麦垄镇", "雁滩镇", "石鼓镇",
    "云雾乡",
)  # fmt: skip
"""Streets and towns of the invented district."""


def fill(text: str, place: str, rng: random.Random) -> str:
    """`{p}` becomes the place, `{3-9}` a number between."""
    numbered = RANGE.sub(lambda found: str(rng.randint(int(found[1]), int(found[2]))), text)
    return numbered.replace("{p}", place)
