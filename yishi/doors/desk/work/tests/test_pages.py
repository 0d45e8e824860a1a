"""The office's own pages: what it enters, how lists find it again, and what stands on a suggestion's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.matters.models import Link
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import HandlingReport, Hint, Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14
"""Of a suggestion's page with all its lineage; signing in takes two of them."""


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def client(office: Office, who: str = "office") -> Client:
    made = Client()
    account = office.people[who].account
    assert account is not None
    made.force_login(account)
    return made


def page(office: Office, name: str, *args: Any, who: str = "office", query: str = "") -> str:
    with clock.at(office.day):
        answer = client(office, who).get(reverse(f"desk:{name}", args=args) + query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return str(answer.content.decode())


def listed(office: Office, query: str) -> set[str]:
    """Titles that the list shows."""
    seen = page(office, "suggestions", query=f"?{query}")
    return {title for title in Suggestion.objects.values_list("matter__title", flat=True) if title in seen}


# What the office opens


def test_the_office_finds_every_way_to_enter_something(office: Office) -> None:
    seen = page(office, "suggestions")
    for name in ("from_motion", "register_secret", "record_higher", "import_one"):
        assert reverse("desk:new", args=["suggestion", name]) in seen, name
    of_the_secretariat = page(office, "suggestions", who="secretariat")
    assert "from_motion" in of_the_secretariat and "register_secret" not in of_the_secretariat
    assert "from_motion" not in page(office, "suggestions", who="leader")


def test_a_motion_is_entered_on_its_form(office: Office) -> None:
    given = WORDS | {
        "may_publish": "on", "lead": office.lead.pk, "movers": [office.second.pk], "number": "第7号", "moved_on": "2026-01-12",
        "decided_by": "大会主席团第三次会议", "decided_on": "2026-01-14",
    }  # fmt: skip
    url = reverse("desk:new", args=["suggestion", "from_motion"])
    missing = client(office).post(url, given | {"decided_by": ""})
    assert missing.status_code == 422 and "第7号" in missing.content.decode(), "what was typed is kept"
    assert client(office).post(url, given).status_code in (200, 303)
    s = Suggestion.objects.get(source="motion")
    assert "由议案第7号" in page(office, "suggestion", s.pk) and "大会主席团第三次会议" in page(
        office, "suggestion", s.pk
    )


# Split


def test_a_suggestion_is_split_on_its_form_and_the_parts_name_each_other(office: Office) -> None:
    s = office.submitted()
    url = reverse("desk:step", args=["suggestion", s.pk, "split"])
    form = client(office).get(url).content.decode()
    assert "parts-0-title" in form and "一事一件" in form
    given = {"version": s.matter.version, "agreed": "已电话告知。"}
    for at, what in enumerate(("加装电梯", "增设车位")):
        given |= {
            f"parts-{at}-title": f"关于{what}的建议",
            f"parts-{at}-situation": "情况",
            f"parts-{at}-proposals": "建议",
        }
    assert client(office).post(url, given).status_code in (200, 303)
    parts = list(Link.objects.filter(target=s.pk).values_list("origin", flat=True))
    whole = page(office, "suggestion", s.pk)
    assert whole.count("由本件分出") == 2 and all(f"/suggestions/{pk}/" in whole for pk in parts)
    assert "来源于" in page(office, "suggestion", parts[0])


# Carried over


def test_what_is_to_be_carried_over_is_found_carried_and_shown(office: Office) -> None:
    s, p = office.assigned(), office.promised(dt.date(2027, 6, 30))
    new = office.submitted()
    Suggestion.objects.filter(pk=new.pk).update(submitted_on=dt.date(2027, 1, 4))
    new.matter.title = "关于今年新事的建议"
    new.matter.save()
    office.on(dt.date(2027, 1, 11))
    assert listed(office, "carried=due") == {s.matter.title} and listed(office, "carried=open") == set()
    office.take(suggestion["carry_over"], s, "office", ground="year", why="工程跨年度实施。")
    office.take(promise["carry_promise"], p, "office", ground="year", why="工期较长。")
    assert listed(office, "carried=open") == {s.matter.title}
    seen = page(office, "suggestion", s.pk)
    assert "转入 2027 年（跨年度继续办理）" in seen and "工程跨年度实施" in seen
    assert "承诺事项“加装电梯十部”转入 2027 年" in page(office, "suggestion", p.suggestion_id)
    assert "加装电梯十部" in page(office, "promises", query="?view=carried")
    figures = page(office, "figures", query="?year=2027")
    assert "上年转入" in figures and "以前年度转入、期末仍在办理" in figures


# Good handling, kinds of oversight, sources


def test_lists_find_good_handlings_oversight_and_sources(office: Office) -> None:
    s = office.assigned()
    h = office.answer(office.part(s))
    office.take(handling["choose_good"], h, "office", why="当年落实。")
    office.take(
        suggestion["record_oversight"],
        s,
        "supervisor",
        kind="television",
        day=office.day.isoformat(),
        text="现场问政。",
    )
    other = office.submitted()
    other.matter.title = "关于另一事的建议"
    other.matter.save()
    office.take(
        suggestion["record_messages"],
        other,
        "office",
        subject="意见",
        messages=3,
        since="2026-02-01",
        until="2026-02-02",
    )
    assert listed(office, "good=handling") == listed(office, "overseen=television") == {s.matter.title}
    assert listed(office, "good=suggestion") == set()
    assert listed(office, "source=message") == {"关于另一事的建议"}
    seen = page(office, "suggestion", s.pk)
    assert "优秀办理件" in seen and "当年落实。" in seen
    mine = client(office, "liaison0").get("/unit/suggestions/?view=good").content.decode()
    assert s.matter.title in mine


def test_a_page_with_all_its_lineage_takes_few_queries(office: Office) -> None:
    s = office.submitted()
    office.take(
        suggestion["record_messages"], s, "office", subject="意见", messages=3, since="2026-02-01", until="2026-02-02"
    )
    parts = [WORDS | {"title": f"关于第{at}件事的建议"} for at in (1, 2)]
    office.take(suggestion["split"], s, "office", parts=parts, agreed="已告知。")
    signed_in, url = client(office), reverse("desk:suggestion", args=[s.pk])
    with CaptureQueriesContext(connection) as seen:
        answer = signed_in.get(url)
    assert "由群众意见形成" in answer.content.decode() and answer.content.decode().count("由本件分出") == 2
    assert len(seen) <= MOST_QUERIES, [query["sql"][:120] for query in seen]


# Reports on handling


def test_reports_are_noted_twice_a_year_and_written_from_the_records(office: Office) -> None:
    seen = page(office, "reports")
    assert "第三十四条" in seen and "half=1" in seen and "part=court" in seen
    url = reverse("desk:reports_new")
    given = {"year": 2026, "period": "half", "part": "区人民政府", "reported_on": "2026-03-16", "vote": "全票通过"}
    late = client(office).post(url, given | {"reported_on": "2026-05-01"})
    assert late.status_code == 422 and "不能晚于今天" in late.content.decode()
    wrong = client(office).post(url, given | {"published_on": "2026-03-01"})
    assert wrong.status_code == 422 and "不能早于报告日" in wrong.content.decode()
    assert client(office).post(url, given).status_code in (200, 303)
    row = HandlingReport.objects.get()
    assert (row.organ, row.period, row.vote) == (office.organ, "half", "全票通过")
    assert Entry.objects.filter(step="report.keep").count() == 1
    assert "2026 上半年" in page(office, "reports")
    assert client(office, "leader").post(url, given).status_code == 403
    half = client(office).get(reverse("desk:report") + "?year=2026&half=1")
    assert half.status_code == 200 and half["Content-Type"].endswith("document")
    assert client(office).get(reverse("desk:report") + "?year=2026&part=nobody").status_code == 404


def test_a_hint_is_published_and_reaches_deputies_until_it_is_taken_down(office: Office) -> None:
    given = {"title": "老旧小区改造", "text": "调研重点", "published_on": "2026-03-16"}
    assert client(office).post(reverse("desk:hints_new"), given).status_code in (200, 303)
    hint = Hint.objects.get()
    assert "老旧小区改造" in client(office, "author").get(reverse("pocket:study")).content.decode()
    assert "老旧小区改造" in page(office, "hints")
    client(office).post(reverse("desk:hint", args=[hint.pk]), {"end": "1"})
    assert "老旧小区改造" not in client(office, "author").get(reverse("pocket:study")).content.decode()
    assert client(office, "leader").post(reverse("desk:hints_new"), given).status_code == 403
