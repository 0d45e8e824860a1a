"""Taking one in: a form of the standard becomes what the step `message.take_over` is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from yishi.doors.open311 import asked
from yishi.doors.open311.wrong import Wrong
from yishi.foundation import codes, language
from yishi.foundation.loops.refusals import Invalid, NotAllowed, Refused
from yishi.foundation.loops.take import create
from yishi.foundation.people.actors import Actor
from yishi.rooms.voice.catalogue.topics import by_code
from yishi.rooms.voice.loop import message

LONGEST = 4000
"""Characters of a description, as the standard has it."""
LONGEST_REACH = 40
YES = ("yes", "true", "1", "on")


@dataclass(frozen=True)
class Sent:
    """What was taken in: its number, the token that finds it, a word to whoever sent it."""

    number: str
    token: str
    notice: str


def take_in(actor: Actor, sent: QueryDict, *, left: int = 0) -> Sent:
    """Take the message in; `left` files came along and are not kept. Raises Wrong: 400 with a sentence for each input that does not fit, 403, 404."""
    nonce = codes.fresh()
    given, notice = _given(sent)
    try:
        outcome = create(message["take_over"], actor, given | {"nonce": nonce})
    except NotAllowed as refusal:
        raise Wrong(403, refusal.sentence) from refusal
    except Invalid as wrong:
        said = [f"{NAMES.get(name, name)}：{each}" for name, sentences in wrong.errors.items() for each in sentences]
        raise Wrong(400, *said) from wrong
    except Refused as refusal:
        raise Wrong(503 if refusal.status == 503 else 400, refusal.sentence) from refusal
    held = _("内容需要先由工作人员看一下。") if outcome.state == "checking" else ""
    files = _("没有接收随附的文件，请改用 media_url。") if left else ""
    notices = language.following(part for part in (held, notice, files) if part)
    return Sent(outcome.record.matter.number, codes.keys(nonce).link, notices)


NAMES = {
    "text": "description", "title": "attribute[title]", "place": "address_string", "latitude": "lat", "longitude": "long",
    "topic": "service_code", "name": "first_name", "enclosed": "media_url",
}  # fmt: skip
"""What the standard calls what the step is given."""


def _given(sent: QueryDict) -> tuple[dict[str, Any], str]:
    code = asked.text(sent, "service_code")
    if not code:
        raise Wrong(400, _("请给出 service_code（类别代码）。"))
    if code not in by_code():
        raise Wrong(404, _("没有 service_code 为“%s”的类别。") % code)
    words = asked.text(sent, "description", LONGEST)
    if not words:
        raise Wrong(400, _("请在 description 中写明什么地方、什么事、希望怎么办。"))
    besides = asked.attributes(sent)
    given = _where(sent) | {"text": words, "topic": code, "title": besides.get("title", "")}
    if besides.get("may_publish", "").lower() in YES:
        given["may_publish"] = "on"
    given["enclosed"] = _media(sent)
    family, first = asked.text(sent, "last_name"), asked.text(sent, "first_name")
    given["name"] = f"{family}{first}" if not (family + first).isascii() else " ".join(filter(None, (first, family)))
    given["phone"], notice = _reach(sent)
    return given, notice


def _where(sent: QueryDict) -> dict[str, Any]:
    """A point, or words for a place; the standard asks for one of them."""
    latitude, longitude = asked.text(sent, "lat"), asked.text(sent, "long")
    place = asked.text(sent, "address_string") or asked.text(sent, "address_id")
    if bool(latitude) != bool(longitude):
        raise Wrong(400, _("lat 和 long 要么都给，要么都不给。"))
    if not latitude and not place:
        raise Wrong(400, _("请给出地点：lat 和 long，或者 address_string，或者 address_id。"))
    return {"latitude": latitude, "longitude": longitude, "place": place}


def _media(sent: QueryDict) -> str:
    """The address of a picture, as words; nothing is fetched from it."""
    url = asked.text(sent, "media_url", 380)
    if url and not url.startswith(("http://", "https://")):
        raise Wrong(400, _("media_url 应当以 http:// 或者 https:// 开头。"))
    return _("附图：%s") % url if url else ""


def _reach(sent: QueryDict) -> tuple[str, str]:
    """How he is reached: both where there is room, else the phone, which following asks for."""
    phone, mail = asked.text(sent, "phone"), asked.text(sent, "email")
    both = " ".join(part for part in (phone, mail) if part)
    if len(both) <= LONGEST_REACH:
        return both, ""
    return (phone or mail), _("电话和邮箱太长，只保存了电话。") if phone else ""
