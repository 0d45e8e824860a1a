"""What is kept of a person beside the public roll, and how it goes: numbers to call, days of birth."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yishi.foundation.people.models import Account, Mandate, Organ, Person, Post
from yishi.foundation.people.refusals import Refused


def not_elsewhere(person: Person, organ: Organ, names: Sequence[str]) -> None:
    """What another organ's registers say of the same person is not overwritten from here; gaps may be filled.

    `names` are the fields that would be. Raises Refused."""
    elsewhere = Q(person=person) & ~Q(organ=organ)
    if names and (Mandate.objects.filter(elsewhere).exists() or Post.objects.filter(elsewhere).exists()):
        said = {"name": person.name}
        raise Refused(_("%(name)s在其他机关也有任职，姓名等个人项目不能由本机关改动，只能补填空项。") % said)


@transaction.atomic
def erase_contacts(person: Person, organ: Organ, *, born: bool = False) -> list[str]:
    """Delete the number to call, on the roll and on the account, and the day of birth if asked; answers the fields emptied.

    Raises Refused while another organ needs them, or where there is nothing."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    accounts = Account.objects.filter(person=person).exclude(phone="")
    gone = [name for name in ("phone", "born") if (name == "phone" or born) and getattr(person, name)]
    if accounts.exists() and "phone" not in gone:
        gone.insert(0, "phone")
    if not gone:
        raise Refused(_("%(name)s没有登记可以删除的联系信息。") % {"name": person.name})
    not_elsewhere(person, organ, gone)
    person.phone = ""
    person.born = None if born else person.born
    person.save(update_fields=["phone", "born"])
    accounts.update(phone="")
    return gone
