"""Calling the api as the people of an `Office` do, each with a token of his own."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from yishi.doors.api import tokens
from yishi.foundation import clock
from yishi.rooms.suggestions.tests.office import Office

ROOT = "/api/v1"


class Callers:
    """The people of an office, as programs."""

    def __init__(self, office: Office) -> None:
        self.office, self.client = office, Client()
        self._secrets: dict[str, str] = {}

    def secret(self, who: str) -> str:
        """The secret of a token of that person, made when first asked."""
        if who not in self._secrets:
            account = self.office.people[who].account
            assert account is not None
            with clock.at(self.office.day):
                self._secrets[who] = tokens.make(account, self.office.organ, "测试")[1]
        return self._secrets[who]

    def get(self, who: str, path: str, **query: Any) -> HttpResponse:
        """GET with the person's token."""
        return self._call("get", who, path, query)

    def post(self, who: str, path: str, body: Any = None, **more: Any) -> HttpResponse:
        """POST of JSON with the person's token."""
        return self._call(
            "post", who, path, json.dumps({} if body is None else body), content_type="application/json", **more
        )

    def delete(self, who: str, path: str) -> HttpResponse:
        """DELETE with the person's token."""
        return self._call("delete", who, path)

    def _call(self, method: str, who: str, path: str, *args: Any, **more: Any) -> HttpResponse:
        headers = {"Authorization": f"Bearer {self.secret(who)}"}
        with clock.at(self.office.day):
            return getattr(self.client, method)(f"{ROOT}{path}", *args, headers=headers, **more)


def told(response: HttpResponse, status: int) -> dict[str, Any]:
    """The body of a problem, once its status is what it should be and it has a sentence."""
    body = response.json()
    assert response.status_code == status, body
    assert body["code"] and body["sentence"] and isinstance(body["errors"], dict)
    return body


def good(response: HttpResponse, status: int = 200) -> Any:
    """The body of what was done."""
    assert response.status_code == status, response.content.decode()
    return response.json()
