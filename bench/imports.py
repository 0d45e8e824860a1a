"""Ten thousand rows of a spreadsheet: previewed and taken in by steps, beside reading the file and a bulk insert."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from openpyxl import Workbook

from bench.data import words
from bench.data.build import TODAY
from bench.data.people import DEPUTIES, UNITS, House, house, person_name, unit_short
from bench.measure import RUNS, Bar, Measured, in_turns, timed
from bench.run import Run
from yishi.foundation import clock
from yishi.foundation.matters.models import Matter
from yishi.foundation.sheets import read
from yishi.rooms.suggestions.imports import apply, columns, preview
from yishi.rooms.suggestions.models import Suggestion

ROWS = 10_000
TIMES = Bar(most=10)
KEYS = (
    "title", "submitted_on", "lead", "topic", "situation", "proposals", "may_publish", "state", "registered_on", "unit",
    "handed_on", "answered_on", "kind", "answer_number", "closed_on",
)  # fmt: skip


def measure(run: Run) -> Iterator[Measured]:
    """A sheet of closed suggestions of former years (a fifth still waits to be handed over)."""
    with clock.at(TODAY):
        here, rows = house(), run.few(ROWS)
        sheets = iter([_sheet(at, rows) for at in range(RUNS)])
        again = _sheet(RUNS, rows)
        office = here.actor("office", TODAY)
        seconds: dict[str, list[float]] = {"preview": [], "apply": []}

        def ours() -> float:
            data = next(sheets)
            seen: list[Any] = []
            seconds["preview"].append(timed(lambda: seen.append(preview(office, data))))
            if len(seen[0].good) != rows:
                raise RuntimeError(f"the sheet has bad rows: {[row.errors for row in seen[0].rows if row.errors][:3]}")
            seconds["apply"].append(timed(lambda: apply(seen[0], office)))
            return seconds["preview"][-1] + seconds["apply"][-1]

        found, compared = in_turns(ours, lambda: timed(lambda: _plainly(here, again)))
        yield Measured(
            f"import: {rows} rows", run.size, "s", found, "reading the file and a bulk insert of matters and suggestions",
            compared, TIMES, guide="30 s", more={"parts": {name: [round(each, 2) for each in took] for name, took in seconds.items()}},
        )  # fmt: skip


def _sheet(number: int, rows: int) -> bytes:
    titles = {column.key: column.titles[0] for column in columns("npc")}
    book = Workbook(write_only=True)
    sheet = book.create_sheet("建议")
    sheet.append([titles[key] for key in KEYS])
    for at in range(rows):
        values = _row(number * rows + at)
        sheet.append([values.get(key) for key in KEYS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(at: int) -> dict[str, Any]:
    day = dt.date(2024, 1, 22) + dt.timedelta(days=at % 300)
    said = {
        "title": f"关于{words.place(at)}{at}的建议", "submitted_on": day, "lead": person_name(at % DEPUTIES), "topic": "教育",
        "situation": words.sentence_at(at) * 4, "proposals": words.sentence_at(at + 1) * 2, "may_publish": "是",
        "state": "待交办", "registered_on": day,
    }  # fmt: skip
    if at % 5 == 0:
        return said
    answered = day + dt.timedelta(days=70)
    return said | {
        "state": "已办结", "unit": unit_short(at % UNITS), "handed_on": day + dt.timedelta(days=10), "answered_on": answered,
        "kind": "已解决", "answer_number": f"试函〔{answered.year}〕{at}号", "closed_on": answered + dt.timedelta(days=30),
    }  # fmt: skip


def _plainly(here: House, data: bytes) -> None:
    """What a script would do: read, make objects, insert them in one transaction."""
    found = read(data, columns("npc")).rows
    matters = [
        Matter(
            organ=here.organ, room="bench", kind="bare", title=row.values["title"], state="new",
            opened_on=row.values["submitted_on"], touched_at=clock.now(),
        )
        for row in found
    ]  # fmt: skip
    with transaction.atomic():
        Matter.objects.bulk_create(matters)
        Suggestion.objects.bulk_create(
            Suggestion(
                matter=matter, situation=row.values["situation"], proposals=row.values["proposals"],
                submitted_on=row.values["submitted_on"],
            )
            for matter, row in zip(matters, found, strict=True)
        )  # fmt: skip
