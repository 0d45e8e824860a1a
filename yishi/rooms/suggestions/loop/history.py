"""What was put forward before Yishi, or on paper: entered in the state that it has come to, with the days on
which it came there. One step a suggestion, so that imports leave clocks, facts and journal as living does.

What was handed over on a day for which there is a rule pack starts the clocks of that pack; what is older
starts none, and its entry in the journal says so. An answer known by its day and class alone says so.
Evaluations are not brought in: a mark that arrives later would show itself in the sealed sums (`seal.py`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Flag, Many, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, SYSTEM
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Grouping, Mandate, Session, Unit
from yishi.rooms.suggestions import deadlines, roles
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.loop.history_fit import ORDER, STATES, fit
from yishi.rooms.suggestions.loop.suggestion import suggestion
from yishi.rooms.suggestions.models import Answer, Delivery, Handling, Signer, Suggestion, Topic

S, H = Suggestion.State, Handling.State
Part = Handling.Part

ON_PAPER = "（历史件，答复原文见纸质档案。）"
NO_PACK = "交办当时没有适用的期限规则，不起算期限"
NUMBERS = "numbers in use"
RUNNING = re.compile(r"(\d{4})(\d{4})")
"""A number as the register gives it: the year and a running number."""


def members(scope: Scope) -> QuerySet[Mandate]:
    """All deputies or members that the organ ever had."""
    kinds = [Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER]
    return Mandate.objects.filter(organ=scope.organ, kind__in=kinds).select_related("person")


def groupings(scope: Scope) -> QuerySet[Grouping]:
    """Delegations, sectors, parties and groups."""
    return Grouping.objects.filter(organ=scope.organ)


def sessions(scope: Scope) -> QuerySet[Session]:
    """The organ's sessions."""
    return Session.objects.filter(term__organ=scope.organ).select_related("term")


def all_units(scope: Scope) -> QuerySet[Unit]:
    """Units of the organ, those that were dissolved too."""
    return Unit.objects.filter(organ=scope.organ)


def _classes(scope: Scope) -> list[tuple[str, Any]]:
    found = given.classes(scope.pack)
    return [("", ""), *((row.code, row.shown) for row in found)]


PastDay = Annotated[dt.date | None, Day(lazy("日期"), required=False)]
Number = Annotated[str, Text(lazy("编号"), lazy("不填则按提出年份顺次编号"), required=False, longest=40, rows=1)]
Handler = Annotated[Unit, One(lazy("承办单位"), rows=all_units)]
At = Annotated[
    Session | None,
    One(lazy("在哪次会议上提出"), lazy("闭会期间提出的不填"), required=False, rows=sessions),
]


@suggestion.step(NEW, to=STATES, by=(roles.OFFICE,), law="办理规定", title=lazy("补录往年件、纸质件"))
def import_one(
    s: Suggestion, act: Act, *,
    title: Annotated[str, Text(lazy("标题"), longest=200, rows=1)],
    submitted_on: Annotated[dt.date, Day(lazy("提出日期"))],
    state: Annotated[str, Pick(lazy("办到哪一步"), choices=[(str(state), state.label) for state in STATES])],
    number: Number = "",
    lead: Annotated[Mandate | None, One(lazy("领衔人"), required=False, rows=members)] = None,
    cosigners: Annotated[Sequence[Mandate], Many(lazy("联名人"), required=False, rows=members)] = (),
    grouping: Annotated[Grouping | None, One(lazy("代表团、界别"), required=False, rows=groupings)] = None,
    session: At = None,
    topic: Annotated[Topic | None, One(lazy("类别"), required=False, rows=given.topics)] = None,
    situation: Annotated[str, Text(lazy("情况和问题"), required=False, longest=100_000)] = "",
    proposals: Annotated[str, Text(lazy("具体建议"), required=False, longest=100_000)] = "",
    may_publish: Annotated[bool, Flag(lazy("可以公开"))] = False,
    registered_on: PastDay = None,
    unit: Annotated[Unit | None, One(lazy("主办单位"), required=False, rows=all_units)] = None,
    co: Annotated[Sequence[Unit], Many(lazy("会办单位"), required=False, rows=all_units)] = (),
    separate: Annotated[Sequence[Unit], Many(lazy("分办单位"), required=False, rows=all_units)] = (),
    handed_on: PastDay = None,
    hard: Annotated[bool, Flag(lazy("涉及面广、处理难度大（六个月答复）"))] = False,
    answered_on: PastDay = None,
    kind: Annotated[str, Pick(lazy("答复类别"), required=False, choices=_classes)] = "",
    answer: Annotated[str, Text(lazy("答复内容"), required=False, longest=100_000)] = "",
    answer_number: Annotated[str, Text(lazy("答复文号"), required=False, longest=60, rows=1)] = "",
    closed_on: PastDay = None,
) -> str:  # fmt: skip
    """Enter a suggestion of an earlier year, or one handled on paper, as far as it has come."""
    happened = (submitted_on, registered_on or submitted_on, handed_on, answered_on, closed_on)
    days = dict(zip(ORDER, happened, strict=True))
    parts = [(unit, Part.LEAD)] if unit else []
    parts += [(row, Part.CO) for row in co] + [(row, Part.SEPARATE) for row in separate]
    _begin(s, act, submitted_on, handed_on or submitted_on)
    codes = {found.code for found in given.classes(act.pack or act.work.pack_now)}
    fit(state, days, parts, kind, codes, has_maker=bool(lead or grouping))
    _who(s, lead, grouping, session, bool(cosigners))
    s.matter.title, s.situation, s.proposals, s.may_publish = title, situation, proposals, may_publish
    s.topic, s.committee, s.hard = topic, topic.committee if topic else None, hard
    s.submitted_on, s.registered_on = submitted_on, days["registered_on"]
    s.stage = len(given.stages(act.work.pack_now))
    for mandate in cosigners:
        act.add(Signer(suggestion=s, mandate=mandate, invited_on=submitted_on, confirmed_on=submitted_on))
    _number(act, number, (registered_on or submitted_on).year)
    if state == S.REGISTERED:
        with act.at(submitted_on):
            deadlines.received(s, act)
        act.meet("accept_notice", on=days["registered_on"])
        return state
    s.assigned_on = handed_on
    said: dict[str, Any] = {
        "handed_on": handed_on, "hard": hard, "answered_on": answered_on, "kind": kind, "text": answer,
        "number": answer_number, "closed_on": closed_on,
        "signers": [row.pk for row in (lead, *cosigners) if row],
    }  # fmt: skip
    for each, part in parts:
        act.open(import_part, whole=s, unit=each, part=part, **said)
    if answered_on:
        _ended(s, act, kind, answered_on, closed_on)
    return state


