"""Figures that an office composes: tried out before they are kept, and every version of them in the journal.

said = saving.preview(actor, expression, asked)
row = saving.save(actor, given)
saving.change(actor, row.pk, row.version, given)
saving.end(actor, row.pk, row.version)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yishi.foundation import clock, language
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.write import NewEntry, write
from yishi.foundation.loops.refusals import Changed, Invalid, NotAllowed, NotFound, Refused
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import RoleCode
from yishi.foundation.sheets import clean
from yishi.readings.figures import expression as grammar
from yishi.readings.figures import wording
from yishi.readings.figures.catalogue import figures
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.expression import Expression, Unreadable
from yishi.readings.figures.figure import Value
from yishi.readings.figures.models import SavedFigure
from yishi.readings.figures.recorded import CHANGE, END, ROOM, SAVE
from yishi.readings.figures.windows import Span, of_year
from yishi.rooms.activities.catalogue import kinds

LONGEST = 20_000
"""Characters of an expression as JSON."""
TEXTS = {"name": 60, "measure": 8, "definition": 600}
MOST_ALIASES = 20


@dataclass(frozen=True)
class Previewed:
    """What a composed expression gives before it is kept."""

    expression: Expression
    value: Value
    said: str


def may_compose(actor: Actor) -> bool:
    """The office composes; whoever else asks a figure takes one that stands."""
    return actor.kind == "system" or actor.has(RoleCode.OFFICE)


def preview(actor: Actor, given: Any, asked: Span) -> Previewed:
    """Read an expression and count it for this reader. Raises `NotAllowed`, or `Invalid` with what to mend."""
    _allowed(actor)
    try:
        found = read(given)
    except Unreadable as wrong:
        raise Invalid({"expression": [str(wrong)]}) from None
    counter = Counter(actor, asked)
    return Previewed(found, counter.value(found), wording.explain(counter, found))


def read(given: Any) -> Expression:
    """An expression from JSON or its text. Raises `Unreadable` with what to mend, for what is no JSON and too long too."""
    try:
        text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
        if len(text) > LONGEST:
            raise Unreadable(_("算法太长，请拆开。"))
        return grammar.read(json.loads(text))
    except (TypeError, RecursionError):
        raise Unreadable(_("算法太长，请拆开。")) from None
    except json.JSONDecodeError as wrong:
        raise Unreadable(_("算法不是合格的 JSON：第 %(line)d 行附近有误。") % {"line": wrong.lineno}) from None


@language.in_that_of_records(Refused)
@transaction.atomic
def save(actor: Actor, given: Mapping[str, Any]) -> SavedFigure:
    """Keep a new figure: name, measure, definition, expression, and code, line, aliases, additive where they are given.

    Raises `NotAllowed`, or `Invalid` with a sentence for each field."""
    _allowed(actor)
    checked, code = _checked(actor, given), clean(given.get("code", ""))
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,31}", code):
        raise Invalid({"code": [_("代码用小写字母、数字和连字符，最长 32 个字符。")]})
    if SavedFigure.objects.filter(organ=actor.organ, code=code).exists():
        raise Invalid({"code": [_("代码“%(code)s”已经用过，请换一个。") % {"code": code}]})
    row = SavedFigure.objects.create(organ=actor.organ, code=code, **checked)
    _note(actor, row, SAVE)
    return row


@language.in_that_of_records(Refused)
@transaction.atomic
def change(actor: Actor, pk: int, version: int, given: Mapping[str, Any]) -> SavedFigure:
    """Make a figure anew; what it was stands in the journal. `version` is the one that the page showed.

    Raises `NotAllowed`, `NotFound`, `Changed`, or `Invalid`."""
    row = _taken(actor, pk, version)
    for name, value in _checked(actor, given, row).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _note(actor, row, CHANGE)
    return row


@language.in_that_of_records(Refused)
@transaction.atomic
def end(actor: Actor, pk: int, version: int) -> SavedFigure:
    """Use a figure no more. Raises `NotAllowed`, `NotFound`, `Changed`."""
    row = _taken(actor, pk, version)
    row.ended_on, row.version = clock.today(), row.version + 1
    row.save()
    _note(actor, row, END)
    return row


def versions(row: SavedFigure) -> Iterator[tuple[Entry, Mapping[str, Any]]]:
    """Every version of a figure, latest first: the journal's entry and what the figure was then."""
    entries = Entry.objects.filter(organ=row.organ, room=ROOM, step__in=(SAVE, CHANGE, END)).select_related("body")
    for entry in entries.order_by("-seq"):
        said = (entry.body.content or {}).get("said", {})
        if said.get("figure") == row.pk:
            yield entry, said


