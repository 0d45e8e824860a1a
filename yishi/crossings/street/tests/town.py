"""An office with residents: messages sent, merged, made into suggestions."""

from __future__ import annotations

from typing import Any

from yishi.crossings.street import passing
from yishi.crossings.street.telling import tell_residents
from yishi.foundation import clock
from yishi.foundation.loops.take import create, take
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import stranger
from yishi.rooms.suggestions.loop import suggestion
from yishi.rooms.suggestions.models import Suggestion
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.voice.loop import message
from yishi.rooms.voice.models import Hop, Message

SAID = "试验区东门路夜里没有路灯，老人回家看不清路，请装路灯。"
WRITTEN = {
    "title": "关于在试验区东门路安装路灯的建议",
    "situation": "群众反映夜间照明不足。",
    "proposals": "请安装路灯。",
    "subject": "东门路照明",
    "may_publish": "on",
}


class Town:
    """Whoever writes, and what becomes of it."""

    def __init__(self, **how: Any) -> None:
        self.office = Office(**how)

    def message(self, text: str = SAID, **given: Any) -> Message:
        """A resident says something to the deputy who leads."""
        with clock.at(self.office.day):
            given = {"text": text, "deputy": self.office.lead.pk, "phone": "13800000000", "name": "试居民"} | given
            made = create(message["submit"], stranger(self.office.organ), given)
        return self.again(made.pk)

    def again(self, pk: int) -> Message:
        """The message as the database has it."""
        return Message.objects.select_related("matter__organ", "station", "deputy__person").get(pk=pk)

    def take(self, name: str, m: Message, who: str = "office", **given: Any) -> None:
        """A step of a message."""
        with clock.at(self.office.day):
            take(message[name], m.pk, self.office[who], given)

    def drafted(self, *found: Message, **words: Any) -> Suggestion:
        """The deputy writes a draft from what was said to him."""
        with clock.at(self.office.day):
            matter = passing.draft_from(self.office["author"], [m.pk for m in found], WRITTEN | words)
        return self.of(matter)

    def registered(self, *found: Message, **words: Any) -> Suggestion:
        """Entered by the office, for the deputy who put it forward."""
        office = self.office
        given = WRITTEN | {"lead": office.lead.pk, "put_forward_on": office.day.isoformat(), "topic": office.topic.pk}
        with clock.at(office.day):
            matter = passing.register_from(office["office"], [m.pk for m in found], given | words)
        return self.of(matter)

    def of(self, matter: Matter) -> Suggestion:
        """The suggestion of a matter."""
        return Suggestion.objects.select_related("matter", "origin").get(pk=matter.pk)

    def tell(self) -> int:
        """What the worker does each minute."""
        with clock.at(self.office.day):
            return tell_residents()

    def told(self, m: Message) -> list[str]:
        """What its sender reads."""
        return list(Hop.objects.filter(message=m).order_by("pk").values_list("text", flat=True))

    def assigned(self, s: Suggestion) -> None:
        """To the first unit."""
        self.office.take(suggestion["assign"], s, "office", lead=self.office.units[0].pk)

    def answered(self, s: Suggestion, kind: str = "solved", **words: Any) -> Any:
        """Assigned and answered by the first unit."""
        self.assigned(s)
        return self.office.answer(self.office.part(s), kind, **words)
