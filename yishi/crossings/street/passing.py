"""Taking messages across (转化): what they become is made by its own step, each message is converted, and links are laid, all in
one transaction. The journal names on both sides who did it.

Every step opens a transaction of its own within this one, and each writes its journal last. So that nobody waits for us in a ring,
all matters that already stand are locked beforehand, in the order of their keys: after the first step's journal no lock of a
matter is taken any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from yishi.crossings.street.behind import Collected, collected, keys_behind
from yishi.foundation import language
from yishi.foundation.loops.act import Scope
from yishi.foundation.loops.refusals import Busy, NotAllowed, NotFound, Refused, is_busy
from yishi.foundation.loops.take import create, take, take_many
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.rooms.suggestions.lists import visible as visible_suggestions
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.measures import WORDS
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.voice import lists, roles
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Message

MOST = 500
"""Messages taken across at once: a suggestion is of one matter."""
S = Suggestion.State
RECORDED = (S.SUBMITTED, S.REGISTERED)
"""States in which a suggestion still says what it was made from; later ones keep the link alone."""
JOINED = (*RECORDED, S.WITH_OFFICE, S.ASSIGNED)
"""States in which messages may still join one, to be answered with it."""

Make = Callable[[Sequence[Message]], Matter]


def behalf(actor: Actor) -> Actor:
    """The system, in the name of who had it done: `message.convert` is nobody's own step, and its entry names him."""
    return Actor(actor.organ, "system", actor.name, actor.account)


def may(actor: Actor, m: Message) -> bool:
    """Whether he may take it across: the office any, a deputy or member what was said to him or he noted down himself."""
    mine = bool(actor.sitting) and actor.account is not None and m.recorded_by_id == actor.account.pk
    return mine or roles.OFFICE.test(actor, m) or roles.DEPUTY.test(actor, m)


def not_his(actor: Actor, m: Message) -> str:
    """Why he may not; empty where he may."""
    return "" if may(actor, m) else _("这一件不是向您反映的，不能由您转化。请联系工作机构。")


def cross(
    actor: Actor, keys: Sequence[int], make: Make, *, layer: str, told: str, others: Sequence[int] = ()
) -> Matter:
    """Take messages across into the matter that `make` gives, by a step of its own; `others` are keys of matters that it will
    take steps on. All or nothing. `told` is what their senders read.

    Raises NotFound, NotAllowed, or what a step refuses with, the message named."""
    try:
        with transaction.atomic():
            found = _held(actor, keys, others)
            target = make(found)
            given = {"target": target, "layer": layer, "told": told}
            batch = take_many(
                message["convert"], [m.pk for m in found], behalf(actor), given=given, all_or_nothing=True
            )
            for pk, refusal in batch.refused.items():
                named = next(m.matter for m in found if m.pk == pk)
                raise Refused(language.pair(named, refusal.sentence))
    except OperationalError as error:
        if is_busy(error):
            raise Busy() from error
        raise
    return target


def _held(actor: Actor, keys: Sequence[int], others: Sequence[int]) -> list[Message]:
    """The messages, in the order in which they came, locked with all else that steps will be taken on."""
    wanted = sorted(set(keys))
    if not wanted:
        raise Refused(_("没有选中任何一件。请先勾选。"))
    if len(wanted) > MOST:
        raise Refused(_("一次最多转化 %(most)d 件，请缩小范围。") % {"most": MOST})
    lock([*wanted, *others])
    rows = lists.visible(actor).filter(pk__in=wanted).select_related("matter__organ").order_by("arrived_at", "pk")
    found = list(rows)
    if len(found) != len(wanted):
        raise NotFound()
    for m in found:
        if why := not_his(actor, m):
            raise NotAllowed(language.pair(m.matter, why))
    return found


def lock(keys: Sequence[int]) -> None:
    """Hold matters, the roots of families, in the order of their keys."""
    list(Matter.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))


def _said(found: Sequence[Message], subject: str) -> dict[str, Any]:
    """What the suggestion keeps of them."""
    return _origin(collected(found), subject or found[0].matter.title)


def _origin(all_of_them: Collected, subject: str) -> dict[str, Any]:
    return {"subject": subject[:200]} | asdict(all_of_them)


def words_of(actor: Actor) -> Mapping[str, Any]:
    """建议 of a 代表, 提案 of a 委员."""
    return WORDS[actor.organ.profile]


def turning(actor: Actor) -> str:
    """What the way across is called, wherever it is offered."""
    return _("转为%(matter)s等") % words_of(actor)


