"""Who took part: named by the office, or signed in by the activity's code or at the desk. Residents are numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation import clock
from yishi.foundation.loops.act import Act, Scope
from yishi.foundation.loops.inputs import Many, Pick, Text
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.telling import To
from yishi.foundation.people.models import Mandate, Post, in_force
from yishi.rooms.activities import roles, signing
from yishi.rooms.activities.loop import given, writing
from yishi.rooms.activities.loop.activity import S, activity
from yishi.rooms.activities.models import Activity, Participant
from yishi.rooms.activities.words import OWN_RULES

HOUR = dt.timedelta(hours=1)
Posts = Annotated[Sequence[Post], Many(lazy("聘任人员"), required=False, rows=given.posts)]
AsRole = Annotated[
    str, Pick(lazy("以什么身份参加"), lazy("不选则按其职务"), required=False, choices=given.roles)
]  # fmt: skip


@activity.step(S.PLANNED, S.RECORDED, S.ENDED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("登记参加人"))
def take_part(
    a: Activity, act: Act, *, persons: given.Persons = (), posts: Posts = (), role: AsRole = "", heads: given.Heads = (),
) -> None:  # fmt: skip
    """Note who takes part, by name or by number; named ones of a planned activity are told of it."""
    if not (persons or posts or heads):
        raise Invalid({"persons": [_("请选择参加人，或者填写人数。")]})
    new = writing.present(a, act, persons, role)
    _posts(a, act, posts, role)
    writing.heads(a, act, heads)
    if new and a.matter.state == S.PLANNED:
        said = {"day": a.day, "title": a.matter.title, "place": a.place or _("地点另行通知")}
        act.tell(
            "invited",
            _("请参加 %(day)s 的“%(title)s”（%(place)s）。") % said,
            To(mandates=tuple(row.pk for row in new)),
        )


def _posts(a: Activity, act: Act, posts: Sequence[Post], role: str) -> None:
    known = {(row.post_id, row.role) for row in a.participants.all()}
    for post in posts:
        if post.began > a.day or (post.ended is not None and post.ended < a.day):
            raise Invalid({"posts": [_("%(name)s在 %(day)s 不在聘期内。") % {"name": post.person, "day": a.day}]})
        as_what = role or _role_of(act, post)
        if (post.pk, as_what) not in known:
            act.add(Participant(activity=a, post=post, role=as_what))


def _role_of(act: Act, post: Post) -> str:
    """The catalogue's own role for the post where it has one, else a supervisor's, an expert's or a resident's."""
    known = given.known(act.scope()).role_by_code
    return next((code for code in (post.kind[:16], "liaison_officer", "resident") if code in known), next(iter(known)))


def participants(scope: Scope) -> Any:
    """Those who are noted."""
    return Participant.objects.filter(activity=scope.record.pk).select_related("mandate__person", "post__person")


@activity.step(S.PLANNED, S.RECORDED, S.ENDED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("去掉参加人"))
def leave_out(
    a: Activity, act: Act, *,
    rows: Annotated[list[Participant], Many(lazy("哪些参加人或者人数"), rows=participants)],
) -> None:  # fmt: skip
    """Take off who did not take part after all."""
    for row in rows:
        row.delete()


def window(a: Activity) -> tuple[dt.datetime, dt.datetime]:
    """From when to when one can sign in: an hour before it begins to the end of its last day."""
    begins = dt.datetime.combine(a.day, a.starts or dt.time(0), clock.CHINA) - (HOUR if a.starts else dt.timedelta(0))
    return begins, dt.datetime.combine(a.closes + dt.timedelta(days=1), dt.time(0), clock.CHINA)


def _open(a: Activity, scope: Scope) -> str | None:
    if a.stock:
        return _("这个种类不需要签到。")
    begins, ends = window(a)
    if clock.now() < begins:
        return _("还没有到签到时间，%s 起可以签到。") % begins.strftime("%Y-%m-%d %H:%M")
    return None if clock.now() < ends else _("签到已经结束。如确已参加，请联系工作人员补登记。")


class AlreadySigned(Refused):
    """He signed in before: twice is once."""


@activity.step(
    S.PLANNED, S.RECORDED, by=(roles.MEMBER,), law=OWN_RULES, title=lazy("签到"), when=(_open,)
)  # fmt: skip
def sign_in(
    a: Activity, act: Act, *, token: Annotated[str, Text(lazy("签到码"), lazy("扫描现场的二维码"), longest=200, rows=1)]
) -> None:
    """A deputy who stands before the activity's code signs in on his own phone."""
    if signing.read(token) != a.pk:
        raise Invalid({"token": [_("签到码不对，请重新扫描现场的二维码。")]})
    mine = Mandate.objects.filter(pk__in=act.actor.sitting, organ=act.organ).select_related("person").first()
    if mine is None:
        raise Refused(_("您目前没有在任的代表（委员）资格，请到签到处登记。"))
    _signed(a, act, mine)


@activity.step(S.PLANNED, S.RECORDED, by=roles.KEEPERS, law=OWN_RULES, title=lazy("现场代签到"), when=(_open,))
def sign_in_at_desk(a: Activity, act: Act, *, number: Annotated[str, Text(lazy("证号"), longest=24, rows=1)]) -> None:
    """Who has no phone at hand says his number at the desk."""
    rows = Mandate.objects.filter(in_force(act.work.day), organ=act.organ, number=number).select_related("person")
    held = sorted(rows, key=lambda row: row.kind not in (Mandate.Kind.DEPUTY, Mandate.Kind.MEMBER))
    if not held:
        raise Invalid({"number": [_("没有证号为“%s”的在任代表（委员）。") % number]})
    if len({row.person_id for row in held}) > 1:
        raise Invalid({"number": [_("证号“%s”有几个人在用，请用“登记参加人”按姓名登记。") % number]})
    _signed(a, act, held[0])


def _signed(a: Activity, act: Act, mandate: Mandate) -> None:
    known = [row for row in a.participants.all() if row.mandate and row.mandate.person_id == mandate.person_id]
    if any(row.signed_at for row in known):
        raise AlreadySigned(_("%s已经签到，不需要再签。") % mandate.person.name)
    act.note(**{_("签到人"): mandate.person.name})
    if known:
        known[0].signed_at = act.work.at
        act.change(known[0])
        return
    writing.present(a, act, [mandate])
    act.added[-1].signed_at = act.work.at  # type: ignore[attr-defined]  # the participant that `present` made
