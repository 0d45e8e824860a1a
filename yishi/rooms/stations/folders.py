"""Files of stations, photographs above all: who sees them, who adds and who removes. One rule for all doors.

| files of | are added | are seen |
| --- | --- | --- |
| a station that is open | by the office and its keeper | by the organ's people |
| a duty or reception that was not cancelled | by the same, and by who was on duty or received | by the organ's people |

Particulars that a camera wrote into a picture are taken out when it is kept (`foundation/files`). Files never become public: who
stands in a picture was not asked. Who added one removes it again; the office removes any.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

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
from yishi.rooms.stations import lists, roles

SHOWN = {"station": lists.visible, "duty": lists.visible_duties, "reception": lists.visible_receptions}
"""What has files, and who finds it."""
OVER = ("closed", "cancelled")


@dataclass(frozen=True)
class Folder:
    """The files of one station, duty or reception as one actor stands to them."""

    actor: Actor
    matter: Matter
    adds: bool

    def kept(self, row: Attachment) -> str:
        """Why he cannot take this file off; empty when he can."""
        mine = self.actor.account is not None and row.added_by_id == self.actor.account.pk
        if mine or roles.OFFICE.test(self.actor, _record(self.matter)):
            return ""
        return _("只能删除自己添加的附件。")


def _record(matter: Matter) -> Any:
    return getattr(matter, matter.kind)


def folder(actor: Actor, key: int) -> Folder:
    """The folder of one of them; raises NotFound where the actor does not find it, or none of the organ's people asks."""
    matter = Matter.objects.filter(pk=key, room="stations", kind__in=SHOWN).first()
    if matter is None or not lists.of_the_house(actor) or not SHOWN[matter.kind](actor).filter(pk=key).exists():
        raise NotFound()
    record = _record(matter)
    workers = (*roles.KEEPERS, roles.ON_DUTY, roles.RECEIVER)
    adds = matter.state not in OVER and any(who.test(actor, record) for who in workers)
    return Folder(actor, matter, adds)


def files(found: Folder) -> list[Attachment]:
    """Its files, in the order they came."""
    return list(Attachment.objects.filter(matter=found.matter).select_related("added_by"))


def file(actor: Actor, key: int) -> tuple[Attachment, Folder]:
    """One file that the actor sees, with its folder; raises NotFound."""
    row = Attachment.objects.filter(pk=key, matter__room="stations").select_related("matter", "added_by").first()
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
    """Take a file off, with its entry in the journal; answers what it was. Raises NotFound, NotAllowed."""
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
    """Files that may hold what is to be erased of a person: those of the matters named, and those whose name has the words."""
    meant = Q(matter__in=list(matters)) | (Q(name__contains=words) if words else Q(pk__in=()))
    rows = Attachment.objects.filter(meant, matter__organ=organ, matter__room="stations")
    return list(rows.select_related("matter").order_by("matter__number", "pk"))


def erase(actor: Actor, row: Attachment, why: str) -> None:
    """Take a file off for good by law, with its entry in the journal."""
    with transaction.atomic():
        _lock(row.matter_id)
        recorded.erase(row, actor, why)


def _must_add(found: Folder) -> None:
    if not found.adds or found.actor.account is None:
        raise NotAllowed(_("照片只能由站点管理员、工作机构和值班、接待的人添加。"))


def _lock(key: int) -> None:
    """Hold the matter as steps do, so that nothing changes between the rule and the file."""
    list(Matter.objects.select_for_update(no_key=True).filter(pk=key))
