"""What pages count: the year's figures, units' scores, a unit's own figures, a deputy's record, what waits on home pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

from ninja import Query, Router

from yishi.doors.api.asking import as_page, found
from yishi.doors.api.auth import Request
from yishi.doors.api.problems import ONE, READ, problems
from yishi.doors.api.reads.draw import named
from yishi.doors.api.reads.office_shapes import (
    CountOut,
    DutyOut,
    DutyRow,
    FigureOut,
    FiguresOut,
    HomeOut,
    KeptOut,
    ScoredOut,
    ScoreOut,
    ScoresOut,
    SliceOut,
    TodoOut,
    UnitFiguresOut,
)
from yishi.doors.api.reads.register_shapes import ContactOut
from yishi.doors.api.reads.registered import contact
from yishi.doors.api.reads.shapes import Named
from yishi.doors.api.types import PathKey
from yishi.doors.desk import home as desk_home
from yishi.doors.desk.work import figures, kept, scoring
from yishi.doors.desk.work.forms import year_asked
from yishi.doors.look.cards import Tally, Todo
from yishi.doors.parts.who import DESK, POCKET, UNIT, door
from yishi.doors.pocket import contacts, duty
from yishi.doors.pocket.waiting import Waiting
from yishi.doors.unit import figures as unit_figures
from yishi.doors.unit import home as unit_home
from yishi.rooms.suggestions import scores as scoring_rules
from yishi.rooms.suggestions.models import Bulletin, Handover, Hint
from yishi.rooms.suggestions.shown import Figure, Slice

router = Router(tags=["figures"])
Year = Annotated[int | None, Query(ge=1954, le=2100, description="年份；不填为今年")]
OFFICE, UNITS, OWN = door(*DESK), door(*UNIT), door(*POCKET)


def _figure(row: Figure) -> FigureOut:
    part, whole = row.parts or (None, None)
    return FigureOut(
        id=row.id, name=row.name, definition=row.definition, value=row.value, unit=row.unit, part=part, whole=whole, change=row.change,
        note=row.note, detail=dict(row.detail),
    )  # fmt: skip


def _slices(rows: Iterable[Slice]) -> list[SliceOut]:
    return [SliceOut(key=row.key, name=row.name, value=row.figure.value) for row in rows]


@router.get("/figures", response={200: FiguresOut, **problems(READ)}, operation_id="get_figures")
def get_figures(request: Request, year: Year = None) -> FiguresOut:
    """The year in figures, as far as I may see them."""
    page = as_page(request, figures.desk, query={"year": year})
    asked = year_asked(page.GET)
    tally = figures.tally_of(page, asked)
    return FiguresOut(
        year=asked, figures=[_figure(row) for row in tally.figures()], by_topic=_slices(tally.by_topic("received")), by_unit=_slices(tally.by_unit("handed"))
    )  # fmt: skip


@router.get("/unit/figures", response={200: UnitFiguresOut, **problems(READ)}, operation_id="get_unit_figures")
def get_unit_figures(request: Request, year: Year = None, unit: int | None = None) -> UnitFiguresOut:
    """My unit's own figures; what evaluations said only as far as a unit may see."""
    found = unit_figures.page(as_page(request, UNITS, "unit", query={"year": year, "unit": unit}))
    return UnitFiguresOut(
        year=found["year"], unit=_named(found["unit"]), units=[_named(one) for one in found["units"]], figures=[_figure(row) for row in found["figures"]]
    )  # fmt: skip


def _named(row: Any) -> Named:
    return Named(id=row.pk, name=str(row))


@router.get("/scores", response={200: ScoresOut, **problems(ONE | {409})}, operation_id="get_scores")
def get_scores(request: Request, year: Year = None) -> ScoresOut:
    """Scores of units by the published formula, each with the counts it comes from."""
    page = as_page(request, scoring.desk, query={"year": year})
    asked = year_asked(page.GET)
    rule = scoring_rules.published(request.auth.organ, asked)
    return ScoresOut(
        year=asked, published_on=rule.published_on if rule else None, weights=rule.weights if rule else scoring_rules.DEFAULT_WEIGHTS,
        items=[
            ScoreOut(unit=_named(row.unit), value=row.value, parts=[
                ScoredOut(
                    id=one.part.id, name=str(one.part.name), definition=str(one.part.definition), weight=one.weight, value=one.value,
                    counts={str(word): number for word, number in one.counts}, note=str(one.note),
                )
                for one in row.parts
            ])
            for row in scoring_rules.scores(request.auth, asked)
        ],
    )  # fmt: skip


def _todo(row: Todo) -> TodoOut:
    return TodoOut(
        title=row.title, number=row.number, word=str(row.word), who=row.who, due_on=row.due, working_days=row.working_days, provisional=row.provisional,
        url=row.url,
    )  # fmt: skip


