"""What the organ does about a suggestion beside its handling: key ones, the supervision log, look-backs, publication,
good ones, those that are kept off line, those made at higher congresses."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Number, One, Pick, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Grouping, Mandate, RoleCode
from yishi.rooms.suggestions import roles
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.loop.course import OFFICES
from yishi.rooms.suggestions.loop.suggestion import suggestion
from yishi.rooms.suggestions.models import Oversight, Suggestion, Topic

S = Suggestion.State
UNDER_WAY = (S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED, S.ANSWERED, S.EVALUATED)
ANSWERED = (S.ANSWERED, S.EVALUATED, S.CLOSED)


@suggestion.step(
    *UNDER_WAY, S.CLOSED, by=roles.URGERS, law="代表法 第五十二条第一款", title=lazy("记录督办"),
    when=(lambda s, scope: _on_line(s, scope),),
)  # fmt: skip
def record_oversight(
    s: Suggestion, act: Act, *,
    kind: Annotated[str, Pick(lazy("方式"), choices=[row for row in Oversight.Kind.choices if row[0] != "look_back"])],
    day: Annotated[dt.date, Day(lazy("日期"))],
    text: Annotated[str, Text(lazy("情况"), longest=10_000)],
    led_by: Annotated[str, Text(lazy("主持人"), required=False, longest=60, rows=1)] = "",
) -> None:  # fmt: skip
    """An entry of the supervision log; an urging is told to the units at once."""
    act.add(Oversight(suggestion=s, kind=kind, phase=_phase(s), day=day, led_by=led_by, text=text))
    to = _urged(s)
    if kind == Oversight.Kind.URGE and to is None:
        raise Invalid({"kind": [_("本件还没有交出，没有可以催办的单位。请先交办，或者选择其他方式。")]})
    if kind == Oversight.Kind.URGE and to is not None:
        told = _("催办“%(title)s”：%(text)s") % {"title": s.matter.title, "text": text}
        act.tell("urged", told, to, urgent=True)


HandledBy = Annotated[str, Text(lazy("领办领导"), lazy("牵头办理的政府（党委、两院）领导"), longest=60, rows=1)]
SupervisedBy = Annotated[str, Text(lazy("督办领导"), lazy("牵头督办的主任（主席）会议成员"), longest=60, rows=1)]
Supervises = Annotated[Grouping | None, One(lazy("督办专委会"), required=False, rows=given.committees)]


def _not_key_yet(s: Suggestion, scope: Scope) -> str | None:
    return _("本件已于%s列为重点督办。领导有变动的，请办理“变更领办、督办领导”。") % s.key_on if s.key_on else None


@suggestion.step(
    *UNDER_WAY, by=(roles.OFFICE,), law="代表法 第五十二条第二款", title=lazy("列为重点督办"), when=(_not_key_yet,), batch=True
)  # fmt: skip
def choose_key(
    s: Suggestion, act: Act, *, handled_by: HandledBy, supervised_by: SupervisedBy, committee: Supervises = None
) -> None:
    """Note that the council of chairpersons has chosen it, with who leads the handling and who the supervision."""
    s.key_on = act.day
    _led(s, act, handled_by, supervised_by, committee, _("“%s”列为重点督办件。") % s.matter.title)


def _led(s: Suggestion, act: Act, handled_by: str, supervised_by: str, committee: Grouping | None, told: str) -> None:
    s.key_handled_by, s.key_supervised_by = handled_by, supervised_by
    if committee is not None:
        s.committee = committee
    units = _units(s)
    act.tell("key", told, To((RoleCode.LIAISON, RoleCode.HEAD), units) if units else To(), urgent=True)


def _units(s: Suggestion) -> tuple[int, ...]:
    """The units in whose hands it is."""
    return tuple(part.unit_id for part in s.handlings.all() if not part.superseded)


def _key_already(s: Suggestion, scope: Scope) -> str | None:
    return None if s.key_on else _("本件没有列为重点督办，没有领办、督办领导可以变更。")


@suggestion.step(
    *UNDER_WAY,
    by=(roles.OFFICE,),
    law="代表法 第五十二条第二款",
    title=lazy("变更领办、督办领导"),
    when=(_key_already,),
)
def change_leads(
    s: Suggestion, act: Act, *, handled_by: HandledBy, supervised_by: SupervisedBy, committee: Supervises = None
) -> None:
    """Another leads the handling or the supervision of a key one; it stays key since the day it was chosen."""
    told = _("重点督办件“%(title)s”的领办、督办领导变更为%(handled)s、%(supervised)s。") % {
        "title": s.matter.title, "handled": handled_by, "supervised": supervised_by,
    }  # fmt: skip
    _led(s, act, handled_by, supervised_by, committee, told)


def _is_key(s: Suggestion, scope: Scope) -> str | None:
    return None if s.key_on else _("只有重点督办件才跨年度跟踪。请先列为重点督办。")


@suggestion.step(
    *UNDER_WAY, S.CLOSED, by=(roles.OFFICE,), law="重庆条例 第三十三条", title=lazy("跨年度跟踪督办"), when=(_is_key,)
)
def follow(
    s: Suggestion,
    act: Act,
    *,
    until: Annotated[int, Number(lazy("跟踪至哪一年"), lazy("如：督办一年、跟踪两年"), least=2000, most=2100)],
) -> None:
    """Follow it over the years."""
    if until < act.day.year:
        raise Invalid({"until": [_("跟踪年份不能早于今年。")]})
    if until == s.followed_until:
        raise Invalid({"until": [_("本件已登记跟踪至%d年，请填写别的年份。") % until]})
    s.followed_until = until


def _urged(s: Suggestion) -> To | None:
    """Whom an urging reaches: the units, and before there are any the office that distributes."""
    if s.matter.state == S.WITH_OFFICE:
        return To(roles=(OFFICES[s.side],))
    units = _units(s)
    return To((RoleCode.LIAISON,), units) if units else None


def _phase(s: Suggestion) -> str:
    """Before, during or after the handling, by where it stands (CQ 30, SH 25)."""
    if s.matter.state in (S.REGISTERED, S.WITH_OFFICE):
        return Oversight.Phase.BEFORE
    return Oversight.Phase.DURING if s.matter.state == S.ASSIGNED else Oversight.Phase.AFTER


def _on_line(s: Suggestion, scope: Scope) -> str | None:
    """What was handled off line leaves nothing here beyond its stub (SH 9)."""
    return None if s.lead_id or s.grouping_id else _("涉密件在线下办理，有关情况不在系统内登记。")


@suggestion.step(*ANSWERED, by=roles.OVERSEERS, law="代表法 第五十二条第一款", title=lazy("回头看"), when=(_on_line,))
def look_back(
    s: Suggestion, act: Act, *,
    day: Annotated[dt.date, Day(lazy("日期"))],
    found: Annotated[str, Pick(lazy("结果"), choices=Oversight.Found.choices)],
    text: Annotated[str, Text(lazy("情况"), longest=10_000)],
) -> None:  # fmt: skip
    """See on the spot whether what was answered is also solved."""
    phase = Oversight.Phase.AFTER
    act.add(Oversight(suggestion=s, kind=Oversight.Kind.LOOK_BACK, phase=phase, day=day, text=text, found=found))
    s.solved_on = day if found == Oversight.Found.SOLVED else None


def _may_publish(s: Suggestion, scope: Scope) -> str | None:
    answers = [answer for part in s.handlings.all() for answer in part.replies.all() if answer.sent_on]
    if s.publicity == Suggestion.Publicity.PUBLISHED:
        return _("本件已经公开。")
    if not s.may_publish or not all(answer.may_publish for answer in answers):
        return _("提出人或者承办单位不同意公开，请先与其沟通；不宜公开的，请登记不公开的理由。")
    return None


@suggestion.step(
    *ANSWERED, by=(roles.OFFICE,), law="重庆条例 第三十六条第一款", title=lazy("公开"), when=(_may_publish,), batch=True
)
def publish(s: Suggestion, act: Act) -> None:
    """Publish suggestion and answer (CQ 36)."""
    s.publicity, s.published_on, s.publicity_ground = Suggestion.Publicity.PUBLISHED, act.day, ""


@suggestion.step(*ANSWERED, by=(roles.OFFICE,), law="重庆条例 第三十六条第一款", title=lazy("不公开"), batch=True)
def withhold(
    s: Suggestion, act: Act, *,
    ground: Annotated[str, Text(lazy("不公开的理由"), lazy("如：涉及国家秘密、商业秘密、个人隐私"), longest=200, rows=1)],
) -> None:  # fmt: skip
    """Not publish, with the reason."""
    if (s.publicity, s.publicity_ground) == (Suggestion.Publicity.WITHHELD, ground):
        raise Invalid({"ground": [_("本件已按这一理由登记不公开，不需要重复登记。")]})
    s.publicity, s.published_on, s.publicity_ground = Suggestion.Publicity.WITHHELD, None, ground


def _not_good_yet(s: Suggestion, scope: Scope) -> str | None:
    return _("本件已于%s评为优秀。") % s.good_on if s.good_on else _on_line(s, scope)


@suggestion.step(
    *ANSWERED, by=(roles.OFFICE,), law="重庆条例 第三十七条第二款", title=lazy("评为优秀"), when=(_not_good_yet,), batch=True
)  # fmt: skip
def choose_good(s: Suggestion, act: Act) -> None:
    """Commend it."""
    s.good_on = act.day
    act.tell("good", _("您提出的“%s”被评为优秀。") % s.matter.title, To(mandates=(s.lead_id,) if s.lead_id else ()))


@suggestion.step(NEW, to=S.OFFLINE, by=(roles.OFFICE,), law="上海规定 第九条", title=lazy("登记涉密件"))
def register_secret(
    s: Suggestion,
    act: Act,
    *,
    note: Annotated[str, Text(lazy("纸质件存放处"), lazy("不得填写涉密内容"), longest=200, rows=1)],
) -> None:
    """A secret matter is handled off line: only a number and a stub are kept (SH 9, ZJ 17)."""
    s.matter.title, s.exit_note, s.may_publish = str(_("（涉密件，线下办理）")), note, False
    s.submitted_on = s.registered_on = act.day
    act.number(f"{act.day.year}")


@suggestion.step(S.OFFLINE, to=S.CLOSED, by=(roles.OFFICE,), law="上海规定 第九条", title=lazy("涉密件办结"))
def close_secret(s: Suggestion, act: Act) -> None:
    """It was answered off line."""
    s.answered_on = act.day
    act.matter.closed_on = act.day


WAYS_ABOVE = [
    (way.value, way.label)
    for way in Suggestion.Source
    if way not in (Suggestion.Source.MOTION, Suggestion.Source.MESSAGE)
]
"""How it may have been put forward at a higher congress (全团建议, 个人建议)."""


@suggestion.step(
    NEW, to=S.RECORDED, by=(roles.OFFICE,), law="代表法 第五十一条", title=lazy("登记在上级人大（政协）提出的")
)
def record_higher(
    s: Suggestion, act: Act, *,
    title: Annotated[str, Text(lazy("标题"), longest=200, rows=1)],
    lead: Annotated[Mandate, One(lazy("提出人"), rows=given.others)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    organ: Annotated[str, Text(lazy("向哪一级提出"), longest=60, rows=1)],
    day: Annotated[dt.date, Day(lazy("提出日期"))],
    topic: Annotated[Topic | None, One(lazy("类别"), required=False, rows=given.topics)] = None,
    source: Annotated[str, Pick(lazy("提出方式"), lazy("不选为个人提出"), required=False, choices=WAYS_ABOVE)] = "",
) -> None:  # fmt: skip
    """What local deputies put forward at a higher congress is registered and counted, not handled here."""
    s.matter.title, s.lead, s.higher_organ, s.submitted_on, s.topic = title, lead, organ, day, topic
    s.source = source or Suggestion.Source.ONE
