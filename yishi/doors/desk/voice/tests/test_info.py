"""Information items on pages: written on the phone, edited at the desk, outcomes that overlap in the list's views."""

from __future__ import annotations

from typing import Any

import pytest

from yishi.doors.desk.tests.seated import lines
from yishi.doors.desk.voice.tests.seated import client
from yishi.doors.parts import kept
from yishi.readings.search.index import refresh
from yishi.rooms.voice.models import InfoItem
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
LIST = "/desk/messages/items/"
WORDS = {"title": "社区食堂运营难", "text": "九家社区食堂有六家亏损，建议统筹补助。"}


def written(office: Office, who: str = "deputy") -> InfoItem:
    """By somebody, on the phone."""
    answer = client(office, who).post("/pocket/new/info_item/write_item/", WORDS)
    i = InfoItem.objects.select_related("matter").latest("pk")
    assert answer.status_code == 303 and answer["Location"] == f"/pocket/info/{i.pk}/"
    return i


def step(office: Office, i: InfoItem, name: str, **given: Any) -> InfoItem:
    """A step at the desk."""
    version = InfoItem.objects.select_related("matter").get(pk=i.pk).matter.version
    answer = client(office).post(f"/desk/step/info_item/{i.pk}/{name}/", {"version": version, **given})
    assert answer.status_code == 303 and answer["Location"] == f"{LIST}{i.pk}/", answer.content.decode()[:3000]
    return InfoItem.objects.select_related("matter").get(pk=i.pk)


def full(office: Office) -> InfoItem:
    """Edited, with outcomes of every kind."""
    i, day = written(office), office.day.isoformat()
    i = step(office, i, "edit_item", title="社区食堂应予补助", edited="九家中六家亏损。")
    step(office, i, "instruct", by="试某（区长）", level="district", day=day)
    step(office, i, "forward", unit=office.units[0].pk, day=day)
    return step(office, i, "adopt", level="city", day=day)


def test_editing_begins_with_the_words_as_written(office: Office) -> None:
    i = written(office)
    form = client(office).get(f"/desk/step/info_item/{i.pk}/edit_item/").context["form"]
    assert (form["title"].value(), form["edited"].value()) == (WORDS["title"], WORDS["text"])


def test_what_came_of_it_is_told_in_words_of_its_own(office: Office) -> None:
    i = full(office)
    desk = client(office)
    for name in ("instruct", "forward", "feed_back"):
        form = desk.get(f"/desk/step/info_item/{i.pk}/{name}/").context["form"]
        assert not form["text"].value(), name


def test_views_overlap_as_outcomes_do(office: Office) -> None:
    full(office)
    written(office)
    desk = client(office)
    found = {view: desk.get(f"{LIST}?view={view}").context["table"].total for view in (
        "all", "edit", "late", "edited", "instructed", "forwarded", "adopted", "unused",
    )}  # fmt: skip
    assert found == {
        "all": 2,
        "edit": 1,
        "late": 0,
        "edited": 1,
        "instructed": 1,
        "forwarded": 1,
        "adopted": 1,
        "unused": 0,
    }
    rows = lines(desk.get(f"{LIST}?view=adopted&export=csv&col=came"))
    assert rows == [["社区食堂应予补助", f"区县级批示、转送{office.units[0]}、市级采用"]]


@pytest.mark.parametrize(
    ("query", "count"),
    [("?came=adopted", 1), ("?level=city", 1), ("?level=national", 0), ("?state=edited", 1), ("?q=亏损", 1)],
)
def test_filters_narrow(office: Office, query: str, count: int) -> None:
    full(office)
    refresh()
    assert client(office).get(f"{LIST}{query}").context["table"].total == count


def test_several_go_into_the_bulletin(office: Office) -> None:
    i = full(office)
    sent = {"step": "info_item.put_in_bulletin", "row": [str(i.pk)]}
    desk = client(office)
    assert "确认后办理 1 件" in desk.post("/desk/bulk/info_item/", sent).content.decode()
    desk.post(
        "/desk/bulk/info_item/",
        sent
        | {"confirm": "1", "seen": f"{i.pk}:{i.matter.version}", "bulletin": "第12期", "day": office.day.isoformat()},
    )
    assert InfoItem.objects.get().bulletin == "第12期"


def test_its_writer_reads_what_came_of_it_and_not_how_it_was_edited(office: Office) -> None:
    i = full(office)
    text = client(office, "deputy").get(f"/pocket/info/{i.pk}/").content.decode()
    assert "试某（区长）" in text and "编发稿" in text
    assert client(office, "other_deputy").get(f"/pocket/info/{i.pk}/").status_code == 404
    assert client(office, "deputy").get("/pocket/info/").context["table"].total == 1
    assert client(office, "keeper").get("/pocket/new/info_item/write_item/").status_code == 403


def test_the_desk_page_offers_what_can_be_done(office: Office) -> None:
    i = written(office, "informant")
    page = client(office).get(f"{LIST}{i.pk}/").context["page"]
    assert page.first.label == "编发" and {button.label for button in page.others} == {"退回修改", "不编发，留存"}
    assert client(office, "leader").get(f"{LIST}{i.pk}/").status_code == 200
    assert client(Office()).get(f"{LIST}{i.pk}/").status_code == 404


def test_it_asks_at_most_a_dozen_questions(office: Office, django_assert_max_num_queries: Any) -> None:
    for _each in range(3):
        full(office)
    desk = client(office)
    for url in (LIST, f"{LIST}?came=adopted", f"{LIST}?filters=1"):
        desk.get(url)
        kept.forget()
        with django_assert_max_num_queries(12):
            desk.get(url)
