"""Files of suggestions, units' parts and promises: who sees them, who adds and who removes. One rule for all doors.

| files of | are added | others than the writer see them |
| --- | --- | --- |
| a draft | by its author while he drafts; in a group's name, by its head until the office takes it up | as far as they see the suggestion |
| a suggestion handed in | by the office, until it is closed | the same |
| a unit's part | by the unit, until its answer is signed | once the answer of that round is sent |
| a co-handler's part | by the unit, until the suggestion is answered | staff and units, once its opinion is given |
| a promise | by the unit, while it is open | once the report that they belong to is made |

Files never become public: publishing a suggestion publishes its words and its answers' words. What a deputy or a unit
attached (photographs, lists, contracts) was written for the office, and nobody was asked whether it may be shown.

Who adds removes again: on the suggestion itself each what he added, on a unit's part the unit what has not gone out.
Where the law has personal text erased (个人信息保护法 47), a file goes from wherever it hangs, gone out or not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from yishi.foundation.files import recorded, store
from yishi.foundation.files.models import Attachment
from yishi.foundation.loops.refusals import NotAllowed, NotFound, WrongState
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion
from yishi.rooms.suggestions.sight import Sight, marked, sight

H = Handling.State
S = Suggestion.State
WRITING = (H.HANDED, H.HANDLING, H.OPINION_GIVEN, H.DRAFTED)
"""While a unit still writes; what its head has signed goes out as he signed it."""
OPINION_OUT = (H.HANDED, H.HANDLING, H.HAND_BACK_ASKED, H.HANDED_BACK)
"""States in which a co-handler has given no opinion, or is asked for another."""
STUBS = (S.OFFLINE, S.RECORDED)


EVERY = range(1, 2**15)
"""All rounds."""


@dataclass(frozen=True)
class Folder:
    """The files of one matter as one actor stands to them."""

    actor: Actor
    matter: Matter
    adds: bool = False
    writes: bool = False
    """Is it his own part, of which he sees what has not gone out too?"""
    round: int = 1
    """To which round a file belongs that is added now."""
    out: Collection[int] = EVERY
    """Rounds whose files have gone out to others."""
    seen: Collection[int] = EVERY
    """Of those, the rounds that this actor sees."""

    def shows(self, row: Attachment) -> bool:
        """Does he see this file?"""
        return self.writes or row.round in self.seen

    def kept(self, row: Attachment) -> str:
        """Why he cannot take this file off; empty when he can."""
        if not self.adds:
            return _("附件只能由正在起草或者办理这一部分的人添加、删除。")
        if self.matter.kind != "suggestion":
            return _("这个附件已经随答复或者报告发出，不能删除。") if row.round in self.out else ""
        account = self.actor.account
        mine = account is not None and row.added_by_id == account.pk
        return "" if mine else _("只能删除自己添加的附件。")


def of_suggestion(actor: Actor, s: Suggestion, seen: Sight) -> Folder:
    """The files of the suggestion itself; a reader of what is published sees none."""
    state = s.matter.state
    drafting = state == S.DRAFT and s.lead_id in actor.sitting
    for_group = state == S.SUBMITTED and s.stage == 0 and s.grouping_id in actor.leads
    keeping = seen.office and s.matter.closed_on is None and state not in STUBS
    rounds: Collection[int] = EVERY if seen.inside else ()
    return Folder(actor, s.matter, adds=drafting or for_group or keeping, seen=rounds)


def of_part(actor: Actor, h: Handling, seen: Sight) -> Folder:
    """The files of a unit's part, by its loaded answers."""
    own, state = seen.own(h.unit_id), h.matter.state
    out: Collection[int]
    shown: Collection[int]
    if h.part == Handling.Part.CO:
        out = ()
        shown = EVERY if state not in OPINION_OUT and (seen.staff or seen.units) else ()
    else:
        out = shown = {answer.round for answer in h.replies.all() if answer.sent_on}
    adds = own and state in WRITING and not h.superseded
    return Folder(actor, h.matter, adds, own, h.round, out, shown if seen.inside else ())


def of_promise(actor: Actor, p: Promise, seen: Sight) -> Folder:
    """The files of a promise, by the reports made on it."""
    own, made = seen.own(p.handling.unit_id), range(1, p.reports_made + 1)
    adds = own and p.matter.state == Promise.State.OPEN
    return Folder(actor, p.matter, adds, own, p.reports_made + 1, made, made if seen.inside else ())


def of_family(actor: Actor, s: Suggestion, seen: Sight, promises: Iterable[Promise]) -> dict[int, Folder]:
    """All folders of a suggestion by the keys of their matters, from rows that are loaded already."""
    found = [of_suggestion(actor, s, seen), *(of_part(actor, h, seen) for h in s.handlings.all())]
    return {folder.matter.pk: folder for folder in [*found, *(of_promise(actor, p, seen) for p in promises)]}


