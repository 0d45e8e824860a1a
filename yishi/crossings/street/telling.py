"""Telling residents what becomes of the suggestions that their messages became.

Rooms know nothing of each other, so no step of a suggestion can do it. The worker reads each organ's journal from where it
stopped, once a minute. Entries of an organ become visible in the order of their numbers, for each waits at the chain's head for
the one before it to be committed (`foundation/journal`): what lies behind the cursor is never added to. The cursor moves in the
transaction in which the messages' own steps are taken, so a worker that dies has told nothing, and the next one tells it all.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from yishi.crossings.street import reaching, words
from yishi.crossings.street.models import Heard
from yishi.crossings.street.passing import lock
from yishi.crossings.street.reaching import Reached
from yishi.foundation import language
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.take import take_many
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.actors import system
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.voice.loop import message

log = logging.getLogger(__name__)
HELPING = 200
"""Entries told in one transaction."""
LEAVING = ("suggestion.withdraw", "suggestion.agree_to_withdraw", "suggestion.turn_away")
"""Steps with which a suggestion may leave without an answer."""
READ = (*words.SAID, *LEAVING)
LONGEST_ANSWER = 380
"""Characters of an answer that stand in one line of what was told."""


def tell_residents() -> int:
    """Tell, in every organ, what happened since last time; answers how many messages were told something. Scheduled each minute.
    What goes wrong in one organ holds up no other, and is raised in the end."""
    told, wrong = 0, None
    for organ in Organ.objects.order_by("pk"):
        try:
            told += tell_in(organ)
        except Exception as error:  # whatever it is, the other organs' residents are told
            log.exception("residents of organ %s were not told", organ.pk)
            wrong = error
    if wrong is not None:
        raise wrong
    return told


def tell_in(organ: Organ) -> int:
    """The same for one organ, helping by helping."""
    told = 0
    while True:
        more, count = _helping(organ)
        told += count
        if not more:
            return told


def _helping(organ: Organ) -> tuple[bool, int]:
    """The next entries; whether more wait, and how many messages were told something."""
    last = Entry.objects.filter(organ=organ).order_by("-seq").values_list("seq", flat=True).first() or 0
    heard, _made = Heard.objects.get_or_create(organ=organ)
    if last <= heard.seq:
        return False, 0
    with transaction.atomic():
        mine = Heard.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        row = mine.filter(organ=organ).first()
        if row is None:  # another worker is at it
            return False, 0
        new = Entry.objects.filter(organ=organ, seq__gt=row.seq, seq__lte=last, step__in=READ).order_by("seq")
        entries = list(new[:HELPING])
        told = _Round(organ).tell(entries) if entries else 0
        more = len(entries) == HELPING
        row.seq = entries[-1].seq if more else last
        row.save(update_fields=["seq"])
    return more, told


@dataclass
class _Round:
    """One helping of one organ."""

    organ: Organ
    told: int = 0
    suggestions: dict[int, Suggestion] = field(default_factory=dict)
    handlings: dict[int, Handling] = field(default_factory=dict)

    @language.in_that_of_records()
    def tell(self, entries: Sequence[Entry]) -> int:
        """Take the messages' steps, in the order in which things happened."""
        roots = _roots(entries)
        reached = {key: found for key, found in reaching.reached(roots.values()).items() if found}
        if not reached:
            return 0
        lock(sorted({each.message for found in reached.values() for each in found}))
        self._read(reached, roots)
        for entry in entries:
            root = roots.get(entry.matter_id or 0, 0)
            if root in reached:
                self._one(entry, root, reached[root])
        return self.told

    def _read(self, roots: Mapping[int, Any], of: Mapping[int, int]) -> None:
        rows = Suggestion.objects.filter(pk__in=roots).select_related("matter__organ")
        self.suggestions = {s.pk: s for s in rows}
        parts = Handling.objects.filter(suggestion__in=roots, pk__in=of).select_related("unit")
        self.handlings = {h.pk: h for h in parts}

    def _one(self, entry: Entry, root: int, found: Sequence[Reached]) -> None:
        s, part = self.suggestions[root], self.handlings.get(entry.matter_id or 0)
        happened = words.Happened(entry.step, entry.after, s, part)
        if entry.step in LEAVING:
            if entry.after in reaching.GONE:
                self._left(happened, found)
        elif entry.step in ("suggestion.all_closed", "promise.close"):
            self._ended(happened, found)
        else:
            self._progress(words.SAID[entry.step](happened), [each.message for each in found])

    def _left(self, happened: words.Happened, found: Sequence[Reached]) -> None:
        """It gets no answer: what was sent is sorted anew. What had been merged into it stands alone again, by an entry of its own."""
        self._take("come_back", [each.message for each in found if each.directly], told=words.went(happened))
        self._ended(happened, [each for each in found if not each.directly and _was_split(each.through)])

    def _ended(self, happened: words.Happened, found: Sequence[Reached]) -> None:
        """One is over, or what was promised on it: with the last of all that it became, its sender gets the answer."""
        by: dict[int, list[int]] = defaultdict(list)
        for each in found:
            by[each.through].append(each.message)
        for through, keys in by.items():
            over = reaching.ends(through)
            if over is None:
                one = happened.step != "promise.close" and _was_split(through)
                said = words.one_of_several(happened) if one else words.SAID[happened.step](happened)
                self._progress(said, keys)
                continue
            rows = list(Suggestion.objects.filter(pk__in=over).select_related("matter__organ").order_by("pk"))
            if all(s.matter.state in reaching.GONE for s in rows):
                self._take("come_back", keys, told=words.went(happened))
                continue
            outcome, text = words.concluded(rows)
            self._take("conclude", keys, outcome=outcome, text=_clip(text, LONGEST_ANSWER))

    def _progress(self, told: str, keys: Sequence[int]) -> None:
        if told:
            self._take("tell_progress", keys, told=_clip(told, words.LONGEST))

    def _take(self, name: str, keys: Sequence[int], **given: Any) -> None:
        """One that no longer waits (its sender has been answered, it came back) is passed over."""
        if keys:
            batch = take_many(message[name], sorted(keys), system(self.organ), given=given)
            self.told += len(batch.done)


def _roots(entries: Sequence[Entry]) -> dict[int, int]:
    """The suggestion to which each matter of these entries belongs."""
    keys = {entry.matter_id for entry in entries if entry.matter_id}
    rows = Matter.objects.filter(pk__in=keys).values_list("pk", "parent")
    return {pk: parent or pk for pk, parent in rows}


def _was_split(key: int) -> bool:
    return Matter.objects.filter(pk=key, state=Suggestion.State.SPLIT).exists()


def _clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
