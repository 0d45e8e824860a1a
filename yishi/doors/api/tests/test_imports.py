"""Spreadsheets in by programs: preview with every bad row and its reason, then all of it or the good rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.doors.api.tests.calling import ROOT, Callers, good, told
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.law.calendars import statutory_holidays
from yishi.foundation.people.models import Account, CalendarDay, Mandate, Unit
from yishi.foundation.sheets.reading import read
from yishi.rooms.suggestions.imports import columns
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.voice.models import Message

pytestmark = pytest.mark.django_db
UNITS = "编号,单位名称,简称,系统,联络员,联络员电话\n试901,试验一局,试一局,政府,试联络,000-试\n试902,,试二局,政府,,\n"


def send(api: Callers, who: str, path: str, text: str | bytes, **data: Any) -> Any:
    """A file and choices by somebody."""
    content = text if isinstance(text, bytes) else text.encode()
    with clock.at(api.office.day):
        return api.client.post(
            f"{ROOT}/imports/{path}", {"file": SimpleUploadedFile("表.csv", content), **data},
            headers={"Authorization": f"Bearer {api.secret(who)}"},
        )  # fmt: skip


def test_units_all_or_the_good_rows(office: Office, api: Callers) -> None:
    seen = good(send(api, "office", "units/preview", UNITS))
    assert seen["counts"]["refused"] == 1 and seen["rows"][0]["outcome"] == "refused" and seen["rows"][0]["errors"]
    before = (Unit.objects.count(), Entry.objects.count())
    told(send(api, "office", "units/apply", UNITS, seen=seen["fingerprint"]), 409)
    assert told(send(api, "office", "units/apply", UNITS, seen="x" * 64, skip="true"), 409)["code"] == "changed"
    assert (Unit.objects.count(), Entry.objects.count()) == before
    done = good(send(api, "office", "units/apply", UNITS, seen=seen["fingerprint"], skip="true"))
    assert done["counts"]["new"] == 1 and Unit.objects.filter(name="试验一局").exists()
    assert all(
        Account.objects.get(username=slip["username"]).check_password(slip["password"]) for slip in done["slips"]
    )
    assert Entry.objects.last().step == "units.import" and done["told"]  # type: ignore[union-attr]  # there is one


def test_the_roll(office: Office, api: Callers) -> None:
    seen = good(
        send(api, "administrator", "roll/preview", "姓名,代表证号\n试新甲,9101\n,9102\n", day="2026-03-10", make="true")
    )
    assert seen["counts"]["refused"] >= 1 and {row["outcome"] for row in seen["rows"]} <= {
        "refused",
        "new",
        "changed",
        "unchanged",
    }
    assert Mandate.objects.filter(person__name="试新甲").count() == 0
    assert told(send(api, "office", "roll/preview", "姓名\n试\n", day="2026-02-30"), 422)["errors"]["day"]


def test_suggestions(office: Office, api: Callers) -> None:
    titles = {column.key: column.titles[0] for column in columns(office.organ.profile)}
    text = ",".join(titles.values()) + "\n" + ",".join("试" for _ in titles) + "\n"
    seen = good(send(api, "office", "suggestions/preview", text))
    assert seen["counts"]["refused"] == 1 and seen["rows"][0]["errors"]
    told(send(api, "office", "suggestions/apply", text, seen=seen["fingerprint"]), 409)
    assert not Suggestion.objects.exists()


def test_messages_of_residents(office: Office, api: Callers) -> None:
    text = "编号,收到时间,内容\nR1,2026-03-01 09:00,三号楼路灯不亮\nR2,昨天,路灯\n"
    seen = good(send(api, "office", "messages/preview", text, channel="web"))
    assert seen["counts"]["refused"] == 1 and "不是日期" in seen["rows"][0]["errors"][0]
    told(send(api, "office", "messages/apply", text, seen=seen["fingerprint"]), 409)
    assert not Message.objects.exists()
    done = good(send(api, "office", "messages/apply", text, seen=seen["fingerprint"], skip="true", channel="web"))
    assert done["counts"]["new"] == 1 and Message.objects.get().channel == "web"
    again = good(send(api, "office", "messages/preview", text, channel="web"))
    assert again["counts"] | {"unchanged": 1} == again["counts"]
    assert told(send(api, "office", "messages/preview", text, channel="pigeon"), 422)["errors"]["channel"]


def test_a_years_days_off(office: Office, api: Callers) -> None:
    rows = [f"{day.isoformat()},放假,{name}" for day, name in sorted(statutory_holidays(2027).items())]
    text = "日期,放假或上班,名称\n" + "\n".join(rows) + "\n"
    assert not good(
        send(api, "office", "calendar/2027/preview", "日期,放假或上班,名称\n2027-01-01,放假,元旦\n", source="试发")
    )["fit"]
    seen = good(send(api, "office", "calendar/2027/preview", text, source="试发〔2026〕9号"))
    assert seen["fit"] and seen["days"] == len(rows) and not CalendarDay.objects.filter(day__year=2027).exists()
    good(send(api, "office", "calendar/2027/apply", text, source="试发〔2026〕9号", seen=seen["fingerprint"]))
    assert CalendarDay.objects.filter(day__year=2027).count() == len(rows)
    assert good(api.get("office", "/calendar/2027"))["source"] == "试发〔2026〕9号"


@pytest.mark.parametrize(
    "path", ["units/preview", "roll/preview", "suggestions/preview", "messages/preview", "calendar/2026/preview"]
)
def test_who_does_not_keep_it_does_not_bring_it_in(office: Office, api: Callers, path: str) -> None:
    for who in ("author", "liaison0", "leader", "auditor"):
        assert told(send(api, who, path, UNITS, source="试"), 403)["code"] == "not_allowed", who
    with clock.at(office.day):
        assert api.client.post(f"{ROOT}/imports/{path}", {}).status_code == 401


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\x00" * 100, b"\xd0\xcf\x11\xe0" + b"\x00" * 50, "只有一列\n".encode()]
)
@pytest.mark.parametrize("path", ["units/preview", "roll/preview", "suggestions/preview", "messages/preview"])
def test_what_is_no_such_sheet(office: Office, api: Callers, path: str, content: bytes) -> None:
    response = send(api, "office", path, content)
    if response.status_code == 200:
        assert response.json()["errors"] and not response.json()["rows"]
    else:
        assert told(response, 422)["errors"]["file"]


def test_templates_are_read_back(office: Office, api: Callers) -> None:
    for path in ("suggestions", "messages", "units", "roll", "calendar/2026"):
        response = api.get("office", f"/imports/{path}/template")
        assert response.status_code == 200 and response.content[:2] == b"PK"
    sheet = read(api.get("office", "/imports/suggestions/template").content, columns(office.organ.profile))
    assert not sheet.columns_missing and not sheet.columns_unknown
    assert told(api.get("office", "/imports/none/template"), 422)["errors"]
    assert dt.date(2026, 1, 1) in statutory_holidays(2026)