def folder(actor: Actor, key: int) -> Folder:
    """The folder of the matter `key`; raises NotFound where the actor has nothing to do with its suggestion."""
    matter = Matter.objects.filter(pk=key, organ=actor.organ, room="suggestions").first()
    if matter is None:
        raise NotFound()
    rows = marked(lists.visible(actor).filter(pk=matter.family), actor).select_related("matter")
    s = rows.prefetch_related("handlings__matter", "handlings__unit", "handlings__replies", "signers").first()
    if s is None or not s.concerns:  # type: ignore[attr-defined]  # `marked` put it there
        raise NotFound()
    seen = sight(actor, s)
    if matter.kind == "handling":
        found = of_part(actor, next(h for h in s.handlings.all() if h.pk == key), seen)
    elif matter.kind == "promise":
        found = of_promise(actor, Promise.objects.select_related("handling", "matter").get(pk=key), seen)
    else:
        found = of_suggestion(actor, s, seen)
    return found


def files(found: Folder) -> list[Attachment]:
    """The files that the actor sees, in the order they came."""
    rows = Attachment.objects.filter(matter=found.matter).select_related("added_by")
    return [row for row in rows if found.shows(row)]


def file(actor: Actor, key: int) -> tuple[Attachment, Folder]:
    """One file that the actor sees, with its folder; raises NotFound."""
    row = Attachment.objects.filter(pk=key, matter__organ=actor.organ).select_related("matter", "added_by").first()
    if row is None:
        raise NotFound()
    found = folder(actor, row.matter_id)
    if not found.shows(row):
        raise NotFound()
    return row, found


def add(actor: Actor, key: int, upload: UploadedFile) -> Attachment:
    """Check a file and keep it, with its entry in the journal. Raises NotFound, NotAllowed, `FileRefused`."""
    _must_add(folder(actor, key))
    checked = store.check(upload)  # before anything is locked: it reads the whole file
    with transaction.atomic():
        _lock(actor, key)
        found = folder(actor, key)  # it may have been handed in meanwhile
        _must_add(found)
        row = recorded.add(found.matter, checked, actor, round=found.round)
        _unseen(found.matter)
    return row


def remove(actor: Actor, key: int) -> Attachment:
    """Take a file off its matter, with its entry in the journal; answers what it was. Raises NotFound where he does
    not see it, NotAllowed where he may not, WrongState where it has gone out."""
    with transaction.atomic():
        row, _found = file(actor, key)
        _lock(actor, row.matter_id)
        row, found = file(actor, key)
        if not found.adds:
            raise NotAllowed(found.kept(row))
        if why := found.kept(row):
            raise WrongState(why)
        was = copy(row)  # the row forgets its key
        recorded.remove(row, actor)
        _unseen(found.matter)
    return was


def holding(organ: Organ, matters: Iterable[int], words: str) -> list[Attachment]:
    """Files that may hold what is to be erased of a person: all of the matters named and of their families, and those
    whose name has the words. A draft is its author's alone, and so are its files."""
    roots = set(Matter.objects.filter(pk__in=matters).values_list(Coalesce("parent_id", "pk"), flat=True))
    meant = Q(matter__in=roots) | Q(matter__parent__in=roots)
    if words:
        meant |= Q(name__contains=words)
    rows = Attachment.objects.filter(meant, matter__organ=organ).exclude(
        matter__kind="suggestion", matter__state=S.DRAFT
    )
    return list(rows.select_related("matter__parent").order_by("matter__number", "pk"))


def erase(actor: Actor, row: Attachment, why: str) -> None:
    """Take a file off for good by law, whatever became of it, with its entry in the journal."""
    with transaction.atomic():
        _lock(actor, row.matter_id)
        recorded.erase(row, actor, why)
        _unseen(row.matter)


def _unseen(matter: Matter) -> None:
    """While an answer waits for the head's signature, a file that comes or goes makes his page an old one: he signs
    what he saw (CQ 23)."""
    Matter.objects.filter(pk=matter.pk, kind="handling", state=H.DRAFTED).update(version=F("version") + 1)


def _must_add(found: Folder) -> None:
    if not found.writes and not found.adds and not found.seen:
        raise NotFound()
    if not found.adds or found.actor.account is None:
        raise NotAllowed(_("附件只能由正在起草或者办理这一部分的人添加、删除。"))


def _lock(actor: Actor, key: int) -> None:
    """Hold the matter and its root as steps do, so that nothing goes out between the rule and the file."""
    rows = Matter.objects.filter(organ=actor.organ)
    pair = rows.filter(pk=key).values_list("pk", "parent_id").first() or ()
    list(rows.select_for_update(no_key=True).filter(pk__in=[pk for pk in pair if pk]).order_by("pk"))
