"""A sheet of activities: previewed, refused row by row, brought in whole or as far as it is good; and out again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import time
from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.facts import rows as facts
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.refusals import NotAllowed, Refused
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.imports.plans import Outcome, Preview
from yishi.foundation.people.tests.factories import MandateFactory
from yishi.foundation.sheets import read
from yishi.rooms.activities import exports, figures, imports, lists
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
HEAD = (
    "活动种类",
    "日期",
    "名称",
    "最后一天",
    "地点",
    "镇街",
    "主题词",
    "法律法规",
    "场次",
    "联合单位",
    "参加代表",
    "人次",
    "成果",
    "备注",
)


def sheet(*rows: dict[str, Any]) -> bytes:
    """A CSV file as offices send it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def row(**more: Any) -> dict[str, Any]:
    return {"活动种类": "执法检查", "日期": "2026-03-02"} | more


def previewed(office: Office, *rows: dict[str, Any], who: str = "office") -> Preview[Any]:
    with clock.at(office.day):
        return imports.preview(office[who], sheet(*rows))


def test_a_good_sheet_comes_in_as_if_recorded_by_hand() -> None:
    office = Office()
    upper = Office()
    office.organ.parent = upper.organ
    office.organ.save()
    upper.organ.short = "试验市人大"
    upper.organ.save()
    name = office.first.person.name
    seen = previewed(
        office,
        row(名称="第一次检查", 最后一天="2026年3月4日", 地点="试验街道", 镇街="试验街道", 主题词="养老、医疗", 法律法规="试验条例", 场次="2",
            联合单位=f"试验市人大、{office.unit.name}、试验协会", 参加代表=f"{name}、{office.second.person.name}", 人次="群众30、委员5人",
            成果="意见建议1200条、发现问题3个", 备注="分两组进行。"),
        row(日期="2026.3.5"),
    )  # fmt: skip
    assert [each.errors for each in seen.rows] == [[], []] and "参加代表（委员）2 人，成果 2 项" in seen.rows[0].happens
    assert not Activity.objects.exists()
    with clock.at(office.day):
        done = imports.apply(seen, office["office"])
    assert done.counts[Outcome.NEW] == 2
    a, b = Activity.objects.select_related("matter").order_by("pk")
    assert (a.matter.title, a.days, a.times, a.topics, a.laws, a.area) == (
        "第一次检查",
        3,
        2,
        "养老、医疗",
        "试验条例",
        "试验街道",
    )
    assert (a.co_organs, a.co_units, a.co_bodies) == ([upper.organ], [office.unit], "试验协会")
    assert {str(each.quantity.normalize()) for each in a.outputs.all()} == {"1.2E+3", "3"}
    assert b.matter.title == "执法检查（2026-03-05）" and [a.matter.number, b.matter.number] == [
        "H20260001",
        "H20260002",
    ]
    keys = [a.pk, b.pk]
    assert Fact.objects.count() == 7 and facts.replace([a.matter, b.matter], figures.derive(keys)) == 0
    assert verify(office.organ).ok and Entry.objects.filter(step="activity.record").count() == 2


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"活动种类": "执法检察"}, "是否“执法检查”"),
        ({"活动种类": ""}, "不能为空"),
        ({"日期": "三月初"}, "日期"),
        ({"日期": "2026-03-17"}, "不能晚于今天"),
        ({"日期": "2020-03-17"}, "早于本机关最早一届"),
        ({"最后一天": "2026-03-01"}, "不能早于开始日期"),
        ({"参加代表": "查无此人"}, "名册里没有“查无此人”"),
        ({"人次": "若干"}, "看不懂"),
        ({"人次": "火星人5"}, "没有“火星人”这个身份"),
        ({"成果": "意见建议若干"}, "看不懂"),
        ({"成果": "意见建议1.5条"}, "填整数"),
        ({"成果": "意见建议3万元"}, "请核对单位"),
        ({"成果": "神秘成果3条"}, "没有“神秘成果”这种成果"),
        ({"场次": "0"}, "应在 1 到"),
    ],
)
def test_every_bad_row_says_what_to_mend(cells: dict[str, str], sentence: str) -> None:
    office = Office()
    seen = previewed(office, row(), row(**cells), row(日期="2026-03-03"))
    assert [bool(each.errors) for each in seen.rows] == [False, True, False]
    assert sentence in "".join(seen.rows[1].errors)
    with clock.at(office.day):
        with pytest.raises(Refused, match="有 1 行不能导入"):
            imports.apply(seen, office["office"])
        assert not Matter.objects.filter(kind="activity").exists()
        imports.apply(seen, office["office"], skip_bad=True)
    assert Activity.objects.count() == 2


