"""A report built from records: its text with every figure in place, the annex, the plan, and what does not hold.

    built(reader, draft_of(reader, 2026))       the text that the records alone give
    built(reader, work_of(report))              the text as the office wrote it

All figures are asked at once. A final report reads its frozen figures, and says their hash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.papers import chinese_date
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.readings.figures import catalogue, windows
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Window, counts
from yishi.readings.figures.figure import Figure, plain
from yishi.readings.figures.windows import Span
from yishi.readings.report import asserted, chapters, fields, numbers, occurring, prose, targets
from yishi.readings.report.fields import Live
from yishi.readings.report.models import Report
from yishi.readings.report.saying import Sayer
from yishi.readings.report.values import Values, change
from yishi.readings.report.work import Built, BuiltLine, BuiltPart, Line, Part, Planned, Row, Shown, Work
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.suggestions.papers.names import place_of

SpanName = Literal["year", "term"]
UNCOMPARED = ("people", "person_times", "names", "days")


class NoDays(ValueError):
    """There is nothing to report on: the message says why."""


@dataclass(frozen=True)
class Counted:
    """The figures of one organ over a report's days, for one reader."""

    reader: Actor
    year: int
    span: SpanName = "year"
    until: dt.date | None = None
    tree: bool = False

    @property
    def organ(self) -> Organ:
        """Whose report it is."""
        return self.reader.organ

    @cached_property
    def days(self) -> Span:
        """The days reported on. Raises `NoDays`."""
        whole = windows.of_year(self.year)
        until = min(self.until or whole.until, clock.today(), whole.until)
        if until < whole.since:
            raise NoDays(_("%(year)d 年还没有开始，没有可以报告的记录。") % {"year": self.year})
        asked = Span(whole.since, until)
        if self.span == "year":
            return asked
        try:
            return windows.resolve(Window("term"), asked, self.organ)
        except windows.NoWindow as reason:
            raise NoDays(str(reason)) from None

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """What can be told, by id."""
        return catalogue.figures(self.organ)

    @cached_property
    def values(self) -> Values:
        """Every figure, counted together."""
        counter, after = Counter(self.reader, self.days), Counter(self.reader, windows.of_year(self.year + 1))
        made = Values(self.figures, counter.values, after.values, tree=self.tree)
        made.nought(map(Live, occurring.nought(self.figures, occurring.codes(counter, tree=self.tree))))
        made.learn(map(Live, self.figures))
        return made

    @cached_property
    def compared(self) -> bool:
        """Whether the year before is told of; if so, the changes of what is not nought are now known."""
        if self.span == "year":
            self.values.learn(
                [change(Live(id)) for id in self.figures if self.values.of(Live(id)).number and self.changes(id)]
            )
        return self.span == "year"

    def changes(self, id: str) -> bool:
        """Whether the report tells a figure's change unasked: of happenings, sums, stocks, seats and rates; who took part is
        dear to count for a second year, and its change says little."""
        return all(count.what not in UNCOMPARED for count in counts(self.figures[id].expression))

    @cached_property
    def planned(self) -> Mapping[bool, Sequence[targets.Aim]]:
        """Numbers of the plan: of this year (False) and of the next."""
        return {later: targets.aims(self.organ, self.year + later, self.figures) for later in (False, True)}


@language.in_that_of_records()
def draft_of(counted: Counted) -> Work:
    """The text that the records give, for the office to go on from."""
    organ, profile = counted.organ, counted.organ.profile
    told = prose.Told(
        profile, counted.compared, kinds.load(), counted.figures, counted.values.of, Sayer(profile),
        [aim.id for aim in counted.planned[False]], [aim.id for aim in counted.planned[True]],
    )  # fmt: skip
    return _work(counted, prose.parts(told), chapters.frame(profile).title.format(place=place_of(organ.name, profile)))


def work_of(report: Report, counted: Counted) -> Work:
    """The text as it was written, in two queries."""
    parts = tuple(
        Part(row.title, tuple(Line(each.text, each.level) for each in row.paragraphs.all()), row.code)
        for row in report.chapters.prefetch_related("paragraphs")
    )
    formulas = tuple(report.asserted.values_list("formula", flat=True))
    return _work(counted, parts, report.title, report.subtitle, formulas)


def _work(
    counted: Counted, parts: tuple[Part, ...], title: str, subtitle: str = "", formulas: tuple[str, ...] = ()
) -> Work:
    organ = counted.organ
    return Work(
        organ.profile, place_of(organ.name, organ.profile), counted.year, counted.span, counted.days.until, parts, title,
        subtitle, formulas, counted.tree,
    )  # fmt: skip


def counted_of(report: Report, reader: Actor) -> Counted:
    """What is to be counted for a report that is kept."""
    span: SpanName = "term" if report.span == Report.Span.TERM else "year"
    return Counted(reader, report.year, span, report.until, report.tree)


