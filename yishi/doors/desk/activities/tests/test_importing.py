"""Activities from Excel on the desk: seen first, row by row, then all or the good ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.doors.desk.activities.tests.seated import client
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
UP, SEEN = "/desk/activities/import/", "/desk/activities/import/preview/"
GOOD = "活动种类,日期,名称,参加人次,成果\n执法检查,2026-03-02,供水检查,群众30,意见建议12条\n培训,2026-03-05,,,\n"
BAD = GOOD + "没有的种类,2026-03-06,,,\n"


def sent(desk: Any, text: str) -> Any:
    """A sheet, uploaded."""
    return desk.post(UP, {"file": SimpleUploadedFile("活动.csv", text.encode(), "text/csv")})


def test_every_row_is_seen_before_it_is_written(office: Office) -> None:
    desk = client(office)
    assert desk.get(f"{UP}template.xlsx").status_code == 200
    assert sent(desk, GOOD)["Location"] == SEEN
    shown = desk.get(SEEN)
    assert "可以导入 2 行，有问题 0 行" in shown.content.decode() and Activity.objects.count() == 0
    desk.post(SEEN, {"seen": shown.context["plan"].fingerprint})
    assert sorted(Activity.objects.values_list("kind", flat=True)) == ["law_inspection", "training"]
    assert desk.get(SEEN)["Location"] == UP  # it is done


def test_bad_rows_are_named_and_the_good_ones_may_go_alone(office: Office) -> None:
    desk = client(office)
    sent(desk, BAD)
    shown = desk.get(SEEN)
    text = shown.content.decode()
    assert "有问题 1 行" in text and "没有的种类" in text and UP in text
    refused = desk.post(SEEN, {"seen": shown.context["plan"].fingerprint})
    assert refused.status_code == 409 and Activity.objects.count() == 0
    done = desk.post(SEEN, {"seen": shown.context["plan"].fingerprint, "skip": "1"}, follow=True)
    assert Activity.objects.count() == 2 and "已导入 2 条" in done.content.decode()


def test_what_changed_since_is_seen_again(office: Office) -> None:
    desk = client(office)
    sent(desk, GOOD)
    assert desk.post(SEEN, {"seen": "other"}).status_code == 409 and Activity.objects.count() == 0


def test_who_records_nothing_is_told_before_he_fills_in_a_sheet(office: Office) -> None:
    for who in ("leader", "auditor", "government_office"):
        assert client(office, who).get(UP).status_code == 403
