"""Signing in: the first password once, one's own before anything else, too many tries, the second factor, no reset by mail."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from yishi.doors.desk.people.tests.told import last, recorded
from yishi.doors.desk.people.tests.world import World
from yishi.foundation import clock
from yishi.foundation.people.models import Account
from yishi.foundation.people.tests.factories import PASSWORD, AccountFactory, make_organ
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
SLIP = r">([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<"
LOGIN, CHANGE, OWN = "/accounts/login/", "/accounts/password/change/", "Qing-shan-2026"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def world() -> World:
    return World()


def sign_in(name: str, password: str, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post(LOGIN, {"login": name, "password": password})


def test_the_first_password_is_shown_once_and_changed_before_anything_else(world: World) -> None:
    data = {"name": "试新人", "username": "xinren", "code": "office", "day": "2026-03-16"}
    with clock.at(MONDAY):
        page = world.client("administrator").post(reverse("desk:people_account_new"), data)
        slip = re.search(SLIP, page.content.decode())
        assert slip and page["Cache-Control"] == "no-store"
        again = world.client("administrator").get(reverse("desk:people_account_new")).content.decode()
    assert slip[1] not in again and slip[1] not in str(last().body.content)

    client, _answer = sign_in("xinren", slip[1])
    for url in ("/desk/", "/desk/people/", "/accounts/2fa/"):
        assert client.get(url)["Location"] == CHANGE, url
    assert "您用的是首次密码" in client.get(CHANGE).content.decode()
    sent = {"oldpassword": slip[1], "password1": OWN, "password2": OWN}
    for wrong, sentence in (
        ({"password1": "short", "password2": "short"}, "密码太短"),
        ({"password1": "12345678", "password2": "12345678"}, "太常见"),
        ({"password1": "xinren-1", "password2": "xinren-1"}, "太相似"),
    ):
        refused = client.post(CHANGE, sent | wrong).content.decode()
        assert sentence in refused and "This password" not in refused
    assert client.get("/desk/")["Location"] == CHANGE
    assert client.post(CHANGE, sent)["Location"] == "/"
    with clock.at(MONDAY):
        assert client.get("/desk/").status_code == 200


def test_too_many_tries_lock_a_name_till_the_administrator_gives_a_new_password(world: World, settings: Any) -> None:
    settings.AXES_ENABLED = True
    account = AccountFactory(home=world.organ)
    for _n in range(4):
        _client, wrong = sign_in(account.username, "wrong")
        assert wrong.status_code == 200 and "不正确" in wrong.content.decode()
    _client, locked = sign_in(account.username, "wrong")
    assert locked.status_code == 429 and "先停一刻钟" in locked.content.decode()
    client, right = sign_in(account.username, PASSWORD)
    assert right.status_code == 429 and "_auth_user_id" not in client.session
    other = AccountFactory(home=world.organ)
    assert sign_in(other.username, PASSWORD)[1].status_code == 302  # a colleague beside him is not locked out
    with clock.at(MONDAY):
        page = world.client("administrator").post(reverse("desk:people_account_reset", args=[account.pk]))
    slip = re.search(SLIP, page.content.decode())
    assert slip and sign_in(account.username, slip[1])[1].status_code == 302


def test_a_hall_of_deputies_signs_in_from_one_network(world: World) -> None:
    accounts = [AccountFactory(home=world.organ) for _n in range(40)]
    assert {sign_in(account.username, PASSWORD)[1].status_code for account in accounts} == {302}


def test_the_second_factor_is_switched_on_asked_for_and_taken_off(world: World, settings: Any) -> None:
    account = world.account_of("office")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(account, secret)
    client, answer = sign_in(account.username, PASSWORD)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/") and "_auth_user_id" not in client.session
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    url = reverse("desk:people_second_off", args=[account.pk])
    with clock.at(MONDAY):
        page = world.client("administrator").get(reverse("desk:people_account", args=[account.pk])).content.decode()
        assert "已开启" in page and url in page
        assert world.client("office").post(url).status_code == 403
        assert world.client("administrator").post(url).status_code == 303
        recorded("account.second_off", 用户名=account.username)
        assert "没有开启" in world.client("administrator").post(url).content.decode()
    assert not Authenticator.objects.exists()
    assert "_auth_user_id" in sign_in(account.username, PASSWORD)[0].session


def test_the_page_that_switches_the_second_factor_on_shows_a_code_to_scan(world: World) -> None:
    account = world.account_of("office")
    client, _answer = sign_in(account.username, PASSWORD)
    asked = client.get("/accounts/2fa/totp/activate/")["Location"]
    assert "忘记密码" not in client.get(asked).content.decode()
    answer = client.post(asked, {"password": PASSWORD}, follow=True)
    page = answer.content.decode()
    secret = re.search(r"\b([A-Z2-7]{32})\b", page)
    assert secret and "data:image/svg" in page
    code = totp.format_hotp_value(totp.hotp_value(secret[1], next(iter(totp.yield_hotp_counters_from_time()))))
    assert client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=account, type="totp").exists()


@pytest.mark.parametrize("page", ["password/reset", "signup", "email", "password/reset/key/1-set-password"])
def test_there_is_no_way_by_mail(page: str) -> None:
    make_organ()
    answer = Client().get(f"/accounts/{page}/", follow=True)
    assert answer.redirect_chain[-1][0] == LOGIN and "系统管理员开立、重置" in answer.content.decode()
    assert "忘记密码" not in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize("tongue", ["zh-hans", "en"])
def test_no_page_of_signing_in_offers_what_there_is_not(world: World, tongue: str) -> None:
    account = world.account_of("office")
    client = Client(headers={"accept-language": tongue})
    pages = [client.get(LOGIN), client.post(LOGIN, {"login": account.username, "password": "wrong"})]
    sign_in(account.username, PASSWORD, client)
    pages += [client.get(CHANGE), client.get("/accounts/reauthenticate/"), client.post(CHANGE, {})]
    for page in pages:
        assert page.status_code == 200
        assert not re.search("password/reset|忘记密码|[Ff]orgot your", page.content.decode()), page.request