@language.in_that_of_records()
def built(counted: Counted, work: Work, digest: str = "") -> Built:
    """The whole report. A field whose figure is gone stands as —, and is told among what is wanting."""
    wanting: list[str] = []
    counted.values.learn(fields.readable(work.texts()))
    parts = tuple(
        BuiltPart(part.title, tuple(line for each in part.lines for line in _lines(counted, each, wanting)))
        for part in work.parts
    )
    frame = chapters.frame(work.profile)
    place, until = work.place, chinese_date(work.until)
    told = {piece.live.figure for part in parts for line in part.lines for piece in line.pieces if piece.live}
    return Built(
        work=work,
        addressees=frame.addressees,
        opening=(
            frame.opening.format(place=place),
            (frame.of_term if work.span == "term" else frame.annual).format(year=work.year, until=until),
        ),
        parts=parts,
        closing=frame.closing,
        days=f"{chinese_date(counted.days.since)}至{until}",
        rows=tuple(_rows(counted, told)),
        planned=tuple(_plan(counted)),
        broken=tuple(broken(work.formulas, counted)),
        wanting=tuple(wanting),
        digest=digest,
    )


def _lines(counted: Counted, line: Line, wanting: list[str]) -> list[BuiltLine]:
    """A paragraph for each line of the text; one that cannot be read stands as it was typed."""
    made = []
    for text in filter(str.strip, line.text.splitlines()):
        try:
            pieces = fields.read(text.strip())
        except fields.Unreadable as unreadable:
            wanting.append(str(unreadable))
            pieces = [text.strip()]
        made.append(BuiltLine(tuple(shown(counted, piece, wanting) for piece in pieces), line.level))
    return made


def shown(counted: Counted, piece: fields.Piece, wanting: list[str]) -> Shown:
    """A piece as it reads."""
    if isinstance(piece, str):
        return Shown(piece)
    figure = counted.figures.get(piece.figure)
    if figure is None:
        wanting.append(_("指标“%(id)s”已经没有了，请改用别的指标。") % {"id": piece.figure})
        return Shown(numbers.NOTHING, piece, piece.figure)
    value = counted.values.of(piece)
    if value.number is None:
        why = value.note or _("没有可以计算的记录。")
        wanting.append(_("%(name)s：%(why)s") % {"name": figure.name, "why": why})
    text = numbers.written(piece, figure.expression, figure.measure, value.number)
    return Shown(text, piece, figure.name, value.number, value.note)


def _rows(counted: Counted, told: set[str]) -> list[Row]:
    """The annex: every figure that has something to say, and those that the text tells."""
    lines = {line.code: line.name_in(counted.organ.profile) for line in kinds.load().lines}
    return [
        _row(counted, figure, lines.get(figure.line, "综合"), figure.id in told)
        for figure in counted.figures.values()
        if figure.id in told or (counted.values.of(Live(figure.id)).number and not _says_no_more(counted, figure.id))
    ]


def _says_no_more(counted: Counted, id: str) -> bool:
    """Days of what took one each."""
    kind, _stroke, what = id.rpartition("/")
    return what == "days" and counted.values.of(Live(id)).number == counted.values.of(Live(kind)).number


def _row(counted: Counted, figure: Figure, line: str, told: bool) -> Row:
    live = Live(figure.id)
    value = counted.values.of(live)
    parts = value.parts if numbers.is_rate(figure.expression) else ()
    return Row(
        figure.id, line, figure.name, numbers.written(live, figure.expression, figure.measure, value.number),
        "/".join(plain(part) for part in parts if part is not None), _against(counted, figure), figure.definition, told,
    )  # fmt: skip


def _against(counted: Counted, figure: Figure) -> str:
    """The change on the year before, where there was something then."""
    if not counted.compared or not counted.changes(figure.id):
        return ""
    value = counted.values.of(change(Live(figure.id)))
    if value.number is None or not value.parts[1]:
        return ""
    return f"{'+' if value.number > 0 else ''}{plain(value.number)}"


def _plan(counted: Counted) -> list[Planned]:
    made = []
    for aim in counted.planned[True]:
        figure = counted.figures[aim.id]
        now = counted.values.of(Live(aim.id)).number
        target, actual = (_said(figure, number) for number in (aim.number, now))
        made.append(Planned(aim.id, figure.name, target, actual, aim.note))
    return made


def _said(figure: Figure, number: Decimal | None) -> str:
    return numbers.written(Live(figure.id), figure.expression, figure.measure, number)


def broken(formulas: Iterable[str], counted: Counted) -> list[asserted.Broken]:
    """The sums that do not hold."""

    def value(live: Live) -> Decimal | None:
        return counted.values.of(live).number

    def name(live: Live) -> str:
        return counted.figures[live.figure].name if live.figure in counted.figures else live.figure

    return asserted.broken(formulas, value, name)