def _allowed(actor: Actor) -> None:
    if not may_compose(actor):
        raise NotAllowed(_("组合、保存指标由办公机构办理。"))


def _taken(actor: Actor, pk: int, version: int) -> SavedFigure:
    _allowed(actor)
    row = SavedFigure.objects.select_for_update().filter(organ=actor.organ, pk=pk).first()
    if row is None:
        raise NotFound
    if row.version != version or row.ended_on:
        raise Changed
    return row


def _checked(actor: Actor, given: Mapping[str, Any], row: SavedFigure | None = None) -> dict[str, Any]:
    """What was given, cleaned. Raises `Invalid` with everything that is wrong."""
    wrong: dict[str, list[str]] = {}
    made: dict[str, Any] = {name: clean(given.get(name, "")) for name in TEXTS}
    for name, longest in TEXTS.items():
        if not 0 < len(made[name]) <= longest:
            wrong[name] = [_("请填写，不超过 %(most)d 个字。") % {"most": longest}]
    made["line"] = clean(given.get("line", ""))
    if made["line"] and made["line"] not in kinds.load().line_by_code:
        wrong["line"] = [_("没有这个工作条线。")]
    made["aliases"] = [alias for each in given.get("aliases", ()) if (alias := clean(each))]
    if len(made["aliases"]) > MOST_ALIASES or any(len(alias) > TEXTS["name"] for alias in made["aliases"]):
        wrong["aliases"] = [
            _("别称最多 %(most)d 个，每个不超过 %(long)d 个字。") % {"most": MOST_ALIASES, "long": TEXTS["name"]}
        ]
    made["additive"] = bool(given.get("additive", True))
    for name, check in (("name", _taken_name), ("expression", _uncounted)):
        if name not in wrong and (why := check(actor, given, made, row)):
            wrong[name] = [why]
    if wrong:
        raise Invalid(wrong)
    return made


def _taken_name(actor: Actor, given: Mapping[str, Any], made: dict[str, Any], row: SavedFigure | None) -> str:
    """Two figures of one name would be told apart by nobody."""
    own = f"own/{row.code}" if row else ""
    known = {figure.name for id, figure in figures(actor.organ).items() if id != own}
    return _("已经有名为“%(name)s”的指标。") % {"name": made["name"]} if made["name"] in known else ""


def _uncounted(actor: Actor, given: Mapping[str, Any], made: dict[str, Any], row: SavedFigure | None) -> str:
    """Why the expression cannot be kept; it is counted once over the running year to know."""
    try:
        found = read(given.get("expression"))
    except Unreadable as wrong:
        return str(wrong)
    made["expression"] = found.data()
    counter = Counter(actor, of_year(clock.today().year))
    counter.value(found)
    return counter.refused(found)


def _note(actor: Actor, row: SavedFigure, step: str) -> None:
    fields: tuple[str, ...] = (
        "code",
        "line",
        "name",
        "aliases",
        "measure",
        "definition",
        "expression",
        "additive",
        "version",
    )
    said = {"figure": row.pk} | {name: getattr(row, name) for name in fields}
    write([NewEntry(organ_id=row.organ_id, actor=actor, day=clock.today(), room=ROOM, step=step, said=said)])
