"""Every page of registers, rules and journal with every role: the table is written by hand, the addresses are not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from yishi.doors.desk.people.tests.world import EVERYBODY, PATTERNS, STRANGERS, WHO, World
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.tests.factories import AccountFactory
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
OF_OTHERS = [name for name, pattern in PATTERNS.items() if {"pk", "belonging"} & set(pattern.pattern.converters)]
KEPT_FOR_ONE = {"desk:record_job"}
"""What belongs to whoever started it: others of the same role find nothing."""
NOTHING_HELD = {"desk:people_import_preview", "desk:rules_calendar_preview"}


@pytest.fixture
def world() -> World:
    return World()


def get(world: World, who: str, url: str) -> Any:
    with clock.at(MONDAY):
        return world.client(who).get(url)


def test_the_table_names_every_page() -> None:
    assert {name.removeprefix("desk:") for name in PATTERNS} == set(WHO)


def test_every_role_on_every_page(world: World) -> None:
    wrong = []
    for name in PATTERNS:
        url, may = world.url(name), WHO[name.removeprefix("desk:")]
        if name == "desk:rules_edit":
            continue  # statutes are not edited: see the tests of rules
        for who in EVERYBODY:
            if name in KEPT_FOR_ONE and who != "auditor" and who in may:
                continue
            status = get(world, who, url).status_code
            expected = (200, 302) if who in may else (403,)
            if status not in expected:
                wrong.append(f"{name} {who}: {status}")
    assert wrong == []


def test_no_one_signed_in_is_sent_to_sign_in(world: World) -> None:
    for name in PATTERNS:
        answer = Client().get(world.url(name))
        assert answer.status_code == 302 and "login" in answer["Location"], name


def test_people_of_another_organ_find_nothing(world: World) -> None:
    other = World(profile="npc", place="50")
    for name in OF_OTHERS:
        may = WHO[name.removeprefix("desk:")]
        who = "auditor" if name == "desk:record_job" else ("office" if "office" in may else "administrator")
        assert get(other, who, world.url(name)).status_code == 404, name


def test_a_post_by_one_who_may_not_changes_nothing(world: World) -> None:
    for name in PATTERNS:
        may = WHO[name.removeprefix("desk:")]
        who = next(one for one in (*STRANGERS, "leader", "office") if one not in may) if set(EVERYBODY) - may else None
        if who is None:
            continue
        before = Entry.objects.count()
        with clock.at(MONDAY):
            answer = world.client(who).post(
                world.url(name), {"day": "2026-03-16", "ground": "resigned", "confirm": "1"}
            )
        assert answer.status_code == 403, (name, who)
        assert Entry.objects.count() == before


def test_the_administrator_starts_at_the_registers_and_sees_no_suggestions(world: World) -> None:
    assert get(world, "administrator", "/").headers["Location"].endswith("/desk/people/")
    assert get(world, "administrator", "/desk/suggestions/").status_code == 403
    page = get(world, "administrator", world.url("desk:people_seat")).content.decode()
    assert world.suggestion.matter.title not in page
    assert world.suggestion.matter.title in get(world, "office", world.url("desk:people_seat")).content.decode()
    assert "/desk/suggestions/" not in page


def test_numbers_to_call_are_for_those_who_call(world: World) -> None:
    world.seat.person.phone = "000-5550001"
    world.seat.person.save()
    for who, sees in (
        ("office", True),
        ("administrator", True),
        ("secretariat", True),
        ("leader", False),
        ("party_office", False),
    ):
        found = "000-5550001" in get(world, who, world.url("desk:people_seat")).content.decode()
        exported = get(world, who, f"{world.url('desk:people_home')}?export=csv&col=phone&col=name")
        listed = "000-5550001" in b"".join(exported.streaming_content).decode()
        assert (found, listed) == (sees, sees), who


def test_an_account_without_a_role_is_told_so() -> None:
    world = World()
    client = Client()
    client.force_login(AccountFactory(home=world.organ))
    assert client.get(world.url("desk:people_home")).status_code == 403
