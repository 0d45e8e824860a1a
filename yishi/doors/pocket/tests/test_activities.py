"""Activities on the phone: reported in three touches, listed with what became of them, and what one is invited to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yishi.foundation import clock
from yishi.foundation.files.models import Attachment
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
NEW, MINE = "/pocket/duty/activities/new/", "/pocket/duty/activities/"


@pytest.fixture
def office() -> Iterator[Office]:
    """The clock stands on the office's day."""
    made = Office()
    with clock.at(made.day):
        yield made


def phone(office: Office, who: str = "reporter") -> Client:
    """Somebody's phone, signed in."""
    made = Client()
    made.force_login(office.people[who].account)
    return made


def given(office: Office, **more: Any) -> dict[str, Any]:
    """Kind, day, a few words."""
    return {"quick": "contact_visit", "day": office.day.isoformat(), "summary": "走了六户。"} | more


def test_three_touches_report_a_duty(office: Office, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = SimpleUploadedFile("现场.txt", "六户".encode(), "text/plain")
    answer = phone(office).post(NEW, given(office, files=picture))
    a = Activity.objects.get()
    assert answer.status_code == 303 and answer["Location"] == MINE
    assert (a.kind, a.matter.state, a.summary) == ("contact_visit", "reported", "走了六户。")
    assert [row.mandate for row in a.participants.all()] == [office.first]
    assert Attachment.objects.filter(matter=a.pk).count() == 1
    text = phone(office).get(MINE).content.decode()
    assert "等确认" in text and "本人报告" in text


def test_a_kind_of_the_list_does_as_well_and_no_kind_is_asked_for(office: Office) -> None:
    phone(office).post(NEW, given(office, quick="", kind="volunteer"))
    assert Activity.objects.get().kind == "volunteer"
    answer = phone(office).post(NEW, given(office, quick=""))
    text = answer.content.decode()
    assert answer.status_code == 422 and "请点一个常做的" in text and "走了六户。" in text
    assert Activity.objects.count() == 1


def test_more_unfolds_and_is_recorded(office: Office) -> None:
    shown = phone(office).post(NEW, given(office, unfold="1")).content.decode()
    assert 'name="heads-of-resident"' in shown and 'name="heads-of-deputy"' not in shown and "走了六户。" in shown
    phone(office).post(NEW, given(office, **{"heads-of-resident": "6", "output-of-opinion": "4"}))
    a = Activity.objects.get()
    assert [(row.role, row.heads) for row in a.participants.all() if row.heads] == [("resident", 6)]
    assert [row.code for row in a.outputs.all()] == ["opinion"]


def test_what_one_did_before_has_the_first_button(office: Office) -> None:
    office.reported(kind="mediation")
    form = phone(office).get(NEW).context["form"]
    assert form.fields["quick"].choices[0] == ("mediation", "调解矛盾纠纷") and len(form.fields["quick"].choices) == 6


def test_turned_back_with_its_reason_then_reported_again(office: Office) -> None:
    a = office.reported(kind="contact_visit", heads=[{"role": "resident", "heads": 6}, {"role": "expert", "heads": 1}])
    office.take(activity["turn_back"], a, why="请写明哪几户。")
    text = phone(office).get(MINE).content.decode()
    assert "已退回，请修改" in text and "请写明哪几户。" in text
    assert "请写明哪几户。" in phone(office).get(f"{MINE}{a.pk}/").content.decode()
    form = phone(office).get(f"{MINE}{a.pk}/again/").context["form"]
    assert form["heads-of-resident"].value() == 6 and form["heads"].value() == [{"role": "expert", "heads": 1}]
    assert form["quick"].value() == "contact_visit"
    answer = phone(office).post(
        f"{MINE}{a.pk}/again/", given(office, summary="东街六户。", **{"heads-of-resident": "7"})
    )
    assert answer.status_code == 303
    again = office.again(a)
    assert (again.matter.state, again.summary) == ("reported", "东街六户。")
    assert [(row.role, row.heads) for row in again.participants.all() if row.heads] == [("resident", 7)]


def test_what_was_turned_back_waits_among_the_cards(office: Office) -> None:
    a = office.turned_back()
    home = phone(office).get("/pocket/")
    assert [(card.word, card.url) for card in home.context["cards"]] == [("履职报告被退回", f"{MINE}{a.pk}/")]
    assert phone(office).get("/pocket/study/").context["tabs"][0].count == 1
    assert phone(office, "member").get("/pocket/").context["cards"] == []


def test_what_was_seen_of_another_version_is_not_overwritten(office: Office) -> None:
    a = office.turned_back()
    answer = phone(office).post(f"{MINE}{a.pk}/again/", given(office, version="1"))
    assert answer.status_code == 422 and office.again(a).matter.state == "returned"


def test_confirmed_it_counts(office: Office) -> None:
    a = office.reported()
    assert "等工作机构确认" in phone(office).get(f"{MINE}{a.pk}/").content.decode()
    office.take(activity["confirm"], a)
    text = phone(office).get(f"{MINE}{a.pk}/").content.decode()
    assert "已计入" in text and "执法检查" in text and "1 项" in text
    duty = phone(office).get("/pocket/duty/").context["tallies"]
    assert next(tally.value for tally in duty if tally.label == "参加活动") == 1


def test_it_is_taken_back_by_one_touch(office: Office) -> None:
    a = office.reported()
    assert f"/pocket/step/activity/{a.pk}/withdraw/" in phone(office).get(f"{MINE}{a.pk}/").content.decode()
    answer = phone(office).post(f"/pocket/step/activity/{a.pk}/withdraw/", {"version": a.matter.version})
    assert answer["Location"] == f"{MINE}{a.pk}/" and office.again(a).matter.state == "cancelled"


def test_invitations_stand_before_all_else(office: Office) -> None:
    a = office.planned(day=(office.day + dt.timedelta(days=2)).isoformat(), title="去看污水厂")
    office.take(activity["take_part"], a, persons=[office.first.pk])
    past = office.planned(day=(office.day - dt.timedelta(days=1)).isoformat(), title="昨天的视察")
    office.take(activity["take_part"], past, persons=[office.first.pk])
    for page in (MINE, "/pocket/duty/"):
        shown = phone(office).get(page)
        assert [one.matter.title for one in shown.context["invited"]] == ["去看污水厂"]
    assert phone(office, "member").get(MINE).context["invited"] == []


def test_others_reports_are_not_found_and_staff_have_no_way_in(office: Office) -> None:
    a = office.reported()
    for page in (f"{MINE}{a.pk}/", f"{MINE}{a.pk}/again/"):
        assert phone(office, "member").get(page).status_code == 404
        assert phone(Office(), "reporter").get(page).status_code == 404
    assert phone(office, "office").get(NEW).status_code == 403
    done = office.recorded()
    assert phone(office).get(f"{MINE}{done.pk}/").status_code == 200
    assert phone(office).get(f"{MINE}{done.pk}/again/").status_code == 403
