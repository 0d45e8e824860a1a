"""Messages taken across at the desk, with a preview; their way; what stands on the suggestion's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yishi.crossings.street.tests.town import WRITTEN, Town
from yishi.foundation import clock
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.voice.models import Message

pytestmark = pytest.mark.django_db
CROSS = "/desk/street/cross/"


@pytest.fixture
def town() -> Any:
    made = Town()
    with clock.at(made.office.day):
        yield made


def signed_in(town: Town, who: str) -> Client:
    client = Client()
    account = town.office.people[who].account
    assert account is not None
    client.force_login(account)
    return client


def test_a_preview_changes_nothing_and_says_who_cannot_go(town: Town) -> None:
    goes, gone = town.message(), town.message("东门路没有路灯，晚上出门很不方便，请解决。")
    town.take("merge", gone, into=goes.pk)
    page = signed_in(town, "office").post(CROSS, {"row": [goes.pk, gone.pk]})
    said = page.content.decode()
    assert page.status_code == 200 and "确认后转化 1 条，跳过 1 条" in said and "现为“已并入”" in said
    assert "关于解决“" in said and 'name="messages"' not in said
    assert town.again(goes.pk).matter.state == "received" and not Suggestion.objects.exists()


def test_the_list_s_bulk_action_leads_to_the_same_preview(town: Town) -> None:
    m = town.message()
    page = signed_in(town, "office").post("/desk/bulk/message/", {"step": "message.convert", "row": [m.pk]})
    assert page.status_code == 200 and "确认后转化 1 条" in page.content.decode()


def test_list_and_page_lead_across(town: Town) -> None:
    m, office = town.message(), signed_in(town, "office")
    assert 'value="message.convert">转为' in office.get("/desk/messages/").content.decode()
    page = office.get(f"/desk/messages/{m.pk}/").content.decode()
    assert f'action="{CROSS}"' in page and f"/desk/street/{m.pk}/" in page


def test_the_office_asks_a_deputy(town: Town) -> None:
    m = town.message()
    form = {"row": [m.pk], "way": "draft_for", "confirm": "1", "lead": town.office.second.pk} | WRITTEN
    page = signed_in(town, "office").post(CROSS, form)
    assert page.status_code == 303
    s = Suggestion.objects.get()
    assert (s.lead_id, s.matter.state, s.origin.title) == (town.office.second.pk, "draft", "东门路照明")
    assert town.again(m.pk).matter.state == "converted"


def test_the_office_registers_and_is_led_to_it(town: Town) -> None:
    m = town.message()
    form = {
        "row": [m.pk],
        "way": "register",
        "confirm": "1",
        "lead": town.office.lead.pk,
        "put_forward_on": town.office.day,
    } | WRITTEN
    page = signed_in(town, "office").post(CROSS, form)
    s = Suggestion.objects.get()
    assert page["Location"] == f"/desk/suggestions/{s.pk}/" and s.matter.state == "registered"


def test_they_join_one_that_stands(town: Town) -> None:
    s, m = town.registered(town.message()), town.message("东门路的路灯还是没有装，孩子放学走夜路不安全。")
    page = signed_in(town, "office").post(CROSS, {"row": [m.pk], "way": "join", "confirm": "1", "into": s.pk})
    assert page["Location"] == f"/desk/suggestions/{s.pk}/" and town.of(s.matter).origin.messages == 2


def test_they_are_given_to_a_higher_deputy(town: Town) -> None:
    m = town.message()
    form = {"row": [m.pk], "way": "pass_on", "confirm": "1", "layer": "higher", "to": "市人大代表"}
    assert signed_in(town, "office").post(CROSS, form).status_code == 303
    again = town.again(m.pk)
    assert (again.matter.state, again.layer) == ("converted", "higher") and "市人大代表" in town.told(m)[-1]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"way": "draft_for", "title": "我写到一半的标题"}, "请谁起草"),
        ({"way": "register", "lead": "", "title": "我写到一半的标题"}, "领衔人"),
        ({"way": "join", "into": ""}, "请选择归入哪一件"),
        ({"way": "pass_on", "layer": "higher", "to": ""}, "转给谁"),
        ({"way": "join", "into": "999999"}, "归入哪一件"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(town: Town, form: dict[str, str], words: str) -> None:
    m = town.message()
    page = signed_in(town, "office").post(CROSS, {"row": [m.pk], "confirm": "1"} | form)
    said = page.content.decode()
    assert page.status_code == 422 and words in said and form.get("title", "") in said
    assert town.again(m.pk).matter.state == "received"


def test_another_way_keeps_what_was_typed(town: Town) -> None:
    m = town.message()
    page = signed_in(town, "office").post(CROSS, {"row": [m.pk], "way": "register", "title": "我写到一半的标题"})
    assert page.status_code == 200 and "我写到一半的标题" in page.content.decode()


@pytest.mark.parametrize("who", ["supervisor", "leader", "auditor", "secretariat", "committee", "government_office"])
def test_others_of_the_desk_may_not(town: Town, who: str) -> None:
    m = town.message()
    assert signed_in(town, who).post(CROSS, {"row": [m.pk]}).status_code == 403
    assert town.again(m.pk).matter.state == "received"


def test_nobody_else_comes_in(town: Town) -> None:
    m = town.message()
    assert Client().post(CROSS, {"row": [m.pk]}).status_code == 302
    assert signed_in(town, "author").post(CROSS, {"row": [m.pk]}).status_code == 403
    assert signed_in(town, "office").get(CROSS).status_code == 405
    assert signed_in(town, "office").post(CROSS, {"row": ["x", "9" * 30]}).status_code == 409


def test_the_way_is_read_by_those_who_read_the_message(town: Town) -> None:
    m = town.message()
    s = town.registered(m)
    said = signed_in(town, "office").get(f"/desk/street/{m.pk}/").content.decode()
    assert "从街头到结果" in said and f'href="/desk/suggestions/{s.pk}/"' in said
    assert signed_in(town, "auditor").get(f"/desk/street/{m.pk}/").status_code == 200
    assert signed_in(town, "committee").get(f"/desk/street/{m.pk}/").status_code == 404
    assert signed_in(town, "office").get("/desk/street/999999/").status_code == 404
    assert signed_in(town, "author").get(f"/pocket/street/{m.pk}/").status_code == 200
    assert signed_in(town, "signer").get(f"/pocket/street/{m.pk}/").status_code == 404


def test_the_suggestion_s_page_names_the_messages_that_its_reader_may_read(town: Town) -> None:
    one, other = town.message(), town.message("东门路的路灯还是没有装，孩子放学走夜路不安全。", deputy="")
    s = town.registered(one, other)
    office = signed_in(town, "office").get(f"/desk/suggestions/{s.pk}/").content.decode()
    assert f'href="/desk/street/{one.pk}/"' in office and f'href="/desk/street/{other.pk}/"' in office
    author = signed_in(town, "author").get(f"/pocket/suggestions/{s.pk}/").content.decode()
    assert (
        f'href="/pocket/street/{one.pk}/"' in author and f"/street/{other.pk}/" not in author and "另有 1 条" in author
    )
    committee = signed_in(town, "committee").get(f"/desk/suggestions/{s.pk}/").content.decode()
    assert "2 条您没有权限查看" in committee and "/street/" not in committee


def test_a_suggestion_of_no_messages_asks_nothing_more(town: Town) -> None:
    s, client = town.office.registered(), signed_in(town, "office")
    client.get("/desk/hints/")  # what stands beside every page is counted, and kept
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/desk/suggestions/{s.pk}/")
    assert not [query for query in caught if "voice_message" in query["sql"]]


# the phone


def test_a_deputy_chooses_and_writes_with_numbers_masked(town: Town) -> None:
    m = town.message("请打13912345678找我，东门路没有路灯，晚上看不清楚。")
    client = signed_in(town, "author")
    listed = client.get("/pocket/street/").content.decode()
    assert f'name="m" value="{m.pk}"' in listed and "据此起草" in listed
    said = client.get("/pocket/street/", {"m": m.pk}).content.decode()
    assert "13912345678" not in said and "139********" in said
    page = client.post("/pocket/street/", {"m": m.pk} | WRITTEN)
    s = Suggestion.objects.get()
    assert page["Location"] == f"/pocket/suggestions/{s.pk}/" and town.again(m.pk).matter.state == "converted"
    assert "还没有可以据以起草的意见" in client.get("/pocket/street/").content.decode()


def test_what_he_typed_stays_when_it_does_not_fit(town: Town) -> None:
    m = town.message()
    page = signed_in(town, "author").post("/pocket/street/", {"m": m.pk, "title": "", "situation": "我写到一半的情况"})
    assert page.status_code == 422 and "我写到一半的情况" in page.content.decode()


def test_messages_of_others_are_not_offered_and_not_found(town: Town) -> None:
    m = town.message()
    client = signed_in(town, "signer")
    assert f'name="m" value="{m.pk}"' not in client.get("/pocket/street/", {"m": m.pk}).content.decode()
    page = client.post("/pocket/street/", {"m": m.pk} | WRITTEN)
    assert page.status_code == 200 and not Suggestion.objects.exists()
    assert Message.objects.get(pk=m.pk).matter.state == "received"


def test_lists_and_ways_take_few_queries(town: Town) -> None:
    for at in range(12):
        town.message(f"东门路第{at}号门前没有路灯，晚上看不清楚路。")
    client = signed_in(town, "author")
    with CaptureQueriesContext(connection) as caught:
        client.get("/pocket/street/")
    assert len(caught) <= 12, [query["sql"][:80] for query in caught]
