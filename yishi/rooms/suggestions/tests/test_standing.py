"""What the head of a page counts is what its lists show, for whoever reads it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from yishi.foundation import clock
from yishi.foundation.people.actors import Actor
from yishi.foundation.people.models import Unit
from yishi.rooms.suggestions import lists
from yishi.rooms.suggestions.sight import marked
from yishi.rooms.suggestions.standing import OPEN, Standing, standing
from yishi.rooms.suggestions.tests import reaching
from yishi.rooms.suggestions.tests.worlds import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
DAYS = (0, 10, 30, 100, 400)
"""Days after the last step: nothing is late, then more and more."""


def counted(actor: Actor, today: dt.date) -> Standing:
    """The same, row by row."""
    rows = lists.visible(actor)
    return Standing(
        Counter(rows.values_list("matter__state", flat=True)),
        rows.filter(lists.late_q(today)).count(), rows.filter(lists.soon_q(today)).count(),
        rows.filter(key_on__isnull=False).count(),
    )  # fmt: skip


@pytest.fixture
def world() -> World:
    makers = reaching.drafts, reaching.received, reaching.gone, reaching.course, reaching.parts, reaching.after
    return build("50", *makers, session=False, joint=True, side=Unit.Side.GOVERNMENT)


def test_for_every_role_and_day(world, django_assert_num_queries) -> None:
    late = set()
    for days in DAYS:
        today = clock.today() + dt.timedelta(days=days)
        for name, actor in world.actors().items():
            wanted = counted(actor, today)
            with django_assert_num_queries(2):  # whatever was compiled before
                found, whole = standing(actor, today), standing(actor, today, whole=True)
            assert whole == wanted, (name, today)
            open_ones = Counter({state: n for state, n in wanted.states.items() if state in OPEN})
            assert found == replace(wanted, states=open_ones, key=0), (name, today)
            late.add(found.late)
    assert len(late) > 3, "the days tell different things"


def test_key_ones_are_counted_and_states_added(world) -> None:
    office = world.actors()["office"]
    rows, found = lists.visible(office), standing(office, clock.today(), whole=True)
    assert found.key == rows.filter(lists.key_q()).count() == rows.filter(key_on__isnull=False).count() > 0
    assert (
        found.all == rows.count()
        and found.of("assigned", "closed") == found.states["assigned"] + found.states["closed"]
    )


def test_whoever_sees_all_sees_what_the_overseer_does(world) -> None:
    rows = set(lists.visible(lists.overseer(world.actors()["office"].organ.pk)))
    seers = [actor for actor in world.actors().values() if lists.sees_all(actor)]
    assert rows and len(seers) > 3
    for actor in seers:
        assert set(lists.visible(actor)) == rows
        assert all(s.concerns for s in marked(lists.visible(actor), actor))
