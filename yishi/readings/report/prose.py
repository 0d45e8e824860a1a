"""The text a report begins with, written from the records: nothing is told that did not happen, and every number is a field.

For each chapter and line of work, the kinds of which there are records: what was done and how many times, the change on
last year, who took part, what came of it. Then what is lacking (late, open, below plan), and the next year's targets. What
only the writer can say stands in brackets for him to replace. Papers are in the language of records: nothing is translated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from yishi.readings.figures.expression import Window
from yishi.readings.figures.figure import Figure, Value
from yishi.readings.report.chapters import Chapter, of
from yishi.readings.report.fields import Live
from yishi.readings.report.saying import Sayer
from yishi.readings.report.values import change
from yishi.readings.report.work import Line, Part
from yishi.rooms.activities.catalogue.kinds import Catalogue

WRITER = "（请撰写人补充：{what}。）"
LACKING = ("late", "unevaluated", "promise_failed")
"""Figures that tell what is not as it should be; they are told in that chapter and in no other."""
ALONE = frozenset({"kind/report_heard", "kind/voice_message", "kind/good_deed_activity"})
"""Kinds whose name reads as a deed of its own: what came of them is told each time with the name."""
UNSAID = frozenset({"withheld", "carried_open", "promise_carried_open"})
RESULTS_UNSAID = frozenset({
    "review_request", "voice_message", "appointee_report", "theory_paper", "case_sent", "cppcc_personnel", "award_won",
    "document_review",
})  # fmt: skip
"""Figures, and kinds of the results, whose words in the run of a text are read as something else (群众意见交办 as opinions
handed on): they stand in the annex."""
APART = ("line", "output", "role", "heard")
"""Heads of ids of figures that gather what others tell by kind, or tell it in more ways: they stand in the annex."""
PLAN = Window("plan")
IN_A_PARAGRAPH = 6
"""Sentences."""
OF_PEOPLE = ("人", "名", "位", "人次")
"""Counting words of kinds that are people: appointments, honours."""
MOST_ROLES, MOST_RESULTS, MOST_OUTPUTS = 2, 2, 3
"""Clauses that follow what was done."""


@dataclass(frozen=True)
class Told:
    """What the prose is made from: figures with their values, how clauses are said, what was and is planned."""

    profile: str
    compared: bool
    """Whether changes on the year before are told."""
    catalogue: Catalogue
    figures: Mapping[str, Figure]
    value: Callable[[Live], Value]
    sayer: Sayer
    planned: Sequence[str] = ()
    """Ids of figures for which this year's plan set a number."""
    next_planned: Sequence[str] = ()

    @cached_property
    def of_kind(self) -> Mapping[str, Sequence[str]]:
        """Ids of the figures under each `kind/K`, in order."""
        found: dict[str, list[str]] = {}
        for id in self.figures:
            head, *more = id.split("/")
            if head == "kind" and len(more) > 1:
                found.setdefault(f"{head}/{more[0]}", []).append(id)
        return found

    def number(self, id: str) -> Decimal | None:
        """The figure's number over the report's days."""
        return self.value(Live(id)).number

    def clause(self, id: str, live: Live | None = None) -> str:
        """The figure's clause with its field."""
        return self.sayer.clause(self.figures[id], live or Live(id))


def parts(told: Told) -> tuple[Part, ...]:
    """The chapters that have something to tell, and the two that always stand."""
    made = []
    for chapter in of(told.profile):
        lines = _LINES[chapter.tells](told, chapter)
        if lines:
            made.append(Part(chapter.title, tuple(lines), chapter.code))
    return tuple(made)


def _of_lines(told: Told, chapter: Chapter) -> list[Line]:
    by_line = {line: list(_paragraphs(_sentences(told, line))) for line in chapter.lines}
    with_records = [line for line in chapter.lines if by_line[line]]
    made = []
    for line in with_records:
        if len(with_records) > 1:
            made.append(Line(told.catalogue.line_by_code[line].name_in(told.profile), 1))
        made += [Line(text) for text in by_line[line]]
    return made


def _paragraphs(sentences: Iterable[str]) -> Iterator[str]:
    held = list(sentences)
    for start in range(0, len(held), IN_A_PARAGRAPH):
        yield "".join(held[start : start + IN_A_PARAGRAPH])


