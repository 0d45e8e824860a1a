"""The life of a promise (承诺事项) after the answer that made it: reported each year, evaluated a second time, kept or not."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.clocks import running
from yishi.foundation.law.choices import Follow
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.compound import Grades
from yishi.foundation.loops.inputs import Day, One, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW, SYSTEM, Loop
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import RoleCode
from yishi.rooms.suggestions import counted, deadlines, figures, roles
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.loop.marks import evaluated, promise_dissatisfied, promise_questions
from yishi.rooms.suggestions.models import Conference, Promise, PromiseReport

P = Promise.State
Result = PromiseReport.Result

promise = Loop(
    room="suggestions",
    kind="promise",
    title=lazy("承诺事项"),
    model=Promise,
    states=P,
    select=("handling__unit", "handling__suggestion", "suggestion__lead__person"),
    needed=("handling__unit", "handling__suggestion", "suggestion"),
    prefetch=(
        "reports",
        "evaluations__marks",
        "matter__clocks",
        "suggestion__signers",
        "suggestion__handlings",
        "conferences",
        "suggestion__promises__matter",
    ),
    facts=figures.derive,
    counted=counted.PROMISE,
)


@promise.step(NEW, to=P.OPEN, by=(SYSTEM,), law="promise_report", title=lazy("作出承诺"))
def make(
    p: Promise, act: Act, *,
    handling: Annotated[Any, One(lazy("承办"))], answer: Annotated[Any, One(lazy("答复"))],
    what: Annotated[str, Text(lazy("承诺做什么"), longest=200, rows=1)],
    due: Annotated[dt.date, Day(lazy("完成日期"), future=True)],
) -> None:  # fmt: skip
    """Open what the answer promised. Follows from sending the answer, never by itself."""
    p.suggestion, p.handling, p.answer, p.due_on = handling.suggestion, handling, answer, due
    p.matter.title = what
    deadlines.promised(p, act)


Told = Annotated[str, Text(lazy("落实情况"), lazy("做了什么、到什么程度、还差什么"), longest=10_000)]


@promise.step(P.OPEN, by=(roles.LIAISON,), law="promise_report", title=lazy("报告进展"), batch=True)
def report_progress(p: Promise, act: Act, *, text: Told) -> None:
    """The yearly report while the promise still runs."""
    _report(p, act, Result.GOING, text)
    deadlines.promise_reported(p, act, final=False)


@promise.step(P.OPEN, to=P.REPORTED, by=(roles.LIAISON,), law="promise_report", title=lazy("报告已落实"))
def report_kept(p: Promise, act: Act, *, text: Told, done_on: Annotated[dt.date, Day(lazy("完成日期"))]) -> None:
    """What was promised is done; the deputy is told again (ZJ 20, SH 22) and evaluates it."""
    if done_on < p.matter.opened_on:
        raise Invalid({"done_on": [_("完成日期不能早于作出承诺的日期（%s）。") % p.matter.opened_on]})
    p.done_on = done_on
    act.meet("promise", on=done_on)
    _report(p, act, Result.KEPT, text)
    deadlines.promise_reported(p, act, final=True)


@promise.step(P.OPEN, to=P.REPORTED, by=(roles.HEAD,), law="promise_failed", title=lazy("报告不能落实"), danger=True)
def report_failed(p: Promise, act: Act, *, text: Annotated[str, Text(lazy("未能落实的原因"), longest=10_000)]) -> None:
    """It cannot be done as answered; the head signs the reason (SH 22)."""
    act.stop("promise", why=_("不能落实"))
    _report(p, act, Result.FAILED, text)
    deadlines.promise_reported(p, act, final=True)


def _report(p: Promise, act: Act, result: str, text: str) -> None:
    p.result, p.reports_made = result, p.reports_made + 1
    head = act.actor.account if act.actor.has(RoleCode.HEAD) else None
    act.add(PromiseReport(promise=p, day=act.day, result=result, text=text, signed_by=head))
    words = {"unit": p.handling.unit, "what": p.matter.title, "result": Result(result).label}
    to = To(mandates=(p.suggestion.lead_id,) if p.suggestion.lead_id else ())
    act.tell("promise", _("%(unit)s报告承诺事项“%(what)s”：%(result)s。") % words, to)


@promise.step(
    P.REPORTED,
    to=P.EVALUATED,
    by=(roles.AUTHOR, roles.GROUP_HEAD),
    law="promise_evaluate",
    title=lazy("评价落实情况"),
    sealed=True,
)
def evaluate(
    p: Promise, act: Act, *,
    grades: Annotated[dict[str, str], Grades(lazy("评价"), questions=promise_questions, grades=given.grade_choices)],
    opinion: Annotated[str, Text(lazy("具体意见"), lazy("不满意的，请写明哪里没有落实"), required=False)] = "",
) -> None:  # fmt: skip
    """The second evaluation, of what became of the promise (两次评价)."""
    act.meet("promise_evaluate")
    evaluated(act, p.handling, grades, opinion, round=p.reports_made, promise=p)


def _may_meet(p: Promise, scope: Scope) -> str | None:
    said = scope.pack.choices.unsatisfied_promise if scope.pack else None
    if said is None or said.value == Follow.NOTHING:
        return _("本地规定没有对承诺事项评价不满意后的会商程序。")
    return None if promise_dissatisfied(p) else _("代表（委员）没有对落实情况表示不满意。")


@promise.step(
    P.EVALUATED,
    to=P.MEETING,
    by=(roles.OFFICE,),
    law="重庆条例 第二十八条第二款",
    title=lazy("召集三方会商"),
    when=(_may_meet,),
)
def call_meeting(p: Promise, act: Act) -> None:
    """Not satisfied with what became of it: deputy, unit and office meet (CQ 28)."""
    act.add(Conference(handling=p.handling, promise=p, called_on=act.day))
    to = To(
        (RoleCode.LIAISON, RoleCode.HEAD),
        (p.handling.unit_id,),
        (p.suggestion.lead_id,) if p.suggestion.lead_id else (),
    )
    act.tell("meeting", _("请参加关于承诺事项“%s”的会商。") % p.matter.title, to, urgent=True)


Present = Annotated[str, Text(lazy("参加人员"), longest=400, rows=1)]
Settled = Annotated[str, Text(lazy("处理意见"), longest=10_000)]


@promise.step(P.MEETING, to=P.OPEN, by=(roles.OFFICE,), law="重庆条例 第二十八条第二款", title=lazy("会商：继续落实"))
def settle_anew(
    p: Promise, act: Act, *, present: Present, opinion: Settled,
    due: Annotated[dt.date, Day(lazy("新的完成日期"), future=True, past=False)],
) -> None:  # fmt: skip
    """The meeting sets a new day; the promise runs on."""
    _held(p, act, present, opinion)
    p.due_on, p.done_on, p.result = due, None, ""
    act.stop("promise", why=_("会商另定日期"))
    act.start_until("promise", due, _("三方会商确定"), unit=p.handling.unit, round=p.reports_made + 1)
    act.start("promise_report", "promise_report", unit=p.handling.unit, round=p.reports_made + 1)


def _may_close(p: Promise, scope: Scope) -> str | None:
    """Not before the deputy's time to evaluate is over (CQ 28, 29), and not instead of the meeting (CQ 28)."""
    state = p.matter.state
    for row in p.matter.clocks.all():
        if state == P.REPORTED and row.kind == "promise_evaluate" and running.runs(row) and row.due_on >= scope.day:
            return _("评价期限还没有届满（%s），请等待代表（委员）评价。") % row.due_on
    said = scope.pack.choices.unsatisfied_promise if scope.pack else None
    if state == P.EVALUATED and said and said.value == Follow.MEETING and promise_dissatisfied(p):
        return _("代表（委员）对落实情况不满意，应当先召集代表（委员）和承办单位会商。")
    return None


