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
from yishi.rooms.suggestions.loop.suggestion import suggestion
from yishi.rooms.suggestions.models import Oversight, Suggestion, Topic

S = Suggestion.State
UNDER_WAY = (S.REGISTERED, S.WITH_OFFICE, S.ASSIGNED, S.ANSWERED, S.EVALUATED)
ANSWERED = (S.ANSWERED, S.EVALUATED, S.CLOSED)


@suggestion.step(*UNDER_WAY, by=(roles.OFFICE,), law="代表法 第五十二条第二款", title=lazy("列为重点督办"), batch=True)
def choose_key(
    s: Suggestion, act: Act, *,
    handled_by: Annotated[str, Text(lazy("领办领导"), lazy("牵头办理的政府（党委、两院）领导"), longest=60, rows=1)],
    supervised_by: Annotated[str, Text(lazy("督办领导"), lazy("牵头督办的主任（主席）会议成员"), longest=60, rows=1)],
    committee: Annotated[Grouping | None, One(lazy("督办专委会"), required=False, rows=given.committees)] = None,
) -> None:  # fmt: skip
    """Note that the council of chairpersons has chosen it, with who leads the handling and who the supervision."""
    s.key_on, s.key_handled_by, s.key_supervised_by = act.day, handled_by, supervised_by
    if committee is not None:
        s.committee = committee
    units = tuple(part.unit_id for part in s.handlings.all() if not part.superseded)
    act.tell(
        "key",
        _("“%s”列为重点督办件。") % s.matter.title,
        To((RoleCode.LIAISON, RoleCode.HEAD), units) if units else To(),
        urgent=True,
    )


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
    s.followed_until = until


@suggestion.step(*UNDER_WAY, S.CLOSED, by=roles.URGERS, law="代表法 第五十二条第一款", title=lazy("记录督办"))
def record_oversight(
    s: Suggestion, act: Act, *,
    kind: Annotated[str, Pick(lazy("方式"), choices=[row for row in Oversight.Kind.choices if row[0] != "look_back"])],
    day: Annotated[dt.date, Day(lazy("日期"))],
    text: Annotated[str, Text(lazy("情况"), longest=10_000)],
    led_by: Annotated[str, Text(lazy("主持人"), required=False, longest=60, rows=1)] = "",
) -> None:  # fmt: skip
    """An entry of the supervision log; an urging is told to the units at once."""
    act.add(Oversight(suggestion=s, kind=kind, day=day, led_by=led_by, text=text))
    units = tuple(part.unit_id for part in s.handlings.all() if not part.superseded)
    if kind == Oversight.Kind.URGE and units:
        act.tell(
            "urged",
            _("催办“%(title)s”：%(text)s") % {"title": s.matter.title, "text": text},
            To((RoleCode.LIAISON,), units),
            urgent=True,
        )


@suggestion.step(*ANSWERED, by=roles.OVERSEERS, law="代表法 第五十二条第一款", title=lazy("回头看"))
def look_back(
    s: Suggestion, act: Act, *,
    day: Annotated[dt.date, Day(lazy("日期"))],
    found: Annotated[str, Pick(lazy("结果"), choices=Oversight.Found.choices)],
    text: Annotated[str, Text(lazy("情况"), longest=10_000)],
) -> None:  # fmt: skip
    """See on the spot whether what was answered is also solved."""
    act.add(Oversight(suggestion=s, kind=Oversight.Kind.LOOK_BACK, day=day, text=text, found=found))
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
    s.publicity, s.published_on, s.publicity_ground = Suggestion.Publicity.WITHHELD, None, ground


@suggestion.step(*ANSWERED, by=(roles.OFFICE,), law="重庆条例 第三十七条第二款", title=lazy("评为优秀建议"), batch=True)
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


@suggestion.step(
    NEW, to=S.RECORDED, by=(roles.OFFICE,), law="代表法 第五十一条", title=lazy("登记在上级人大（政协）提出的建议")
)
def record_higher(
    s: Suggestion, act: Act, *,
    title: Annotated[str, Text(lazy("标题"), longest=200, rows=1)],
    lead: Annotated[Mandate, One(lazy("提出人"), rows=given.others)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    organ: Annotated[str, Text(lazy("向哪一级提出"), longest=60, rows=1)],
    day: Annotated[dt.date, Day(lazy("提出日期"))],
    topic: Annotated[Topic | None, One(lazy("类别"), required=False, rows=given.topics)] = None,
) -> None:  # fmt: skip
    """What local deputies put forward at a higher congress is registered and counted, not handled here."""
    s.matter.title, s.lead, s.higher_organ, s.submitted_on, s.topic = title, lead, organ, day, topic
