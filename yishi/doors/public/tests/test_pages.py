"""The public's door: what was published and nothing else, without an account."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.doors.public import card
from yishi.foundation import clock
from yishi.foundation.people.models import Mandate
from yishi.foundation.people.tests.factories import MandateFactory, OrganFactory
from yishi.readings.search.index import refresh
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def get(path: str, **query: object) -> str:
    """The page as a stranger reads it."""
    answer = Client().get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def published(office: Office, **how: object) -> Suggestion:
    """Answered, evaluated in words nobody may read, and published."""
    s = office.assigned(joint=True, co=True)
    office.take(handling["receive"], office.part(s), "liaison0", phone="000-1234567", undertaker="试承办")
    office.take(handling["receive"], office.part(s, 1), "liaison1")
    office.take(handling["give_opinion"], office.part(s, 1), "liaison1", text="内部会办意见。")
    office.later(10)
    due = (office.day + dt.timedelta(days=30)).isoformat()
    h = office.answer(office.part(s), "solving", text="答复全文在此。", plans=[{"what": "加装电梯十部", "due": due}])
    office.evaluate(h, "dissatisfied", "敷衍了事。")
    office.take(suggestion["publish"], s, "office")
    return s


def paths(office: Office, s: Suggestion) -> list[str]:
    """Every page on which it might be told."""
    of = f"/public/o/{office.organ.code}"
    seat = f"/public/deputies/{s.lead_id}/"
    return [
        "/public/",
        of + "/",
        f"{of}/suggestions/",
        f"{of}/answers/",
        f"{of}/deputies/",
        f"{of}/figures/",
        f"/public/suggestions/{s.pk}/",
        seat,
        f"{seat}card/",
    ]


def test_every_page_opens_for_a_stranger_empty_and_full(office: Office) -> None:
    of = f"/public/o/{office.organ.code}"
    for path in ("/public/", of + "/", f"{of}/suggestions/", f"{of}/answers/", f"{of}/deputies/", f"{of}/figures/"):
        assert "还没有" in get(path) or path.endswith("deputies/")
    s = published(office)
    with clock.at(office.day):
        for path in paths(office, s):
            get(path)


def test_no_page_tells_what_is_nobodys_business(office: Office) -> None:
    s = published(office)
    office.lead.person.phone, office.lead.person.born = "13800000000", dt.date(1970, 2, 3)
    office.lead.person.save()
    with clock.at(office.day):
        for path in paths(office, s):
            html = get(path)
            for secret in (
                "敷衍",
                "不满意",
                "000-1234567",
                "试承办",
                "内部会办意见",
                "已听取意见",
                "13800000000",
                "1970",
            ):
                assert secret not in html, (path, secret)


def test_the_story_is_told_in_order_with_the_days_between(office: Office) -> None:
    s = published(office)
    with clock.at(office.day):
        thread = Client().get(f"/public/suggestions/{s.pk}/").context["thread"]
        html = get(f"/public/suggestions/{s.pk}/")
    assert [item.verb for item in thread] == [
        "提出建议",
        "交给有关单位办理",
        "联系了代表（走访）",
        "答复：正在研究解决",
        "作出承诺",
    ]
    assert "隔 10 天" in html and "答复全文在此。" in html and "加装电梯十部" in html


def test_a_promise_that_was_kept_is_told_once_the_office_says_so(office: Office) -> None:
    s = published(office)
    p = s.promises.select_related("matter").get()
    office.take(promise["report_kept"], p, "liaison0", text="内部的落实说明。", done_on=office.day)
    with clock.at(office.day):
        assert "单位已报告，待确认" in get(f"/public/suggestions/{s.pk}/")
    office.evaluate(p)
    office.take(promise["close"], p, "office")
    with clock.at(office.day):
        html = get(f"/public/suggestions/{s.pk}/")
    assert "已兑现" in html and "内部的落实说明" not in html


@pytest.mark.parametrize("state", ["draft", "submitted", "registered", "assigned", "answered"])
def test_what_was_not_published_is_not_there(office: Office, state: str) -> None:
    s = office.answer(office.part(office.assigned())).suggestion if state == "answered" else getattr(office, state)()
    title = office.again(s).matter.title
    assert Client().get(f"/public/suggestions/{s.pk}/").status_code == 404
    for path in (
        "/public/",
        f"/public/o/{office.organ.code}/suggestions/",
        f"/public/o/{office.organ.code}/answers/",
        f"/public/deputies/{office.lead.pk}/",
    ):
        assert title not in get(path)


def test_an_answer_that_its_unit_keeps_back_is_not_told(office: Office) -> None:
    s = published(office)
    h = office.part(s)
    office.take(handling["order_again"], h, "office", demand="请写明时间。")
    office.answer(office.again(h), text="第二次答复，不宜公开。", may_publish=False)
    with clock.at(office.day):
        for path in paths(office, s):
            assert "不宜公开" not in get(path)


def test_lists_find_filter_sort_and_page(office: Office) -> None:
    s = published(office)
    refresh()
    of = f"/public/o/{office.organ.code}"
    with clock.at(office.day):
        for query in (
            {"q": "电梯"},
            {"topic": office.topic.pk},
            {"unit": office.units[0].pk},
            {"year": 2026},
            {"sort": "-answered"},
            {"view": "promised"},
        ):
            assert office.again(s).matter.title in get(f"{of}/suggestions/", **query), query
        for query in ({"q": "没有这个词"}, {"unit": office.units[2].pk}, {"view": "handling"}):
            assert office.again(s).matter.title not in get(f"{of}/suggestions/", **query), query
        for query in ({"q": "电梯"}, {"unit": office.units[0].pk}, {"year": 2026}):
            assert office.again(s).matter.title in get(f"{of}/answers/", **query), query
        get(f"{of}/suggestions/", year="x", topic="-1", page="z", sort="'", view="\x00")
        assert office.lead.person.name in get(f"{of}/deputies/", grouping=office.delegation.pk)
        assert Client().get(f"{of}/deputies/", {"q": office.lead.person.name}).context["table"].total >= 1


def test_a_card_shows_the_roll_and_its_code_leads_to_the_card(office: Office, settings: object) -> None:
    settings.BASE_URL = "https://yishi.example/"  # type: ignore[attr-defined]  # pytest-django's settings
    m = office.lead
    assert card.address(m) == f"https://yishi.example/public/deputies/{m.pk}/"
    code = Client().get(f"/public/deputies/{m.pk}/code.svg")
    assert code["Content-Type"] == "image/svg+xml" and code.content.startswith(b"<svg")
    held = io.BytesIO()
    segno.make(f"https://yishi.example/public/deputies/{m.pk}/", error="q", micro=False).save(
        held, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, nl=False
    )
    assert code.content == held.getvalue()
    html = get(f"/public/deputies/{m.pk}/")
    assert m.person.name in html and m.person.work in html and office.delegation.name in html


def test_who_sits_no_more_has_no_card_and_keeps_what_was_published(office: Office) -> None:
    s = published(office)
    Mandate.objects.filter(pk=s.lead_id).update(ended=office.day - dt.timedelta(days=1), ended_by="resigned")
    with clock.at(office.day):
        html = get(f"/public/deputies/{s.lead_id}/")
        assert office.again(s).matter.title in html and "现不在名册上" in html and "未有公司职员" not in html
        assert Client().get(f"/public/deputies/{s.lead_id}/card/").status_code == 404
        assert office.lead.person.name not in get(f"/public/o/{office.organ.code}/deputies/")


def test_one_organ_needs_no_choice_and_several_keep_apart(office: Office) -> None:
    s = published(office)
    assert Client().get("/public/suggestions/")["Location"].endswith(f"/o/{office.organ.code}/suggestions/")
    other = OrganFactory(code="other", short="邻区人大常委会", parent=None)
    stranger = MandateFactory(organ=other)
    with clock.at(office.day):
        assert "邻区人大常委会" in get("/public/") and "试验区" in get("/public/")
        assert Client().get("/public/suggestions/")["Location"] == "/public/"
        assert office.again(s).matter.title not in get("/public/o/other/suggestions/")
        assert stranger.person.name not in get(f"/public/o/{office.organ.code}/deputies/")
    assert Client().get("/public/o/none/").status_code == 404


def test_the_other_profile_speaks_its_own_words() -> None:
    office = Office(profile="cppcc")
    with clock.at(office.day):
        html = get("/public/")
    assert "委员" in html and "提案" in html and "代表" not in html.replace("代表码", "")


def test_figures_are_defined_where_they_link_to(office: Office) -> None:
    published(office)
    with clock.at(office.day):
        front = Client().get(f"/public/o/{office.organ.code}/")
        page = get(f"/public/o/{office.organ.code}/figures/")
        for tally in front.context["tallies"]:
            assert f'id="{tally.url.partition("#")[2]}"' in page
        assert dict((tally.label, tally.value) for tally in front.context["tallies"])["提出"] == "1"
        assert "满意" not in page


@pytest.mark.parametrize(
    "path", ["suggestions/999/", "deputies/999/", "deputies/999/card/", "deputies/999/code.svg", "o/x/answers/"]
)
def test_what_is_not_there_says_so_and_leads_on(office: Office, path: str) -> None:
    answer = Client().get(f"/public/{path}")
    assert answer.status_code == 404 and 'href="/public/' in answer.content.decode()


def test_nothing_can_be_posted(office: Office) -> None:
    for path in ("/public/", f"/public/o/{office.organ.code}/suggestions/"):
        assert Client().post(path).status_code == 405


def test_someone_signed_in_reads_the_same(office: Office) -> None:
    s = published(office)
    browser = Client()
    browser.force_login(office.people["office"].account)
    with clock.at(office.day):
        html = browser.get(f"/public/suggestions/{s.pk}/").content.decode()
    assert "敷衍" not in html


def test_pages_ask_as_much_for_many_as_for_few(office: Office) -> None:
    s = published(office)
    of = f"/public/o/{office.organ.code}"
    pages = ["/public/", f"{of}/suggestions/", f"{of}/answers/", f"{of}/deputies/", f"/public/deputies/{s.lead_id}/"]
    counts = []
    for _ in range(2):
        with clock.at(office.day):
            found = []
            for path in pages:
                with CaptureQueriesContext(connection) as asked:
                    get(path)
                found.append(len(asked))
            counts.append(found)
        published(office)
        published(office)
    assert counts[0] == counts[1] and max(counts[0]) <= 20
