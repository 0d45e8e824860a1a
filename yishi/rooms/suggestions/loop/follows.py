"""What becomes of a suggestion by itself when its units act: the state of the whole follows that of its parts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.steps import SYSTEM
from yishi.rooms.suggestions.loop.suggestion import suggestion
from yishi.rooms.suggestions.models import Handling, Suggestion

S = Suggestion.State
H = Handling.State


@suggestion.step(S.ASSIGNED, to=S.ANSWERED, by=(SYSTEM,), law="reply", title=lazy("全部答复"))
def all_answered(s: Suggestion, act: Act) -> None:
    """Every unit that answers has answered."""
    s.answered_on = act.day


@suggestion.step(S.ANSWERED, to=S.EVALUATED, by=(SYSTEM,), law="evaluate", title=lazy("全部评价"))
def all_evaluated(s: Suggestion, act: Act) -> None:
    """Every answer has been evaluated."""


@suggestion.step(S.ANSWERED, S.EVALUATED, to=S.ASSIGNED, by=(SYSTEM,), law="rehandle", title=lazy("重新办理"))
def handled_again(s: Suggestion, act: Act) -> None:
    """A unit has to answer again."""
    s.answered_on = None


@suggestion.step(S.ANSWERED, S.EVALUATED, to=S.CLOSED, by=(SYSTEM,), law="代表法 第五十一条", title=lazy("全部办结"))
def all_closed(s: Suggestion, act: Act) -> None:
    """Every unit's part is closed; promises live on by themselves."""
    act.matter.closed_on = act.day


def whole(h: Handling, act: Act) -> Suggestion:
    """The suggestion of a handling, on the row that is locked."""
    s = h.suggestion
    if act.matter.parent is not None:
        s.matter = act.matter.parent
    return s


def parts(h: Handling, act: Act, *, answering: bool = True) -> list[str]:
    """The states of the other parts as they now stand: of those that answer, and were not given to others."""
    return [
        act.work.state_of(other.matter)
        for other in h.suggestion.handlings.all()
        if other.pk != h.pk and not other.superseded and (other.answers or not answering)
    ]


DONE = {H.ANSWERED, H.EVALUATED, H.MEETING, H.CLOSED, H.STOPPED}


def after_answer(h: Handling, act: Act) -> None:
    """The whole is answered with its last part."""
    if set(parts(h, act)) <= DONE:
        act.then(all_answered, whole(h, act))


def after_evaluation(h: Handling, act: Act) -> None:
    """The whole is evaluated with its last part."""
    s = whole(h, act)
    if s.matter.state == S.ANSWERED and set(parts(h, act)) <= {H.EVALUATED, H.MEETING, H.CLOSED, H.STOPPED}:
        act.then(all_evaluated, s)


def after_order(h: Handling, act: Act) -> None:
    """The whole is in hand again with one part."""
    s = whole(h, act)
    if s.matter.state != S.ASSIGNED:
        act.then(handled_again, s)


def after_closing(h: Handling, act: Act) -> None:
    """The whole is closed with its last part."""
    s = whole(h, act)
    if s.matter.state in (S.ANSWERED, S.EVALUATED) and set(parts(h, act)) <= {H.CLOSED, H.STOPPED}:
        act.then(all_closed, s)
