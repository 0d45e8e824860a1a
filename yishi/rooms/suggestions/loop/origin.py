"""What a suggestion was made from: a motion that is not handled as one (议案转建议), or residents' messages (群众意见转来).

The number, the day and the decision are kept here; the crossing from messages lays its links beside them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Many, Number, One, Text
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.steps import NEW
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Mandate, Organ, Session
from yishi.rooms.suggestions import deadlines, roles
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.loop.suggestion import About, MayPublish, suggestion
from yishi.rooms.suggestions.models import Origin, Signer, Suggestion

S = Suggestion.State
Source = Suggestion.Source


def _of_a_congress(s: Suggestion, scope: Scope) -> str | None:
    """Motions are moved in congresses alone (组织法 22)."""
    return _("政协没有议案，请由委员提出提案。") if scope.organ.profile == Organ.Profile.CPPCC else None


@suggestion.step(
    NEW, to=S.REGISTERED, by=roles.RECEIVERS, law="重庆条例 第十一条", title=lazy("登记议案转来的建议"), when=(_of_a_congress,)
)  # fmt: skip
def from_motion(
    s: Suggestion, act: Act, *,
    title: Annotated[str, Text(lazy("标题"), longest=200, rows=1)],
    lead: Annotated[Mandate, One(lazy("领衔人"), rows=given.others)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    number: Annotated[str, Text(lazy("原议案编号"), longest=40, rows=1)],
    moved_on: Annotated[dt.date, Day(lazy("议案提出日期"))],
    decided_by: Annotated[str, Text(lazy("决定转为建议的会议"), lazy("如：大会主席团第三次会议、主任会议"), longest=80, rows=1)],
    decided_on: Annotated[dt.date, Day(lazy("决定日期"))],
    situation: Annotated[str, Text(lazy("情况和问题"), longest=100_000, rows=10)],
    proposals: Annotated[str, Text(lazy("具体建议"), longest=100_000, rows=8)],
    movers: Annotated[Sequence[Mandate], Many(lazy("联名提出议案的"), required=False, rows=given.others)] = (),
    topic: About = None, may_publish: MayPublish = False,
) -> None:  # fmt: skip
    """Register a motion that the presidium or council decided to handle as a suggestion (CQ 11, ZJ 2): those who moved
    it have signed, and the decision stands for the examination."""
    if decided_on < moved_on:
        raise Invalid({"decided_on": [_("决定日期不能早于议案提出日期（%s）。") % moved_on]})
    s.matter.title, s.situation, s.proposals, s.may_publish = title, situation, proposals, may_publish
    s.source, s.lead, s.term = Source.MOTION, lead, lead.term
    s.topic, s.committee = topic, topic.committee if topic else None
    s.session = Session.objects.on(act.organ, decided_on)
    s.when = Suggestion.When.SESSION if s.session else Suggestion.When.BETWEEN
    s.submitted_on, s.registered_on, s.stage = decided_on, act.day, len(given.stages(act.pack))
    others = [mandate for mandate in movers if mandate.pk != lead.pk]
    for mandate in others:
        act.add(Signer(suggestion=s, mandate=mandate, invited_on=moved_on, confirmed_on=moved_on))
    act.add(
        Origin(
            suggestion=s,
            kind=Origin.Kind.MOTION,
            number=number,
            title=title,
            day=moved_on,
            decided_by=decided_by,
            decided_on=decided_on,
        )
    )  # fmt: skip
    act.number(f"{act.day.year}")
    with act.at(decided_on):
        deadlines.received(s, act)
    act.meet("accept_notice")
    words = {"number": number, "title": title, "decided": decided_by}
    to = To(mandates=(lead.pk, *(mandate.pk for mandate in others)))
    act.tell("from_motion", _("您提出的议案%(number)s“%(title)s”经%(decided)s决定，转为建议办理。") % words, to)


Subject = Annotated[str, Text(lazy("意见主题"), longest=200, rows=1)]
HowMany = Annotated[int, Number(lazy("意见条数"), least=1, most=1_000_000)]
Since = Annotated[dt.date, Day(lazy("收集起始日"))]
Until = Annotated[dt.date, Day(lazy("收集截止日"))]
Channel = Annotated[
    str, Text(lazy("收集途径"), lazy("如：代表联络站接待、扫码留言、走访"), required=False, longest=80, rows=1)
]


def _is_no_motion(s: Suggestion, scope: Scope) -> str | None:
    return _("本件由议案转来，来源已经登记。") if s.source == Source.MOTION else None


@suggestion.step(S.DRAFT, by=(roles.DRAFTER,), law="重庆条例 第七条第一款", title=lazy("注明群众意见来源"))
def name_messages(
    s: Suggestion, act: Act, *, subject: Subject, messages: HowMany, since: Since, until: Until, channel: Channel = ""
) -> None:
    """Say that it was made from residents' messages that the author collected: how many, when and where."""
    _from_messages(s, act, subject, messages, since, until, channel)


