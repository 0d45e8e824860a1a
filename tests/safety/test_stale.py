"""Two who act on the same page: one wins, the other gets the sentence and keeps what he wrote; a form sent twice acts once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.matters.models import Matter
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TOLD = "已被他人更新"


@dataclass
class Form:
    """A step's form in one door, with what is written in it."""

    who: str
    path: str
    pk: int
    typed: dict[str, str]
    kept: str


def of_the_desk(office: Office) -> Form:
    """The office sends a suggestion back."""
    s = office.submitted()
    return Form(
        "office", f"/desk/step/suggestion/{s.pk}/send_back/", s.pk, {"why": "请补充案据甲乙丙。"}, "请补充案据甲乙丙。"
    )


def of_the_unit(office: Office) -> Form:
    """A liaison officer notes a talk."""
    h = office.part(office.assigned())
    office.take(handling["receive"], h, "liaison0")
    typed = {"day": office.day.isoformat(), "how": "visit", "text": "已当面听取意见甲乙丙。"}
    return Form("liaison0", f"/unit/step/handling/{h.pk}/record_talk/", h.pk, typed, "已当面听取意见甲乙丙。")


def of_the_pocket(office: Office) -> Form:
    """A deputy mends his draft."""
    s = office.draft()
    typed = {
        name: str(value) for name, value in (WORDS | {"title": "关于甲乙丙的建议", "topic": office.topic.pk}).items()
    }
    return Form("author", f"/pocket/step/suggestion/{s.pk}/revise/", s.pk, typed, "关于甲乙丙的建议")


FORMS = {"desk": of_the_desk, "unit": of_the_unit, "pocket": of_the_pocket}


def browser(office: Office, who: str) -> Client:
    """Another browser of the same person."""
    client = Client()
    account = office.people[who].account
    assert account is not None
    client.force_login(account)
    return client


def send(office: Office, client: Client, form: Form, version: int) -> Any:
    with clock.at(office.day):
        return client.post(form.path, form.typed | {"version": str(version)})


@pytest.mark.parametrize("door", FORMS)
def test_of_two_browsers_one_wins_and_the_other_keeps_what_was_written(door: str) -> None:
    office = Office()
    form = FORMS[door](office)
    seen = Matter.objects.get(pk=form.pk).version
    assert send(office, browser(office, form.who), form, seen).status_code == 303
    before = Entry.objects.count()
    answer = send(office, browser(office, form.who), form, seen)
    page = answer.content.decode()
    assert answer.status_code == 409 and TOLD in page and form.kept in page
    assert Entry.objects.count() == before


@pytest.mark.parametrize("door", FORMS)
def test_the_same_form_sent_twice_acts_once(door: str) -> None:
    office = Office()
    form = FORMS[door](office)
    client = browser(office, form.who)
    seen, before = Matter.objects.get(pk=form.pk).version, Entry.objects.count()
    answers = [send(office, client, form, seen).status_code for _time in range(3)]
    assert answers == [303, 409, 409] and Entry.objects.count() == before + 1
    assert Matter.objects.get(pk=form.pk).version == seen + 1


def test_a_page_opened_before_the_step_was_taken_by_another_says_so_on_sending() -> None:
    """The office opened it while it was registered; meanwhile its author withdrew it."""
    office = Office()
    s = office.registered()
    client = browser(office, "office")
    path = f"/desk/step/suggestion/{s.pk}/assign/"
    with clock.at(office.day):
        assert client.get(path).status_code == 200
    seen = Matter.objects.get(pk=s.pk).version
    office.take(suggestion["withdraw"], s, "author", why="已解决。")
    with clock.at(office.day):
        answer = client.post(path, {"lead": office.units[0].pk, "task": "全部甲乙丙", "version": seen})
    assert answer.status_code == 409 and TOLD in answer.content.decode() and "全部甲乙丙" in answer.content.decode()
    assert Suggestion.objects.get(pk=s.pk).handlings.count() == 0


def test_a_batch_names_the_rows_that_changed_and_takes_the_others() -> None:
    office = Office()
    rows = [office.registered() for _time in range(3)]
    seen = [f"{s.pk}:{s.matter.version}" for s in rows]
    office.take(suggestion["choose_key"], rows[1], "office", handled_by="试领办", supervised_by="试督办")
    with clock.at(office.day):
        answer = browser(office, "office").post(
            "/desk/bulk/suggestion/",
            {
                "step": "suggestion.assign",
                "confirm": "1",
                "row": [s.pk for s in rows],
                "seen": seen,
                "lead": office.units[0].pk,
            },
            follow=True,
        )
    assert TOLD in answer.content.decode()
    assert [Matter.objects.get(pk=s.pk).state for s in rows] == ["assigned", "registered", "assigned"]
