"""Files of activities, photographs above all: who sees them, who adds and who removes. One rule for all doors.

| files of | are added | are seen |
| --- | --- | --- |
| an activity planned, recorded or ended | by whoever keeps it | as far as the activity is |
| one that a deputy reported | by him, until it is confirmed | by the office and by him; as any other's, once confirmed |

Particulars that a camera wrote into a picture are taken out when it is kept (`foundation/files`). Files never become
public: who stands in a picture was not asked. Who added one removes it again; the office removes any. Where the law has
personal text erased (个人信息保护法 47), a file goes whatever became of the activity.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yishi.foundation.files import recorded, store
from yishi.foundation.files.models import Attachment
from yishi.foundation.loops.refusals import NotAllowed, NotFound
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Organ
from yishi.rooms.activities import lists, roles
from yishi.rooms.activities.models import Activity

S = Activity.State
KEPT = (S.PLANNED, S.RECORDED, S.ENDED)
WITH_REPORTER = (S.REPORTED, S.RETURNED)


@dataclass(frozen=True)
class Folder:
    """The files of one activity as one actor stands to them."""

    actor: Actor
    matter: Matter
    adds: bool

    def kept(self, row: Attachment) -> str:
        """Why he cannot take this file off; empty when he can."""
        if not self.adds:
            return _("附件只能由登记活动的人添加、删除。")
        mine = self.actor.account is not None and row.added_by_id == self.actor.account.pk
        return "" if mine or roles.OFFICE.test(self.actor, self.matter.activity) else _("只能删除自己添加的附件。")


def folder(actor: Actor, key: int) -> Folder:
    """The folder of an activity; raises NotFound where the actor does not find it."""
    a = lists.visible(actor).filter(pk=key).select_related("matter").first()
    if a is None:
        raise NotFound()
    return Folder(actor, a.matter, adds=_adds(actor, a))


def _adds(actor: Actor, a: Activity) -> bool:
    if a.matter.state in WITH_REPORTER:
        return roles.REPORTER.test(actor, a)
    return a.matter.state in KEPT and any(who.test(actor, a) for who in roles.KEEPERS)


def files(found: Folder) -> list[Attachment]:
    """Its files, in the order they came."""
    return list(Attachment.objects.filter(matter=found.matter).select_related("added_by"))


def file(actor: Actor, key: int) -> tuple[Attachment, Folder]:
    """One file that the actor sees, with its folder; raises NotFound."""
    row = Attachment.objects.filter(pk=key, matter__room="activities").select_related("matter", "added_by").first()
    if row is None:
        raise NotFound()
    return row, folder(actor, row.matter_id)


def add(actor: Actor, key: int, upload: UploadedFile) -> Attachment:
    """Check a file and keep it, with its entry in the journal. Raises NotFound, NotAllowed, `FileRefused`."""
    _must_add(folder(actor, key))
    checked = store.check(upload)  # before anything is locked: it reads the whole file
    with transaction.atomic():
        _lock(key)
        found = folder(actor, key)
        _must_add(found)
        return recorded.add(found.matter, checked, actor)


def remove(actor: Actor, key: int) -> Attachment:
    """Take a file off its activity, with its entry in the journal; answers what it was. Raises NotFound, NotAllowed."""
    with transaction.atomic():
        row, _found = file(actor, key)
        _lock(row.matter_id)
        row, found = file(actor, key)
        if why := found.kept(row):
            raise NotAllowed(why)
        was = copy(row)  # the row forgets its key
        recorded.remove(row, actor)
    return was


def holding(organ: Organ, matters: Iterable[int], words: str) -> list[Attachment]:
    """Files that may hold what is to be erased of a person: those of the activities named, and those whose name has the words."""
    meant = Q(matter__in=list(matters)) | (Q(name__contains=words) if words else Q(pk__in=()))
    rows = Attachment.objects.filter(meant, matter__organ=organ, matter__room="activities")
    return list(rows.select_related("matter").order_by("matter__number", "pk"))


def erase(actor: Actor, row: Attachment, why: str) -> None:
    """Take a file off for good by law, with its entry in the journal."""
    with transaction.atomic():
        _lock(row.matter_id)
        recorded.erase(row, actor, why)


def _must_add(found: Folder) -> None:
    if not found.adds or found.actor.account is None:
        raise NotAllowed(_("附件只能由登记活动的人添加、删除。"))


def _lock(key: int) -> None:
    """Hold the matter as steps do, so that nothing changes between the rule and the file."""
    list(Matter.objects.select_for_update(no_key=True).filter(pk=key))
