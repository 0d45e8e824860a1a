"""Ending the parts of a suggestion with it, or giving the lead to another unit."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.clocks import running
from yishi.foundation.loops.act import Act
from yishi.foundation.loops.steps import SYSTEM
from yishi.foundation.matters.models import Matter
from yishi.rooms.suggestions.loop.handling import handling
from yishi.rooms.suggestions.loop.promise import stop as stop_promise
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion

R = TypeVar("R", Handling, Promise)
H = Handling.State
RUNNING = (H.HANDED, H.HANDLING, H.HAND_BACK_ASKED, H.OPINION_GIVEN, H.DRAFTED, H.SIGNED)
AFTER = (H.ANSWERED, H.EVALUATED, H.MEETING)
AT_SIDE = (H.HANDED, H.HANDLING, H.HAND_BACK_ASKED, H.OPINION_GIVEN)


@handling.step(*RUNNING, *AFTER, to=H.STOPPED, by=(SYSTEM,), law="重庆条例 第十二条第二款", title=lazy("终止"))
def stop(h: Handling, act: Act) -> None:
    """The handling ends with the suggestion, or with the change of unit."""
    h.superseded = True
    act.stop_all(_("办理工作终止"))
    act.matter.closed_on = act.day


@handling.step(*AT_SIDE, to=H.CLOSED, by=(SYSTEM,), law="reply", title=lazy("随主办办结"))
def end_with_whole(h: Handling, act: Act) -> None:
    """A co-handler's part ends when the whole is closed; what it still owed is owed no more."""
    act.stop_all(_("本件已办结"))
    act.matter.closed_on = act.day


def stop_lead(s: Suggestion, act: Act, why: str) -> None:
    """Take it from the unit that leads, which has not answered yet."""
    act.note(**{_("终止原因"): why})
    for part in s.handlings.all():
        if part.part == Handling.Part.LEAD and part.matter.state in RUNNING and not part.superseded:
            act.then(stop, _tied(part, s, act))


def stop_everything(s: Suggestion, act: Act, why: str) -> None:
    """Stop what every unit does or promised on it, and whatever is still owed (CQ 12: 办理工作即行终止)."""
    act.note(**{_("终止原因"): why})
    for part in s.handlings.all():
        if part.matter.state in (*RUNNING, *AFTER) and not part.superseded:
            act.then(stop, _tied(part, s, act))
        else:
            stop_clocks(part.matter, act, why)
    for promise in s.promises.select_related("matter"):
        if promise.matter.state in stop_promise.sources:
            act.then(stop_promise, _tied(promise, s, act))


def end_rest(h: Handling, act: Act) -> None:
    """With the last answer closed, what hangs on the other parts ends too."""
    s = h.suggestion
    for part in s.handlings.all():
        if part.pk == h.pk:
            continue
        if part.matter.state in AT_SIDE and not part.superseded and not part.answers:
            act.then(end_with_whole, _tied(part, s, act))
        else:
            stop_clocks(part.matter, act, _("本件已办结"))


def stop_clocks(matter: Matter, act: Act, why: str) -> None:
    """Nothing is owed any more on a part that has ended itself (a unit to be found for it, say)."""
    for row in act.work.clocks_of(matter):
        if running.runs(row):
            running.stop(row, act.day, why)
            act.moved.append(row)


def _tied(record: R, s: Suggestion, act: Act) -> R:
    """The part with the rows that are locked in place of those that were read beside it."""
    record.suggestion = s
    record.matter.parent, record.matter.organ = s.matter, act.organ
    return record