@promise.step(
    P.MEETING, P.EVALUATED, P.REPORTED, to=(P.KEPT, P.FAILED), by=(roles.OFFICE,), law="promise_evaluate", title=lazy("销号"),
    batch=True, when=(_may_close,),
)  # fmt: skip
def close(
    p: Promise, act: Act, *, opinion: Annotated[str, Text(lazy("说明"), required=False, longest=2000)] = ""
) -> str:
    """Take it off the ledger (承诺事项台账) as kept or failed, by what was reported."""
    if p.matter.state == P.MEETING:
        _held(p, act, "", opinion)
    kept = p.result == Result.KEPT
    act.stop_all(_("销号"))
    p.matter.closed_on = act.day
    others = {act.work.state_of(other.matter) for other in p.suggestion.promises.all() if other.pk != p.pk}
    if kept and others <= {P.KEPT} and p.suggestion.solved_on is None:
        p.suggestion.solved_on = p.done_on or act.day
        act.change(p.suggestion)
    return P.KEPT if kept else P.FAILED


def _held(p: Promise, act: Act, present: str, opinion: str) -> None:
    for meeting in p.conferences.all():
        if meeting.held_on is None:
            meeting.held_on, meeting.present, meeting.opinion = act.day, present, opinion
            act.change(meeting)


@promise.step(
    P.OPEN, P.REPORTED, P.EVALUATED, P.MEETING, to=P.STOPPED, by=(SYSTEM,), law="代表法 第五十一条", title=lazy("终止")
)
def stop(p: Promise, act: Act) -> None:
    """The suggestion is gone, and with it what was promised on it."""
    act.stop_all(_("整件终止办理"))
    act.matter.closed_on = act.day
