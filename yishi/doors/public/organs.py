"""Whose pages these are. One installation may serve several organs; each has its own front page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from yishi.doors.look.responses import refused
from yishi.doors.parts.who import Request
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.measures import WORDS


@dataclass(frozen=True)
class Words:
    """The words in which the two kinds of organ differ, in the reader's language: 建议 of a 代表, 提案 of a 委员."""

    matter: str
    maker: str


def words_of(organ: Organ) -> Words:
    """The words of this organ's pages; its papers have theirs (`foundation/papers/forms/words.py`)."""
    said = WORDS[organ.profile]
    return Words(str(said["matter"]), str(said["maker"]))


def only() -> Organ | None:
    """The organ, where there is one; None where there are several or none yet."""
    found = list(Organ.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def enter(request: Request, organ: Organ) -> Organ:
    """Note whose pages the reader is on, for what stands around them."""
    request.public_organ = organ  # type: ignore[attr-defined]  # read by `frame`
    return organ


def enter_only(request: Request) -> None:
    """The same for a page that is of no one organ: whose it is where there is one."""
    if organ := only():
        enter(request, organ)


def missing(request: Request, what: str, url: str, label: str) -> HttpResponse:
    """A page that is not there, in plain words, with the way on."""
    why = _("可能地址不完整，也可能内容还没有公开或者已经撤下。")
    return refused(request, what, why, url=url, label=label, status=404)
