"""What became of a message, as its sender reads it: what he was told, what was answered, what he himself added, in order.

Of a message that it was merged into he reads what was done and never what another wrote or was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from yishi.doors.look.cards import ThreadItem
from yishi.doors.look.states import Kind, State
from yishi.foundation import clock, language
from yishi.foundation.clock import CHINA
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING, past
from yishi.rooms.voice import deadlines, lists
from yishi.rooms.voice.models import Assignment, Hop, Message

S = Message.State
OF_ANOTHER = ("assigned", "handed_back", "extended", "answered", "solved", "closed", "converted", "progress")
"""What of the leading message is told: none of it names its sender or repeats his words."""
Item = tuple[dt.datetime, int, ThreadItem]


def plain_state(m: Message) -> State:
    """Where it stands, in a resident's words."""
    words = {
        S.CHECKING: (_("已收到"), Kind.WAITING), S.RECEIVED: (_("已收到，正在确定由谁办"), Kind.WAITING),
        S.ASKED: (_("等您补充"), Kind.SOON), S.ASSIGNED: (_("正在办理"), Kind.ON_TIME), S.ANSWERED: (_("已答复"), Kind.DONE),
        S.SOLVED: (_("已解决"), Kind.DONE), S.CLOSED: (_("已办结"), Kind.DONE), S.CONVERTED: (_("已转交，继续办理"), Kind.ON_TIME),
        S.MERGED: (_("与同类留言一并办理"), Kind.ON_TIME), S.WITHDRAWN: (_("已撤回"), Kind.ENDED), S.BLOCKED: (_("没有受理"), Kind.ENDED),
    }  # fmt: skip
    word, kind = words[S(m.matter.state)]
    return State(word, kind)


def story(m: Message) -> list[ThreadItem]:
    """From the day it was sent until now, oldest first."""
    items = [*_own(m), *_hops(m), *_answers(m), *_replies(m), *_ratings(m), *_of_leading(m)]
    return [item for _at, _order, item in sorted(items, key=lambda found: found[:2])]


@dataclass(frozen=True)
class Due:
    """Until when he is to hear more: who deals with it, or the answer (`answers`)."""

    day: dt.date
    answers: bool
    late: bool


def due(m: Message) -> Due | None:
    """The day that is promised to him now, if there is one."""
    kinds = {S.RECEIVED: deadlines.SORT, S.ASSIGNED: deadlines.ANSWER}
    kind = kinds.get(S(m.matter.state))
    rows = Clock.objects.filter(RUNNING, matter=m.matter_id, kind=kind) if kind else Clock.objects.none()
    row = rows.order_by("due_on").first()
    return Due(row.due_on, kind == deadlines.ANSWER, past(row.due_on, clock.today())) if row else None


def answer(m: Message) -> ThreadItem | None:
    """The last answer, which he reads before he says whether it is solved."""
    found = sorted(_answers(m), key=lambda found: found[0])
    return found[-1][2] if found else None


def _own(m: Message) -> Iterator[Item]:
    text = "\n".join(filter(None, (m.text, language.pair(_("地点"), m.place) if m.place else "")))
    yield m.arrived_at, 0, ThreadItem(_("您"), m.arrived_at, _("反映"), text)


def _hops(m: Message) -> Iterator[Item]:
    for hop in m.hops.all():
        yield hop.at, 1, _told(m, hop)


def _told(m: Message, hop: Hop) -> ThreadItem:
    return ThreadItem(m.matter.organ.short, hop.at, "", hop.text, kind="noted")


def _answers(m: Message) -> Iterator[Item]:
    for row in m.assignments.all():
        if row.answered_at is not None:
            verb = _("再次答复") if row.round > 1 else _("答复")
            verb = language.pair(verb, str(row.get_outcome_display())) if row.outcome else verb
            yield row.answered_at, 2, ThreadItem(_who(m, row), row.answered_at, verb, row.answer, kind="said")


def _who(m: Message, row: Assignment) -> str:
    if row.unit is not None:
        return row.unit.name
    return m.station.title if m.station else m.matter.organ.short


def _replies(m: Message) -> Iterator[Item]:
    for asked in m.questions.all():
        if asked.replied_on is not None and asked.reply:
            yield _late(asked.replied_on), 3, ThreadItem(_("您"), asked.replied_on, _("补充"), asked.reply)


def _ratings(m: Message) -> Iterator[Item]:
    for row in m.ratings.all():
        words = [str(row.get_solved_display()), str(row.get_content_display()) if row.content else "", row.note]
        yield _late(row.day), 4, ThreadItem(_("您"), row.day, _("评价"), "\n".join(filter(None, words)), kind="decided")


def _of_leading(m: Message) -> Iterator[Item]:
    keys = [key for key in lists.followed(m) if key != m.pk]
    rows = Hop.objects.filter(message__in=keys, kind__in=OF_ANOTHER) if keys else ()
    asks = {"solved": _("工作人员已经核实：问题已经解决。"), "closed": _("已办结。")}
    for hop in rows:
        # What asks its sender to say whether it is solved asks nobody else: only he is offered to say it.
        yield hop.at, 1, replace(_told(m, hop), text=asks.get(hop.kind, hop.text))
    for lead in Message.objects.filter(pk__in=keys, publicity=Message.Publicity.PUBLISHED).exclude(public_answer=""):
        at = lead.answered_at or m.arrived_at
        yield at, 2, ThreadItem(m.matter.organ.short, at, _("答复"), lead.public_answer)


def _late(day: dt.date) -> dt.datetime:
    """Within a day of which the hour is not kept: after all that was told on it."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), CHINA)
