"""Plain words, as data: which say nothing as a reason, and which are taken for names and are none."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files("yishi.readings.sorting").joinpath("plain_words.toml").read_text(encoding="utf-8"))


@cache
def empty() -> frozenset[str]:
    """Words that stand in messages of every kind: what they add is kept, but as a reason they say nothing."""
    return frozenset(_lists()["empty"])


@cache
def no_names() -> tuple[str, ...]:
    """How words begin that a rule for names would take for one."""
    return tuple(_lists()["no_names"])