def test_the_same_is_not_brought_in_twice() -> None:
    office = Office()
    seen = previewed(office, row(), row(), row(地点="试验街道"))
    assert [bool(each.errors) for each in seen.rows] == [True, True, False] and "第 3 行" in seen.rows[0].errors[0]
    with clock.at(office.day):
        imports.apply(seen, office["office"], skip_bad=True)
    again = previewed(office, row(地点="试验街道"), row(地点="试验街道", 名称="另一次"))
    assert "不重复导入" in again.rows[0].errors[0] and not again.rows[1].errors


def test_what_changed_since_the_preview_is_not_applied() -> None:
    office = Office()
    seen = previewed(office, row(参加代表=office.first.person.name))
    MandateFactory(organ=office.organ, person__name=office.first.person.name)
    with clock.at(office.day), pytest.raises(Refused):
        imports.apply(seen, office["office"])
    assert not Activity.objects.exists()


def test_who_may_bring_in() -> None:
    office = Office()
    for who in ("reporter", "leader", "liaison", "administrator"):
        with pytest.raises(NotAllowed):
            previewed(office, row(), who=who)
    seen = previewed(office, row(), who="committee")
    with clock.at(office.day):
        imports.apply(seen, office["committee"])
    assert Activity.objects.get().body == office.committee


def test_the_template_reads_as_it_is_written() -> None:
    for profile in ("npc", "cppcc"):
        found = read(imports.template(profile), imports.columns(profile))
        assert not found.rows and not found.columns_unknown


def test_what_goes_out_comes_in_again_the_same() -> None:
    office, other = Office(), Office()
    a = office.recorded(day="2026-03-02", last_day="2026-03-04", title="=检查", topics="养老", area="试验街道", co_bodies="试验协会",
                        heads=[{"role": "resident", "heads": 30}], outputs=[{"code": "opinion", "quantity": "12"}])  # fmt: skip
    office.planned()
    office.take(
        activity["take_part"],
        a,
        persons=[office.first.pk],
    )
    found = lists.visible(office["office"]).order_by("pk")
    with clock.at(office.day):
        file = exports.excel(found.filter(pk=a.pk), office["office"])
        text = "".join(exports.lines(found, office["office"]))
    assert (
        text.startswith("\ufeff")
        and text.count("\n") == 3
        and "'=检查" in text
        and "群众30" in text
        and "计划中" in text
    )
    MandateFactory(organ=other.organ, person__name=office.first.person.name)
    with clock.at(other.day):
        seen = imports.preview(other["office"], file)
        assert not [each.errors for each in seen.rows if each.errors]
        imports.apply(seen, other["office"])
    b = Activity.objects.get(matter__organ=other.organ)
    for name in ("kind", "day", "last_day", "topics", "area", "times", "co_bodies"):
        assert getattr(a, name) == getattr(b, name), name
    assert b.matter.title == "=检查" and b.participants.filter(heads=30).exists()
    assert list(exports.rows(found, other["office"])) == []


@pytest.mark.slow
def test_thousands_of_rows_come_in() -> None:
    office = Office()
    first = dt.date(2024, 1, 1)
    rows = [
        row(日期=str(first + dt.timedelta(days=n % 700)), 名称=f"第{n}次", 人次="群众30", 成果="意见建议2条")
        for n in range(3_000)
    ]
    began = time.monotonic()
    seen = previewed(office, *rows)
    read_in = time.monotonic() - began
    with clock.at(office.day):
        done = imports.apply(seen, office["office"])
    assert done.counts[Outcome.NEW] == 3_000 and Fact.objects.count() == 9_000
    print(f"\npreview {read_in:.1f} s, import {time.monotonic() - began - read_in:.1f} s")
