"""Hand-overs, hints, topics and bulletins: written, mended, found again, and only by those who keep them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.desk.tests.seated import client, lines, lived
from yishi.foundation.journal.models import Entry
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Bulletin, Handover, Hint, Topic
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
KEPT = {
    "handovers": {"title": "2026年建议交办会", "day": "2026-03-20", "place": "二号会议室"},
    "hints": {"title": "老旧小区加装电梯", "text": "供会前调研。", "published_on": "2026-03-16"},
    "topics": {"code": "housing", "name": "住房保障"},
    "bulletins": {"title": "办理工作简报", "day": "2026-03-16", "text": "本月办理情况。"},
}
MODELS = {"handovers": Handover, "hints": Hint, "topics": Topic, "bulletins": Bulletin}


@pytest.mark.parametrize("name", KEPT)
def test_it_is_written_found_and_mended_without_scripts(office: Office, name: str) -> None:
    browser, model = client(office), MODELS[name]
    before = model.objects.count()
    assert browser.get(f"/desk/work/{name}/").status_code == 200
    form = browser.get(f"/desk/work/{name}/new/").content.decode()
    assert "Session" not in form and "---------" not in form
    assert browser.post(f"/desk/work/{name}/new/", KEPT[name])["Location"] == f"/desk/work/{name}/"
    row: Any = model.objects.latest("pk")
    assert model.objects.count() == before + 1
    assert Entry.objects.filter(step=f"{name[:-1]}.keep").count() == 1
    assert (row.name if name == "topics" else row.title) in browser.get(f"/desk/work/{name}/").content.decode()
    assert browser.get(f"/desk/work/{name}/{row.pk}/").status_code == 200
    edit = f"/desk/work/{name}/{row.pk}/" + ("" if name == "topics" else "edit/")
    field = "name" if name == "topics" else "title"
    assert browser.post(edit, KEPT[name] | {field: "改过的"})["Location"]
    assert getattr(model.objects.get(pk=row.pk), field) == "改过的"


@pytest.mark.parametrize("name", KEPT)
def test_what_is_missing_is_said_and_what_was_typed_stays(office: Office, name: str) -> None:
    field = "name" if name == "topics" else "title"
    other = "code" if name == "topics" else next(key for key in KEPT[name] if key not in (field, "day"))
    answer = client(office).post(f"/desk/work/{name}/new/", KEPT[name] | {field: ""})
    assert answer.status_code == 422 and "请填写" in answer.content.decode()
    assert KEPT[name][other] in answer.content.decode()


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("who", ["leader", "auditor", "government_office"])
def test_others_read_and_do_not_write(office: Office, name: str, who: str) -> None:
    browser, count = client(office, who), MODELS[name].objects.count()
    assert f"/desk/work/{name}/new/" not in browser.get(f"/desk/work/{name}/").content.decode()
    assert browser.post(f"/desk/work/{name}/new/", KEPT[name]).status_code == 403
    assert MODELS[name].objects.count() == count


def test_a_meeting_lists_what_was_handed_over_at_it_and_exports_the_same(office: Office) -> None:
    meeting = Handover.objects.create(organ=office.organ, title="交办会", day=office.day)
    s = office.registered()
    office.take(suggestion["assign"], s, "office", lead=office.units[0].pk, handover=meeting.pk)
    office.assigned()
    browser = client(office)
    table = browser.get(f"/desk/work/handovers/{meeting.pk}/").context["table"]
    assert [row.id for row in table.rows] == [str(s.pk)]
    assert len(lines(browser.get(next(one.url for one in table.exports if "csv" in one.url)))) == 1
    assert browser.get(f"/desk/work/handovers/{meeting.pk}/list.docx").status_code == 200


def test_a_hint_is_taken_down_and_its_view_says_where_it_went(office: Office) -> None:
    hint = Hint.objects.create(organ=office.organ, title="电梯", published_on=office.day)
    browser = client(office)
    assert browser.get("/desk/work/hints/").context["table"].total == 1
    browser.post(f"/desk/work/hints/{hint.pk}/", {"end": "1"})
    assert Hint.objects.get(pk=hint.pk).ended_on == office.day
    html = browser.get("/desk/work/hints/").content.decode()
    assert "“发布中”里现在没有" in html and "看“已撤下”（1）" in html


def test_issues_are_numbered_in_their_year_and_link_what_they_tell_of(office: Office) -> None:
    s = lived(office)["answered"]
    browser = client(office)
    for _ in range(2):
        browser.post("/desk/work/bulletins/new/", KEPT["bulletins"] | {"suggestions": [s.pk]})
    assert list(Bulletin.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    page = browser.get(f"/desk/work/bulletins/{Bulletin.objects.first().pk}/").content.decode()  # type: ignore[union-attr]
    assert f"/desk/suggestions/{s.pk}/" in page


def test_rows_of_another_organ_are_not_there(office: Office) -> None:
    other = Office(profile="cppcc", place="31")
    row = Handover.objects.create(organ=other.organ, title="别处的", day=dt.date(2026, 3, 1))
    browser = client(office)
    assert "别处的" not in browser.get("/desk/work/handovers/").content.decode()
    assert browser.get(f"/desk/work/handovers/{row.pk}/").status_code == 404


@pytest.mark.parametrize("name", KEPT)
def test_lists_ask_few_questions(office: Office, name: str, django_assert_max_num_queries: Any) -> None:
    browser = client(office)
    for at in range(3):
        browser.post(
            f"/desk/work/{name}/new/", KEPT[name] | ({"code": f"c{at}", "name": f"类{at}"} if name == "topics" else {})
        )
    browser.get(f"/desk/work/{name}/")
    with django_assert_max_num_queries(12):
        browser.get(f"/desk/work/{name}/")
