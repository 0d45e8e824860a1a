"""Five hundred reply letters in one job, beside a plain document of as many pages and words."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.db import transaction
from docx import Document

from bench.data.build import TODAY
from bench.data.people import house
from bench.measure import RUNS, Bar, Measured, in_turns, timed
from bench.run import Run
from yishi.foundation import clock
from yishi.rooms.suggestions.models import Answer
from yishi.rooms.suggestions.papers import reply_letters

LETTERS = 500
GUIDE = Bar(most=30)


def measure(run: Run) -> Iterator[Measured]:
    """Seconds from the query to the bytes of one file."""
    with clock.at(TODAY):
        count = run.few(LETTERS)
        sent = Answer.objects.filter(handling__matter__organ=house().organ).exclude(sent_on=None)
        keys = list(sent.order_by("-pk").values_list("pk", flat=True)[:count])
        found, compared = in_turns(lambda: timed(lambda: _letters(keys)), lambda: timed(lambda: _plainly(keys)), RUNS)
        yield Measured(
            f"papers: {count} reply letters", run.size, "s", found, "a plain document of as many pages", compared, GUIDE,
            bar_of="median", guide="30 s",
        )  # fmt: skip


def _letters(keys: list[int]) -> None:
    done: list[int] = []
    with transaction.atomic():
        made = reply_letters(Answer.objects.filter(pk__in=keys), told=lambda at, total: done.append(at))
    if len(done) != len(keys) or not made.startswith(b"PK"):
        raise RuntimeError("not every letter was written")


def _plainly(keys: list[int]) -> None:
    document = Document()
    for answer in Answer.objects.filter(pk__in=keys).select_related("handling__matter"):
        document.add_heading(answer.handling.matter.title, 2)
        for paragraph in answer.text.split("\n"):
            document.add_paragraph(paragraph)
        document.add_page_break()
    document.save(io.BytesIO())
