"""Which clocks a message starts, and by which rule of its pack. Whether one is overdue: `yishi/foundation/clocks`.

| happening | clock | owed by | rule |
| --- | --- | --- | --- |
| received | sort | office | voice_sort, assumed; a petition petition_accept (SH 信访 30, ZJ 信访 20) |
| assigned | answer | unit, or office or station itself | voice_answer, assumed; a petition petition_answer (SH 31, ZJ 23) |
| found unsolved, or reopened | answer | the same | voice_again, assumed |
| answered as solved | check | office | voice_check, assumed |
| information item submitted | info_edit | office | info_edit, assumed |

While the resident is asked to add something nobody owes anything: the clock of sorting stops, and begins anew with what he
added. What was said before there was any rule starts none.
"""

from __future__ import annotations

from yishi.foundation.loops.act import Act
from yishi.foundation.people.models import RoleCode, Unit
from yishi.rooms.voice.models import Message

SORT, ANSWER, CHECK, EDIT = "sort", "answer", "check", "info_edit"


def received(m: Message, act: Act) -> None:
    """With the office or the station: it has to be sorted."""
    time = 1 + max((row.round for row in act.work.clocks_of(m.matter) if row.kind == SORT), default=0)
    act.start(SORT, "petition_accept" if m.petition else "voice_sort", role=RoleCode.OFFICE, round=time)


def assigned(m: Message, act: Act, unit: Unit | None, *, again: bool = False) -> None:
    """In the hands of whoever answers it."""
    act.meet(SORT)
    rule = "voice_again" if again else ("petition_answer" if m.petition else "voice_answer")
    if unit is not None:
        act.start(ANSWER, rule, unit=unit, round=m.round)
    else:
        act.start(ANSWER, rule, role=RoleCode.STATION_KEEPER if m.station_id else RoleCode.OFFICE, round=m.round)


def answered(m: Message, act: Act) -> None:
    """Answered; what is said to be solved has to be looked at."""
    act.meet(SORT, ANSWER)
    if m.outcome == Message.Outcome.SOLVED:
        act.start(CHECK, "voice_check", role=RoleCode.OFFICE, round=m.round)


def checked(act: Act) -> None:
    """Looked at."""
    act.meet(CHECK)


def asked(act: Act, why: str) -> None:
    """The resident is asked; nobody owes anything until he adds it."""
    act.stop(SORT, why=why)


def handed_back(m: Message, act: Act, why: str) -> None:
    """Not the unit's: the office sorts it anew."""
    act.stop(ANSWER, why=why)
    received(m, act)


def to_edit(act: Act) -> None:
    """An information item is there to be edited; each time it comes back mended the time begins anew."""
    time = 1 + max((row.round for row in act.work.clocks_of(act.matter) if row.kind == EDIT), default=0)
    act.start(EDIT, "info_edit", role=RoleCode.OFFICE, round=time)