def _sentences(told: Told, line: str) -> Iterator[str]:
    """One for each kind of the line that has records; those of a room's measures a few to a sentence."""
    rest: list[str] = []
    for id, figure in told.figures.items():
        if figure.line != line or _apart(id) or not told.number(id):
            continue
        head, *more = id.split("/")
        if head == "seats" and not id.endswith("/share"):
            yield "，".join([told.clause(id), *_share(told, id)]) + "。"
        elif head not in ("kind", "seats"):
            rest.append(told.clause(id))
        elif head == "kind" and len(more) == 1:
            yield "，".join([told.clause(id), *_changed(told, id), *_came(told, id)]) + "。"
    for start in range(0, len(rest), IN_A_PARAGRAPH):
        yield "，".join(rest[start : start + IN_A_PARAGRAPH]) + "。"


def _apart(id: str) -> bool:
    """Told elsewhere, or only in the annex."""
    return id in LACKING or id in UNSAID or id.split("/")[0] in APART or id.startswith("seats/degree")


def _share(told: Told, id: str) -> Iterator[str]:
    """Its share of all seats."""
    if f"{id}/share" in told.figures and told.number(f"{id}/share"):
        yield told.clause(f"{id}/share")


def _changed(told: Told, id: str) -> Iterator[str]:
    """The change, where there was a year before to compare with."""
    if not told.compared:
        return
    found = told.value(change(Live(id)))
    if found.number is not None and len(found.parts) > 1 and found.parts[1]:
        yield str(change(Live(id)))


def _came(told: Told, id: str) -> Iterator[str]:
    """Who took part in the kind, and what came of it; of many the first few, the rest stand in the annex."""
    mine = [other for other in told.of_kind.get(id, ()) if told.number(other)]
    people = _took_part(told, id, mine)
    kind = told.catalogue.kind(id.split("/")[1])
    plain = kind.form == "event" and kind.code not in RESULTS_UNSAID
    results = [other for other in mine if plain and other.startswith(f"{id}/result/")]
    for other in (*people[:MOST_ROLES], *results[:MOST_RESULTS]):
        yield told.clause(other)
    outputs = [other for other in mine if other.removeprefix(f"{id}/") in told.catalogue.output_by_code][:MOST_OUTPUTS]
    if outputs and id in ALONE:
        yield from map(told.clause, outputs)
    elif outputs:
        more = (told.sayer.further(told.figures[other], Live(other)) for other in outputs[1:])
        yield "、".join([told.clause(outputs[0]), *more])


def _took_part(told: Told, id: str, mine: Sequence[str]) -> list[str]:
    """Person-times by role, or all together; nothing of what stands from day to day, is counted in people itself, or is
    nobody's to take part in."""
    kind = told.catalogue.kind(id.split("/")[1])
    if kind.form == "stock" or kind.measure in OF_PEOPLE:
        return []
    roles = [other for other in mine if other.startswith(f"{id}/person_times/")]
    return roles or [other for other in mine if other == f"{id}/person_times" and kind.roles]


def _lacking(told: Told, chapter: Chapter) -> list[Line]:
    """What is late or open, and where less was done than planned."""
    made = [told.clause(id) for id in LACKING if id in told.figures and told.number(id)]
    below = []
    for id in told.planned:
        live = Live(id, window=PLAN)
        target, actual = told.value(live).number, told.number(id)
        if id in told.figures and target is not None and actual is not None and actual < target:
            below.append(f"年初计划{told.clause(id, live)}，实际{told.clause(id)}。")
    texts = [*_paragraphs(f"{clause}。" for clause in made), *_paragraphs(below)]
    return [Line(text) for text in (*texts, WRITER.format(what="存在的不足及其原因"))]


def _planned(told: Told, chapter: Chapter) -> list[Line]:
    """The next year's targets, each with its number."""
    aims = [told.clause(id, Live(id, window=PLAN, next_year=True)) for id in told.next_planned if id in told.figures]
    said = [f"计划{clause}。" for clause in aims]
    return [Line(text) for text in (*_paragraphs(said), WRITER.format(what="下一年工作的思路和重点"))]


_LINES = {"lines": _of_lines, "lacking": _lacking, "planned": _planned}
