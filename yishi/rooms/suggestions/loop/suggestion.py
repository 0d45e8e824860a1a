"""The life of a suggestion (代表建议、批评和意见) or proposal (提案), from the draft to the register.

What follows the register is in `course.py`, how it leaves in `leaving.py`, what units do in `handling.py`, what they promised in `promise.py`.
"""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import language
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Day, Flag, Many, One, Text
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.steps import NEW, Loop
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Grouping, Mandate, Session, Unit
from yishi.rooms.suggestions import counted, deadlines, figures, roles
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Signer, Suggestion, Topic

S = Suggestion.State

suggestion = Loop(
    room="suggestions",
    kind="suggestion",
    title=lazy("建议（提案）"),
    model=Suggestion,
    states=S,
    select=("lead__person", "grouping", "session", "topic"),
    needed=("session",),
    prefetch=(
        "signers__mandate__person",
        "handlings__matter",
        "handlings__unit",
        "handlings__replies",
        "objections__unit",
    ),
    facts=figures.derive,
    counted=counted.SUGGESTION,
)

Title = Annotated[str, Text(lazy("标题"), lazy("一事一议，写明要解决什么问题，200 字以内"), longest=200, rows=1)]
SITUATION, PROPOSALS = lazy("写明具体情况、存在的问题和原因"), lazy("分条写明建议谁做什么")
Situation = Annotated[str, Text(lazy("情况和问题"), SITUATION, required=False, longest=100_000, rows=10)]
Proposals = Annotated[str, Text(lazy("具体建议"), PROPOSALS, required=False, longest=100_000, rows=8)]
Research = Annotated[
    str, Text(lazy("调研情况"), lazy("会前视察、走访、座谈的时间和对象，可不填"), required=False, longest=10_000)
]
About = Annotated[Topic | None, One(lazy("类别"), required=False, rows=given.topics)]
Preferred = Annotated[Unit | None, One(lazy("建议承办单位"), lazy("供交办时研究"), required=False, rows=given.units)]
MayPublish = Annotated[bool, Flag(lazy("同意向社会公开"))]


@suggestion.step(NEW, to=S.DRAFT, by=(roles.DRAFTER,), law="代表法 第五十一条", title=lazy("起草"))
def draft(
    s: Suggestion, act: Act, *, title: Title, situation: Situation = "", proposals: Proposals = "", research: Research = "",
    topic: About = None, preferred: Preferred = None, may_publish: MayPublish = False,
) -> None:  # fmt: skip
    """Begin a draft; only its author sees it until others are invited to sign."""
    mandate = Mandate.objects.filter(pk__in=act.actor.sitting, organ=act.organ).select_related("term").first()
    if mandate is None:
        raise Refused(_("您目前没有在任的代表（委员）资格，不能再提出。"))
    s.lead, s.term = mandate, mandate.term
    _write(s, act, title, situation, proposals, research, topic, preferred, may_publish)


@suggestion.step(S.DRAFT, by=(roles.DRAFTER,), law="代表法 第五十一条", title=lazy("修改草稿"))
def revise(
    s: Suggestion, act: Act, *, title: Title, situation: Situation = "", proposals: Proposals = "", research: Research = "",
    topic: About = None, preferred: Preferred = None, may_publish: MayPublish = False,
) -> None:  # fmt: skip
    """Write the draft anew. Signers who had confirmed confirm again: they signed other words."""
    changed = (s.matter.title, s.situation, s.proposals) != (title, situation, proposals)
    _write(s, act, title, situation, proposals, research, topic, preferred, may_publish)
    for signer in s.signers.all() if changed else ():
        if signer.confirmed_on is not None:
            signer.confirmed_on = None
            act.change(signer)
            act.tell(
                "sign", _("“%s”的内容已修改，请重新确认是否联名。") % s.matter.title, To(mandates=(signer.mandate_id,))
            )


def _write(
    s: Suggestion, act: Act, title: str, situation: str, proposals: str, research: str, topic: Topic | None, preferred: Unit | None,
    may_publish: bool,
) -> None:  # fmt: skip
    s.matter.title, s.situation, s.proposals, s.research = title, situation, proposals, research
    s.topic, s.preferred, s.may_publish = topic, preferred, may_publish
    s.committee = topic.committee if topic else None


