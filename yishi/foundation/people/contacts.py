"""Contact chains (联系链): who keeps in touch with whom by which chain, and the log of visits and talks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yishi.foundation import language
from yishi.foundation.people.models import Contact, Grouping, Mandate, Organ, Visit
from yishi.foundation.people.refusals import Refused

K, Chain, Of = Mandate.Kind, Contact.Chain, Grouping.Kind


@dataclass(frozen=True)
class Rule:
    """One chain: what the organ calls it, which seats keep it, and which seats or groupings are kept in touch with."""

    title: object
    keepers: tuple[str, ...]
    kept: tuple[str, ...] = ()
    people_of: tuple[str, ...] = ()


RULES: Mapping[str, Mapping[str, Rule]] = {
    Organ.Profile.NPC: {
        Chain.COUNCIL: Rule(gettext_lazy("主任会议成员联系常委会组成人员"), (K.STANDING,), (K.STANDING,)),
        Chain.STANDING: Rule(gettext_lazy("常委会组成人员联系代表"), (K.STANDING,), (K.DEPUTY,)),
        Chain.MEMBERS: Rule(gettext_lazy("代表之间联系"), (K.DEPUTY,), (K.DEPUTY,)),
        Chain.PUBLIC: Rule(
            gettext_lazy("代表联系选民"), (K.DEPUTY,), people_of=(Of.CONSTITUENCY, Of.DELEGATION, Of.DEPUTIES)
        ),
    },
    Organ.Profile.CPPCC: {
        Chain.COUNCIL: Rule(gettext_lazy("主席会议成员联系常委"), (K.STANDING,), (K.STANDING,)),
        Chain.PARTY_GROUP: Rule(gettext_lazy("党组成员联系委员"), (K.STANDING, K.MEMBER), (K.MEMBER,)),
        Chain.STANDING: Rule(gettext_lazy("常委联系委员"), (K.STANDING,), (K.MEMBER,)),
        Chain.MEMBERS: Rule(gettext_lazy("委员联系委员"), (K.MEMBER,), (K.MEMBER,)),
        Chain.PUBLIC: Rule(gettext_lazy("委员联系界别群众"), (K.MEMBER,), people_of=(Of.SECTOR,)),
    },
}
"""Chains of each profile, from the top down. None names what a person believes or which party he is of."""


def words(organ: Organ, chain: str) -> object:
    """What the organ calls a chain, as a choice that is put into words when it is read; the general words for one
    that is not its own."""
    rule = RULES[organ.profile].get(chain)
    return rule.title if rule else Chain(chain).label


def title(organ: Organ, chain: str) -> str:
    """The same in the reader's language."""
    return str(words(organ, chain))


@transaction.atomic
def link(chain: str, keeper: Mandate, others: Sequence[Mandate | Grouping], day: dt.date) -> list[Contact]:
    """`keeper` keeps in touch with each of `others` from `day` on: all of them, or Refused and none."""
    keeper = Mandate.objects.select_for_update(of=("self",)).select_related("organ").get(pk=keeper.pk)
    rule = RULES[keeper.organ.profile].get(chain)
    if rule is None:
        raise Refused(_("本机关没有这种联系关系。"))
    if not others:
        raise Refused(_("请选择联系对象。"))
    _fits(rule, keeper, others)
    for other in others:
        _may_link(keeper, other, day)
    made = [Contact(chain=chain, keeper=keeper, began=day, **_side(other)) for other in others]
    return Contact.objects.bulk_create(made)


def _fits(rule: Rule, keeper: Mandate, others: Iterable[Mandate | Grouping]) -> None:
    said = {"chain": rule.title}
    if keeper.kind not in rule.keepers:
        kinds = language.listed(K(kind).label for kind in rule.keepers)
        raise Refused(_("“%(chain)s”的联系人应是%(words)s，请另选。") % {**said, "words": kinds})
    for other in others:
        wanted = rule.kept if isinstance(other, Mandate) else rule.people_of
        if other.kind not in wanted or other.organ_id != keeper.organ_id:
            allowed = [K(kind).label for kind in rule.kept] or [Of(kind).label for kind in rule.people_of]
            said |= {"other": str(other), "words": language.listed(allowed)}
            raise Refused(_("“%(chain)s”的对象应是%(words)s，请去掉“%(other)s”。") % said)


def _may_link(keeper: Mandate, other: Mandate | Grouping, day: dt.date) -> None:
    said = {"name": str(other), "day": day}
    if isinstance(other, Mandate):
        if other.person_id == keeper.person_id:
            raise Refused(_("不能与本人建立联系，请去掉%(name)s。") % said)
        if day < other.began:
            raise Refused(_("%(name)s在 %(day)s 还没有任职，请核对日期。") % said)
    if day < keeper.began or (keeper.ended and day > keeper.ended):
        raise Refused(_("联系人在 %(day)s 不在任，请核对日期。") % said)
    running = Q(ended=None) | Q(ended__gte=day)
    if Contact.objects.filter(running, keeper=keeper, **_side(other)).exists():
        raise Refused(_("与%(name)s的联系已经建立，请去掉后再提交。") % said)


def _side(other: Mandate | Grouping) -> dict[str, Mandate | Grouping]:
    return {"kept": other} if isinstance(other, Mandate) else {"people_of": other}


def log(contact: Contact, day: dt.date, how: str, met: int | None = None, note: str = "") -> Visit:
    """A visit or talk on `day`. Raises Refused outside the days of the link."""
    if day < contact.began or (contact.ended and day > contact.ended):
        raise Refused(_("这一天联系关系还没有建立或已经结束，请核对日期。"))
    return Visit.objects.create(contact=contact, day=day, how=how, met=met, note=note)


@transaction.atomic
def unlink(contact: Contact, day: dt.date) -> Contact:
    """The link ends; `day` is its last. Raises Refused before it began, or where it ended by then."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk)
    if contact.ended and contact.ended <= day:
        raise Refused(_("这条联系已于 %(day)s 结束。") % {"day": contact.ended})
    if day < contact.began:
        raise Refused(_("结束日期早于建立日期 %(day)s。") % {"day": contact.began})
    contact.ended = day
    contact.save(update_fields=["ended"])
    return contact
