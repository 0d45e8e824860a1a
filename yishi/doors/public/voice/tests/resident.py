"""A resident for tests: a browser without an account, from a machine of his own, who fills in forms as they are drawn."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yishi.foundation.files.tests import samples
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import TEXT, Office

PHONE = "13900001234"


class Resident(Client):
    """`sends` fills in the form and answers the page that comes; afterwards `link` and `code` are what it shows."""

    def __init__(self, office: Office, address: str = "203.0.113.9", **more: Any) -> None:
        super().__init__(REMOTE_ADDR=address, **more)
        self.office = office
        self.link = self.code = ""

    def nonce(self, query: str = "") -> str:
        """The number of a fresh form."""
        page = self.get(f"/public/o/{self.office.organ.code}/say/{query}")
        assert page.status_code == 200
        return re.search(r'name="nonce" value="([^"]+)"', page.content.decode())[1]  # type: ignore[index]  # it is there

    def sends(self, text: str = TEXT, query: str = "", nonce: str = "", **given: Any) -> Any:
        """Post the form."""
        words = {"text": text, "name": "试民", "phone": PHONE, "may_publish": "on", "nonce": nonce or self.nonce(query)}
        answer = self.post(f"/public/o/{self.office.organ.code}/say/{query}", words | given)
        if answer.status_code == 200 and "address" in (answer.context or {}):
            self.link, self.code = str(answer.context["path"]), str(answer.context["code"])
        return answer

    def looks_up(self, code: str = "", tail: str = PHONE[-4:]) -> Any:
        """Post code and digits."""
        return self.post("/public/look-up/", {"code": code or self.code, "tail": tail})

    def follows(self) -> str:
        """His page."""
        page = self.get(self.link)
        assert page.status_code == 200, page.content.decode()
        return str(page.content.decode())

    def does(self, step: str, **given: Any) -> Any:
        """One of his steps."""
        return self.post(f"{self.link}{step}/", given)

    def types(self, path: str, given: dict[str, str]) -> Any:
        """Post whatever a keyboard, a program or a broken phone can send, halves of characters too."""
        sent = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in given.items()})
        return self.post(path, sent, content_type="application/x-www-form-urlencoded")

    @property
    def message(self) -> Message:
        """The latest."""
        return Message.objects.select_related("matter", "sender").order_by("-pk")[0]


def picture(number: int = 1, name: str = "试某某家门口.jpg") -> SimpleUploadedFile:
    """A photograph as a phone makes it, with the place where it was taken: one of eight."""
    return SimpleUploadedFile(name, samples.jpeg(turned=number), "image/jpeg")


def answered(office: Office, resident: Resident, outcome: str = "explained") -> Message:
    """Sent, handed to a unit, and answered."""
    resident.sends()
    m = resident.message
    office.take("assign", m, layer="unit", unit=office.units[0].pk)
    office.take("answer", m, "liaison0", outcome=outcome, text="已派人更换灯头。")
    return office.again(m)
