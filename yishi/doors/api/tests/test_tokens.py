"""Tokens from making to revoking; the browser's session with and without its CSRF token."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import Any

import pytest
from django.test import Client

from yishi.doors.api import tokens
from yishi.doors.api.models import Token
from yishi.doors.api.tests.calling import ROOT, Callers, good, told
from yishi.doors.api.urls import api as house
from yishi.foundation import clock
from yishi.foundation.loops.refusals import Invalid, NotFound, Refused
from yishi.foundation.people.models import Account
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


def account(office: Office, who: str = "author") -> Account:
    """The account of one of the office's people."""
    found = office.people[who].account
    assert found is not None
    return found


def signed_in(office: Office, who: str = "author") -> Client:
    """His browser, which checks CSRF as a real one is checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(account(office, who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def me(secret: str) -> Any:
    """GET /me with this secret."""
    return Client().get(f"{ROOT}/me", headers={"Authorization": f"Bearer {secret}"})


def test_only_the_hash_is_kept_and_use_is_noted_seldom(office: Office) -> None:
    with clock.at(office.day):
        token, secret = tokens.make(account(office), office.organ, "对接")
        assert token.hash == hashlib.sha256(secret.encode()).hexdigest() and secret not in str(Token.objects.values())
        assert good(me(secret))["name"] == account(office).name
        first = Token.objects.get().last_used_at
        assert first is not None
        good(me(secret))
        assert Token.objects.get().last_used_at == first
    with clock.at(first + dt.timedelta(minutes=11)):
        good(me(secret))
        assert Token.objects.get().last_used_at > first


def test_it_ends_is_revoked_and_dies_with_the_account(office: Office) -> None:
    with clock.at(office.day):
        token, secret = tokens.make(account(office), office.organ, "对接", office.day)
        good(me(secret))
    with clock.at(office.day + dt.timedelta(days=1)):
        assert told(me(secret), 401)["code"] == "not_signed_in"
    with clock.at(office.day):
        _, second = tokens.make(account(office), office.organ, "对接")
        Account.objects.filter(pk=account(office).pk).update(must_change_password=True)
        assert "首次密码" in told(me(second), 403)["sentence"]
        Account.objects.filter(pk=account(office).pk).update(must_change_password=False, is_active=False)
        told(me(second), 401)
        Account.objects.filter(pk=account(office).pk).update(is_active=True)
        with pytest.raises(NotFound):
            tokens.revoke(account(office, "office"), token.pk)
        tokens.revoke(account(office), token.pk)
        told(me(secret), 401)
        good(me(second))


@pytest.mark.parametrize("days", [-1, 732])
def test_no_token_for_yesterday_or_for_ever(office: Office, days: int) -> None:
    with clock.at(office.day), pytest.raises(Invalid):
        tokens.make(account(office), office.organ, "对接", office.day + dt.timedelta(days=days))


def test_not_more_than_can_be_kept_in_sight(office: Office) -> None:
    with clock.at(office.day):
        for _ in range(tokens.MOST):
            tokens.make(account(office), office.organ, "对接")
        with pytest.raises(Refused, match="停用"):
            tokens.make(account(office), office.organ, "对接")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer yishi_wrong", "Basic eDp5", "Bearer \udcff", "Token x"]
)
def test_what_is_no_token_opens_nothing(office: Office, header: str) -> None:
    response = Client().get(f"{ROOT}/suggestions", HTTP_AUTHORIZATION=header)
    assert told(response, 401)["code"] == "not_signed_in" and response["WWW-Authenticate"] == "Bearer"


def test_every_operation_asks_who_is_there(db: None) -> None:
    client = Client()
    for path, operations in house.get_openapi_schema()["paths"].items():
        for method, described in operations.items():
            content = next(iter(described.get("requestBody", {}).get("content", {"application/json": {}})))
            address = re.sub(r"\{\w+\}", "1", path)
            made = getattr(client, method)(
                address, "" if content == "application/json" else {}, **_typed(method, content)
            )
            assert told(made, 401)["code"] == "not_signed_in", (method, path)
            assert described["security"]


def _typed(method: str, content: str) -> dict[str, str]:
    return {"content_type": content} if method == "post" and content == "application/json" else {}


def test_a_browser_makes_tokens_with_its_csrf_token_alone(office: Office) -> None:
    client, body = signed_in(office), json.dumps({"name": "对接"})
    with clock.at(office.day):
        refused = client.post(f"{ROOT}/tokens", body, content_type="application/json")
        assert "X-CSRFToken" in told(refused, 403)["sentence"] and not Token.objects.exists()
        good(client.get(f"{ROOT}/me"))
        proof = "a" * 32
        client.cookies["csrftoken"] = proof
        made = good(
            client.post(f"{ROOT}/tokens", body, content_type="application/json", headers={"X-CSRFToken": proof}), 201
        )
        assert good(me(made["secret"]))["organ"]["id"] == office.organ.pk
        listed = good(client.get(f"{ROOT}/tokens"))["items"]
        assert [row["id"] for row in listed] == [made["id"]] and "secret" not in listed[0]
        told(client.delete(f"{ROOT}/tokens/{made['id']}"), 403)
        done = good(client.delete(f"{ROOT}/tokens/{made['id']}", headers={"X-CSRFToken": proof}))
        assert done["revoked_at"]
        told(me(made["secret"]), 401)


def test_a_token_makes_no_tokens_and_a_cookie_saves_no_wrong_one(office: Office, api: Callers) -> None:
    assert "不能再制作" in told(api.post("author", "/tokens", {"name": "又一个"}), 403)["sentence"]
    with clock.at(office.day):
        told(signed_in(office).get(f"{ROOT}/me", headers={"Authorization": "Bearer wrong"}), 401)
    theirs = Token.objects.get()
    assert told(api.delete("office", f"/tokens/{theirs.pk}"), 404)["code"] == "not_found"


def test_notices_are_ones_own_and_are_marked(office: Office, api: Callers) -> None:
    office.submitted()
    listed = good(api.get("office", "/notices", unread="true"))
    ids = [row["id"] for row in listed["items"]]
    assert ids and good(api.post("author", "/notices/read", {"ids": ids})) == {"marked": 0}
    assert good(api.post("office", "/notices/read", {"ids": ids})) == {"marked": len(ids)}
    assert good(api.get("office", "/notices", unread="true"))["total"] == 0
