"""A loop of its own for the tests: one step that asks for a thing of every kind, and some that go wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from django.db.models import QuerySet

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.compound import Grades, Lines
from yishi.foundation.loops.inputs import Day, Flag, Many, Number, One, Pick, Text
from yishi.foundation.loops.steps import NEW, Loop, Step, Who
from yishi.foundation.people.models import Unit
from yishi.rooms.suggestions.models import Suggestion

S = Suggestion.State
ANYONE = Who("anyone", "任何人", lambda actor, record: True)


def units(scope: Scope) -> QuerySet[Unit]:
    """Units of the organ."""
    return Unit.objects.filter(organ=scope.organ)


toy = Loop(room="suggestions", kind="suggestion", title="试", model=Suggestion, states=S)


@toy.step(NEW, to=S.DRAFT, by=(ANYONE,), law="试验", title="样样都要")
def everything(
    s: Suggestion, act: Act, *,
    line: Annotated[str, Text("标题", longest=20, rows=1)],
    text: Annotated[str, Text("正文", longest=100_000, required=False)] = "",
    day: Annotated[dt.date | None, Day("日期", required=False)] = None,
    later: Annotated[dt.date | None, Day("期限", required=False, future=True, past=False)] = None,
    number: Annotated[int | None, Number("月数", required=False, least=1, most=6)] = None,
    flag: Annotated[bool, Flag("是否")] = False,
    pick: Annotated[str, Pick("方式", required=False, choices=[("a", "甲"), ("b", "乙")])] = "a",
    one: Annotated[Unit | None, One("单位", required=False, rows=units)] = None,
    many: Annotated[Sequence[Unit], Many("几个单位", required=False, rows=units)] = (),
    plans: Annotated[
        Sequence[dict[str, Any]],
        Lines("事项", required=False, most=3, columns=(("what", Text("做什么", longest=10)), ("due", Day("何时", future=True)))),
    ] = (),
    grades: Annotated[
        dict[str, str],
        Grades("评价", questions=lambda scope: [("q", "问题")], grades=lambda scope: [("good", "好"), ("bad", "不好")]),
    ],
) -> None:  # fmt: skip
    """Ask for one thing of every kind."""
    s.matter.title = line


EVERYTHING: Step = everything
