"""Where the law sets no period, what Yishi assumes is shown as assumed, and the office may set its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from yishi.doors.desk.people.tests.world import World
from yishi.doors.desk.rules.packs import current, versions
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.packs import holding, pack_for
from yishi.foundation.law import packs, places
from yishi.foundation.people.models import OwnPack
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
EDIT = "desk:rules_edit"
STANDS = packs.get("zhejiang", "2025-03-11").assumed()
FORM = {
    **{f"number_{rule.id}": str(rule.period.number) for rule in STANDS if rule.period},
    **{f"unit_{rule.id}": rule.period.unit.value for rule in STANDS if rule.period},
    "number_evaluate_within": "15",
}
"""The form as it stands but for one period."""
REF = "zhejiang@2025-03-11"


@pytest.fixture
def world() -> World:
    return World(place="33")


def post(world: World, data: dict[str, Any]) -> Any:
    with clock.at(MONDAY):
        return world.client("office").post(reverse(EDIT), data)


def switch_on(world: World, day: dt.date = MONDAY) -> None:
    answer = post(world, FORM | {"confirm": "1", "base": REF, "in_force_from": day.isoformat()})
    assert answer.status_code in (200, 303), answer.content.decode()


def test_the_page_marks_it_apart_from_the_articles(world: World) -> None:
    with clock.at(MONDAY):
        page = world.client("office").get(reverse("desk:rules_home")).content.decode()
    assert "评价答复的期限（假定）" in page and page.count("假定，不是法律规定") == len(STANDS)
    assert "修改假定的期限" in page and "修改本会规则" not in page


def test_only_assumed_periods_can_be_edited(world: World) -> None:
    with clock.at(MONDAY):
        page = world.client("office").get(reverse(EDIT)).content.decode()
    assert "number_evaluate_within" in page
    assert "number_reply" not in page and "choice_" not in page and "off_evaluate_within" not in page
    preview = post(world, FORM | {"number_rehandle": "9", "unit_rehandle": "months"})
    assert preview.status_code == 200 and "评价答复的期限（假定）" in preview.content.decode()
    assert not OwnPack.objects.exists(), "a preview changes nothing"


def test_switched_on_it_holds_for_what_begins_then(world: World) -> None:
    switch_on(world)
    office = world.office
    found = pack_for(world.organ, MONDAY)
    assert found is not None and found.ref == f"{REF}+1" and not found.own
    h = office.answer(office.part(office.assigned()))
    due = Clock.objects.get(matter=h.pk, kind="evaluate")
    assert due.due_on == dt.date(2026, 4, 7) and due.pack == found.ref, "fifteen working days over 清明"
    assert Clock.objects.filter(matter=h.pk, kind="reply").exists(), "the statute's own periods stand"
    assert [version.pack.ref for version in versions(world.organ)][:2] == [f"{REF}+1", REF]
    shown = current(world.organ, MONDAY)
    assert shown is not None and shown.own is not None


def test_a_new_statute_is_not_hidden_by_what_was_set_beside_the_old_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch_on(world)
    rows = list(OwnPack.objects.all())
    assert holding(world.organ, rows, MONDAY)[1] is not None
    newer = replace(packs.get("zhejiang", "2025-03-11"), version="2030-01-01")
    monkeypatch.setattr(places, "pack_for", lambda *_: newer)
    assert holding(world.organ, rows, MONDAY) == (newer, None)
