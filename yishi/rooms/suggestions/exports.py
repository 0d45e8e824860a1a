"""Excel and CSV out: the list as its reader may see it, a row a suggestion.

Of what he has to do with he gets every column; of what he reads only because it is published, the public ones. No
sheet holds a telephone, and single evaluations stand only where `lists.evaluations` gives them to this reader.
Rows are read a few hundred at a time, each helping with the same number of queries.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from yishi.foundation import clock, language
from yishi.foundation.clocks import packs
from yishi.foundation.clocks.overdue import is_overdue
from yishi.foundation.law.pack import Pack
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.foundation.sheets import Column, Kind, write
from yishi.foundation.sheets.lines import lines as csv_lines
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Evaluation, Handling, Promise, Suggestion

S, Part = Suggestion.State, Handling.Part
AT_ONCE = 500
Row = Mapping[str, Any]


def _column(key: str, *titles: str, kind: Kind = Kind.TEXT, **more: Any) -> Column:
    return Column(key, titles, kind=kind, **more)


@language.in_that_of_records()
def columns(actor: Actor) -> list[Column]:
    """The sheet's columns in the words of the organ's profile; evaluations only for one who may read any."""
    cppcc = actor.organ.profile == Organ.Profile.CPPCC
    maker, matter, group = ("委员", "提案", "界别") if cppcc else ("代表", "建议", "代表团")
    made = [
        _column("number", "编号", kind=Kind.CODE), _column("title", "案由" if cppcc else "标题", width=48),
        _column("state", "状态"), _column("when", "提出时间"), _column("source", "提出方式"),
        _column("lead", "第一提案人" if cppcc else "领衔代表"), _column("group", group), _column("joint", f"联名{maker}", kind=Kind.MANY),
        _column("topic", "类别"), _column("submitted", "提出日期", kind=Kind.DAY), _column("filed", "登记日期", kind=Kind.DAY),
        _column("unit", "主办（分办）单位", kind=Kind.MANY), _column("co", "会办单位", kind=Kind.MANY), _column("handed", "交办日期", kind=Kind.DAY),
        _column("hard", "六个月答复"), _column("due", "答复期限", kind=Kind.DAY), _column("overdue", "逾期"),
        _column("answered", "答复日期", kind=Kind.DAY), _column("kind", "答复类别"), _column("again", "重新办理（次）"),
        _column("promises", "承诺事项"), _column("kept", "已兑现"), _column("solved", "解决日期", kind=Kind.DAY), _column("carried", "转入年度"),
        _column("key", "重点督办", kind=Kind.DAY), _column("good", "优秀", kind=Kind.DAY), _column("good_handling", "优秀办理件", kind=Kind.MANY),
        _column("publicity", "公开"),
        _column("ground", "不公开理由"), _column("closed", "办结日期", kind=Kind.DAY), _column("exit", f"不作为{matter}办理的说明"),
    ]  # fmt: skip
    return [*made, _column("evaluation", "评价")] if _reads_evaluations(actor) else made


PUBLIC = frozenset(
    {"number", "title", "state", "lead", "group", "topic", "unit", "co", "answered", "kind", "publicity"}
)
"""What everyone may read of a published one."""


def _reads_evaluations(actor: Actor) -> bool:
    return lists.evaluations(actor, packs.pack_for(actor.organ, clock.today())).exists()


@dataclass
class _Reader:
    """What a helping of rows shares."""

    actor: Actor
    day: dt.date
    packs: dict[str, Pack | None] = field(default_factory=dict)

    def pack(self, ref: str) -> Pack | None:
        """The rules that a matter keeps."""
        if ref not in self.packs:
            self.packs[ref] = packs.pack_of(self.actor.organ, ref)
        return self.packs[ref]


def rows(found: QuerySet[Suggestion], actor: Actor) -> Iterator[Row]:
    """The rows of those of `found` that the actor may see, in its order."""
    reader = _Reader(actor, clock.today())
    keys = iter(found.filter(pk__in=lists.visible(actor).values("pk")).values_list("pk", flat=True).iterator(2000))
    while helping := list(islice(keys, AT_ONCE)):
        yield from _helping(helping, reader)


def excel(found: QuerySet[Suggestion], actor: Actor, title: str = "") -> bytes:
    """The list as an .xlsx file."""
    return write(columns(actor), rows(found, actor), title or "清单")


def lines(found: QuerySet[Suggestion], actor: Actor) -> Iterator[str]:
    """The list as lines of a CSV file, for a streamed answer."""
    return csv_lines(columns(actor), rows(found, actor))


def _helping(keys: list[int], reader: _Reader) -> Iterator[Row]:
    related = ("matter", "lead__person", "grouping", "topic")
    prefetch = (
        "signers__mandate__person",
        "handlings__unit",
        "handlings__matter__clocks",
        "handlings__replies",
        "promises__matter",
    )
    found = Suggestion.objects.filter(pk__in=keys).select_related(*related).prefetch_related(*prefetch)
    by_key = {s.pk: s for s in found}
    near = set(Suggestion.objects.filter(lists.concerning(reader.actor), pk__in=keys).values_list("pk", flat=True))
    marks = _evaluations(by_key.values(), reader)
    for key in keys:
        row = _row(by_key[key], reader) | {"evaluation": "；".join(marks.get(key, ()))}
        yield row if key in near else {name: value for name, value in row.items() if name in PUBLIC}


def _evaluations(found: Iterable[Suggestion], reader: _Reader) -> dict[int, list[str]]:
    """The evaluations that this reader may see, in words; by the rules that each suggestion keeps."""
    by_pack: dict[str, list[int]] = defaultdict(list)
    for s in found:
        by_pack[s.matter.pack].append(s.pk)
    said: dict[int, list[str]] = defaultdict(list)
    for ref, keys in sorted(by_pack.items()):
        pack = reader.pack(ref)
        seen = lists.evaluations(reader.actor, pack).filter(suggestion__in=keys)
        for row in seen.select_related("handling__unit").prefetch_related("marks").order_by("day", "pk"):
            said[row.suggestion_id].append(_marked(row, pack))
    return said


@language.in_that_of_records()
def _marked(row: Evaluation, pack: Pack | None) -> str:
    asked = {q.code: q.label for q in (*given.questions(pack), *given.questions(pack, promise=True))}
    grades = {grade.code: grade.label for grade in given.scale(pack)}
    words = "、".join(f"{asked.get(m.question, m.question)}{grades.get(m.grade, m.grade)}" for m in row.marks.all())
    return f"{row.handling.unit}（第{row.round}次）：{words}"


@language.in_that_of_records()
def _row(s: Suggestion, reader: _Reader) -> dict[str, Any]:
    parts = [part for part in s.handlings.all() if not part.superseded]
    lead = [part for part in parts if part.part != Part.CO]
    return {
        "number": s.matter.number, "title": s.matter.title, "state": S(s.matter.state).label, "when": s.get_when_display(),
        "source": s.get_source_display(), "lead": s.lead.person.name if s.lead else "", "group": s.grouping.name if s.grouping else "",
        "joint": [str(row.mandate) for row in s.signers.all() if row.confirmed_on], "topic": s.topic.name if s.topic else "",
        "submitted": s.submitted_on, "filed": s.registered_on, "unit": [str(part.unit) for part in lead],
        "co": [str(part.unit) for part in parts if part.part == Part.CO], "handed": s.assigned_on, "hard": s.hard or None,
        "carried": s.carried_into, "good_handling": [str(part.unit) for part in lead if part.good_on],
        "key": s.key_on, "good": s.good_on, "publicity": s.get_publicity_display(), "ground": s.publicity_ground,
        "closed": s.matter.closed_on, "exit": s.exit_note, "solved": s.solved_on,
    } | _handled(s, lead, reader)  # fmt: skip


def _handled(s: Suggestion, lead: list[Handling], reader: _Reader) -> dict[str, Any]:
    clocks = [row for part in lead for row in part.matter.clocks.all() if row.kind == "reply"]
    labels = {row.code: row.label for row in given.classes(reader.pack(s.matter.pack))}
    sent = [answer for part in lead for answer in part.replies.all() if answer.sent_on]
    held = list(s.promises.all())
    last: dict[int, str] = {answer.handling_id: answer.kind for answer in sorted(sent, key=lambda answer: answer.round)}
    return {
        "due": max((row.due_on for row in clocks), default=None),
        "overdue": any(is_overdue(row, reader.day) for row in clocks) or None,
        "answered": s.answered_on or max((answer.sent_on for answer in sent if answer.sent_on), default=None),
        "kind": "、".join(dict.fromkeys(labels.get(kind, kind) for kind in last.values())),
        "again": max((part.round for part in lead), default=1) - 1 or None,
        "promises": len(held) or None,
        "kept": sum(row.matter.state == Promise.State.KEPT for row in held) or None,
    }
