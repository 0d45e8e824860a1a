"""Figures, by the functions of their pages: the list, one with its rows and cuts, years side by side, composed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from django.http.response import HttpResponseBase
from ninja import Path, Query, Router

from yishi.doors.api.asking import as_page, found
from yishi.doors.api.auth import Request
from yishi.doors.api.lists.listing import FILE
from yishi.doors.api.problems import ONE, READ, WRITE, problems
from yishi.doors.api.reads.indicator_shapes import (
    BehindOut,
    BehindPartOut,
    ComparedOut,
    ComparedRow,
    CutOut,
    HiddenOut,
    IndicatorOut,
    IndicatorsOut,
    OneIndicatorOut,
    OwnChangeIn,
    OwnIn,
    OwnOut,
    PreviewIn,
    TriedOut,
    VersionIn,
    VersionOut,
)
from yishi.doors.api.types import Day, PathKey
from yishi.doors.desk.figures import asking, compare, compose, counted, cutting, lists, one
from yishi.doors.desk.figures.access import read
from yishi.doors.desk.figures.counted import Told
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.people.models import Organ
from yishi.readings.figures import rows, saving, slices, wording
from yishi.readings.figures.figure import Figure
from yishi.readings.figures.models import SavedFigure
from yishi.readings.figures.rows import Part, Row

router = Router(tags=["indicators"])
MOST_PAGE = 100_000
Id = Annotated[str, Path(min_length=1, max_length=200, description="指标的代码，如 kind/law_inspection")]
Named = Annotated[Literal["year", "term", "asof", "between"] | None, Query(description="统计期间；不填为一年")]
Year = Annotated[int | None, Query(ge=1954, le=2100)]
OneDay = Annotated[Day | None, Query()]
Tree = Annotated[bool, Query(description="含所属各级机关")]
By = Annotated[Literal["month", "topic", "unit", "place", "outcome", "organ"] | None, Query()]


def days_of(page: Any) -> asking.Asked:
    """The days asked; raises Invalid for such as cannot be."""
    made = asking.asked(page.actor.organ, page.GET)
    if made.form.errors:
        raise Invalid({name: [str(each) for each in said] for name, said in made.form.errors.items()})
    return made


def _drawn(figure: Figure, told: Told) -> IndicatorOut:
    return IndicatorOut(
        id=figure.id, name=figure.name, aliases=list(figure.aliases), line=figure.line, measure=figure.measure,
        definition=figure.definition, expression=figure.expression.data(), saved=figure.saved, value=told.value.number,
        parts=list(told.value.parts), before=told.before.number, note=told.value.note,
    )  # fmt: skip


@router.get("/indicators", response={200: IndicatorsOut, **problems(READ)}, operation_id="list_indicators")
def list_indicators(
    request: Request, w: Named = None, year: Year = None, on: OneDay = None, since: OneDay = None,
    until: OneDay = None, tree: Tree = False, line: Annotated[str, Query(max_length=24)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    show: Annotated[Literal["main", "with", "all", "own"], Query()] = "main",
) -> IndicatorsOut:  # fmt: skip
    """Figures of the organ: by line and words; those with records, all, or its own."""
    asked_of = {
        "w": w,
        "year": year,
        "on": on,
        "since": since,
        "until": until,
        "tree": tree,
        "line": line,
        "q": q,
        "show": show,
    }
    page = as_page(request, read, query=asked_of)
    days = days_of(page)
    held = lists.held(page, days, lists.figures_of(days.organ))
    return IndicatorsOut(
        since=days.span.since, until=days.span.until, indicators=[_drawn(row.figure, row.told) for row in held.rows]
    )


def _one(request: Request, id: str, query: Mapping[str, Any]) -> tuple[one.One, list[Part]]:
    page = as_page(request, read, query=query)
    days_of(page)
    here = found(one.found, page, id)
    return here, rows.behind(here.counter, here.expression)


@router.get("/indicators/of/{path:id}", response={200: OneIndicatorOut, **problems(ONE)}, operation_id="get_indicator")
def get_indicator(
    request: Request, id: Id, w: Named = None, year: Year = None, on: OneDay = None, since: OneDay = None,
    until: OneDay = None, tree: Tree = False, by: By = None,
    page: Annotated[int, Query(ge=1, le=MOST_PAGE, description="明细的页，每页 50 条")] = 1,
) -> OneIndicatorOut:  # fmt: skip
    """One figure: its value, what is counted and left out, its cuts, and the rows behind it that I may see."""
    here, parts = _one(
        request, id, {"w": w, "year": year, "on": on, "since": since, "until": until, "tree": tree, "by": by}
    )
    return OneIndicatorOut(
        since=here.asked.span.since, until=here.asked.span.until, indicator=_drawn(here.figure, here.told),
        explained=wording.explain(here.counter, here.expression), cuts=list(_cuts(here, by)),
        parts=[_part(part, page) for part in parts],
    )  # fmt: skip


def _cuts(here: one.One, by: str | None) -> Iterator[CutOut]:
    cuts = slices.cuts(here.counter, here.expression, by) if by else []
    names = cutting.names(here.asked, by or "", [cut.key for cut in cuts])
    for cut in cuts:
        yield CutOut(name=names[cut.key], value=cut.value.number, parts=list(cut.value.parts))


def _part(part: Part, page: int) -> BehindPartOut:
    return BehindPartOut(
        said=part.said, days=part.days, note=part.note, total=part.total, left_out=part.left_out,
        hidden=[HiddenOut(number=row.number, why=row.why) for row in part.hidden],
        rows=[_row(row) for row in part.page(page)],
    )  # fmt: skip


def _row(row: Row) -> BehindOut:
    return BehindOut(
        matter=row.matter, room=row.room, number=row.number, title=row.title, kind=row.kind, day=row.day, until=row.until,
        quantity=row.quantity, measure=row.measure, outcome=row.outcome, topic=row.topic, place=row.place, unit=row.unit,
        organ=row.organ,
    )  # fmt: skip


@router.get(
    "/indicators/file/{path:id}",
    response={200: None, **problems(ONE)},
    operation_id="file_indicator",
    openapi_extra=FILE,
)
def file_indicator(
    request: Request, id: Id, w: Named = None, year: Year = None, on: OneDay = None, since: OneDay = None,
    until: OneDay = None, tree: Tree = False, kind: Annotated[Literal["csv", "xlsx"], Query()] = "csv",
) -> HttpResponseBase:  # fmt: skip
    """The rows behind it as a file, with a line for those I may not see."""
    here, parts = _one(request, id, {"w": w, "year": year, "on": on, "since": since, "until": until, "tree": tree})
    return one.file_of(parts, here.figure.name, kind)


@router.get("/indicators/compare", response={200: ComparedOut, **problems(READ)}, operation_id="compare_indicators")
def compare_indicators(
    request: Request, by: Annotated[Literal["years", "organs"], Query()] = "years",
    years: Annotated[list[int] | None, Query(max_length=compare.MOST_SIDES)] = None,
    organs: Annotated[list[str] | None, Query(max_length=compare.MOST_SIDES)] = None, year: Year = None,
) -> ComparedOut:  # fmt: skip
    """Years of the organ, or organs of its sub-tree, side by side."""
    page = as_page(request, read, query={"by": by, "years": years, "organs": organs, "year": year})
    organ = page.actor.organ
    below = list(Organ.objects.filter(path__startswith=organ.path).order_by("path"))
    form = compare.SidesForm(page.GET, organ, below)
    if not form.is_valid():
        raise Invalid({name: [str(each) for each in said] for name, said in form.errors.items()})
    table = compare.side_by_side(page, compare.asked(form, organ, below))
    return ComparedOut(
        columns=list(table.labels),
        rows=[
            ComparedRow(
                id=row.figure.id, name=row.figure.name, measure=row.figure.measure, values=list(row.values),
                changes=list(row.changes),
            )
            for row in table.rows
        ],
    )  # fmt: skip


@router.post("/indicators/preview", response={200: TriedOut, **problems(WRITE)}, operation_id="try_indicator")
def try_indicator(request: Request, given: PreviewIn) -> TriedOut:
    """What an expression gives this year, before it is kept."""
    page = as_page(request, compose.write)
    days = asking.asked(page.actor.organ, page.GET)
    tried = saving.preview(page.actor, given.expression, days.span)
    (told,) = counted.told_of(counted.counter(page.actor, days.span), [tried.expression], with_before=True)
    value = told.value
    return TriedOut(
        value=value.number, parts=list(value.parts), before=told.before.number, note=value.note, said=tried.said
    )


@router.post("/indicators/own", response={200: OwnOut, **problems(WRITE)}, operation_id="make_indicator")
def make_indicator(request: Request, given: OwnIn) -> OwnOut:
    """Keep a figure of the organ's own."""
    page = as_page(request, compose.write)
    code = compose.next_code(page.actor.organ)
    return _kept(saving.save(page.actor, given.model_dump() | {"code": code}))


