"""One suggestion that holds several matters becomes several (分案): a suggestion is of one matter (一事一议: CQ 9, ZJ 7, SH 6)."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.foundation.loops.act import Act
from yishi.foundation.loops.compound import Lines
from yishi.foundation.loops.inputs import One, Text
from yishi.foundation.loops.refusals import Invalid, Refused
from yishi.foundation.loops.steps import NEW, SYSTEM
from yishi.foundation.loops.telling import To
from yishi.foundation.matters.models import Link
from yishi.rooms.suggestions import deadlines, roles
from yishi.rooms.suggestions.loop.suggestion import Proposals, Situation, signers, suggestion
from yishi.rooms.suggestions.models import Signer, Suggestion

S = Suggestion.State
KEPT = (
    "term", "session", "when", "source", "lead", "grouping", "topic", "committee", "research", "preferred", "may_publish",
    "submitted_on", "stage",
)  # fmt: skip
"""What each part has from the whole."""

PartTitle = Annotated[str, Text(lazy("标题"), longest=200, rows=1)]
Parts = Annotated[
    list[dict[str, Any]],
    Lines(
        lazy("分成哪几件"),
        lazy("一事一件，每件写明标题、情况和建议，文字取自原件"),
        columns=(
            ("title", Text(lazy("标题"), longest=200, rows=2)),
            ("situation", Text(lazy("情况和问题"), longest=100_000, rows=4)),
            ("proposals", Text(lazy("具体建议"), longest=100_000, rows=4)),
        ),
        most=10,
    ),
]


@suggestion.step(NEW, to=(S.SUBMITTED, S.REGISTERED), by=(SYSTEM,), law="重庆条例 第九条第一款", title=lazy("分案立件"))
def split_off(
    s: Suggestion, act: Act, *,
    whole: Annotated[Any, One(lazy("原件"))], title: PartTitle, situation: Situation, proposals: Proposals,
) -> str:  # fmt: skip
    """One of the parts: put forward by the same on the same day, as far examined as the whole. Follows from splitting
    the whole, never by itself."""
    for name in KEPT:
        setattr(s, name, getattr(whole, name))
    s.matter.title, s.situation, s.proposals = title, situation, proposals
    s.matter.pack, s.matter.opened_on = whole.matter.pack, whole.matter.opened_on
    for row in whole.signers.all():
        if row.confirmed_on:
            act.add(Signer(suggestion=s, mandate=row.mandate, invited_on=row.invited_on, confirmed_on=row.confirmed_on))
    with act.at(whole.submitted_on):
        deadlines.received(s, act)
    act.link(s.matter, whole.matter, Link.Kind.MADE_FROM)
    if whole.registered_on is None:
        return S.SUBMITTED
    s.registered_on = act.day
    act.number(f"{act.day.year}")
    act.meet("accept_notice")
    return S.REGISTERED


@suggestion.step(
    S.SUBMITTED,
    S.REGISTERED,
    to=S.SPLIT,
    by=roles.RECEIVERS,
    law="重庆条例 第九条第一款",
    title=lazy("分案"),
    danger=True,
)
def split(
    s: Suggestion, act: Act, *,
    parts: Parts,
    agreed: Annotated[str, Text(lazy("与领衔人沟通的情况"), lazy("何时、如何告知，领衔人的意见"), longest=2000, rows=2)],
) -> None:  # fmt: skip
    """Make a suggestion of each of its matters; every part is examined, numbered and answered by itself."""
    if len(parts) < 2:
        raise Invalid({"parts": [_("至少分成两件。只有一个事项的，请直接审查登记。")]})
    if next(roles.merged_into(s), None) is not None:
        raise Refused(_("已有其他件并入本件，不能再分案。请分别交办，或者由承办单位分别答复。"))
    for part in parts:
        act.open(split_off, apart=True, whole=s, **part)
    act.note(parts=[part["title"] for part in parts])  # each part's own entry has its words
    act.stop_all(_("分案办理"))
    act.matter.closed_on = act.day
    titles = "；".join(part["title"] for part in parts)
    words = {"title": s.matter.title, "count": len(parts), "titles": titles}
    act.tell("split", _("“%(title)s”含有多个事项，已分为%(count)d件办理：%(titles)s") % words, To(mandates=signers(s)))
