"""Who finds which suggestion, part, promise and evaluation: every page and door asks `lists` and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import QuerySet

from yishi.foundation import clock
from yishi.foundation.loops.refusals import NotAllowed
from yishi.foundation.loops.take import create
from yishi.foundation.matters.models import Matter
from yishi.foundation.outbox.models import Notice
from yishi.foundation.people.actors import stranger, system
from yishi.foundation.people.models import Belonging, Mandate, RoleCode
from yishi.foundation.people.tests.factories import BelongingFactory, MandateFactory, SuspensionFactory
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Evaluation, Handling, Suggestion
from yishi.rooms.suggestions.tests.office import MONDAY, SESSION_DAY, WORDS, Office

pytestmark = pytest.mark.django_db
EVERYWHERE = {"office", "secretariat", "leader", "supervisor", "auditor"}
"""Those whose duty spans the organ."""


def readers(office: Office, s: Suggestion) -> set[str]:
    """Names of everybody who finds the suggestion, the stranger and the system too."""
    everybody = {name: office[name] for name in office.people}
    everybody |= {"stranger": stranger(office.organ), "system": system(office.organ)}
    return {name for name, actor in everybody.items() if lists.visible(actor).filter(pk=s.pk).exists()}


def keys(rows: QuerySet[object]) -> set[int]:
    """Their keys."""
    return set(rows.values_list("pk", flat=True))


def test_a_draft_is_its_authors_and_those_he_invited() -> None:
    office = Office()
    s = office.draft()
    assert readers(office, s) == {"author", "system"}
    office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    assert readers(office, s) == {"author", "signer", "system"}
    office.take(suggestion["decline"], s, "signer")
    assert readers(office, s) == {"author", "system"}, "who declined has no more to do with it"


def test_handed_in_it_is_the_offices_and_its_committees() -> None:
    office = Office()
    s = office.submitted(joint=True)
    assert readers(office, s) == EVERYWHERE | {"author", "signer", "committee", "system"}


def test_a_unit_finds_what_is_handed_to_it_and_nothing_else() -> None:
    office = Office()
    s, other = office.assigned(co=True), office.registered()
    found = readers(office, s)
    assert found == EVERYWHERE | {
        "author", "committee", "system", "liaison0", "head0", "liaison1", "head1", "government_office",
    }  # fmt: skip
    assert keys(lists.visible(office["liaison2"])) == set()
    assert other.pk not in keys(lists.visible(office["liaison0"]))
    assert keys(lists.handlings(office["liaison1"])) == keys(Handling.objects.filter(suggestion=s))
    assert keys(lists.handlings(office["liaison2"])) == set()


def test_a_coordinating_office_finds_what_was_passed_to_it_and_what_its_units_handle() -> None:
    office = Office()
    s = office.registered()
    assert "government_office" not in readers(office, s)
    office.take(suggestion["pass_to_office"], s, "office", side="government")
    assert {"government_office"} == readers(office, s) - EVERYWHERE - {"author", "committee", "system"}
    party = office.registered()
    office.take(suggestion["pass_to_office"], party, "office", side="party")
    assert "party_office" in readers(office, party) and "government_office" not in readers(office, party)
    # handed over without it: it gets a copy of each answer of the government's units (CQ 25, 30)
    direct = office.assigned()
    assert "government_office" in readers(office, direct) and "party_office" not in readers(office, direct)


def test_published_ones_are_everybodys_in_the_organ() -> None:
    office, other = Office(), Office()
    s = office.assigned()
    office.answer(office.part(s))
    assert "stranger" not in readers(office, s) and "member" not in readers(office, s)
    office.take(suggestion["publish"], s, "office")
    assert readers(office, s) == {*office.people, "stranger", "system"}
    assert keys(lists.published(office.organ)) == {s.pk}
    office.take(suggestion["withhold"], s, "office", ground="涉及商业秘密")
    assert "stranger" not in readers(office, s) and keys(lists.published(office.organ)) == set()
    assert other.organ != office.organ and keys(lists.published(other.organ)) == set()


def test_nobody_of_another_organ_finds_anything() -> None:
    office, other = Office(), Office()
    p = office.promised(dt.date(2026, 9, 30))
    office.evaluate(p.handling)
    office.take(suggestion["publish"], p.suggestion, "office")
    for name in other.people:
        actor = other[name]
        assert not lists.visible(actor).exists(), name
        assert not lists.handlings(actor).exists() and not lists.promises(actor).exists(), name
        assert not lists.evaluations(actor, None).exists(), name
        assert not lists.owed(actor, MONDAY).exists() and not lists.late(actor, dt.date(2030, 1, 1)).exists(), name


def test_the_ledger_of_promises_follows_the_suggestion() -> None:
    office = Office()
    p = office.promised(dt.date(2026, 9, 30))
    for name in office.people:
        seen = p.suggestion_id in keys(lists.visible(office[name]))
        assert keys(lists.promises(office[name])) == ({p.pk} if seen else set()), name
    assert keys(lists.promises(office["liaison0"])) == {p.pk} and not keys(lists.promises(office["liaison2"]))


def test_a_secret_stub_is_read_by_those_whose_duty_spans_the_organ() -> None:
    office = Office()
    with clock.at(office.day):
        s = create(suggestion["register_secret"], office["office"], {"note": "档案室"}).record
    assert readers(office, s) == EVERYWHERE | {"system"}


def test_merged_into_another_its_deputies_read_that_ones_answer() -> None:
    office = Office()
    target, mine = office.registered(), office.draft("signer")
    office.take(suggestion["submit"], mine, "signer")
    assert target.pk not in keys(lists.visible(office["signer"]))
    office.take(suggestion["merge"], mine, "office", into=target.pk)
    assert {target.pk, mine.pk} <= keys(lists.visible(office["signer"])), "ZJ 18: answered to each"
    third = office.registered()
    office.take(suggestion["merge"], target, "office", into=third.pk)
    office.take(suggestion["assign"], third, "office", lead=office.units[0].pk)
    h = office.answer(office.part(third))
    assert {row.mandate_id for row in h.replies.get().deliveries.all()} == {office.lead.pk, office.second.pk}
    assert third.pk in keys(lists.visible(office["signer"]))
    office.take(handling["read"], h, "signer")
    assert h.replies.get().deliveries.get(mandate=office.second).read_on == office.day
    assert Matter.objects.get(pk=mine.pk).closed_on == office.day


# Evaluations: sealed from units unless the place sends them the form


def _evaluated(place: str, grade: str = "satisfied") -> tuple[Office, Handling]:
    office = Office(place=place)
    h = office.answer(office.part(office.assigned(joint=True)))
    with clock.at(office.day):
        office.evaluate(h, grade, "没有写明时限。" if grade == "dissatisfied" else "")
    return office, h


def _single(office: Office, name: str) -> bool:
    pack = _pack(office)
    return lists.evaluations(office[name], pack).exists()


def _pack(office: Office) -> object:
    from yishi.foundation.clocks.packs import pack_for

    return pack_for(office.organ, office.day)


@pytest.mark.parametrize(("place", "sent"), [("50", False), ("31", False), ("33", True)])
def test_a_unit_gets_single_grades_only_where_the_form_is_sent_to_it(place: str, sent: bool) -> None:
    office, _h = _evaluated(place)
    assert Evaluation.objects.count() == 1
    seen = {name for name in office.people if _single(office, name)}
    own = {"liaison0", "head0"} if sent else set()
    assert seen == {"office", "author"} | own


def test_an_order_to_handle_again_opens_no_grade() -> None:
    office, h = _evaluated("50", "dissatisfied")
    office.take(handling["order_again"], h, "office", demand="请写明完成时限。")
    assert not _single(office, "liaison0") and not _single(office, "head0")
    office.answer(h)
    office.evaluate(h)
    office.take(handling["close"], h, "office")
    assert not _single(office, "liaison0"), "nor when it is closed"


def test_the_proposals_of_a_cppcc_committee_are_as_sealed() -> None:
    office = Office(profile="cppcc")
    h = office.answer(office.part(office.assigned()))
    office.evaluate(h)
    assert {name for name in office.people if _single(office, name)} == {"office", "author"}


# A former deputy


def _resigns(office: Office) -> None:
    Mandate.objects.filter(pk=office.lead.pk).update(ended=office.day, ended_by=Mandate.Over.RESIGNED)
    office.lead.roles.update(ended=office.day)
    office.later(1)


def test_a_former_deputy_keeps_his_open_suggestions_and_begins_no_more() -> None:
    office = Office()
    draft, s = office.draft(), office.assigned()
    h = office.answer(office.part(s))
    _resigns(office)
    former = office["author"]
    assert {draft.pk, s.pk} <= keys(lists.visible(former))
    assert [row.kind for row in lists.owed(former, office.day)] == ["evaluate"]
    with pytest.raises(NotAllowed), clock.at(office.day):
        create(suggestion["draft"], former, WORDS)
    for step, given in (
        (suggestion["revise"], WORDS),
        (suggestion["submit"], {}),
        (suggestion["invite"], {"mandates": []}),
    ):
        with pytest.raises(NotAllowed):
            office.take(step, draft, "author", **given)
    office.evaluate(h)
    assert Evaluation.objects.get().mandate_id == office.lead.pk


def test_a_former_deputy_is_told_of_the_answer() -> None:
    office = Office()
    s = office.assigned()
    _resigns(office)
    office.answer(office.part(s))
    assert Notice.objects.filter(account=office["author"].account, kind="answered").count() == 1


def test_a_suspended_deputy_begins_nothing_and_is_still_answered() -> None:
    office = Office()
    draft, s = office.draft(), office.assigned()
    SuspensionFactory(mandate=office.lead, began=office.day)
    with pytest.raises(NotAllowed):
        office.take(suggestion["submit"], draft, "author")
    office.evaluate(office.answer(office.part(s)))


def test_someone_elses_seat_gives_a_former_deputy_nothing() -> None:
    office = Office()
    _resigns(office)
    s = office.draft("signer")
    assert s.pk not in keys(lists.visible(office["author"]))


# A delegation's suggestion


def test_the_head_of_the_delegation_reads_and_evaluates_what_it_put_forward() -> None:
    office = Office(day=SESSION_DAY)
    given = WORDS | {"grouping": office.delegation.pk, "discussed_on": office.day.isoformat()}
    with clock.at(office.day):
        s = create(suggestion["submit_for_group"], office["author"], given).record
    Belonging.objects.filter(mandate=office.lead).update(heads=False)
    chief = MandateFactory(organ=office.organ)
    BelongingFactory(mandate=chief, grouping=office.delegation, heads=True)
    office._make("chief", RoleCode.MEMBER, mandate=chief)
    assert "chief" in readers(office, s)
    office.take(suggestion["pass_review"], s, "secretariat")
    office.take(suggestion["assign"], s, "secretariat", lead=office.units[0].pk)
    h = office.answer(office.part(s))
    office.take(handling["evaluate"], h, "chief", grades={"answer": "satisfied"}, opinion="")
    assert Evaluation.objects.get().mandate_id == chief.pk, "in his own name (CQ 26)"
    assert _single(office, "chief")


def test_only_who_heads_a_group_puts_forward_in_its_name() -> None:
    office = Office(day=SESSION_DAY)
    given = WORDS | {"grouping": office.delegation.pk, "discussed_on": office.day.isoformat()}
    with pytest.raises(NotAllowed), clock.at(office.day):
        create(suggestion["submit_for_group"], office["signer"], given)


# What is owed, and what is late


def test_everyone_is_shown_what_he_himself_owes() -> None:
    office = Office()
    office.submitted()
    h = office.answer(office.part(office.assigned()))
    office.assigned(co=True)
    owed = {name: sorted({row.kind for row in lists.owed(office[name], office.day)}) for name in office.people}
    assert owed.pop("office") == ["assign"] and owed.pop("author") == ["evaluate"]
    assert owed.pop("liaison0") == owed.pop("head0") == ["contact", "reply"]
    assert owed.pop("liaison1") == owed.pop("head1") == ["co_opinion"]
    assert h.matter.state == "answered" and not any(owed.values())


def test_late_is_late_for_those_who_may_read_it() -> None:
    office = Office()
    s = office.assigned()
    after = dt.date(2026, 6, 17)
    late = {name for name in office.people if lists.late(office[name], after).exists()}
    assert late == readers(office, s) - {"system"}
    assert not lists.late(office["office"], MONDAY).exists()


def test_promises_reported_are_owed_an_evaluation_by_their_deputy() -> None:
    office = Office()
    p = office.promised(dt.date(2026, 9, 30))
    office.evaluate(p.handling)
    assert {row.kind for row in lists.owed(office["liaison0"], office.day)} == {"promise", "promise_report"}
    office.take(promise["report_kept"], p, "liaison0", text="已完成。", done_on=office.day)
    assert [row.kind for row in lists.owed(office["author"], office.day)] == ["promise_evaluate"]
    assert not lists.owed(office["liaison0"], office.day).exists()
