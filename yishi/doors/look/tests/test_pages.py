"""Pages of the look: the gallery, trouble, the panel, large type, the phone's files."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxMiddleware

from yishi.doors.look import responses
from yishi.doors.look.checks import PROCESSOR, place_in_settings
from yishi.doors.look.gallery import PAGES, TROUBLE


def asked(path: str = "/act/", **headers: str) -> HttpRequest:
    """A request as htmx or a plain browser sends it."""
    request = RequestFactory().get(path, headers=headers)
    HtmxMiddleware(lambda _request: HttpResponse())(request)
    return request


def from_panel(**more: str) -> HttpRequest:
    """A request whose answer goes into the panel."""
    return asked(**{"HX-Request": "true", "HX-Target": "panel-body"}, **more)


@pytest.mark.parametrize("part", [*PAGES, "act", *(f"trouble-{name.removeprefix('look/')}" for name in TROUBLE)])
@pytest.mark.django_db
def test_every_part_of_the_gallery_is_drawn(client: Client, gallery: str, part: str) -> None:
    answer = client.get(f"{gallery}{part}/" if part else gallery)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert html.count("<main ") == 1 and 'class="skip"' in html
    assert " style=" not in html and "<style" not in html and " onclick=" not in html
    assert "{%" not in html and "{{" not in html


@pytest.mark.django_db
def test_the_gallery_is_not_there_without_debug(client: Client, gallery: str, settings: Any) -> None:
    settings.DEBUG = False
    assert client.get(gallery).status_code == 404


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500", "503"])
def test_trouble_is_told_in_a_sentence_even_without_any_context(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert "data-sentence>" in html
    assert "</html>" in html


def test_a_refusal_by_permission_shows_its_own_sentence_escaped() -> None:
    assert "&lt;b&gt;" in render_to_string("403.html", {"exception": "<b>不归您办"})


def test_busy_keeps_what_was_typed_but_no_secret(gallery: str) -> None:
    typed = {"reason": "第一行\n<b>第二行", "password1": "hush", "csrfmiddlewaretoken": "t", "unit_code": "7"}
    answer = responses.busy(RequestFactory().post("/do/?step=assign", typed))
    html = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "3"
    assert "第一行\n&lt;b&gt;第二行</textarea>" in html and 'name="unit_code"' in html
    assert 'action="/do/?step=assign"' in html
    assert "hush" not in html


def test_busy_on_a_plain_page_offers_to_try_again(gallery: str) -> None:
    html = responses.busy(RequestFactory().get("/list/")).content.decode()
    assert 'href="/list/"' in html and "<textarea" not in html


def test_kept_repeats_every_value_of_a_field() -> None:
    assert list(responses.kept(QueryDict("row=1&row=2&code=9"))) == [("row", "1"), ("row", "2")]


def test_done_goes_on_without_scripts_and_redraws_the_page_from_the_panel() -> None:
    plain = responses.done(asked(), "/matter/7/")
    assert (plain.status_code, plain["Location"]) == (303, "/matter/7/")
    panel = responses.done(from_panel(), "/matter/7/")
    assert json.loads(panel["HX-Location"])["path"] == "/matter/7/"
    assert "look:done" in panel["HX-Trigger"]


@pytest.mark.parametrize(
    ("here", "path"),
    [
        ("http://testserver/list/?view=late", "/list/?view=late"),
        ("http://elsewhere.example/list/", "/matter/7/"),
        ("http://testserver//elsewhere.example/", "/matter/7/"),
    ],
)
def test_done_stays_on_the_readers_page_but_never_leaves_the_house(here: str, path: str) -> None:
    answer = responses.done(from_panel(**{"HX-Current-URL": here}), "/matter/7/", stay=True)
    assert json.loads(answer["HX-Location"])["path"] == path


def test_a_refusal_says_what_why_and_what_now(gallery: str) -> None:
    answer = responses.refused(asked(), "没有交办", "已交办过。", now="请提出改派。", url="/7/", label="看进度")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in html for words in ("没有交办", "已交办过。", "请提出改派。", "看进度", 'href="/7/"'))


@pytest.mark.django_db
def test_an_action_is_a_part_in_the_panel_and_a_page_on_its_own(client: Client, gallery: str) -> None:
    page = client.get(f"{gallery}act/").content.decode()
    part = client.get(f"{gallery}act/", headers={"HX-Request": "true", "HX-Target": "panel-body"})
    assert "<html" in page and "<html" not in part.content.decode()
    for html in (page, part.content.decode()):
        assert 'name="reason"' in html and 'id="panel-title"' in html


@pytest.mark.django_db
def test_a_wrong_form_answers_422_and_keeps_what_was_typed(client: Client, gallery: str) -> None:
    answer = client.post(f"{gallery}act/", {"reason": "太短", "to": "9"})
    assert answer.status_code == 422
    assert "太短" in answer.content.decode()


@pytest.mark.django_db
def test_large_type_is_kept_on_the_device(client: Client, gallery: str) -> None:
    answer = client.post("/look/elder/", {"elder": "1", "next": "/look/gallery/list/"})
    assert answer["Location"] == "/look/gallery/list/"
    assert 'class="elder"' in client.get(gallery).content.decode()
    client.post("/look/elder/", {"elder": "0"})
    assert 'class="elder"' not in client.get(gallery).content.decode()


@pytest.mark.django_db
def test_large_type_is_kept_in_the_account(client: Client, gallery: str, django_user_model: Any) -> None:
    reader = django_user_model.objects.create_user("sample", password="sample-1")
    client.force_login(reader)
    client.post("/look/elder/", {"elder": "1"})
    reader.refresh_from_db()
    assert reader.elder is True
    del client.cookies["elder"]
    assert 'class="elder"' in client.get(gallery).content.decode()


@pytest.mark.django_db
def test_large_type_leads_nowhere_else_and_only_by_post(client: Client, gallery: str) -> None:
    answer = client.post("/look/elder/", {"elder": "1", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert client.get("/look/elder/").status_code == 405


def test_the_phone_can_install_it_and_keeps_nobodys_page(client: Client, gallery: str) -> None:
    manifest = client.get("/look/manifest.webmanifest").json()
    assert manifest["display"] == "standalone" and {icon["sizes"] for icon in manifest["icons"]} == {
        "192x192",
        "512x512",
    }
    worker = client.get("/look/worker.js")
    assert worker["Service-Worker-Allowed"] == manifest["scope"]
    assert "/look/offline/" in worker.content.decode() and "{{" not in worker.content.decode()
    assert "data-reader" not in client.get("/look/offline/").content.decode()


def test_the_checks_tell_what_the_settings_lack(settings: Any) -> None:
    templates = [{"OPTIONS": {"context_processors": []}}]
    settings.TEMPLATES = templates
    settings.INSTALLED_APPS = ["allauth", "yishi.doors.look"]
    assert [found.id for found in place_in_settings(None)] == ["look.W002", "look.W003"]
    templates[0]["OPTIONS"]["context_processors"].append(PROCESSOR)
    settings.INSTALLED_APPS = ["yishi.doors.look", "allauth"]
    assert place_in_settings(None) == []
