"""Who reads what: every role, a stranger, another organ; drafts, evaluations and contact numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from yishi.doors.api.tests.calling import Callers, good, told
from yishi.doors.api.tests.filled import Filled
from yishi.foundation import clock
from yishi.foundation.people.models import RoleCode
from yishi.foundation.people.tests.factories import actor
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import Handling, Promise
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db

PEOPLE = [
    "office", "secretariat", "government_office", "party_office", "author", "signer", "member", "liaison0", "head0", "liaison1",
    "liaison2", "committee", "leader", "supervisor", "auditor", "administrator",
]  # fmt: skip
LISTS = [
    "/suggestions",
    "/handlings",
    "/promises",
    "/clocks",
    "/units",
    "/people",
    "/topics",
    "/hints",
    "/groupings",
    "/notices",
    "/tokens",
]


@pytest.mark.slow
def test_every_role_finds_what_the_room_shows_him_and_no_more() -> None:
    office = Filled().fill()
    api = Callers(office)
    everything = set(lists.visible(office["office"]).values_list("pk", flat=True))
    published = office.open_one()
    for who in PEOPLE:
        seen = set(lists.visible(office[who]).values_list("pk", flat=True))
        assert _keys(api, who, "suggestions") == seen, who
        assert _keys(api, who, "handlings") == set(lists.handlings(office[who]).values_list("pk", flat=True)), who
        assert _keys(api, who, "promises") == set(lists.promises(office[who]).values_list("pk", flat=True)), who
        for key in [*sorted(everything - seen)[:1], *sorted(seen)[-2:]]:
            assert api.get(who, f"/suggestions/{key}").status_code == (200 if key in seen else 404), (who, key)
        for h in office.drafts():
            own = h.unit_id in office[who].units(*lists.UNIT_ROLES)
            pages = [
                api.get(who, path)
                for path in (f"/handlings/{h.pk}", f"/suggestions/{h.suggestion_id}", f"/journal/{h.suggestion_id}")
            ]
            assert ["未发出的答复稿" in str(page.json()) for page in pages] == [own] * 3, who
    page = good(api.get("member", f"/suggestions/{published.pk}"))
    assert (
        page["situation"]
        and page["parts"][0]["answers"][0]["sent_on"]
        and page["clocks"] == []
        and page["due_on"] is None
    )
    assert good(api.get("member", f"/handlings/{page['parts'][0]['id']}"))["talks"] == []
    told(api.get("member", f"/journal/{published.pk}"), 404)
    told(api.get("member", f"/matters/{published.pk}/attachments"), 404)


def _keys(api: Callers, who: str, kind: str) -> set[int]:
    found = good(api.get(who, f"/{kind}", size=200))
    assert found["total"] == len(found["items"])
    return {row["id"] for row in found["items"]}


def test_evaluations_are_sealed_as_the_place_says(office: Office, api: Callers) -> None:
    h = office.evaluate(office.answer(office.part(office.assigned())), "dissatisfied", "没有写明时限。")
    for who in PEOPLE:
        response = api.get(who, f"/handlings/{h.pk}")
        body = response.json()
        cleared = who in ("office", "author")
        assert bool(body.get("evaluations")) == cleared, who
        journal = api.get(who, f"/journal/{h.suggestion_id}")
        assert ("没有写明时限" in str(journal.json())) == cleared, who
    office.take(handling["order_again"], h, "office", demand="请写明完成时限。")
    entries = good(api.get("liaison0", f"/journal/{h.suggestion_id}"))["entries"]
    assert "请写明完成时限。" in str(entries) and [
        row["hidden"] for row in entries if row["step"] == "handling.evaluate"
    ] == [True]


def test_a_unit_sees_the_evaluation_where_the_form_goes_to_it() -> None:
    office = Office(place="33")
    h = office.evaluate(office.answer(office.part(office.assigned())))
    rows = good(Callers(office).get("liaison0", f"/handlings/{h.pk}"))["evaluations"]
    assert [mark["grade"]["name"] for mark in rows[0]["marks"]] == ["满意"] * len(rows[0]["marks"])


def test_contact_numbers_are_for_office_unit_and_lead_signer(office: Office, api: Callers) -> None:
    s = office.assigned(co=True, joint=True)
    for at in (0, 1):
        office.take(handling["receive"], office.part(s, at), f"liaison{at}", phone=f"000-试-{at}", undertaker="试乙")
    seen = {
        who: {part["phone"] for part in good(api.get(who, f"/suggestions/{s.pk}"))["parts"]}
        for who in ("office", "author", "leader")
    }
    assert seen == {"office": {"000-试-0", "000-试-1"}, "author": {"000-试-0", "000-试-1"}, "leader": {""}}
    assert {part["phone"] for part in good(api.get("liaison1", f"/suggestions/{s.pk}"))["parts"]} == {"", "000-试-1"}
    assert "000-试-0" not in str(good(api.get("liaison1", f"/journal/{s.pk}")))
    assert "000-试" not in str(good(api.get("leader", f"/journal/{s.pk}")))
    assert "000-试" not in str(good(api.get("signer", f"/journal/{s.pk}")))


def test_who_has_no_role_here_gets_nothing(office: Office, api: Callers) -> None:
    account = office.people["member"].account
    secret = api.secret("member")
    account.roles.update(ended=office.day - dt.timedelta(days=1), code=RoleCode.LEADER)
    for path in LISTS:
        with clock.at(office.day):
            response = api.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"})
        assert told(response, 403)["code"] == "not_allowed"


def test_people_of_another_organ_find_nothing(office: Office, api: Callers) -> None:
    p = office.promised(dt.date(2026, 9, 30))
    there = Office()
    far = Callers(there)
    for who in ("office", "author", "liaison0", "leader", "auditor"):
        for path in ("/suggestions", "/handlings", "/promises", "/clocks", "/notices"):
            assert good(far.get(who, path))["total"] == 0
        for path in (
            f"/suggestions/{p.suggestion_id}",
            f"/handlings/{p.handling_id}",
            f"/promises/{p.pk}",
            f"/journal/{p.suggestion_id}",
        ):
            assert told(far.get(who, path), 404)["code"] == "not_found"
    names = {row["id"] for row in good(far.get("office", "/units", size=200))["items"]}
    assert not names & {unit.pk for unit in office.units}
    assert office.lead.pk not in {row["id"] for row in good(far.get("office", "/people", size=200))["items"]}


def test_the_roll_shows_what_is_public(office: Office, api: Callers) -> None:
    office.lead.person.phone = "000-试-9"
    office.lead.person.save()
    body = good(api.get("liaison0", "/people", q=office.lead.person.name))
    assert body["items"][0]["groupings"] == [{"id": office.delegation.pk, "name": office.delegation.name}]
    assert "000-试-9" not in str(body) and "born" not in str(body)
    unit = office.units[0]
    unit.phone = "000-试-8"
    unit.save()
    seen = {
        who: "000-试-8" in str(good(api.get(who, "/units"))) for who in ("office", "liaison0", "liaison1", "leader")
    }
    assert seen == {"office": True, "liaison0": True, "liaison1": False, "leader": False}


def test_one_actor_with_two_parts_sees_both(office: Office, api: Callers) -> None:
    """A head of a unit who is a deputy as well."""
    s = office.assigned()
    both = actor(office.organ, RoleCode.HEAD, day=office.day, unit=office.units[0])
    actor(office.organ, RoleCode.MEMBER, day=office.day, mandate=office.second, account=both.account)
    office.people["both"] = both
    assert good(api.get("both", f"/suggestions/{s.pk}"))["clocks"]
    assert Handling.objects.filter(suggestion=s).count() == 1 and not Promise.objects.exists()
    assert {role["code"] for role in good(api.get("both", "/me"))["roles"]} == {"head", "member"}