@suggestion.step(
    S.SUBMITTED, S.REGISTERED, by=roles.RECEIVERS, law="重庆条例 第七条第一款", title=lazy("登记群众意见来源"),
    when=(_is_no_motion,),
)  # fmt: skip
def record_messages(
    s: Suggestion, act: Act, *, subject: Subject, messages: HowMany, since: Since, until: Until, channel: Channel = ""
) -> None:
    """Record that it was made from residents' messages passed on by the office or a station."""
    _from_messages(s, act, subject, messages, since, until, channel)


@suggestion.step(
    NEW, to=S.DRAFT, by=(roles.OFFICE,), law="重庆条例 第七条第一款", title=lazy("请代表（委员）据群众意见起草")
)
def draft_for(
    s: Suggestion, act: Act, *,
    title: Annotated[str, Text(lazy("标题"), longest=200, rows=1)],
    lead: Annotated[Mandate, One(lazy("请谁起草"), rows=given.others)],  # type: ignore[valid-type]  # as above
    subject: Subject, messages: HowMany, since: Since, until: Until, channel: Channel = "",
    situation: Annotated[str, Text(lazy("情况和问题"), required=False, longest=100_000, rows=10)] = "",
    proposals: Annotated[str, Text(lazy("具体建议"), required=False, longest=100_000, rows=8)] = "",
    topic: About = None,
) -> None:  # fmt: skip
    """Give a deputy what residents said, as a draft that he alone sees, changes and hands in, or leaves."""
    s.matter.title, s.situation, s.proposals = title, situation, proposals
    s.lead, s.term = lead, lead.term
    s.topic, s.committee = topic, topic.committee if topic else None
    _from_messages(s, act, subject, messages, since, until, channel)
    words = {"title": title, "count": messages}
    told = _("请您根据 %(count)d 条群众意见起草“%(title)s”，草稿已放在您的待办里。") % words
    act.tell("draft_for", told, To(mandates=(lead.pk,)))


@suggestion.step(
    NEW, to=S.REGISTERED, by=roles.RECEIVERS, law="重庆条例 第七条第一款", title=lazy("登记群众意见转来的建议（提案）")
)
def from_messages(
    s: Suggestion, act: Act, *,
    title: Annotated[str, Text(lazy("标题"), longest=200, rows=1)],
    lead: Annotated[Mandate, One(lazy("领衔人"), rows=given.others)],  # type: ignore[valid-type]  # as above
    put_forward_on: Annotated[dt.date, Day(lazy("代表（委员）提出日期"), lazy("他签字或者当面提出的日期"))],
    situation: Annotated[str, Text(lazy("情况和问题"), longest=100_000, rows=10)],
    proposals: Annotated[str, Text(lazy("具体建议"), longest=100_000, rows=8)],
    subject: Subject, messages: HowMany, since: Since, until: Until, channel: Channel = "",
    topic: About = None, may_publish: MayPublish = False,
) -> None:  # fmt: skip
    """Register what a deputy put forward on paper or in person from residents' messages; the office enters it for him."""
    s.matter.title, s.situation, s.proposals, s.may_publish = title, situation, proposals, may_publish
    s.lead, s.term = lead, lead.term
    s.topic, s.committee = topic, topic.committee if topic else None
    s.session = Session.objects.on(act.organ, put_forward_on)
    s.when = Suggestion.When.SESSION if s.session else Suggestion.When.BETWEEN
    s.submitted_on, s.registered_on, s.stage = put_forward_on, act.day, len(given.stages(act.pack))
    _from_messages(s, act, subject, messages, since, until, channel)
    act.number(f"{act.day.year}")
    with act.at(put_forward_on):
        deadlines.received(s, act)
    act.meet("accept_notice")
    act.tell("registered", _("您提出的“%s”已审查登记。") % title, To(mandates=(lead.pk,)))


def _from_messages(
    s: Suggestion, act: Act, subject: str, messages: int, since: dt.date, until: dt.date, channel: str
) -> None:
    if until < since:
        raise Invalid({"until": [_("收集截止日不能早于起始日（%s）。") % since]})
    known = Origin.objects.filter(suggestion=s.pk).first() if s.pk else None
    row = known or Origin(suggestion=s, kind=Origin.Kind.MESSAGE)
    row.title, row.messages, row.since, row.until, row.channel = subject, messages, since, until, channel
    s.source = Source.MESSAGE
    if known:
        act.change(row)
    else:
        act.add(row)
