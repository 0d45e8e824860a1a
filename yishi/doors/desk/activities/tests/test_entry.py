"""Entering an activity: kind and day are enough, more unfolds with the kind, and what was typed stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.doors.desk.activities.tests.seated import client
from yishi.foundation.files.models import Attachment
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db
NEW, PLAN = "/desk/activities/new/", "/desk/activities/plan/"
GIVEN = {"kind": "law_inspection", "day": "2026-03-16"}


def sent(office: Office, who: str = "office", url: str = NEW, **given: Any) -> Any:
    """The form, handed in."""
    return client(office, who).post(url, GIVEN | given)


def test_kind_and_day_are_enough(office: Office) -> None:
    answer = sent(office)
    a = Activity.objects.get()
    assert answer.status_code == 303 and answer["Location"] == f"/desk/activities/{a.pk}/"
    assert (a.matter.title, a.matter.state, a.times) == ("执法检查（2026-03-16）", "recorded", 1)


def test_a_kind_unfolds_what_is_usual_for_it(office: Office) -> None:
    plain = client(office).get(NEW).content.decode()
    assert "heads-of-" not in plain and "output-of-" not in plain
    shown = client(office).post(NEW, GIVEN | {"unfold": "1", "place": "试验镇"}).content.decode()
    assert 'name="heads-of-deputy"' in shown and 'name="output-of-opinion"' in shown and 'value="试验镇"' in shown
    assert "执法检查方案" in shown  # what is one, and what is left out
    assert Activity.objects.count() == 0


def test_usual_people_and_results_are_recorded_with_it(office: Office) -> None:
    sent(office, **{"heads-of-expert": "5", "output-of-opinion": "12条", "persons": [office.first.pk]})
    a = Activity.objects.get()
    assert {(row.role, row.heads) for row in a.participants.all()} == {("expert", 5), ("deputy", None)}
    assert [(row.code, str(row.quantity), row.measure) for row in a.outputs.all()] == [("opinion", "12.0000", "条")]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "2026-03-17"}, "日期不能晚于今天"), ({"kind": "nothing"}, "重新选择"), ({"output-of-opinion": "十二"}, "不是数量"),
        ({"output-of-opinion": "12元"}, "请核对单位"), ({"last_day": "2026-03-01"}, "最后一天不能早于开始日期"), ({"times": "0"}, "1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(office: Office, wrong: dict[str, str], sentence: str) -> None:
    answer = sent(office, title="城区管网检查", summary="看了三处。", **wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and Activity.objects.count() == 0
    assert sentence in text and 'value="城区管网检查"' in text and "看了三处。" in text


def test_a_wrong_measure_is_told_beside_its_result(office: Office) -> None:
    answer = sent(office, **{"output-of-opinion": "12元"})
    assert "请核对单位" in answer.context["form"].errors["output-of-opinion"][0]


def test_the_next_one_begins_with_kind_and_day(office: Office) -> None:
    answer = sent(office, place="试验镇", next="1")
    assert answer["Location"] == f"{NEW}?kind=law_inspection&day=2026-03-16&place=%E8%AF%95%E9%AA%8C%E9%95%87"
    desk = client(office)
    desk.post(NEW, GIVEN | {"next": "1"})
    shown = desk.get(answer["Location"]).content.decode()
    assert "已登记：" in shown and 'value="试验镇"' in shown and 'name="output-of-opinion"' in shown


def test_the_most_used_stand_first_and_aliases_find_a_kind(office: Office) -> None:
    office.recorded(kind="training")
    select = client(office).get(NEW).context["form"].fields["kind"]
    assert select.choices[1] == ("常用", [("training", "培训")])
    assert "视察" in client(office).get(NEW).content.decode().partition("data-also")[2]


def test_what_is_to_come_is_put_on_the_plan(office: Office) -> None:
    assert "请先列入计划" in sent(office, last_day="2026-03-20").content.decode()
    sent(office, url=PLAN, day="2026-04-01")
    assert Activity.objects.get().matter.state == "planned"


def test_committees_staff_record_their_own_and_others_are_told(office: Office) -> None:
    sent(office, "committee")
    assert Activity.objects.get().body == office.committee
    for who in ("secretariat", "leader", "auditor"):
        assert client(office, who).get(NEW).status_code == 403
        assert sent(office, who).status_code == 403
    assert Activity.objects.count() == 1


def test_photographs_come_along(office: Office, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    sent(office, files=SimpleUploadedFile("现场说明.txt", "三处泵房".encode(), "text/plain"))
    a = Activity.objects.get()
    assert [row.name for row in Attachment.objects.filter(matter=a.pk)] == ["现场说明.txt"]
    desk = client(office)
    assert "现场说明.txt" in desk.get(f"/desk/activities/{a.pk}/").content.decode()
    key = Attachment.objects.get().pk
    assert desk.get(f"/desk/file/{key}/").status_code == 200
    assert client(office, "liaison").get(f"/unit/file/{key}/").status_code == 404


def test_a_kind_that_lasts_asks_no_last_day(office: Office) -> None:
    code = office.group().code
    form = client(office).get(f"{NEW}?kind={code}").context["form"]
    assert not {"last_day", "starts", "times", "persons"} & set(form.fields)
    sent(office, kind=code)
    assert Activity.objects.get().stock