def _counts(rows: Iterable[Tally]) -> list[CountOut]:
    return [CountOut(title=str(r.label), value=r.value, unit=str(r.unit), note=str(r.note)) for r in rows]


@router.get("/home/desk", response={200: HomeOut, **problems(READ)}, operation_id="get_desk_home", tags=["mine"])
def get_desk_home(request: Request) -> HomeOut:
    """The office's today: what is late, what falls due, what waits for me, what others owe."""
    shown = desk_home.today(as_page(request, OFFICE))
    return HomeOut(
        counts=_counts(shown["tallies"]),
        todos=[_todo(row) for row in shown["todos"]],
        others=[_todo(row) for row in shown["others"]],
    )


@router.get("/home/unit", response={200: HomeOut, **problems(READ)}, operation_id="get_unit_home", tags=["mine"])
def get_unit_home(request: Request) -> HomeOut:
    """What my unit owes, by due day; what others owe it."""
    shown = unit_home.home(as_page(request, UNITS, "unit"))
    others = [_todo(row) for row in (*shown["waiting"], *shown["promises"])]
    return HomeOut(counts=_counts(shown["tallies"]), todos=[_todo(row) for row in shown["todos"]], others=others)


@router.get("/home/pocket", response={200: HomeOut, **problems(READ)}, operation_id="get_pocket_home", tags=["mine"])
def get_pocket_home(request: Request) -> HomeOut:
    """What waits for my decision as a deputy or member, and my drafts."""
    as_page(request, OWN, "pocket")
    waiting = Waiting(request.auth)
    return HomeOut(
        counts=[], todos=[_todo(row) for row in waiting.cards()], others=[_todo(row) for row in waiting.drafts()]
    )


@router.get("/duty", response={200: DutyOut, **problems(READ)}, operation_id="get_duty", tags=["mine"])
def get_duty(request: Request, year: Year = None) -> DutyOut:
    """My record of a year, counted from what was recorded."""
    shown = duty.record(as_page(request, OWN, "pocket", query={"year": year}))
    taken = [
        DutyRow(suggestion=Named(id=row.fact.matter_id, name=row.fact.matter.title), day=row.fact.day, role=row.role)
        for row in shown["taken"]
    ]
    return DutyOut(year=shown["year"], counts=_counts(shown["tallies"]), taken=taken)


@router.get(
    "/duty/contacts", response={200: list[ContactOut], **problems(READ)}, operation_id="my_contacts", tags=["mine"]
)
def my_contacts(request: Request) -> list[ContactOut]:
    """Whom I keep in touch with, with my visits and talks."""
    as_page(request, OWN, "pocket")
    return [contact(row, request.auth.organ) for row in contacts.kept_by(request.auth)]


def _kept(row: Any, day: dt.date) -> KeptOut:
    more = {name: named(getattr(row, name, None)) for name in ("session", "topic", "from_unit")}
    suggestions = list(row.suggestions.values_list("pk", flat=True)) if hasattr(row, "suggestions") else []
    return KeptOut(
        id=row.pk, title=row.title, day=day, text=getattr(row, "text", ""), place=getattr(row, "place", ""), ended_on=getattr(row, "ended_on", None),
        number=getattr(row, "number", None), suggestions=suggestions, **more,
    )  # fmt: skip


@router.get(
    "/handovers/{int:id}", response={200: KeptOut, **problems(ONE)}, operation_id="get_handover", tags=["office"]
)
def get_handover(request: Request, id: PathKey) -> KeptOut:
    """A hand-over meeting and what was handed over at it."""
    row = found(kept.own_row, as_page(request, kept.desk), Handover, id)
    return _kept(row, row.day)


@router.get("/hints/{int:id}", response={200: KeptOut, **problems(ONE)}, operation_id="get_hint", tags=["office"])
def get_hint(request: Request, id: PathKey) -> KeptOut:
    """A topic hint, taken down or not."""
    row = found(kept.own_row, as_page(request, kept.desk), Hint, id)
    return _kept(row, row.published_on)


@router.post("/hints/{int:id}/end", response={200: KeptOut, **problems(ONE)}, operation_id="hint_end", tags=["office"])
def end_hint(request: Request, id: PathKey) -> KeptOut:
    """Take a hint down, today."""
    page = as_page(request, kept.desk)
    row = found(kept.own_row, page, Hint, id)
    kept.end_hint(page, row)
    return _kept(row, row.published_on)


@router.get(
    "/bulletins/{int:id}", response={200: KeptOut, **problems(ONE)}, operation_id="get_bulletin", tags=["office"]
)
def get_bulletin(request: Request, id: PathKey) -> KeptOut:
    """An issue of the bulletin."""
    row = found(kept.own_row, as_page(request, kept.desk), Bulletin, id)
    return _kept(row, row.day)
