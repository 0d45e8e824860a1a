"""What residents say, told as stories: by codes, on reception days, through informants, by letter and hotline; what came of each."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from yishi.doors.cli.demo import stock
from yishi.doors.cli.demo.cast.house import House
from yishi.doors.cli.demo.cast.people import INFORMANTS
from yishi.doors.cli.demo.days import Days
from yishi.doors.cli.demo.story.engine import Do, Story
from yishi.foundation.loops.refusals import Refused
from yishi.foundation.people.models import Mandate, Unit
from yishi.rooms.stations.models import Station
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Check, Message

C, L, Outcome = Message.Channel, Message.Layer, Message.Outcome
PHONE = "000-6200{number:04d}"
"""No such code is dialled anywhere."""
ADVERT = "代开发票、办理贷款，无抵押当天放款，有需要的联系。"


@dataclass
class Voice:
    """One message: what is said and where, by which channel, to whom it will be handed, and its dice."""

    house: House
    days: Days
    row: stock.Voice
    place: str
    day: dt.date
    channel: str
    unit: Unit
    other: Unit
    deputy: Mandate
    number: int
    rng: random.Random
    said: str
    pk: int = 0

    def do(self, step: str, who: str, *, later: int = 0, refused: type[Refused] | None = None, **data: Any) -> Do:
        """The step so many working days after the last one; 0 and without a key opens the message."""
        self.day = self.days.after(self.day, later) if later else self.day
        wanted = message[step]
        given = {"day": str(self.day)} if "day" in wanted.inputs else {}
        return Do(self.day, who, wanted, self.pk or None, given | data, refused)

    @property
    def nonce(self) -> str:
        """What his form brought along; of its length, and nobody else's."""
        profile = self.house.organ.profile
        return f"{profile}-{self.number:0{21 - len(profile)}d}"

    @property
    def liaison(self) -> str:
        """Who answers for the unit."""
        return f"liaison/{self.unit.pk}"

    @property
    def sender(self) -> str:
        """The resident, by the link that he was given."""
        return f"sender/{self.pk}"

    @property
    def by_himself(self) -> bool:
        """Whether he wrote it himself, and so may follow it."""
        return self.channel in (C.DEPUTY_CODE, C.WEB)


Teller = Callable[[Voice], Story]


def opened(v: Voice, text: str = "", **more: Any) -> Story:
    """It comes in by its channel."""
    words: dict[str, Any] = {
        "title": v.row.title,
        "text": text or v.said,
        "place": v.place,
        "area": v.place,
        "topic": v.row.topic,
    } | more
    if v.channel == C.HOTLINE:
        at = f"{v.day} {v.number % 8:02d}:{v.number % 60:02d}"
        made = yield v.do(
            "import_one",
            "office",
            number=f"R{v.day:%Y%m}-{v.number:04d}",
            arrived_at=at,
            handle=f"市民{v.number}",
            **words,
        )
    elif v.by_himself:
        mine: dict[str, Any] = {
            "phone": PHONE.format(number=v.number),
            "may_publish": agrees(v),
            "nonce": v.nonce,
        }
        to: dict[str, Any] = {"deputy": v.deputy.pk} if v.channel == C.DEPUTY_CODE else {}
        made = yield replace(v.do("submit", "resident", **words, **mine, **to), by_then=partial(_where, v))
    else:
        done = v.do("record", _recorder(v), channel=v.channel, **words, **_recorded(v))
        made = yield replace(done, by_then=partial(_where, v)) if v.channel == C.RECEPTION else done
    v.pk = made.pk if made else 0


def _recorder(v: Voice) -> str:
    if v.channel == C.INFORMANT:
        return f"informant/{v.number % INFORMANTS + 1}"
    if v.channel in (C.VISIT, C.ACTIVITY):
        return f"member/{v.deputy.pk}"
    return "office"


def _recorded(v: Voice) -> dict[str, Any]:
    """Letters and callers are dealt with as petitions, half of them; on a reception day several come at once."""
    given: dict[str, Any] = {}
    if v.channel in (C.LETTER, C.CALLER):
        given["petition"] = v.number % 2 == 0
    if v.channel in (C.RECEPTION, C.CALLER):
        given["heads"] = v.rng.randint(1, 5)
    if v.channel == C.RECEPTION:
        given["deputy"] = v.deputy.pk
    return given


def _where(v: Voice) -> dict[str, Any]:
    """The station of his street, where there was one by then: its code hangs there, and there the deputies receive. Some write
    from home."""
    if v.channel == C.WEB and v.number % 2:
        return {}
    rows = Station.objects.filter(matter__organ=v.house.organ, matter__state=Station.State.OPEN, area=v.place)
    found = rows.filter(matter__opened_on__lte=v.day).order_by("code").values_list("pk", flat=True).first()
    return {} if found is None else {"station": found}


def handed(v: Voice, unit: Unit | None = None, *, later: int = 1, **more: Any) -> Story:
    """Handed to the unit that deals with such things."""
    yield v.do("assign", "office", later=later, layer=L.UNIT, unit=(unit or v.unit).pk, **more)


def answered(v: Voice, outcome: str, *, later: int) -> Story:
    """The unit answers."""
    text = v.row.done if outcome == Outcome.SOLVED else v.row.told
    yield v.do("answer", v.liaison, later=later, outcome=outcome, text=f"您好！{text}感谢您的反映。")


def confirmed(v: Voice, *, later: int = 4) -> Story:
    """Somebody else looks, and it is so."""
    how = (Check.How.ON_SITE, Check.How.CALL, Check.How.PAPERS)[v.number % 3]
    reason: dict[str, Any] = {"without_photo": "夜间查看，未拍照"} if how == Check.How.ON_SITE else {}
    who = "supervisor" if v.number % 4 == 0 else "office"
    yield v.do("confirm_solved", who, later=later, how=how, note=f"到{v.place}核实，与答复一致。", **reason)


def rated(v: Voice, solved: str, content: str) -> Story:
    """The resident says what he thinks, where he follows it at all."""
    if v.by_himself and v.rng.random() < 0.7:
        yield v.do("rate", v.sender, later=v.rng.randint(1, 5), solved=solved, content=content)


def agrees(v: Voice) -> bool:
    """Whether he agrees that it may be shown: two of three do."""
    return v.number % 3 != 0


def published(v: Voice) -> Story:
    """Shown to everybody where he agreed."""
    if v.by_himself and agrees(v):
        yield v.do("publish", "office2", later=3, title=v.row.title, text=v.said, answer=v.row.done)
