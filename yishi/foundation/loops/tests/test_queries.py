"""What a step costs: the number of queries does not grow with the number of matters, nor with the years."""

from __future__ import annotations

from math import ceil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.loops.take import take
from yishi.foundation.loops.tests.crowds import counted, course
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 200

CEILINGS = {
    "suggestion.submit": 31,
    "suggestion.pass_review": 38,
    "suggestion.choose_key": 26,
    "suggestion.pass_to_office": 28,
    "suggestion.assign": 40,
    "handling.receive": 38,
    "handling.give_opinion": 43,
    "handling.record_talk": 40,
    "handling.draft_answer": 42,
    "handling.sign": 42,
    "handling.send": 56,
    "handling.evaluate": 52,
    "handling.close": 45,
    "suggestion.publish": 36,
    "suggestion.choose_good": 39,
    "suggestion.withhold": 42,
    "promise.report_progress": 45,
    "promise.report_kept": 45,
    "promise.evaluate": 42,
    "promise.close": 40,
}
"""Queries of a single step by one who has been found, savepoints and all: reads, writes, facts, journal."""


def test_a_single_step_keeps_to_its_number_of_queries() -> None:
    office, found = Office(), {}
    for step, pks, who, data in course(office, 1):
        actor = office[who]
        with clock.at(office.day), CaptureQueriesContext(connection) as queries:
            take(step, pks[0], actor, data)
        found[step.code] = len(queries)
    assert set(found) == set(CEILINGS)
    assert {code: count for code, count in found.items() if count > CEILINGS[code]} == {}


@pytest.mark.slow
def test_two_hundred_cost_as_many_queries_as_ten() -> None:
    office = Office()
    few = {step.code: counted(office, step, pks, who, data) for step, pks, who, data in course(office, FEW)}
    wrong = []
    for step, pks, who, data in course(office, MANY):
        reads, writes = counted(office, step, pks, who, data)
        if reads > few[step.code][0]:
            wrong.append(f"{step.code}: {reads} reads for {len(pks)}, {few[step.code][0]} for {FEW}")
        for what, times in writes.items():
            # The database takes a long list in several helpings; one write for each matter would be two hundred.
            if times > ceil(MANY / 8):
                wrong.append(f"{step.code}: {what} {times} times for {len(pks)}")
    assert not wrong, "\n".join(wrong)
