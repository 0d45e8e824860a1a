"""A questionnaire on its public page: no account, large type, once, over; and the desk's page of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from yishi.doors.desk.tests.seated import lines
from yishi.doors.desk.voice.tests.seated import client
from yishi.foundation import clock
from yishi.rooms.voice import counting
from yishi.rooms.voice.models import SurveyResponse
from yishi.rooms.voice.tests.office import Office
from yishi.rooms.voice.tests.test_surveys import drawn, led, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's day."""
    made = Office()
    with clock.at(made.day):
        yield made


def test_anybody_answers_once_and_is_thanked(office: Office) -> None:
    s = opened(office)
    url, browser = f"/public/surveys/{s.code}/", Client()
    text = browser.get(url).content.decode()
    assert "您对社区食堂满意吗" in text and "不用登录" in text and "survey-form" in text
    wrong = browser.post(url, {"q3": "5", "q4": "写了很久的话"})
    assert wrong.status_code == 422 and "写了很久的话" in wrong.content.decode()
    assert "谢谢您" in browser.post(url, {"q1": "1", "q3": "5"}).content.decode()
    assert "谢谢您" in browser.get(url).content.decode()
    browser.post(url, {"q1": "2", "q3": "5"})
    assert SurveyResponse.objects.count() == 1
    Client().post(url, {"q1": "2", "q3": "5"})
    assert SurveyResponse.objects.count() == 2


def test_one_client_does_not_fill_in_hundreds_and_keeps_what_it_wrote(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "SURVEYED", (counting.Limit("surveyed", 3, counting.HOUR),))
    url = f"/public/surveys/{opened(office).code}/"
    told = [Client().post(url, {"q1": "1", "q3": "5", "q4": "写了很久的话"}) for _time in range(4)]
    assert [answer.status_code for answer in told] == [200, 200, 200, 429]
    assert "写了很久的话" in told[-1].content.decode() and told[-1]["Retry-After"] == "3600"
    assert SurveyResponse.objects.count() == 3
    assert Client(REMOTE_ADDR="203.0.113.9").post(url, {"q1": "1", "q3": "5"}).status_code == 200


def test_what_is_not_open_takes_no_answers(office: Office) -> None:
    s = drawn(office)
    assert Client().get(f"/public/surveys/{s.code}/").status_code == 404
    closed = led(office, opened(office), "close_survey")
    answer = Client().post(f"/public/surveys/{closed.code}/", {"q1": "1", "q3": "5"})
    assert "已经结束" in answer.content.decode() and not SurveyResponse.objects.exists()
    assert Client().get("/public/surveys/nothing/").status_code == 404


def test_the_desk_sees_the_results_and_takes_them_along(office: Office) -> None:
    s = opened(office)
    Client().post(f"/public/surveys/{s.code}/", {"q1": "1", "q3": "4", "q4": "很好"})
    desk = client(office)
    text = desk.get(f"/desk/messages/surveys/{s.pk}/").content.decode()
    assert s.code in text and "收回 1 份" in text and "4.00" in text
    assert lines(desk.get(f"/desk/messages/surveys/{s.pk}/?export=csv")) == [["2026-03-16", "满意", "", "4", "很好"]]
    assert desk.get("/desk/messages/surveys/").context["table"].total == 1
    assert client(Office()).get(f"/desk/messages/surveys/{s.pk}/").status_code == 404


def test_redrawing_begins_with_the_questions_as_they_stand(office: Office) -> None:
    s = drawn(office)
    form = client(office).get(f"/desk/step/survey/{s.pk}/redraw/").context["form"]
    assert [line["text"] for line in form["questions"].value()][:2] == ["您对社区食堂满意吗", "常去哪几家"]
    assert form["questions"].value()[0]["options"] == "满意；一般；不满意"
