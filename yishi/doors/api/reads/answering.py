"""How messages of residents were answered, by the functions of the desk's page: a line for each cut, the rows behind a number."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router
from pydantic import BaseModel, Field

from yishi.doors.api.asking import as_page
from yishi.doors.api.auth import Request
from yishi.doors.api.problems import READ, problems
from yishi.doors.api.reads.indicators import Named, OneDay, Tree, Year, days_of
from yishi.doors.desk.figures.access import read
from yishi.doors.desk.voice_figures import cut
from yishi.doors.desk.voice_figures.views import MOST_ROWS
from yishi.readings.figures import answering
from yishi.readings.figures.answering import WHOLE
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.rows import open_to

router = Router(tags=["messages"])
By = Annotated[
    Literal["whole", "topic", "unit", "place", "channel", "station", "deputy", "recorder"],
    Query(description="怎样分；whole 为合计一行"),
]
What = Annotated[
    Literal["received", "answered", "within_10", "within_20", "within_30", "late", "solved"],
    Query(description="哪个数的明细"),
]
Key = Annotated[str, Query(max_length=80, description="某一行的 key；没有注明的为空")]


class LineOut(BaseModel):
    """One cut; days are calendar days from the day it came to the last answer's."""

    key: str
    name: str
    received: int
    answered: int
    within_10: int
    within_20: int
    within_30: int
    mean: Decimal | None
    median: Decimal | None
    late: int
    solved: int = Field(description="收到的之中到期末已经解决的")


class AnsweringOut(BaseModel):
    """The lines over the days asked."""

    days: str
    lines: list[LineOut]


class AnsweredOut(BaseModel):
    """A message behind a number."""

    matter: int
    number: str
    title: str
    day: str
    took: int | None


class AnsweredRows(BaseModel):
    """Those that the caller may open, and how many he may not."""

    rows: list[AnsweredOut] = Field(description="最多 5000 行")
    hidden: int


@router.get("/messages/answering", response={200: AnsweringOut, **problems(READ)}, operation_id="get_answering")
def get_answering(
    request: Request, by: By = "topic", w: Named = None, year: Year = None, on: OneDay = None, since: OneDay = None,
    until: OneDay = None, tree: Tree = False,
) -> AnsweringOut:  # fmt: skip
    """How fast messages were answered: a line for each class, unit, street, channel, station or officer."""
    asked = _asked(request, w=w, year=year, on=on, since=since, until=until, tree=tree)
    lines = answering.lines(Scope(asked.organ), asked.span, by, tree=asked.tree)
    names = [""] * len(lines) if by == WHOLE else [row.name for row in cut.named(lines, by)]
    return AnsweringOut(
        days=asked.words,
        lines=[
            LineOut(
                key="" if line.key is None else str(line.key), name=name, received=line.received, answered=line.answered,
                within_10=line.within(10), within_20=line.within(20), within_30=line.within(30), mean=line.mean, median=line.median,
                late=line.late, solved=line.solved,
            )
            for line, name in zip(lines, names, strict=True)
        ],
    )  # fmt: skip


@router.get(
    "/messages/answering/rows", response={200: AnsweredRows, **problems(READ)}, operation_id="get_answering_rows"
)
def get_answering_rows(
    request: Request, by: By = "whole", key: Key = "", what: What = "answered", w: Named = None, year: Year = None,
    on: OneDay = None, since: OneDay = None, until: OneDay = None, tree: Tree = False,
) -> AnsweredRows:  # fmt: skip
    """The messages that a number of a line is made of."""
    asked = _asked(request, w=w, year=year, on=on, since=since, until=until, tree=tree)
    every = answering.behind(Scope(asked.organ), asked.span, by, key.replace("\x00", ""), what, tree=asked.tree)
    mine = open_to(request.auth, every).select_related("matter")
    took = what not in ("received", "solved")
    rows = [
        AnsweredOut(
            matter=fact.matter_id, number=fact.matter.number, title=fact.matter.title, day=fact.day.isoformat(),
            took=int(fact.quantity) if took else None,
        )
        for fact in mine[:MOST_ROWS]
    ]  # fmt: skip
    return AnsweredRows(rows=rows, hidden=every.count() - mine.count())


def _asked(request: Request, **query: Any) -> Any:
    return days_of(as_page(request, read, query=query))
