"""A database that another holds: the pages say so, keep the form, and take it when it is sent again."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.matters.models import Matter
from yishi.rooms.suggestions.tests.office import WORDS, Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
TYPED = "请补充案据，<甲乙丙>&丁。"


@contextmanager
def held(pk: int) -> Iterator[None]:
    """Another connection holds the database's write lock, or on PostgreSQL the matter's row."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        other = sqlite3.connect(name, uri=name.startswith("file:"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        import psycopg

        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        given = connection.get_connection_params()
        other = psycopg.connect(
            **{key: given[key] for key in ("dbname", "user", "password", "host", "port") if given.get(key)}
        )
        other.execute("SELECT 1 FROM matters_matter WHERE id = %s FOR UPDATE", [pk])
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


def kept(page: str) -> dict[str, str]:
    """The hidden fields with which the form can be sent again."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_step_says_busy_keeps_the_form_and_is_taken_when_sent_again() -> None:
    office = Office()
    s = office.submitted()
    account = office.people["office"].account
    assert account is not None
    client, path = Client(), f"/desk/step/suggestion/{s.pk}/send_back/"
    client.force_login(account)
    before, typed = Entry.objects.count(), {"why": TYPED, "version": str(s.matter.version)}
    with clock.at(office.day):
        with held(s.pk):
            answer = client.post(path, typed)
        page = answer.content.decode()
        assert answer.status_code == 503 and "系统正忙" in page and html.escape(TYPED) in page
        assert Entry.objects.count() == before and Matter.objects.get(pk=s.pk).state == "submitted"
        again = client.post(path, typed | {name: value for name, value in kept(page).items() if name in typed})
    assert again.status_code == 303 and Matter.objects.get(pk=s.pk).state == "draft"


def test_a_new_draft_is_not_lost_either() -> None:
    office = Office()
    if connection.vendor != "sqlite":
        return  # a new row waits for nobody there
    account = office.people["author"].account
    assert account is not None
    client, path = Client(), "/pocket/new/suggestion/draft/"
    client.force_login(account)
    typed = {name: str(value) for name, value in (WORDS | {"topic": office.topic.pk}).items()}
    with clock.at(office.day):
        with held(0):
            answer = client.post(path, typed)
        assert answer.status_code == 503 and WORDS["situation"] in answer.content.decode()
        assert client.post(path, typed).status_code == 303
    assert Matter.objects.filter(kind="suggestion", state="draft").count() == 1