@suggestion.step(S.DRAFT, by=(roles.DRAFTER,), law="重庆条例 第八条第二款", title=lazy("邀请联名"))
def invite(
    s: Suggestion, act: Act, *,
    mandates: Annotated[list[Mandate], Many(lazy("邀请哪些代表（委员）联名"), rows=given.others)],
) -> None:  # fmt: skip
    """Ask others to sign; each confirms for himself that the words are his will too."""
    known = {signer.mandate_id: signer for signer in s.signers.all()}
    if all(mandate.pk in known and known[mandate.pk].declined_on is None for mandate in mandates):
        raise Invalid({"mandates": [_("所选的人都已受到邀请，请另选其他人，或者等待他们确认。")]})
    for mandate in mandates:
        before = known.get(mandate.pk)
        if before is None:
            act.add(Signer(suggestion=s, mandate=mandate, invited_on=act.day))
        elif before.declined_on is not None:
            before.invited_on, before.declined_on = act.day, None
            act.change(before)
        else:
            continue
        act.tell(
            "sign",
            _("%(name)s邀请您联名提出“%(title)s”。") % {"name": act.actor.name, "title": s.matter.title},
            To(mandates=(mandate.pk,)),
        )


@suggestion.step(S.DRAFT, by=(roles.INVITED,), law="重庆条例 第八条第二款", title=lazy("确认联名"))
def confirm(s: Suggestion, act: Act) -> None:
    """Confirm that the content is one's own will too."""
    for signer in _mine(s, act):
        signer.confirmed_on, signer.declined_on = act.day, None
        act.change(signer)
    act.tell(
        "signed",
        _("%(name)s已确认联名“%(title)s”。") % {"name": act.actor.name, "title": s.matter.title},
        To(mandates=(s.lead_id or 0,)),
    )


@suggestion.step(S.DRAFT, by=(roles.INVITED,), law="重庆条例 第八条第二款", title=lazy("不参加联名"))
def decline(s: Suggestion, act: Act) -> None:
    """Not sign."""
    for signer in _mine(s, act):
        signer.declined_on = act.day
        act.change(signer)


def _mine(s: Suggestion, act: Act) -> list[Signer]:
    return [signer for signer in s.signers.all() if signer.mandate_id in act.actor.sitting]


def _complete(s: Suggestion, scope: Scope) -> str | None:
    if not (s.situation.strip() and s.proposals.strip()):
        return _("“情况和问题”与“具体建议”都写好后才能提交。请先修改草稿。")
    waiting = [str(signer) for signer in s.signers.all() if signer.confirmed_on is None and signer.declined_on is None]
    if waiting and scope.pack and scope.pack.choices.cosigners_confirm and scope.pack.choices.cosigners_confirm.value:
        return _("还有 %(count)d 位受邀人没有确认：%(names)s。请等待确认，或先撤回邀请。") % {
            "count": len(waiting), "names": language.listed(waiting[:5]),
        }  # fmt: skip
    return None


def _someone_waits(s: Suggestion, scope: Scope) -> str | None:
    waits = any(signer.confirmed_on is None and signer.declined_on is None for signer in s.signers.all())
    return None if waits else _("没有等待确认的受邀人，不需要撤回邀请。")


@suggestion.step(
    S.DRAFT, by=(roles.DRAFTER,), law="重庆条例 第八条第二款", title=lazy("撤回邀请"), when=(_someone_waits,)
)
def uninvite(s: Suggestion, act: Act) -> None:
    """Wait no longer for those who have not answered."""
    for signer in s.signers.all():
        if signer.confirmed_on is None and signer.declined_on is None:
            signer.declined_on = act.day
            act.change(signer)


@suggestion.step(
    S.DRAFT, to=S.SUBMITTED, by=(roles.DRAFTER,), law="代表法 第五十一条", title=lazy("提交"), when=(_complete,)
)
def submit(s: Suggestion, act: Act) -> None:
    """Hand it in: to the session's secretariat while the session sits, to the office between sessions."""
    if s.source != Suggestion.Source.MESSAGE:
        joint = any(signer.confirmed_on for signer in s.signers.all())
        s.source = Suggestion.Source.JOINT if joint else Suggestion.Source.ONE
    _received(s, act)


