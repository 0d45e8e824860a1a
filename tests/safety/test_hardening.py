"""What keeps the house shut where no role is asked for: settings, headers, sign-in, addresses to go on to, secrets, sheets."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from openpyxl import load_workbook

from tests.safety.reading import content
from yishi.doors.api import tokens
from yishi.doors.api.models import Token
from yishi.foundation import clock
from yishi.foundation.people.models import Account
from yishi.foundation.people.tests.factories import PASSWORD, AccountFactory
from yishi.rooms.suggestions.tests.office import Office
from yishi.settings.env import ROOT, secret_key

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:///evil.example",
)
pytestmark = pytest.mark.django_db


def in_production(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command of Django under the settings of an installation."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "yishi.settings.prod", "YISHI_VAR": str(tmp_path), "YISHI_BASE_URL": "https://yishi.example",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3", "YISHI_HOSTS": "yishi.example", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    run = [sys.executable, "-m", "django", *command]
    return subprocess.run(run, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_the_settings_of_production_pass_the_check_for_it(tmp_path: Path) -> None:
    done = in_production(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    key = tmp_path / "secrets" / "django.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and stat.S_IMODE(key.parent.stat().st_mode) == 0o700


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "secrets")
    assert secret_key(tmp_path / "secrets") == first and len(first) > 64
    assert stat.S_IMODE((tmp_path / "secrets" / "django.key").stat().st_mode) == 0o600


def test_cookies_of_production_travel_by_https_alone_and_no_script_reads_the_session(tmp_path: Path) -> None:
    names = "SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT DEBUG"
    asked = f"from django.conf import settings; print(*(getattr(settings, name) for name in '{names}'.split()))"
    assert in_production(tmp_path, "shell", "--no-imports", "-c", asked).stdout.split() == [
        "True", "True", "Lax", "True", "True", "False",
    ]  # fmt: skip


def test_a_page_says_what_it_may_load_and_that_it_stands_in_no_frame() -> None:
    Office()
    for path in ("/public/", "/accounts/login/", "/nothing/", "/desk/"):
        head = Client().get(path, follow=True).headers
        assert head["X-Frame-Options"] == "DENY" and head["X-Content-Type-Options"] == "nosniff", path
        assert head["Referrer-Policy"] == "same-origin" and head["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert (
            "script-src 'self';" in head["Content-Security-Policy"] and "unsafe" not in head["Content-Security-Policy"]
        ), path


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/desk/inbox/", "/look/elder/", "/desk/new/suggestion/register_secret/"]
)
def test_a_form_from_elsewhere_is_refused_with_a_sentence(path: str) -> None:
    office = Office()
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.people["office"].account)
    answer = client.post(path, {"note": "x", "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403 and "没有接受这次提交" in answer.content.decode()


@pytest.mark.parametrize("away", ELSEWHERE)
def test_nobody_is_sent_on_to_another_house(away: str) -> None:
    account = AccountFactory(home=Office().organ)
    answer = Client().post("/accounts/login/", {"login": account.username, "password": PASSWORD, "next": away})
    assert answer.status_code == 302 and answer["Location"] == "/"
    for path in ("/look/elder/", "/look/language/"):
        told = Client().post(path, {"next": away, "elder": "1", "language": "en"}, headers={"Referer": away})
        assert "evil" not in told.headers.get("Location", "") and "javascript" not in told.headers.get(
            "Location", ""
        ), path


def test_signing_in_gives_a_new_session_and_a_new_token() -> None:
    account = AccountFactory(home=Office().organ)
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/accounts/login/", {"login": account.username, "password": PASSWORD})
    assert client.session.session_key != before and client.session["_auth_user_id"] == str(account.pk)
    ended = client.session.session_key
    client.post("/accounts/logout/")
    again = Client()
    again.cookies["sessionid"] = ended
    assert again.get("/desk/").status_code == 302


@override_settings(AXES_ENABLED=True, ACCOUNT_RATE_LIMITS=False)
def test_guessing_passwords_is_stopped_even_for_the_right_one() -> None:
    account = AccountFactory(home=Office().organ)
    client = Client()
    for _time in range(5):
        client.post("/accounts/login/", {"login": account.username, "password": "wrong"})
    answer = client.post("/accounts/login/", {"login": account.username, "password": PASSWORD})
    assert answer.status_code in (403, 429) and "_auth_user_id" not in client.session
    assert "先停一刻钟" in answer.content.decode()


def test_nobody_makes_himself_an_account() -> None:
    Office()
    before = Account.objects.count()
    Client().post("/accounts/signup/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD})
    assert Account.objects.count() == before


def test_neither_password_nor_token_is_kept_as_it_is() -> None:
    office = Office()
    account = office.people["office"].account
    assert account is not None
    _token, secret = tokens.make(account, office.organ, "测试")
    kept = Token.objects.get(account=account)
    assert secret not in (kept.hash, kept.name) and len(kept.hash) == 64
    from yishi.settings import base

    assert not hasattr(base, "PASSWORD_HASHERS")  # Django's own, slow on purpose; the tests alone use a quick one
    assert PASSWORD not in account.password


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_no_cell_of_a_sheet_turns_into_a_formula(start: str) -> None:
    office = Office()
    evil = f"{start}cmd|' /C calc'!A0"
    office.draft(title=evil)
    client = Client()
    client.force_login(office.people["author"].account)
    with clock.at(office.day):
        csv = content(client.get("/pocket/suggestions/?export=csv")).decode("utf-8-sig")
        book = load_workbook(io.BytesIO(content(client.get("/pocket/suggestions/?export=xlsx"))))
    cells: list[Any] = [cell for row in book.active.iter_rows() for cell in row if "calc" in str(cell.value)]
    assert cells and all(cell.data_type == "s" for cell in cells)
    assert "calc" in csv and f",{start}cmd" not in csv and f"\n{start}cmd" not in csv
