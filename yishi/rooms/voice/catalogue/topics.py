"""The topics of messages (类别), as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext_lazy as _

from yishi.foundation import language


@dataclass(frozen=True)
class Topic:
    """One topic: `aliases` are other names that files give it."""

    code: str
    name: str
    english: str
    aliases: tuple[str, ...]

    @property
    def called(self) -> str:
        """Its name in the reader's language."""
        return language.name(self.name, self.english)


@cache
def topics() -> tuple[Topic, ...]:
    """All of them, in the order in which pages offer them."""
    text = files("yishi.rooms.voice.catalogue").joinpath("topics.toml").read_text(encoding="utf-8")
    return tuple(
        Topic(row["code"], row["name"], row["english"], tuple(row["aliases"])) for row in tomllib.loads(text)["topic"]
    )


@cache
def by_code() -> dict[str, Topic]:
    """Each by its code."""
    return {topic.code: topic for topic in topics()}


@cache
def by_name() -> dict[str, Topic]:
    """Each by its name, aliases and code; names come before aliases."""
    found = {alias: topic for topic in topics() for alias in topic.aliases}
    return found | {word: topic for topic in topics() for word in (topic.code, topic.name)}


def name_of(code: str) -> str:
    """What people call it; the code itself where there is no such topic any more."""
    found = by_code().get(code)
    return found.called if found else code


NOT_ACCEPTED = (
    ("court", _("已经或者应当通过诉讼、仲裁、行政复议等法定途径解决")),
    ("ended", _("已经依法处理终结")),
    ("elsewhere", _("不属于本级职权范围")),
    ("no_content", _("没有具体内容，无法办理")),
    ("private", _("属于民事纠纷，应当协商或者依法解决")),
    ("advertising", _("广告、推销")),
    ("other", _("其他不宜受理的")),
)
"""Grounds for not accepting one (不予受理); what falls to the courts is theirs (浙江信访条例 19)."""
