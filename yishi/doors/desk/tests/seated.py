"""A desk for tests: an office at work, and somebody signed in at it."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client

from yishi.rooms.suggestions.loop import handling
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office


def client(office: Office, who: str = "office") -> Client:
    """Somebody of the office, signed in."""
    made = Client()
    made.force_login(office.people[who].account)
    return made


def lived(office: Office) -> dict[str, Suggestion]:
    """One suggestion in each state that the tabs tell apart: two wait, one is handled, one answered, one ended."""
    found = {"draft": office.draft(title="关于没有写完的建议")}
    found["submitted"] = office.submitted()
    found["registered"] = office.registered()
    found["assigned"] = office.assigned(co=True)
    found["answered"] = office.assigned()
    office.answer(office.part(found["answered"]))
    found["evaluated"] = office.assigned()
    office.answer(office.part(found["evaluated"]))
    office.evaluate(office.part(found["evaluated"]))
    return {name: office.again(s) for name, s in found.items()}


def received(office: Office, s: Suggestion) -> None:
    """Its lead unit signs for it."""
    office.take(handling["receive"], office.part(s), "liaison0")


def lines(answer: Any) -> list[list[str]]:
    """The rows of an exported text table, without its head."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]
