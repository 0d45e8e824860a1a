"""What was late, one by one: the paragraph on shortcomings starts from it."""

from __future__ import annotations

from collections.abc import Sequence

from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import overdue
from yishi.foundation.papers import chinese_date
from yishi.foundation.papers.forms import Table
from yishi.rooms.suggestions.models import Answer
from yishi.rooms.suggestions.tallies import Tally

COLUMNS = ("编号", "标题", "承办单位", "期限", "答复日")
WIDTHS = (1.4, 4, 1.6, 1.7, 1.7)
NONE = "没有逾期答复的，也没有到期仍未答复的。"


def listed(tally: Tally, sides: Sequence[str] | None) -> list[str | Table]:
    """Answers that were sent late, then those due and still not sent; four queries."""
    rows = [*_sent_late(tally, sides), *_still_owed(tally, sides)]
    return [Table(caption="逾期件", columns=COLUMNS, rows=rows, widths=WIDTHS)] if rows else [NONE]


def _sent_late(tally: Tally, sides: Sequence[str] | None) -> list[tuple[str, ...]]:
    late = tally.facts_of("answered").filter(tags__tag="late").values_list("matter", "unit")
    pairs = set(late)
    answers = Answer.objects.filter(
        handling__suggestion__in={matter for matter, _unit in pairs}, round=1, sent_on__isnull=False
    )
    if sides is not None:
        answers = answers.filter(handling__unit__side__in=sides)
    found = answers.select_related("handling__unit", "handling__suggestion__matter").prefetch_related(
        "handling__matter__clocks"
    )
    made: list[tuple[str, ...]] = []
    for answer in found.order_by("handling__suggestion__matter__number", "pk"):
        h, s = answer.handling, answer.handling.suggestion
        due = [row.due_on for row in h.matter.clocks.all() if row.kind == "reply" and row.round == 1]
        if (s.pk, h.unit_id) in pairs and due and answer.sent_on:
            made.append(
                (s.matter.number, s.matter.title, str(h.unit), chinese_date(due[0]), chinese_date(answer.sent_on))
            )
    return made


def _still_owed(tally: Tally, sides: Sequence[str] | None) -> list[tuple[str, ...]]:
    """Due within the report's days and not answered on its last."""
    clocks = Clock.objects.filter(
        overdue(tally.until),
        organ=tally.reader.organ,
        kind="reply",
        room="suggestions",
        due_on__gte=tally.since,
    )
    if sides is not None:
        clocks = clocks.filter(unit__side__in=sides)
    found = clocks.select_related("matter__parent", "unit").order_by("due_on", "pk")
    return [
        (
            row.matter.parent.number if row.matter.parent else "",
            row.matter.title,
            str(row.unit),
            chinese_date(row.due_on),
            "未答复",
        )
        for row in found
    ]
