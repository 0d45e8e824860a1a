"""Who finds what."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.foundation import clock
from yishi.foundation.people.actors import stranger, system
from yishi.rooms.activities import lists, own, searched
from yishi.rooms.activities.loop import activity, own_kind
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
EVERYTHING = {"planned", "reported", "returned", "recorded", "ended", "cancelled", "struck"}
SEEN = {
    "office": EVERYTHING, "system": EVERYTHING, "secretariat": EVERYTHING - {"struck"}, "leader": EVERYTHING - {"struck"},
    "supervisor": EVERYTHING - {"struck"}, "auditor": EVERYTHING - {"struck"}, "reporter": EVERYTHING - {"struck", "cancelled"},
    "member": {"planned", "recorded", "ended"}, "committee": {"recorded", "ended"}, "keeper": {"recorded", "ended"},
    "administrator": {"recorded", "ended"}, "liaison": set(), "government_office": set(), "resident": set(), "stranger": set(),
}  # fmt: skip


def one_of_each(office: Office) -> dict[str, Activity]:
    found = {"planned": office.planned(), "reported": office.reported(), "returned": office.turned_back(),
             "recorded": office.recorded(), "ended": office.ended(), "cancelled": office.planned(), "struck": office.recorded()}  # fmt: skip
    office.take(activity["cancel"], found["cancelled"], why="改期。")
    office.take(activity["strike"], found["struck"], why="重复。")
    return found


def test_who_sees_which_state() -> None:
    office, elsewhere = Office(), Office()
    found = one_of_each(office)
    actors = {name: office[name] for name in office.people} | {
        "stranger": stranger(office.organ),
        "system": system(office.organ),
    }
    for name, states in SEEN.items():
        seen = set(lists.visible(actors[name]).values_list("pk", flat=True))
        assert seen == {found[state].pk for state in states}, name
    assert set(SEEN) | {"other_committee", "other_keeper"} == set(actors)
    for name in elsewhere.people:
        assert not lists.visible(elsewhere[name]).exists()


def test_own_ones_are_seen_in_every_state() -> None:
    office = Office()
    for who, other in (("committee", "other_committee"), ("keeper", "other_keeper")):
        a = office.planned(who)
        assert a in lists.visible(office[who]) and a not in lists.visible(office[other])
    office.take(activity["cancel"], a, "keeper", why="改期。")
    assert a in lists.visible(office["keeper"])


def test_an_organ_that_held_it_too_reads_it_and_acts_on_nothing() -> None:
    office, other = Office(), Office()
    office.organ.parent = other.organ
    office.organ.save()
    a = office.planned(co_organs=[other.organ.pk])
    assert not lists.visible(other["office"]).exists(), "not before it was held"
    office.take(activity["hold"], a)
    for name in ("office", "member", "leader", "keeper"):
        assert list(lists.visible(other[name])) == [a]
    assert not lists.visible(other["liaison"]).exists() and not lists.ours(other["office"]).exists()
    record = Activity.objects.prefetch_related("hosts").get(pk=a.pk)
    assert not [
        step.code for step in activity.steps.values() if not step.opens and step.allows(other["office"], record)
    ]


def test_lists_of_what_waits() -> None:
    office = Office()
    late, soon = office.planned(day="2026-03-10"), office.planned(day="2026-03-20", last_day="2026-03-22")
    reported = office.reported()
    recorded = office.recorded(persons=[office.second.pk])
    today = office.day
    assert list(lists.unheld(office["office"], today)) == [late]
    assert list(lists.planned(office["office"], today, today + dt.timedelta(days=7))) == [soon]
    assert list(lists.reported(office["office"])) == [reported] == list(lists.reported(office["reporter"]))
    assert not lists.reported(office["member"]).exists()
    assert list(lists.mine(office["member"])) == [recorded]
    assert list(lists.today(office["member"], dt.date(2026, 3, 21))) == [soon]
    assert list(lists.today(office["member"], today)) == [recorded]


def test_targets_and_what_stands_beside() -> None:
    office = Office()
    t, o, k = office.target(), office.outside(), office.group()
    dropped = office.target(code="opinion", number="100")
    from yishi.rooms.activities.loop import outside_total, target

    office.take(target["drop_target"], dropped, why="合并。")
    assert list(lists.targets(office.organ, 2026)) == [t] and not lists.targets(office.organ, 2027).exists()
    assert (
        set(lists.visible_targets(office["member"])) == {t, dropped}
        and not lists.visible_targets(office["liaison"]).exists()
    )
    assert list(lists.visible_kinds(office["leader"])) == [k]
    office.take(outside_total["strike_outside"], o, why="重报。")
    assert list(lists.outside_totals(office["office"])) == [o] and not lists.outside_totals(office["leader"]).exists()


def test_own_kinds_are_offered_below_and_to_nobody_else() -> None:
    upper = Office()
    lower, beside, cppcc = Office(parent=upper.organ), Office(), Office(profile="cppcc", parent=upper.organ)
    k = upper.group()
    assert own.catalogue(lower.organ).kind(k.code).form == "stock"
    for organ in (beside.organ, cppcc.organ):
        assert k.code not in own.catalogue(organ).kind_by_code
    a = lower.recorded(kind=k.code)
    upper.take(own_kind["end_kind"], k, why="不再开展。")
    from yishi.foundation.loops.refusals import Invalid

    with pytest.raises(Invalid):
        lower.recorded(kind=k.code)
    lower.take(activity["amend"], a, kind=k.code, day="2026-03-15")
    assert own.words(lower.organ)[k.code] == "试验代表小组"


def test_own_kinds_keep_clear_of_each_other_and_of_the_catalogue() -> None:
    from yishi.foundation.loops.refusals import Invalid

    office = Office()
    words = {"line": "duty", "measure": "次", "definition": "一次计一次。"}
    with pytest.raises(Invalid, match="目录里已有“执法检查”"):
        office.open(own_kind["add"], name="执法检查", **words)
    a = office.open(own_kind["add"], name="甲", **words)
    b = office.open(own_kind["add"], name="乙", broader=a.code, **words)
    with pytest.raises(Invalid, match="不能互相归入"):
        office.take(own_kind["rename"], a, name="甲", definition="改。", broader=b.code)
    with pytest.raises(Invalid, match="不能互相归入"):
        office.take(own_kind["rename"], a, name="甲", definition="改。", broader=office.group().code)
    office.take(own_kind["rename"], b, name="丙", definition="改。", aliases="丙类、丙种", verbs="开展")
    found = own.catalogue(office.organ).kind(b.code)
    assert (found.name, found.aliases, found.verbs, found.broader) == ("丙", ("丙类", "丙种"), ("开展",), "")
    office.take(own_kind["end_kind"], a, why="停用。")
    with pytest.raises(Invalid, match="曾经用过"):
        office.open(own_kind["add"], name="甲", **words)


def test_what_search_finds() -> None:
    office = Office()
    a = office.recorded(summary="走访了三户。", topics="养老", persons=[office.first.pk], co_bodies="试验协会",
                        outputs=[{"code": "opinion", "quantity": "2", "name": "试验报告"}])  # fmt: skip
    b = office.reported(summary="入户。")
    found = {key: (opened, inner) for key, opened, inner in searched.texts([a.pk, b.pk])}
    opened, _inner = found[a.pk]
    for word in ("执法检查", "走访了三户", "养老", office.first.person.name, "试验协会", "试验报告"):
        assert word in opened
    assert found[b.pk][0] == "" and "入户" in found[b.pk][1]
    with clock.at(office.day):
        assert list(searched.texts([])) == []
