"""What a deputy or member reports of his own duty (履职): reported on his phone, checked by the office, then counted."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.loops.steps import NEW
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Mandate, RoleCode
from yishi.rooms.activities import roles
from yishi.rooms.activities.loop import given, writing
from yishi.rooms.activities.loop.activity import S, activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.words import OWN_RULES

OFFICE = To(roles=(RoleCode.OFFICE,))


@activity.step(NEW, to=S.REPORTED, by=(roles.MEMBER,), law=OWN_RULES, title=lazy("报告本人履职"))
def report(
    a: Activity, act: Act, *, kind: given.KindCode, day: given.PastDay, title: given.Title = "",
    last_day: given.LastDay = None, place: given.Place = "", area: given.Area = "", topics: given.Topics = "",
    summary: given.Summary = "", heads: given.Heads = (), outputs: given.Outputs = (),
) -> None:  # fmt: skip
    """Tell the office of a duty done by oneself; it is counted once the office has confirmed it."""
    mine = Mandate.objects.filter(pk__in=act.actor.sitting, organ=act.organ).select_related("person").first()
    if mine is None:
        raise Refused(_("您目前没有在任的代表（委员）资格，不能再报告履职活动。"))
    a.reporter = mine
    found = writing.what(a, act, kind, "")
    writing.when(a, act, day, last_day, None, planned=False)
    writing.called(a, act, found, title)
    writing.where(a, place, area, topics, "", 1, summary)
    writing.present(a, act, [mine])
    writing.heads(a, act, heads)
    writing.outputs(a, act, outputs)
    act.number(f"H{day.year}")
    said = {"name": mine.person.name, "title": a.matter.title}
    act.tell("reported", _("%(name)s报告了履职活动“%(title)s”，请核对。") % said, OFFICE)


def _not_his_own(a: Activity, scope: Scope) -> str | None:
    """Who works in the office and has a seat too has his own report checked by a colleague."""
    return _("不能确认本人的报告，请由其他工作人员核对。") if a.reporter_id in scope.actor.mandates else None


@activity.step(
    S.REPORTED, to=S.RECORDED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("确认"), when=(_not_his_own,), batch=True
)
def confirm(a: Activity, act: Act) -> None:
    """It was so: from now on it is counted."""
    act.tell("confirmed", _("您报告的“%s”已确认，计入履职。") % a.matter.title, To(mandates=(a.reporter_id or 0,)))


@activity.step(S.REPORTED, to=S.RETURNED, by=(roles.OFFICE,), law=OWN_RULES, title=lazy("退回"))
def turn_back(a: Activity, act: Act, *, why: given.Why) -> None:
    """Something does not hold: who reported it mends it or takes it back."""
    said = {"title": a.matter.title, "why": why}
    act.tell("turned_back", _("您报告的“%(title)s”被退回：%(why)s") % said, To(mandates=(a.reporter_id or 0,)))


@activity.step(S.RETURNED, S.REPORTED, to=S.REPORTED, by=(roles.REPORTER,), law=OWN_RULES, title=lazy("改后再报"))
def report_again(
    a: Activity, act: Act, *, kind: given.KindCode, day: given.PastDay, title: given.Title = "",
    last_day: given.LastDay = None, place: given.Place = "", area: given.Area = "", topics: given.Topics = "",
    summary: given.Summary = "", heads: given.Heads = (), outputs: given.Outputs = (),
) -> None:  # fmt: skip
    """Report it as it should read; head counts and what came of it are said anew."""
    found = writing.what(a, act, kind, "")
    writing.when(a, act, day, last_day, None, planned=False)
    writing.called(a, act, found, title)
    writing.where(a, place, area, topics, "", 1, summary)
    writing.present(a, act, [row.mandate for row in a.participants.all() if row.mandate])
    writing.forget(a)
    writing.heads(a, act, heads)
    writing.outputs(a, act, outputs)
    act.tell("reported", _("“%s”已修改后再次报告，请核对。") % a.matter.title, OFFICE)


@activity.step(S.REPORTED, S.RETURNED, to=S.CANCELLED, by=(roles.REPORTER,), law=OWN_RULES, title=lazy("撤回报告"))
def withdraw(a: Activity, act: Act) -> None:
    """Take it back; nothing was counted."""
    a.matter.closed_on = act.day
