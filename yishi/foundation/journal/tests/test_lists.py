import pytest
from django.db import transaction

from yishi.foundation.journal import lists
from yishi.foundation.journal.tests.conftest import DAY
from yishi.foundation.journal.write import erase

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_sealed_bodies_need_clearance(chain, matter, django_assert_num_queries):
    with django_assert_num_queries(1):
        shown = lists.lines(lists.of_matters([matter.pk]), cleared=False)
    assert [line.entry.seq for line in shown] == list(range(1, 11))
    for line in shown:
        assert line.hidden == line.entry.sealed
        assert bool(line.said) == bool(line.actor) == (not line.hidden)
    assert all(line.said for line in lists.lines(lists.of_matters([matter.pk]), cleared=True))


def test_erased_bodies_say_so(organ, officer, chain):
    with transaction.atomic():
        erase([chain[0]], why="本人申请删除", actor=officer)
    first, *others = lists.lines(lists.between(organ.pk, DAY, DAY), cleared=True)
    assert (first.erased, first.hidden, first.actor, first.said) == (True, False, "", {})
    assert not any(line.erased for line in others)


def test_other_days_are_left_out(organ, chain):
    assert not lists.between(organ.pk, DAY.replace(day=3), DAY.replace(day=4)).exists()
