"""What the office keeps beside the loops, on its pages: written once with its journal entry, or refused with what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.rooms.suggestions.models import Bulletin, Handover, Hint, ScoreRule, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """An office with something of everything."""
    return World()


def call(world: World, page: str, data: dict[str, Any] | None = None, who: str = "office", **keys: Any) -> Any:
    """The page opened, or, with data, posted."""
    url = reverse(f"desk:{page}", kwargs=keys)
    with clock.at(world.day):
        return world.client(who).get(url) if data is None else world.client(who).post(url, data)


def test_a_meeting_is_registered_and_mended(world: World) -> None:
    before = Entry.objects.count()
    wrong = call(world, "handovers_new", {"title": "试验交办会", "day": ""})
    assert wrong.status_code == 422 and "试验交办会" in wrong.content.decode() and Entry.objects.count() == before
    assert call(world, "handovers_new", {"title": "试验交办会", "day": "2026-03-16"}).status_code == 303
    row = Handover.objects.get()
    assert "试验交办会" in call(world, "handover_edit", pk=row.pk).content.decode()
    assert call(world, "handover_edit", {"title": "改过的", "day": "2026-03-17"}, pk=row.pk).status_code == 303
    row.refresh_from_db()
    last = Entry.objects.latest("pk")
    assert (row.title, last.step, last.room, last.actor) == (
        "改过的",
        "handover.keep",
        "suggestions",
        world.account_of("office"),
    )


def test_who_only_reads_does_not_write(world: World) -> None:
    for page in ("handovers_new", "hints_new", "topics_new", "bulletins_new", "scores_publish"):
        assert call(world, page).status_code == 200
        assert call(world, page, who="leader").status_code == 403
        assert call(world, page, {"title": "试"}, who="auditor").status_code == 403
        assert call(world, page, {"title": "试"}, who="author").status_code == 403
    for page in ("handovers", "hints", "topics", "bulletins"):
        assert call(world, page, who="leader").status_code == 200


def test_a_hint_stands_from_today_until_it_is_taken_down(world: World) -> None:
    assert f'value="{world.day.isoformat()}"' in call(world, "hints_new").content.decode()
    assert call(world, "hints_new", {"title": "养老", "text": "", "published_on": "2026-03-16"}).status_code == 303
    hint = Hint.objects.get()
    assert call(world, "hint", {"end": "1"}, who="leader", pk=hint.pk).status_code == 403
    assert call(world, "hint", {"end": "1"}, pk=hint.pk).status_code == 303
    hint.refresh_from_db()
    assert hint.ended_on == world.day and Entry.objects.latest("pk").step == "hint.end"


def test_topics_stand_once_and_bulletins_are_numbered(world: World) -> None:
    assert call(world, "topics_new", {"code": "edu", "name": "教育"}).status_code == 303
    assert call(world, "topics_new", {"code": "edu", "name": "教育"}).status_code == 422
    assert Topic.objects.filter(code="edu").count() == 1
    for _ in range(2):
        assert call(world, "bulletins_new", {"title": "简报", "day": "2026-03-16", "text": "内容"}).status_code == 303
    assert list(Bulletin.objects.order_by("number").values_list("number", "made_by")) == [
        (1, world.account_of("office").pk), (2, world.account_of("office").pk),
    ]  # fmt: skip


def test_a_formula_is_published_once(world: World) -> None:
    weights = {"on_time": 30, "contact": 15, "co_opinion": 15, "quality": 10, "satisfied": 20, "kept": 10}
    wrong = call(world, "scores_publish", weights | {"year": 2026, "kept": 11})
    assert wrong.status_code == 422 and not ScoreRule.objects.exists()
    assert call(world, "scores_publish", weights | {"year": 2026}).status_code == 303
    again = call(world, "scores_publish", weights | {"year": 2026})
    assert (
        again.status_code == 422
        and "不再改动" in again.content.decode()
        and Entry.objects.filter(step="scores.publish").count() == 1
    )
