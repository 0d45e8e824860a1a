"""The measures of suggestions as figures: by the room's own ids, names and definitions, counted from the same facts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.clocks import packs
from yishi.foundation.people.models import Organ
from yishi.readings.figures.engine.questions import BECAME
from yishi.readings.figures.expression import Compound, Count
from yishi.readings.figures.figure import Figure
from yishi.rooms.suggestions.figures import LINE
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.measures import COUNTS, PERCENT, RATES, SATISFIED, WORDS, Measure


def figures(profile: str) -> Iterator[Figure]:
    """Counts and rates of the room, and what an earlier year left and is still open."""
    for measure in COUNTS:
        with language.of_records():
            name, word = said(measure.name, profile), language.measured(1, measure.unit)
        yield Figure(
            measure.id, LINE, name, (), word, said(measure.definition, profile), counted(measure),
            not measure.matters, english=_english(measure.name, profile),
        )  # fmt: skip
    for id, rate in _rates().items():
        title, definition = RATES[id]
        with language.of_records():
            name = said(title, profile)
        yield Figure(
            id, LINE, name, (), PERCENT, said(definition, profile), rate, english=_english(title, profile)
        )  # fmt: skip
    yield from _left(profile)


def _left(profile: str) -> Iterator[Figure]:
    matter = WORDS[profile]["matter"]
    with language.of_records():
        names = (f"上年转入未办结的{matter}", "上年转入未兑现的承诺事项")
    yield Figure(
        "carried_open", LINE, names[0], (), "件", _("从以前年度转入、到期末仍在办理的，转入几次的计一件。"),
        of("stock", kind="carried"), english="carried over and still open",
    )  # fmt: skip
    yield Figure(
        "promise_carried_open", LINE, names[1], (), "项", _("从以前年度转入、到期末仍未销号的承诺事项，转入几次的计一项。"),
        of("stock", kind="promise_carried"), english="promises carried over and still open",
    )  # fmt: skip


def said(text: object, profile: str) -> str:
    """A text with the profile's words in their places."""
    return str(text).format(**WORDS[profile])


def _english(text: object, profile: str) -> str:
    with translation.override("en"):
        return said(text, profile)


def counted(measure: Measure) -> Count:
    """What a measure counts."""
    facets = {"kind": measure.kinds, "line": (LINE,)}
    for name, value in (("outcome", measure.outcome), ("source", measure.source), ("tag", measure.tag)):
        if value:
            facets[name] = (value,)
    return Count("matters" if measure.matters else "times", tuple(sorted(facets.items())))


def of(what: str, *, kind: str, **facets: str) -> Count:
    """A count of one kind of the room's facts."""
    held = {"kind": kind, "line": LINE} | facets
    return Count(what, tuple(sorted((name, (value,)) for name, value in held.items())))


def _rates() -> dict[str, Compound]:
    """Each with its two parts; the definitions stand beside the room's measures."""
    on_time, late = (of("times", kind="answered", tag=tag) for tag in ("on_time", "late"))
    return {
        "on_time": Compound("rate", (on_time, Compound("plus", (on_time, late)))),
        "solved": Compound("rate", (of("matters", kind="answered", tag=f"{BECAME}solved"), of("matters", kind="answered"))),
        "kept": Compound("rate", (of("times", kind="promised", tag=f"{BECAME}promise_kept"), of("times", kind="promised"))),
    }  # fmt: skip


def satisfaction(organ: Organ) -> Iterator[Figure]:
    """A rate for each question that the organ's rules ask, of answers and of promises; sealed, see `engine/evaluations.py`."""
    pack = packs.pack_for(organ, clock.today())
    good = tuple(grade.code for grade in given.scale(pack) if not grade.needs_opinion)
    for stage, promise in (("answer", False), ("promise", True)):
        for question in given.questions(pack, promise=promise):
            whole = of("times", kind="evaluated", tag=f"{stage}/{question.code}")
            part = Count(whole.what, tuple(sorted((*whole.of, ("outcome", good)))))
            yield Figure(
                f"satisfied:{stage}:{question.code}", LINE, f"{question.shown}满意率", (), PERCENT, str(SATISFIED),
                Compound("rate", (part, whole)), english=f"satisfied: {question.code}",
            )  # fmt: skip