@router.get("/indicators/own/{id}", response={200: list[VersionOut], **problems(ONE)}, operation_id="get_own_indicator")
def get_own_indicator(request: Request, id: PathKey) -> Sequence[VersionOut]:
    """What it is and was, latest first."""
    page = as_page(request, compose.write)
    row = found(compose.own_row, page, id)
    told = compose.versions(row)
    return [VersionOut(**one_told) for one_told in told]


@router.post("/indicators/own/{id}", response={200: OwnOut, **problems(WRITE)}, operation_id="change_indicator")
def change_indicator(request: Request, id: PathKey, given: OwnChangeIn) -> OwnOut:
    """Make it anew; what it was stands in the journal."""
    page = as_page(request, compose.write)
    return _kept(saving.change(page.actor, id, given.version, given.model_dump(exclude={"version"})))


@router.post("/indicators/own/{id}/end", response={200: OwnOut, **problems(WRITE)}, operation_id="end_indicator")
def end_indicator(request: Request, id: PathKey, given: VersionIn) -> OwnOut:
    """Use it no more."""
    page = as_page(request, compose.write)
    return _kept(saving.end(page.actor, id, given.version))


def _kept(row: SavedFigure) -> OwnOut:
    return OwnOut(id=row.pk, indicator=f"own/{row.code}", version=row.version)