@suggestion.step(
    NEW,
    to=S.SUBMITTED,
    by=(roles.GROUP_HEAD,),
    law="重庆条例 第八条第三款",
    title=lazy("以代表团（界别、党派团体）名义提出"),
)
def submit_for_group(
    s: Suggestion, act: Act, *,
    grouping: Annotated[Grouping, One(lazy("代表团、界别、党派团体"), lazy("您担任团长或召集人的"), rows=given.led_groupings)],  # type: ignore[valid-type]  # the stubs read Annotated models their own way
    title: Title,
    situation: Annotated[str, Text(lazy("情况和问题"), SITUATION, longest=100_000, rows=10)],
    proposals: Annotated[str, Text(lazy("具体建议"), PROPOSALS, longest=100_000, rows=8)],
    discussed_on: Annotated[object, Day(lazy("全团（组）讨论日期"))],
    research: Research = "", topic: About = None, preferred: Preferred = None, may_publish: MayPublish = False,
) -> None:  # fmt: skip
    """Hand in what a delegation, sector, party or group has discussed, signed by its head."""
    s.grouping, s.source = grouping, Suggestion.Source.GROUP
    if grouping.kind == Grouping.Kind.DELEGATION:
        allowed = act.pack and act.pack.choices.delegation_may_submit
        if not (allowed and allowed.value):
            raise Refused(_("本地规定建议由代表个人或者联名提出，代表团不单独提出。请由领衔代表提出并邀请联名。"))
        if _session(act) is None:
            raise Refused(_("代表团提出建议应当在大会会议期间。闭会期间请由代表个人或者联名提出。"))
        s.source = Suggestion.Source.DELEGATION
    s.lead = Mandate.objects.filter(pk__in=act.actor.sitting, organ=act.organ).select_related("term").first()
    s.term = s.lead.term if s.lead else None
    _write(s, act, title, situation, proposals, research, topic, preferred, may_publish)
    _received(s, act)


def _session(act: Act) -> Session | None:
    """The session that sits on the day; read once for a batch."""
    if (Session, act.day) not in act.work.found:
        act.work.found[Session, act.day] = Session.objects.on(act.organ, act.day)
    found: Session | None = act.work.found[Session, act.day]
    return found


def _received(s: Suggestion, act: Act) -> None:
    s.session = _session(act)
    s.when = Suggestion.When.SESSION if s.session else Suggestion.When.BETWEEN
    s.submitted_on = act.day
    deadlines.received(s, act)
    act.tell("received", _("收到新提交的“%s”，请审查。") % s.matter.title, To(roles=deadlines.RECEIVERS[s.when]))


@suggestion.step(
    S.SUBMITTED,
    to=(S.SUBMITTED, S.REGISTERED),
    by=roles.RECEIVERS,
    law="重庆条例 第十三条第三款",
    title=lazy("审查通过"),
    batch=True,
)
def pass_review(
    s: Suggestion, act: Act, *,
    topic: Annotated[Topic | None, One(lazy("类别"), lazy("不选则用提出人所选"), required=False, rows=given.topics)] = None,
    opinion: Annotated[str, Text(lazy("审查意见"), required=False, longest=2000, rows=2)] = "",
) -> str:  # fmt: skip
    """Pass one stage of examination; with the last it is registered (立案) and numbered."""
    if topic is not None:
        s.topic, s.committee = topic, topic.committee
    s.stage += 1
    stages = given.stages(act.pack)
    act.note(**{_("审查环节"): stages[s.stage - 1].label if s.stage <= len(stages) else ""})
    if s.stage < len(stages):
        return S.SUBMITTED
    s.registered_on = act.day
    act.number(f"{act.day.year}")
    act.meet("accept_notice")
    act.tell("registered", _("您提出的“%s”已审查登记。") % s.matter.title, To(mandates=signers(s)))
    return S.REGISTERED


@suggestion.step(S.SUBMITTED, to=S.DRAFT, by=roles.RECEIVERS, law="重庆条例 第十三条第三款", title=lazy("退回修改"))
def send_back(
    s: Suggestion,
    act: Act,
    *,
    why: Annotated[str, Text(lazy("需要修改什么"), lazy("如：一事一议，请分成两件提出"), longest=2000)],
) -> None:
    """Ask the author to mend it: several matters in one, nothing concrete, wrong form."""
    act.stop_all(_("退回修改"))
    act.tell(
        "mend",
        _("“%(title)s”需要修改：%(why)s") % {"title": s.matter.title, "why": why},
        To(mandates=(s.lead_id or 0,)),
        urgent=True,
    )


def signers(s: Suggestion) -> tuple[int, ...]:
    """The lead signer and those who confirmed."""
    joint = [signer.mandate_id for signer in s.signers.all() if signer.confirmed_on is not None]
    return tuple(key for key in (s.lead_id, *joint) if key)
