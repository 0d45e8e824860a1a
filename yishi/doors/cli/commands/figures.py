"""`yishi figures [ID] --organ CODE [--tree] [--lens]`: the figures that there are; one with its value, what it counts, and its rows."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from yishi.doors.cli.calling import Wrong
from yishi.doors.cli.commands.organ import organ_of
from yishi.foundation import clock
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ
from yishi.readings.figures import rows, wording
from yishi.readings.figures.catalogue import figures
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Expression, Unreadable, of_tree
from yishi.readings.figures.figure import PROFILES, Figure, Value, plain
from yishi.readings.figures.saving import read
from yishi.readings.figures.windows import Span, of_year
from yishi.readings.lens.answering import NotLoaded, opened
from yishi.readings.lens.counting import LensCounter
from yishi.readings.lens.load import Came, load

DAY = dt.date.fromisoformat


def arguments(parser: argparse.ArgumentParser) -> None:
    """Without an id the list, with one its value."""
    parser.add_argument("id", nargs="?", help=_("指标的代号；不写则列出指标"))
    parser.add_argument("--organ", metavar="CODE", help=_("机关代码；列出时带上各指标的数值"))
    parser.add_argument("--profile", choices=PROFILES, default="npc", help=_("不写机关时，列出哪一类机关的指标"))
    parser.add_argument("--line", help=_("只列一个工作条线"))
    parser.add_argument("--expression", metavar="JSON", help=_("直接给出算法"))
    parser.add_argument("--year", type=int, help=_("年度，默认今年"))
    parser.add_argument("--since", type=DAY, metavar="YYYY-MM-DD")
    parser.add_argument("--until", type=DAY, metavar="YYYY-MM-DD")
    parser.add_argument("--rows", type=int, default=20, metavar="N", help=_("最多列出多少条记录"))
    parser.add_argument("--tree", action="store_true", help=_("数值按本级及所属各级合计"))
    parser.add_argument("--lens", action="store_true", help=_("用分析库计数：多年、多级的数更快；分析库旧了会先更新"))
    parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))


def run(options: argparse.Namespace) -> int:
    """List, or show one."""
    organ = organ_of(options.organ) if options.organ else None
    if options.id or options.expression:
        if organ is None:
            raise Wrong(_("请用 --organ 指明机关。"), 2)
        _show(options, organ)
    else:
        _list(options, organ)
    return 0


def _asked(options: argparse.Namespace) -> Span:
    try:
        year = of_year(clock.today().year if options.year is None else options.year)
    except ValueError:
        raise Wrong(_("年度应当是四位数。"), 2) from None
    found = Span(options.since or year.since, options.until or year.until)
    if found.since > found.until:
        raise Wrong(_("起始日期晚于截止日期。"), 2)
    return found


def _list(options: argparse.Namespace, organ: Organ | None) -> None:
    found = [
        figure
        for figure in figures(organ or options.profile).values()
        if (options.line in (None, figure.line)) and (organ.profile if organ else options.profile) in figure.profiles
    ]
    values: list[Value | None] = [None] * len(found)
    if organ:
        with _counting(options, organ) as counter:
            values = [*counter.values([_of_whom(options, figure.expression) for figure in found])]
    if options.json:
        print(_json([_as_json(figure, value) for figure, value in zip(found, values, strict=True)]))
        return
    for figure, value in zip(found, values, strict=True):
        number = f"{plain(value.number) or '-'}{figure.measure}" if value else figure.measure
        print(f"{figure.id}  {figure.name}  {number}")


def _show(options: argparse.Namespace, organ: Organ) -> None:
    figure, expression = _meant(options, organ)
    expression = _of_whom(options, expression)
    with _counting(options, organ) as counter:
        value, parts = counter.value(expression), rows.behind(counter, expression)
    said = wording.explain(counter, expression)
    if options.json:
        made = (_as_json(figure, value) if figure else _valued(value)) | {"expression": expression.data(), "said": said}
        print(_json(made | {"parts": [_part(part, options.rows) for part in parts]}))
        return
    if figure:
        print(f"{figure.name}（{figure.id}）：{plain(value.number) or '-'}{figure.measure}\n{figure.definition}")
    else:
        print(plain(value.number) or "-")
    print(said)
    if value.note:
        print(value.note)
    for at, part in enumerate(parts, 1):
        print(
            "\n" + _("第 %(at)d 部分，%(days)s：%(total)d 条记录") % {"at": at, "days": part.days, "total": part.total}
        )
        for row in part.page(1, options.rows):
            print(f"  {row.day} {row.kind} {row.number} {row.title} {plain(row.quantity)}{row.measure}")
        for hidden in part.hidden:
            print(_("  另有 %(number)d 条：%(why)s") % {"number": hidden.number, "why": hidden.why})


@contextmanager
def _counting(options: argparse.Namespace, organ: Organ) -> Iterator[Counter]:
    """By the facts in the database, or by the lens, which is read anew where a step was taken since."""
    asked = _asked(options)
    if not options.lens:
        yield Counter(system(organ), asked)
        return
    if not _fresh():
        for came in load():
            _progress(came)
    with opened() as lens:
        yield LensCounter(lens, system(organ), asked)


def _fresh() -> bool:
    try:
        with opened() as lens:
            return not lens.stale
    except NotLoaded:
        return False


def _progress(came: Came) -> None:
    """On a terminal only: one line, written over again."""
    if sys.stderr.isatty():
        said = _("正在更新分析库：%(table)s %(rows)d / %(of)d") % vars(came)
        print(f"\r{said}", end="\n" if came.rows >= came.of else "", file=sys.stderr, flush=True)


def _of_whom(options: argparse.Namespace, expression: Expression) -> Expression:
    return of_tree(expression) if options.tree else expression


def _meant(options: argparse.Namespace, organ: Organ) -> tuple[Figure | None, Expression]:
    if options.expression:
        try:
            return None, read(options.expression)
        except Unreadable as wrong:
            raise Wrong(str(wrong), 2) from None
    found = figures(organ).get(options.id)
    if found is None:
        raise Wrong(_("没有代号为 %(id)s 的指标；yishi figures 列出全部。") % {"id": options.id}, 2)
    return found, found.expression


def _as_json(figure: Figure, value: Value | None) -> dict[str, Any]:
    made = {
        "id": figure.id, "line": figure.line, "name": figure.name, "aliases": list(figure.aliases), "measure": figure.measure,
        "definition": figure.definition, "additive": figure.additive, "expression": figure.expression.data(),
    }  # fmt: skip
    return made | (_valued(value) if value else {})


def _valued(value: Value) -> dict[str, Any]:
    return {"value": plain(value.number), "of": [plain(part) for part in value.parts], "note": value.note}


def _part(part: rows.Part, most: int) -> dict[str, Any]:
    return {
        "days": part.days, "total": part.total, "note": part.note, "left_out": part.left_out,
        "hidden": [{"number": row.number, "why": row.why} for row in part.hidden],
        "rows": [
            {
                "day": row.day.isoformat(), "kind": row.kind, "number": row.number, "title": row.title, "quantity": plain(row.quantity),
                "measure": row.measure, "outcome": row.outcome, "matter": row.matter,
            }
            for row in part.page(1, most)
        ],
    }  # fmt: skip


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)