def _who(s: Suggestion, lead: Mandate | None, grouping: Grouping | None, session: Session | None, joint: bool) -> None:
    s.lead, s.grouping, s.session = lead, grouping, session
    s.when = Suggestion.When.SESSION if session else Suggestion.When.BETWEEN
    s.term = lead.term if lead and lead.term_id else (session.term if session else None)
    s.source = Suggestion.Source.JOINT if joint else Suggestion.Source.ONE
    if grouping:
        delegation = grouping.kind == Grouping.Kind.DELEGATION
        s.source = Suggestion.Source.DELEGATION if delegation else Suggestion.Source.GROUP


def _begin(s: Suggestion, act: Act, submitted_on: dt.date, day: dt.date) -> None:
    """Under the rules of the day on which it was handed over; no clock where there were none."""
    found = act.work.pack_on(day)
    s.matter.pack, s.matter.opened_on = found.ref if found else "", submitted_on
    if found is None:
        act.note(clocks=NO_PACK)


def _number(act: Act, number: str, year: int) -> None:
    if not number:
        act.number(f"{year}")
        return
    taken = _taken(act)
    if number in taken:
        raise Invalid({"number": [_("编号 %s 已被使用，请核对。") % number]})
    taken.add(number)
    found = RUNNING.fullmatch(number)
    act.numbered(number, found[1] if found else "", int(found[2]) if found else 0)


def _taken(act: Act) -> set[str]:
    """Numbers in use, read once for a batch, and those that the batch has given since."""
    found: dict[Any, Any] = act.work.found
    if NUMBERS not in found:
        rows = Matter.objects.filter(organ=act.organ, kind=suggestion.kind).exclude(number="")
        found[NUMBERS] = set(rows.values_list("number", flat=True))
    taken: set[str] = found[NUMBERS]
    return taken


def _ended(s: Suggestion, act: Act, kind: str, answered_on: dt.date, closed_on: dt.date | None) -> None:
    s.answered_on, s.matter.closed_on = answered_on, closed_on
    found = given.answer_class(act.pack or act.work.pack_now, kind)
    if found and found.solved:
        s.solved_on = answered_on


@handling.step(
    NEW, to=(H.HANDED, H.OPINION_GIVEN, H.ANSWERED, H.CLOSED),
    by=(SYSTEM,), law="办理规定", title=lazy("补录承办情况"),
)  # fmt: skip
def import_part(
    h: Handling, act: Act, *,
    whole: Annotated[Any, One(lazy("原件"))],
    unit: Handler,
    part: Annotated[str, Pick(lazy("承办方式"), choices=Part.choices)],
    handed_on: Annotated[dt.date, Day(lazy("交办日期"))],
    hard: Annotated[bool, Flag(lazy("涉及面广、处理难度大"))] = False,
    signers: Annotated[Sequence[int], Many(lazy("提出人"))] = (),
    answered_on: PastDay = None,
    kind: Annotated[str, Text(lazy("答复类别"))] = "",
    text: Annotated[str, Text(lazy("答复内容"))] = "",
    number: Annotated[str, Text(lazy("答复文号"))] = "",
    closed_on: PastDay = None,
) -> str:  # fmt: skip
    """A unit's part as far as it has come: in its hands, answered, or closed."""
    h.suggestion, h.unit, h.part, h.handed_on = whole, unit, part, handed_on
    h.matter.title, h.matter.opened_on = whole.matter.title, handed_on
    if answered_on is None:
        with act.at(handed_on):
            deadlines.handed_over(h, act, hard=hard)
        return H.HANDED
    h.received_on, h.matter.closed_on = handed_on, closed_on
    if part != Part.CO:
        h.answered_on = answered_on
        _answered(h, act, Answer(kind=kind, text=text or ON_PAPER, number=number), signers, hard=hard)
    if closed_on:
        act.stop_all(_("办结"))
        return H.CLOSED
    return H.OPINION_GIVEN if part == Part.CO else H.ANSWERED


def _answered(h: Handling, act: Act, row: Answer, signers: Sequence[int], *, hard: bool) -> None:
    """The answer as it was sent; whether it was in time is worked out from the day of handing over. Letters of
    what is closed were read on paper: nobody is shown them as unread."""
    sent = h.answered_on or act.day
    row.handling, row.round, row.may_publish = h, 1, h.suggestion.may_publish
    row.drafted_on = row.sent_on = sent
    act.add(row)
    act.start("reply", "reply_hard" if hard else "reply", unit=h.unit, on=h.handed_on)
    act.meet("reply", on=sent)
    if h.matter.closed_on is None:
        for mandate in signers:
            act.add(Delivery(answer=row, mandate_id=mandate))
        with act.at(sent):
            deadlines.answered(h, act)
