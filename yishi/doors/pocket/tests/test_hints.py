"""Topic hints: published by the office for a period and a topic, read by deputies when they choose and when they write."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.rooms.suggestions.models import Hint, Topic
from yishi.rooms.suggestions.tests.office import MONDAY, Office

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MOST = 26  # signing in included


class House:
    """An office with a topic; whoever is named signs in."""

    def __init__(self) -> None:
        self.office = Office()
        self.organ = self.office.organ
        self.topic = Topic.objects.create(organ=self.organ, code="T9", name="养老服务")

    def get(self, who: str, url: str, day: dt.date = MONDAY) -> Any:
        client = Client()
        client.force_login(self.office.people[who].account)
        with clock.at(day):
            return client.get(url)

    def post(self, who: str, url: str, data: dict[str, Any], day: dt.date = MONDAY) -> Any:
        client = Client()
        client.force_login(self.office.people[who].account)
        with clock.at(day):
            return client.post(url, data)

    def hint(self, **more: Any) -> Hint:
        made: dict[str, Any] = {"organ": self.organ, "title": "社区食堂可持续运营", "published_on": MONDAY}
        return Hint.objects.create(**(made | more))


@pytest.fixture
def house() -> House:
    return House()


WRITE = reverse("pocket:new", args=["suggestion", "draft"])
PLACES = (reverse("pocket:study"), WRITE)


def test_a_hint_published_for_a_period_is_read_on_the_phone_then_and_only_then(house: House) -> None:
    data = {
        "title": "社区食堂可持续运营", "text": "可了解补贴与客流。", "topic": house.topic.pk, "from_unit": house.office.units[0].pk,
        "published_on": str(MONDAY), "ended_on": str(MONDAY + 7 * DAY),
    }  # fmt: skip
    assert house.post("office", reverse("desk:hints_new"), data).status_code == 303
    entry = Entry.objects.order_by("-pk").first()
    assert entry.step == "hint.keep" and entry.organ == house.organ
    for url in PLACES:
        seen = [house.get("author", url, MONDAY + n * DAY).content.decode() for n in (-1, 0, 6, 7)]
        assert ["社区食堂可持续运营" in page for page in seen] == [False, True, True, False], url
        assert "养老服务" in seen[1] and str(house.office.units[0]) in seen[1]
    row = Hint.objects.get()
    house.post("office", reverse("desk:hint", args=[row.pk]), {"end": "1"}, MONDAY + DAY)
    assert "社区食堂可持续运营" not in house.get("author", WRITE, MONDAY + DAY).content.decode()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"ended_on": str(MONDAY - DAY)}, "撤下日早于发布日"),
        ({"title": ""}, ""),
        ({"title": "题" * 121}, "120"),
        ({"topic": "99999"}, ""),
        ({"published_on": "三月"}, "日期"),
    ],
)
def test_a_refused_hint_keeps_what_was_typed(house: House, more: dict[str, str], sentence: str) -> None:
    data = {"title": "加装电梯", "text": "可了解出资比例。", "published_on": str(MONDAY)} | more
    answer = house.post("office", reverse("desk:hints_new"), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "可了解出资比例。" in page
    assert not Hint.objects.exists()


def test_who_may(house: House) -> None:
    row, foreign = house.hint(), House()
    new, edit, one = (
        reverse("desk:hints_new"),
        reverse("desk:hint_edit", args=[row.pk]),
        reverse("desk:hint", args=[row.pk]),
    )
    for who, writes in (("office", True), ("secretariat", True), ("leader", False), ("auditor", False)):
        assert house.get(who, reverse("desk:hints")).status_code == 200
        assert [house.get(who, url).status_code for url in (new, edit)] == ([200, 200] if writes else [403, 403]), who
    for who in ("author", "liaison0", "administrator"):
        assert house.get(who, reverse("desk:hints")).status_code == 403
    assert house.post("leader", one, {"end": "1"}).status_code == 403
    assert [foreign.get("office", url).status_code for url in (one, edit)] == [404, 404]
    assert "社区食堂" not in foreign.get("author", WRITE).content.decode()
    assert Client().get(reverse("desk:hints")).status_code == 302
    row.refresh_from_db()
    assert row.ended_on is None


def test_the_list_tells_coming_standing_and_ended_apart_in_few_queries(house: House) -> None:
    house.hint(title="现在的")
    house.hint(title="将来的", published_on=MONDAY + DAY, topic=house.topic)
    house.hint(title="到期的", published_on=MONDAY - 9 * DAY, ended_on=MONDAY)
    for n in range(30):
        house.hint(title=f"许多 {n}", topic=house.topic, from_unit=house.office.units[0])
    url = reverse("desk:hints")
    for view, there in (("open", "现在的"), ("coming", "将来的"), ("ended", "到期的")):
        page = house.get("office", f"{url}?view={view}&q=的").content.decode()
        assert [title in page for title in ("现在的", "将来的", "到期的")] == [
            title == there for title in ("现在的", "将来的", "到期的")
        ], view
    assert "现在的" not in house.get("office", f"{url}?topic={house.topic.pk}").content.decode()
    exported = b"".join(house.get("office", f"{url}?view=all&q=的&export=csv").streaming_content).decode()
    assert len(exported.splitlines()) == 4
    with CaptureQueriesContext(connection) as seen:
        house.get("office", url)
    assert len(seen) <= MOST, len(seen)
    assert "还没有参考选题" in House().get("office", url).content.decode()
