"""The pages of hot topics: who sees what, days, filters, files, jobs, names, the bulletin; and that they ask little."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from yishi.doors.desk.tests.seated import client, lines
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.readings.topics import office as topics
from yishi.readings.topics.models import Reading, Topic
from yishi.readings.topics.tests.made import NOISE
from yishi.readings.topics.tests.office import WINDOW, spoken
from yishi.rooms.voice.tests.office import Office

pytestmark = pytest.mark.django_db
LIST = "/desk/hot-topics/"
YEAR = {"since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def read(lit: Office) -> Office:
    """With this year's topics found."""
    topics.compute(lit.organ, WINDOW)
    return lit


def lamps() -> Topic:
    """The topic of the lamps."""
    return Topic.objects.get(place="紫藤园小区")


def page(office: Office, query: str = "", who: str = "office") -> str:
    """The list as somebody sees it."""
    answer = client(office, who).get(f"{LIST}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_hottest_comes_first_with_all_its_numbers(read: Office) -> None:
    text = page(read)
    assert text.index("紫藤园小区") < text.index("临江雅苑")
    assert "看了 9 条留言" in text and "城乡建设 · 试验街道" in text


@pytest.mark.parametrize(
    ("query", "lamps", "noise"),
    [
        ("?view=growing", True, False), ("?view=new", True, False), ("?area=试验街道", True, True), ("?topic=urban", True, True),
        ("?topic=health", False, False),
        ("?least=5", True, False), ("?q=紫藤", True, False), ("?q=路灯", True, False), ("?since=2026-01-01&until=2026-12-31", True, True),
        ("?since=2025-01-01&until=2025-12-31", False, False),
    ],
)  # fmt: skip
def test_filters_views_and_days_narrow(read: Office, query: str, lamps: bool, noise: bool) -> None:
    text = page(read, query)
    assert ("紫藤园小区" in text, "临江雅苑" in text) == (lamps, noise)


def test_what_is_seen_comes_as_a_file(read: Office) -> None:
    rows = lines(client(read).get(f"{LIST}?export=csv&col=messages&col=people"))
    assert [row[1:] for row in rows] == [["5", "5"], ["4", "4"]]
    answer = client(read).get(f"{LIST}{lamps().pk}/?export=csv")
    assert len(lines(answer)) == 5


def test_before_anything_was_found_the_page_offers_to(lit: Office) -> None:
    text = page(lit)
    assert "这段时间的热点还没有找过" in text and "找热点" in text
    assert "找热点" not in page(lit, who="auditor")
    answer = client(lit).post(f"{LIST}find/", YEAR, follow=True)
    assert "已从 9 条留言里找出热点" in answer.content.decode() and Topic.objects.count() == 2


def test_new_messages_are_told_of(read: Office) -> None:
    assert "可以重新找" not in page(read)
    spoken(read, "别处小区", NOISE[:1])
    assert "可以重新找" in page(read)


def test_wrong_days_are_told_and_nothing_is_found(read: Office) -> None:
    for wrong in ("?since=2026-05-01&until=2026-01-01", "?since=x&until=y", "?since=2000-01-01&until=2026-01-01"):
        assert client(read).get(f"{LIST}{wrong}").status_code == 422
    before = Reading.objects.count()
    assert client(read).post(f"{LIST}find/", {"since": "2026-05-01", "until": "2026-01-01"}).status_code == 409
    assert Reading.objects.count() == before


def test_many_messages_are_a_job_that_can_be_watched_and_stopped(lit: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "AT_ONCE", 3)
    desk = client(lit)
    answer = desk.post(f"{LIST}find/", YEAR)
    started = Job.objects.get()
    assert answer["Location"] == f"{LIST}jobs/{started.pk}/" and not Topic.objects.exists()
    assert "停下" in desk.get(f"{LIST}jobs/{started.pk}/").content.decode()
    jobs.run(started.pk, started.attempt)
    done = desk.get(f"{LIST}jobs/{started.pk}/").content.decode()
    assert "看热点" in done and Topic.objects.count() == 2
    desk.post(f"{LIST}find/", YEAR)
    again = Job.objects.latest("pk")
    desk.post(f"{LIST}jobs/{again.pk}/stop/")
    assert Job.objects.get(pk=again.pk).state == Job.State.STOPPED
    assert client(lit, "leader").get(f"{LIST}jobs/{again.pk}/").status_code == 404


def test_one_topic_shows_its_heat_term_by_term_its_weeks_and_its_messages(read: Office) -> None:
    row = lamps()
    text = client(read).get(f"{LIST}{row.pk}/").content.decode()
    assert "2 × 5" in text and "3 × log2(1 + 0)" in text and "25.0" in text
    assert "近 7 天 5 条，比前 7 天的 0 条多" in text and "chart-weeks-option" in text
    assert text.count("紫藤园小区夜里路灯全黑") >= 1 and "另有" not in text


def test_a_committee_sees_how_many_and_not_what(read: Office) -> None:
    text = page(read, who="committee")
    assert "紫藤园小区：城乡建设" in text and "路灯" not in text
    assert "紫藤园小区" not in page(read, "?q=路灯", who="committee")
    one = client(read, "committee").get(f"{LIST}{lamps().pk}/").content.decode()
    assert "另有 5 条您不能查看，只计数" in one and "路灯" not in one
    topics.rename(read["office"], lamps().pk, "紫藤园路灯")
    assert "紫藤园路灯" in page(read, who="committee")


@pytest.mark.parametrize("who", ["deputy", "liaison0", "keeper", "informant", "administrator", "resident"])
def test_others_do_not_come_in(read: Office, who: str) -> None:
    row = lamps()
    for path in ("", f"{row.pk}/", f"{row.pk}/name/", "weekly/", "weekly/bulletin.docx"):
        assert client(read, who).get(f"{LIST}{path}").status_code == 403


@pytest.mark.parametrize(("who", "code"), [("auditor", 403), ("committee", 403), ("secretariat", 200), ("leader", 200)])
def test_who_finds_and_who_makes_the_bulletin(read: Office, who: str, code: int) -> None:
    assert client(read, who).get(f"{LIST}weekly/").status_code == code
    assert client(read, who).post(f"{LIST}find/", YEAR).status_code == (403 if code == 403 else 303)
    assert client(read, who).get(f"{LIST}{lamps().pk}/name/").status_code == 403


def test_another_organs_topics_are_not_there(read: Office) -> None:
    other, row = Office(), lamps()
    assert "紫藤园" not in page(other)
    for path in (f"{row.pk}/", f"{row.pk}/name/"):
        assert client(other).get(f"{LIST}{path}").status_code == 404


def test_the_office_renames_and_typing_is_kept_when_refused(read: Office) -> None:
    row, desk = lamps(), client(read)
    assert desk.get(f"{LIST}{row.pk}/name/").status_code == 200
    wrong = desk.post(f"{LIST}{row.pk}/name/", {"name": "长" * 81})
    assert wrong.status_code == 422 and "长" * 81 in wrong.content.decode()
    desk.post(f"{LIST}{row.pk}/name/", {"name": "紫藤园路灯"})
    assert "紫藤园路灯" in page(read)


def test_the_weeks_bulletin_has_what_was_chosen(read: Office) -> None:
    desk = client(read)
    week = desk.get(f"{LIST}weekly/?week=2026-03-16").content.decode()
    assert "选登哪些" in week and "紫藤园小区" in week
    kept = [row for row in lamps().members.values_list("message", flat=True)]
    answer = desk.get(f"{LIST}weekly/bulletin.docx?week=2026-03-16&chosen=1&item={kept[-1]}&item=x")
    paper = Document(io.BytesIO(answer.content))
    told = "\n".join(each.text for each in paper.paragraphs)
    assert "选登" in told and "docx" in answer["Content-Disposition"]
    none = desk.get(f"{LIST}weekly/bulletin.docx?week=2026-03-16&chosen=1")
    assert "选登" not in "\n".join(each.text for each in Document(io.BytesIO(none.content)).paragraphs)
    assert desk.get(f"{LIST}weekly/?week=nonsense").status_code == 200


@pytest.mark.parametrize(
    "path", ["", "?view=growing", "?area=试验街道&filters=1", "?q=路灯", "one", "weekly/?week=2026-03-16"]
)
def test_it_asks_at_most_a_dozen_questions(read: Office, path: str, django_assert_max_num_queries: Any) -> None:
    desk = client(read)
    desk.get("/desk/")  # counts that stand around every page are kept
    address = f"{LIST}{lamps().pk}/" if path == "one" else f"{LIST}{path}"
    with django_assert_max_num_queries(14 if path.startswith("weekly") else 12):
        desk.get(address)
