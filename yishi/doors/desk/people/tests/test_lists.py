"""Lists of registers and journal: few queries whatever their length, and figures that open to their rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.people.models import Contact, Visit
from yishi.foundation.people.tests.factories import (
    BelongingFactory,
    MandateFactory,
    OrganFactory,
    PostFactory,
    RoleFactory,
    UnitFactory,
)
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
MOST = 12
LISTS = (
    "people_home", "people_posts", "people_units", "people_accounts", "record_home", "people_contacts", "people_links",
    "people_visits", "people_organs",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    made = World()
    for at in range(12):
        seat = MandateFactory(organ=made.organ, began=dt.date(2022, 1, 5))
        BelongingFactory(mandate=seat, grouping=made.grouping)
        PostFactory(organ=made.organ, unit=made.unit)
        link = Contact.objects.create(keeper=seat, kept=made.seat, began=dt.date(2026, 1, 5))
        Visit.objects.create(contact=link, day=dt.date(2026, 3, 1 + at), how="走访")
        OrganFactory(parent=made.organ, level="town")
        RoleFactory(organ=made.organ, code="liaison", unit=UnitFactory(organ=made.organ))
        if at < 3:
            made.office.assigned()
    return made


def page(world: World, name: str, query: str = "", **keys: object) -> str:
    who = "administrator" if "account" in name else "office"
    with clock.at(MONDAY):
        return world.client(who).get(reverse(f"desk:{name}", kwargs=keys) + query).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_few_queries(world: World, name: str) -> None:
    who = "administrator" if "account" in name else "office"
    client = world.client(who)
    with (
        clock.at(MONDAY),
        CaptureQueriesContext(
            connection,
        ) as seen,
    ):
        assert client.get(reverse(f"desk:{name}")).status_code == 200
    asked = [query["sql"] for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= MOST, "\n".join(asked)


def test_figure_rows_take_few_queries(world: World) -> None:
    client = world.client("office")
    with clock.at(MONDAY), CaptureQueriesContext(connection) as seen:
        client.get(reverse("desk:people_figure", args=["women"]))
    assert len(seen) <= MOST, "\n".join(query["sql"][:300] for query in seen.captured_queries)


def test_the_roll_as_of_a_day(world: World) -> None:
    gone = world.gone.person.name
    assert f">{gone}<" not in page(world, "people_home", f"?q={gone}")
    assert f">{gone}<" in page(world, "people_home", f"?q={gone}&on=2026-01-31")
    assert f">{gone}<" in page(world, "people_home", f"?q={gone}&view=left")
    assert f">{gone}<" in page(world, "people_home", f"?q={gone}&view=vacant")
    assert f">{gone}<" in page(world, "people_home", f"?q={gone}&view=all&ended_by=resigned")
    assert f">{gone}<" not in page(world, "people_home", f"?q={gone}&view=all&ended_by=died")


@pytest.mark.parametrize(
    "query",
    [
        "?on=nonsense",
        "?on=0001-01-01",
        "?kind=king",
        "?grouping=999999999999999999999",
        "?term=%00",
        "?page=-1",
        "?sort=-nothing",
        "?view=x&q=%F0%9F%98%80",
    ],
)
def test_nonsense_in_the_address_harms_nothing(world: World, query: str) -> None:
    for name in LISTS:
        assert "</html>" in page(world, name, query)


def test_the_roll_of_a_delegation(world: World) -> None:
    found = page(world, "people_home", f"?grouping={world.grouping.pk}")
    assert "共 <strong>13</strong>" in found


def test_a_figure_opens_to_its_rows(world: World) -> None:
    statistics = page(world, "people_statistics")
    rows = page(world, "people_figure", key="women")
    count = int(rows.partition('<h1>女性 <span class="num">')[2].partition("<")[0])
    assert f"共 <strong>{count}</strong>" in rows
    assert "性别为女的席位" in statistics and "看数字" in statistics
    assert "平均年龄" in statistics


def test_a_figure_that_is_none_is_not_found(world: World) -> None:
    with clock.at(MONDAY):
        assert world.client("office").get(reverse("desk:people_figure", args=["horoscope"])).status_code == 404


def test_what_is_exported_is_what_is_seen(world: World) -> None:
    with clock.at(MONDAY):
        answer = world.client("office").get(
            reverse("desk:people_home") + f"?view=left&export=csv&q={world.gone.person.name}"
        )
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 2 and world.gone.person.name in lines[1] and "已终止" in lines[1]
