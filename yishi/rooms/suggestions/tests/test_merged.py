"""What was merged into another is never left hanging: it gets that one's answers, or comes back when there will be none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts import rows
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.refusals import Invalid
from yishi.foundation.loops.take import take, take_many
from yishi.foundation.matters.models import Link, Matter
from yishi.foundation.outbox.models import Notice
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.figures import derive
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Delivery, Suggestion
from yishi.rooms.suggestions.tests.office import SESSION_DAY, Office

pytestmark = pytest.mark.django_db
S = Suggestion.State
WAYS: dict[str, Callable[[Office, Suggestion], object]] = {
    "withdrawn": lambda office, s: office.take(suggestion["withdraw"], s, "author", why="情况已变"),
    "turned away": lambda office, s: office.take(
        suggestion["turn_away"], s, "office", ground="personal", way="returned", note="说明情况。"
    ),
}


def another(office: Office, *, registered: bool = True) -> Suggestion:
    """One of another deputy, received or registered."""
    s = office.draft("signer", title="关于电梯补助的建议")
    office.take(suggestion["submit"], s, "signer")
    if registered:
        office.take(suggestion["pass_review"], s, "office")
    return office.again(s)


def merged(office: Office, target: Suggestion, *, registered: bool = True) -> Suggestion:
    """One of another deputy, merged into `target`."""
    s = another(office, registered=registered)
    office.take(suggestion["merge"], s, "office", into=target.pk)
    return office.again(s)


def told(office: Office, s: Suggestion, kind: str) -> set[str]:
    """Which people of the office have a notice of this kind about it."""
    found = set(Notice.objects.filter(matter=s.pk, kind=kind).values_list("account", flat=True))
    return {name for name, one in office.people.items() if one.account and one.account.pk in found}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("registered", [True, False])
def test_when_the_other_leaves_unanswered_it_comes_back_to_where_it_stood(way: str, registered: bool) -> None:
    office = Office()
    target = office.registered()
    mine = merged(office, target, registered=registered)
    number = mine.matter.number
    office.later(3)
    WAYS[way](office, target)
    mine = office.again(mine)
    assert mine.matter.state == (S.REGISTERED if registered else S.SUBMITTED)
    assert mine.matter.closed_on is None and mine.matter.number == number
    clocks = Clock.objects.filter(matter=mine.pk, met_on=None, stopped_on=None)
    assert [(row.kind, row.started_on) for row in clocks] == [("assign", office.day)], "its time runs anew"
    entry = Entry.objects.filter(matter=mine.pk).latest("pk")
    assert entry.step == "suggestion.stand_alone" and "五十一" in entry.law
    assert told(office, mine, "stand_alone") == {"signer"}
    assert told(office, mine, "stand_alone_office") == {"office"}
    assert target.pk not in set(lists.visible(office["signer"]).values_list("pk", flat=True))
    assert verify(office.organ).ok
    families = list(Matter.objects.filter(pk__in=[target.pk, mine.pk]))
    assert rows.replace(families, derive([target.pk, mine.pk])) == 0, "derived again, the facts are the same"


def test_it_goes_its_own_way_to_the_answer_and_may_be_merged_again() -> None:
    office = Office()
    target, other = office.assigned(), office.registered()
    mine = merged(office, target)
    office.take(suggestion["withdraw"], target, "author", why="情况已变")
    office.take(suggestion["merge"], mine, "office", into=other.pk)
    assert Link.objects.get(origin=mine.pk, kind=Link.Kind.MERGED).target_id == other.pk
    office.take(suggestion["withdraw"], other, "author", why="情况已变")
    office.take(suggestion["assign"], mine, "office", lead=office.units[2].pk)
    h = office.answer(office.part(mine, 2))
    assert {row.mandate_id for row in h.replies.get().deliveries.all()} == {office.second.pk}


def test_what_had_joined_the_merged_one_stays_with_it() -> None:
    office = Office()
    target, between = office.registered(), office.registered()
    mine = merged(office, between)
    office.take(suggestion["merge"], between, "office", into=target.pk)
    assert "signer" in told(office, between, "merged"), "its answer comes from further away now"
    office.take(suggestion["withdraw"], target, "author", why="情况已变")
    assert office.again(between).matter.state == S.REGISTERED
    assert office.again(mine).matter.state == S.MERGED, "the one it joined still stands"


def test_one_of_the_session_is_handed_over_in_time_though_the_meeting_is_past() -> None:
    office = Office(day=SESSION_DAY)
    target = office.registered()
    mine = merged(office, target)
    office.on(dt.date(2026, 3, 16))
    office.take(suggestion["withdraw"], target, "author", why="情况已变")
    clocks = Clock.objects.filter(matter=mine.pk, kind="assign", met_on=None, stopped_on=None)
    assert [row.started_on for row in clocks] == [office.day]


def test_units_are_told_that_what_they_handle_was_withdrawn() -> None:
    office = Office()
    s = office.assigned()
    office.take(suggestion["withdraw"], s, "author", why="情况已变")
    assert told(office, s, "withdrawn") == {"liaison0"}


def test_who_joins_after_one_unit_has_answered_gets_that_answer_too() -> None:
    office = Office()
    target = office.registered()
    office.take(suggestion["assign"], target, "office", separate=[unit.pk for unit in office.units[:2]])
    h = office.answer(office.part(target))
    mine = merged(office, target)
    answer = h.replies.get()
    assert {row.mandate_id for row in answer.deliveries.all()} == {office.lead.pk, office.second.pk}
    assert "signer" in told(office, mine, "answered")
    office.take(handling["read"], h, "signer")
    assert Delivery.objects.get(answer=answer, mandate=office.second).read_on == office.day
    second = office.answer(office.part(target, 1))
    assert second.replies.get().deliveries.filter(mandate=office.second).count() == 1


def test_one_who_signs_two_that_join_gets_the_answer_once() -> None:
    office = Office()
    target = office.registered()
    office.take(suggestion["assign"], target, "office", separate=[unit.pk for unit in office.units[:2]])
    answer = office.answer(office.part(target)).replies.get()
    two = [another(office), another(office)]
    with clock.at(office.day):
        done = take_many(suggestion["merge"], [s.pk for s in two], office["office"], {"into": target.pk})
    assert len(done.done) == 2 and not done.refused
    assert answer.deliveries.filter(mandate=office.second).count() == 1


def test_nothing_joins_one_that_left_while_the_page_was_open() -> None:
    office = Office()
    target, mine = office.registered(), another(office)
    office.take(suggestion["withdraw"], target, "author", why="情况已变")
    with clock.at(office.day), pytest.raises(Invalid, match="请另选一件"):
        take(suggestion["merge"], mine.pk, office["office"], given={"into": Suggestion.objects.get(pk=target.pk)})
    assert office.again(mine).matter.state == S.REGISTERED
