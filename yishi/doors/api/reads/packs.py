"""The rule pack that a matter keeps, and the words it has for codes."""

from __future__ import annotations

from yishi.doors.api.reads.shapes import State
from yishi.foundation.clocks.packs import pack_of
from yishi.foundation.law import packs
from yishi.foundation.law.pack import Pack, PackError
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.loop import given


def kept(organ: Organ, ref: str) -> Pack | None:
    """The pack named so: one that comes with Yishi without a query, else the organ's own; None where it is gone."""
    try:
        return packs.by_ref(ref)
    except PackError:
        pass
    try:
        return pack_of(organ, ref)
    except PackError:
        return None


def answer_kind(pack: Pack | None, code: str) -> State:
    """A class of answers with the pack's words for it."""
    found = given.answer_class(pack, code)
    return State(code=code, name=found.shown if found else code)


def question(pack: Pack | None, code: str) -> State:
    """A question of an evaluation with the pack's words for it."""
    asked = (*given.questions(pack), *given.questions(pack, promise=True))
    return State(code=code, name=next((each.label for each in asked if each.code == code), code))


def grade(pack: Pack | None, code: str) -> State:
    """A grade with the pack's words for it."""
    return State(code=code, name=next((each.label for each in given.scale(pack) if each.code == code), code))
