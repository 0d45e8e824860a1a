"""A rule: what is owed, by whom, from when, for how long, and the words of the statute that say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from .articles import Citation
from .calendars import Calendar
from .periods import Due, Pause, Period, Unit, run
from .seasons import Occasions, Prompt
from .steps import Kind, Step
from .words import gettext as _

When = Period | Occasions | Prompt


class Start(StrEnum):
    """The happening from which a period runs; that day itself is not counted."""

    SUBMITTED = "submitted"
    """The office received the suggestion (办事机构收到)."""
    ACCEPTED = "accepted"
    """The office accepted it (受理)."""
    SESSION_CLOSED = "session_closed"
    """The session of the congress closed (闭会)."""
    HANDED_OVER = "handed_over"
    """It was handed over (交办)."""
    RECEIVED = "received"
    """The handling unit received it (承办单位收到)."""
    HAND_BACK_RECEIVED = "hand_back_received"
    """The office received what the unit handed back (收到退回)."""
    REQUESTED = "requested"
    """The lead unit asked for the opinion again (提出要求)."""
    ANSWER_RECEIVED = "answer_received"
    """The deputy received the answer (收到答复)."""
    REHANDLE_RECEIVED = "rehandle_received"
    """The unit received the demand to handle again (收到重新办理要求)."""
    PROMISE_REPORTED = "promise_reported"
    """The deputy received the report on promises (收到落实情况)."""
    PROMISE_DUE = "promise_due"
    """A promise was made or carried over (承诺事项待落实)."""
    PROMISE_KEPT = "promise_kept"
    """What was promised is solved (已解决)."""
    PROMISE_FAILED = "promise_failed"
    """What was promised cannot be done as answered (不能落实)."""
    OBJECTED = "objected"
    """The deputy objected to the assignment (对交办有意见)."""
    MESSAGE_RECEIVED = "message_received"
    """What a resident or informant said was received (收到群众意见)."""
    MESSAGE_ASSIGNED = "message_assigned"
    """It was handed to whoever answers it (交办群众意见)."""
    MESSAGE_ANSWERED = "message_answered"
    """It was answered as solved (答复为已解决)."""
    MESSAGE_REOPENED = "message_reopened"
    """It turned out not to be solved (未解决，重新办理)."""
    YEAR = "year"
    """Runs by the year, whatever happened."""


class Owner(StrEnum):
    """Who owes what a rule asks for."""

    OFFICE = "office"
    GOVERNMENT_OFFICE = "government_office"
    UNIT = "unit"
    CO_UNIT = "co_unit"
    LEAD_SIGNER = "lead_signer"
    REPORTERS = "reporters"
    """Those who report on handling: council of chairpersons or office, government, court, procuratorate."""


class Measure(StrEnum):
    """How an extension's period is measured."""

    TOTAL = "total"
    """In all, from the start of the rule it extends (延长至六个月内)."""
    MORE = "more"
    """On top of the rule it extends (延长时间不得超过三个月)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing owed by a time.

    `duty` are the words of the citation that lay it on someone; `assumption` is what Yishi assumes where the
    text is silent; `moves_last_day` whether a last day not worked moves on (assumed after 民法典 203);
    `extends` names the rule that this one prolongs, by consent, measured as `measure` says;
    `between_sessions` that it binds only what was put forward between sessions."""

    id: str
    title: str
    when: When
    starts_on: Start
    owed_by: Owner
    citation: Citation | None = None
    duty: str = "应当"
    assumption: str = ""
    moves_last_day: bool = True
    between_sessions: bool = False
    extends: str = ""
    measure: Measure = Measure.TOTAL

    @property
    def shown(self) -> str:
        """The title in the reader's language."""
        return _(self.title)

    @property
    def period(self) -> Period | None:
        """The period, or None for a rule by season or without a number."""
        return self.when if isinstance(self.when, Period) else None

    def due(
        self,
        start: dt.date,
        calendar: Calendar,
        pauses: Iterable[Pause] = (),
        extended_by: Extension | None = None,
    ) -> Due | None:
        """The last day if it started on `start`; None where the text gives no day (及时, 全部办结后).

        A rule by season is due on the last day of the first season that has not ended by `start`.
        Raises ValueError for an extension that is longer than its rule allows or prolongs another rule."""
        if isinstance(self.when, Occasions):
            return self.when.due(start)
        if isinstance(self.when, Prompt):
            return None
        if extended_by is None:
            return run(self.when, start, calendar, pauses, moves_last_day=self.moves_last_day)
        return extended_by.run(self, start, calendar, tuple(pauses))


@dataclass(frozen=True, slots=True)
class Extension:
    """Consent to more time: `rule` is the extension rule it was given under, `granted` the period granted,
    measured as that rule says (None: all that the rule allows)."""

    rule: Rule
    granted: Period | None = field(default=None)

    def whole(self, extended: Rule) -> Period:
        """The whole period from the start of `extended`.

        Raises ValueError for an extension of another rule, a longer one than allowed, or other units."""
        allowed, base = self.rule.period, extended.period
        if self.rule.extends != extended.id or allowed is None or base is None:
            said = {"title": extended.shown, "rule": self.rule.shown}
            raise ValueError(_("“%(title)s”不能按“%(rule)s”延长") % said)
        granted = self.granted or allowed
        if granted.unit is not base.unit or allowed.unit is not base.unit:
            raise ValueError(
                _("延长的单位应当与原期限（%(base)s）一致：%(granted)s") % {"base": base, "granted": granted}
            )
        if granted.number > allowed.number:
            raise ValueError(_("延长不得超过%(most)s：%(granted)s") % {"most": allowed, "granted": granted})
        if self.rule.measure is Measure.MORE:
            return Period(base.number + granted.number, base.unit)
        if granted.number <= base.number:
            raise ValueError(
                _("延长后的期限应当长于原期限（%(base)s）：%(granted)s") % {"base": base, "granted": granted}
            )
        return granted

    def run(self, extended: Rule, start: dt.date, calendar: Calendar, pauses: tuple[Pause, ...]) -> Due:
        """The last day of `extended` with this extension, counted as one period from the start."""
        whole = self.whole(extended)
        due = run(whole, start, calendar, pauses, moves_last_day=extended.moves_last_day)
        said = {"base": extended.period, "whole": whole}
        note = Step(Kind.EXTEND, start, words=_("原期限%(base)s，合计%(whole)s，连同原期限自同一日起算") % said)
        return Due(due.day, due.unmoved, due.provisional, (due.steps[0], note, *due.steps[1:]))


def days(number: int) -> Period:
    """`number` calendar days (日)."""
    return Period(number, Unit.DAYS)


def workdays(number: int) -> Period:
    """`number` working days (工作日)."""
    return Period(number, Unit.WORKDAYS)


def months(number: int) -> Period:
    """`number` months (个月)."""
    return Period(number, Unit.MONTHS)