def draft_from(actor: Actor, keys: Sequence[int], data: Mapping[str, Any]) -> Matter:
    """A deputy's or member's own draft from what was said to him; `data` as the form of `suggestion.draft` sends it, with a
    `subject`. Raises as `cross`, and Invalid for the form."""

    def make(found: Sequence[Message]) -> Matter:
        made = create(suggestion["draft"], actor, data).record
        take(suggestion["name_messages"], made.pk, actor, given=_said(found, str(data.get("subject", ""))))
        return _fresh(made)

    with language.of_records():
        said = _("%(maker)s已据此起草%(matter)s；提出、交办、答复都会告诉您。") % words_of(actor)
    return cross(actor, keys, make, layer=Message.Layer.SUGGESTION, told=said)


def draft_for(actor: Actor, keys: Sequence[int], data: Mapping[str, Any]) -> Matter:
    """The office asks a deputy or member to draft one. Raises as `cross`, and Invalid for the form."""

    def make(found: Sequence[Message]) -> Matter:
        given = dict(data.items()) | _as_typed(_said(found, str(data.get("subject", ""))))
        return _fresh(create(suggestion["draft_for"], actor, given).record)

    with language.of_records():
        said = _("已请%(maker)s据此起草%(matter)s；提出、交办、答复都会告诉您。") % words_of(actor)
    return cross(actor, keys, make, layer=Message.Layer.SUGGESTION, told=said)


def register_from(actor: Actor, keys: Sequence[int], data: Mapping[str, Any]) -> Matter:
    """The office enters what a deputy or member put forward from them on paper. Raises as `cross`, and Invalid for the form."""

    def make(found: Sequence[Message]) -> Matter:
        given = dict(data.items()) | _as_typed(_said(found, str(data.get("subject", ""))))
        return _fresh(create(suggestion["from_messages"], actor, given).record)

    with language.of_records():
        said = _("%(maker)s已据此提出%(matter)s；交办、答复都会告诉您。") % words_of(actor)
    return cross(actor, keys, make, layer=Message.Layer.SUGGESTION, told=said)


def join(actor: Actor, keys: Sequence[int], into: int) -> Matter:
    """Messages join a suggestion that stands already, and are answered with it. Raises as `cross`, and Refused where it is too
    late."""
    if not roles.OFFICE.test(actor, Message()):
        raise NotAllowed(_("只有工作机构可以把意见归入已有的%(matter)s。") % words_of(actor))

    def make(found: Sequence[Message]) -> Matter:
        s = visible_suggestions(actor).filter(pk=into).select_related("matter").first()
        if s is None:
            raise NotFound()
        if s.matter.state not in JOINED:
            now = S(s.matter.state).label
            raise Refused(
                _("“%(title)s”现为“%(now)s”，不能再归入。请另选一件。") % {"title": s.matter.title, "now": now}
            )
        if s.matter.state in RECORDED and s.source != Suggestion.Source.MOTION:
            _record(actor, s, found)
        return _fresh(s)

    with language.of_records():
        said = _("已有%(matter)s反映同一件事，归入一并办理；交办、答复都会告诉您。") % words_of(actor)
    return cross(actor, keys, make, layer=Message.Layer.SUGGESTION, told=said, others=[into])


def pass_on(actor: Actor, keys: Sequence[int], data: Mapping[str, Any]) -> None:
    """Several at once to a deputy of a higher congress, or onto the list of topics of supervision: what lies outside this house is
    named in words. Raises as `cross`."""
    batch = take_many(message["pass_on"], sorted(set(keys)), actor, data, all_or_nothing=True)
    for refusal in batch.refused.values():
        raise refusal


def _record(actor: Actor, s: Suggestion, found: Sequence[Message]) -> None:
    """It says how many it was made from, with those that joined it before."""
    before = Message.objects.filter(pk__in=keys_behind(s.pk)).select_related("matter")
    known = s.origin.title if hasattr(s, "origin") else s.matter.title
    take(suggestion["record_messages"], s.pk, actor, given=_said([*before, *found], known))


def _fresh(record: Any) -> Matter:
    """The matter as the database has it now."""
    return Matter.objects.get(pk=record.pk)


def _as_typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a form sends them."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in said.items()}


def suggestions_to_join(scope: Scope) -> Any:
    """Suggestions that messages may join, the newest first."""
    rows = visible_suggestions(scope.actor).filter(matter__state__in=JOINED)
    return rows.select_related("matter").order_by("-pk")
