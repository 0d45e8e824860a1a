"""One message, information item, questionnaire or station by programs: the same as its page, for whom it opens, and no sender."""

from __future__ import annotations

import json

import pytest

from yishi.doors.api.tests.calling import Callers, good, told
from yishi.doors.api.tests.filled import Filled
from yishi.doors.api.tests.filled_street import PHONE
from yishi.rooms.voice.models import Check, InfoItem, Message, Survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Filled:
    return Filled().fill()


def test_a_message_as_its_page_shows_it_and_who_sent_it_nowhere(office: Filled, api: Callers) -> None:
    m = Check.objects.get().message
    for who in ("office", "leader", "author", "liaison0", "keeper"):
        shown = good(api.get(who, f"/messages/{m.pk}"))
        assert (shown["state"], shown["outcome"], shown["unit"]["id"]) == ("solved", "solved", office.units[0].pk), who
        assert [row["answer"] for row in shown["rounds"]] == ["已安排处理。"] and shown["checks"][0]["solved"]
        assert shown["told"] and PHONE not in json.dumps(shown) and "试民" not in json.dumps(shown, ensure_ascii=False)
    for who in ("signer", "liaison1", "committee"):
        assert told(api.get(who, f"/messages/{m.pk}"), 404)["code"] == "not_found", who
    assert told(api.get("administrator", f"/messages/{m.pk}"), 403)["code"] == "not_allowed"


def test_what_waits_to_be_looked_at_is_the_offices(office: Filled, api: Callers) -> None:
    held = Message.objects.get(matter__state=Message.State.CHECKING)
    assert good(api.get("office", f"/messages/{held.pk}"))["held_for"]
    assert told(api.get("leader", f"/messages/{held.pk}"), 404)["code"] == "not_found"


def test_an_information_item_is_read_by_its_writer_and_the_office(office: Filled, api: Callers) -> None:
    i = InfoItem.objects.get(matter__state=InfoItem.State.EDITED)
    for who in ("office", "author"):
        assert good(api.get(who, f"/info_items/{i.pk}"))["edited"] == i.text
    assert told(api.get("signer", f"/info_items/{i.pk}"), 404)["code"] == "not_found"


def test_a_questionnaire_with_its_results(office: Filled, api: Callers) -> None:
    opened = Survey.objects.get(matter__state=Survey.State.OPEN)
    shown = good(api.get("office", f"/surveys/{opened.pk}"))
    assert shown["address"].endswith(f"/public/surveys/{opened.code}/") and shown["came_back"] == 0
    assert [row["choice"] for row in shown["results"][0]["counts"]] == ["满意", "不满意"]
    draft = Survey.objects.get(matter__state=Survey.State.DRAFT)
    assert good(api.get("office", f"/surveys/{draft.pk}"))["address"] == ""
    assert told(api.get("committee", f"/surveys/{opened.pk}"), 404)["code"] == "not_found"


def test_a_station_with_who_keeps_it_and_is_posted_to_it(office: Filled, api: Callers) -> None:
    keeper = office.people["keeper"].account
    assert keeper is not None
    shown = good(api.get("keeper", f"/stations/{office.station.pk}"))
    assert shown["keepers"] == [keeper.name] and [row["mandate"] for row in shown["posted"]] == [office.lead.pk]
    assert shown["opening"] == "周一至周五 9:00-17:00" and shown["kind_name"]
    assert told(api.get("author", f"/stations/{office.station.pk}"), 403)["code"] == "not_allowed"
