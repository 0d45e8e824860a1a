"""Lists: filters, sorting, pages, what reads alike, periods with their reasons."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from yishi.doors.api.tests.calling import Callers, good, told
from yishi.readings.search.index import refresh
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


def test_clocks_say_rule_article_and_why(office: Office, api: Callers) -> None:
    s = office.assigned()
    page = good(api.get("liaison0", f"/suggestions/{s.pk}"))
    reply = next(row for row in page["clocks"] if row["kind"] == "reply")
    assert reply["due_on"] == "2026-06-16" and "第二十一条" in reply["article"] and reply["wording"]
    assert any("三个月" in sentence for sentence in reply["why"]) and not reply["overdue"]
    office.on(dt.date(2026, 6, 17))
    late = good(api.get("office", "/clocks", which="late"))
    assert "reply" in {row["kind"] for row in late["items"]}
    assert {row["kind"] for row in good(api.get("liaison0", "/clocks"))["items"]} >= {"reply", "contact"}
    assert good(api.get("liaison2", "/clocks"))["items"] == []
    assert good(api.get("office", "/suggestions", overdue="true"))["total"] == 1
    assert good(api.get("office", "/suggestions", overdue="false"))["total"] == 0


def test_filters_and_sorting(office: Office, api: Callers) -> None:
    s, other = office.assigned(), office.submitted()
    office.draft(title="关于别的事的建议")

    def found(**query: Any) -> list[int]:
        return [row["id"] for row in good(api.get("office", "/suggestions", **query))["items"]]

    assert found(state="assigned") == [s.pk] and set(found(state=["assigned", "submitted"])) == {s.pk, other.pk}
    assert found(unit=office.units[0].pk) == [s.pk] and found(unit=office.units[2].pk) == []
    assert found(q=s.matter.number) == [s.pk] and len(found(q="加装电梯")) == 2 and found(q="没有的词") == []
    assert len(found(lead=office.lead.pk, topic=office.topic.pk, when="between", year=2026, key="false")) == 2
    assert found(sort="due")[0] == min(
        (s.pk, other.pk), key=lambda key: good(api.get("office", f"/suggestions/{key}"))["due_on"]
    )
    assert found(size=1, page=2) != found(size=1, page=1) and found(page=9) == []
    for wrong in (
        {"page": 0},
        {"page": "x"},
        {"size": 201},
        {"page": "9" * 30},
        {"unit": 2**63},
        {"state": "nowhere"},
        {"sort": "x"},
        {"year": "1e3"},
    ):
        assert told(api.get("office", "/suggestions", **wrong), 422)["errors"], wrong


def test_what_reads_alike_is_named_while_typing(office: Office, api: Callers) -> None:
    s = office.submitted()
    for subject in ("公交线路", "农田水利", "养老食堂", "校园周边交通"):
        other = office.draft(
            title=f"关于改善{subject}的建议", situation=f"{subject}方面群众反映较多。", proposals=f"请研究{subject}。"
        )
        office.take(suggestion["submit"], other, "author")
    refresh()
    body = {"title": "关于给老旧小区加装电梯的建议", "text": "老旧小区没有电梯，老人上下楼不便。"}
    assert [row["suggestion"]["id"] for row in good(api.post("author", "/suggestions/alike", body))["items"]][:1] == [
        s.pk
    ]
    apart = good(api.post("author", "/suggestions/alike", body | {"apart_from": s.pk}))["items"]
    assert s.pk not in [row["suggestion"]["id"] for row in apart]
    assert good(api.post("member", "/suggestions/alike", body))["items"] == []
