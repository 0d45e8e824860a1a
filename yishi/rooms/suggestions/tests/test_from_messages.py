"""What the office makes of residents' messages that are on paper: a draft for a deputy, or one that he put forward."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.loops.refusals import Invalid, NotAllowed
from yishi.foundation.loops.take import create
from yishi.foundation.people.models import Session
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import MONDAY, SESSION_DAY, WORDS, Office

pytestmark = pytest.mark.django_db


def made(office: Office, step: str, who: str = "office", **words: Any) -> Suggestion:
    day = office.day.isoformat()
    given = (
        WORDS
        | {"lead": office.lead.pk, "subject": "老旧小区加装电梯", "messages": 12, "since": day, "until": day}
        | words
    )
    with clock.at(office.day):
        return office.again(create(suggestion[step], office[who], given).record)


@pytest.mark.postgres
def test_a_draft_given_to_a_deputy_is_his_own() -> None:
    office = Office()
    s = made(office, "draft_for")
    assert (s.matter.state, s.lead_id, s.source, s.origin.messages, s.matter.number) == (
        "draft", office.lead.pk, Suggestion.Source.MESSAGE, 12, "",
    )  # fmt: skip
    office.take(suggestion["revise"], s, "author", **WORDS)
    office.take(suggestion["submit"], s, "author")
    assert (office.again(s).matter.state, office.again(s).source) == ("submitted", Suggestion.Source.MESSAGE)


def test_what_a_deputy_put_forward_is_registered_from_his_day_on() -> None:
    office = Office()
    s = made(office, "from_messages", put_forward_on=MONDAY - dt.timedelta(days=3))
    assert (s.submitted_on, s.registered_on, s.session_id) == (MONDAY - dt.timedelta(days=3), MONDAY, None)
    assert Clock.objects.filter(matter=s.pk).exists()
    office.take(suggestion["assign"], s, "office", lead=office.units[0].pk)


def test_at_the_session_it_is_the_session_s() -> None:
    office = Office(day=SESSION_DAY)
    s = made(office, "from_messages", "secretariat", put_forward_on=SESSION_DAY)
    assert s.session == Session.objects.get() and s.when == Suggestion.When.SESSION


@pytest.mark.parametrize("who", ["author", "liaison0", "leader", "supervisor", "committee"])
@pytest.mark.parametrize("step", ["draft_for", "from_messages"])
def test_nobody_else_does_it(who: str, step: str) -> None:
    office = Office()
    with pytest.raises(NotAllowed):
        made(office, step, who, put_forward_on=MONDAY)


def test_days_and_counts_must_fit() -> None:
    office = Office()
    with pytest.raises(Invalid) as wrong:
        made(office, "draft_for", until=(MONDAY - dt.timedelta(days=9)).isoformat())
    assert "until" in wrong.value.errors
    with pytest.raises(Invalid) as wrong:
        made(office, "from_messages", put_forward_on=MONDAY, messages=0, lead="")
    assert {"messages", "lead"} <= wrong.value.errors.keys() and not Suggestion.objects.exists()
