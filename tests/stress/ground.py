"""The ground on which stress is put: lives of suggestions walked on and on, and the proof that nothing is half done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count, F

from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts import rows
from yishi.foundation.journal.models import Entry, Head
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.take import Outcome, create, take
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.figures import derive
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Answer, Delivery, Handling, Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office


def life(office: Office) -> Iterator[Outcome]:
    """One suggestion from the draft to the closing, a step at a time; each is acknowledged when it is yielded."""
    made = create(suggestion["draft"], office["author"], WORDS | {"topic": office.topic.pk})
    yield made
    units = [unit.pk for unit in office.units]
    day = office.day.isoformat()
    yield take(suggestion["submit"], made.pk, office["author"], {})
    yield take(suggestion["pass_review"], made.pk, office["office"], {})
    yield take(suggestion["assign"], made.pk, office["office"], {"lead": units[0], "co": [units[1]]})
    found = dict(Handling.objects.filter(suggestion=made.pk).values_list("unit", "pk"))
    lead, co = found[units[0]], found[units[1]]
    for step, pk, who, data in (
        ("receive", co, "liaison1", {}), ("give_opinion", co, "liaison1", {"text": "同意。"}),
        ("receive", lead, "liaison0", {}), ("record_talk", lead, "liaison0", {"day": day, "how": "phone", "text": "已沟通。"}),
        ("draft_answer", lead, "liaison0", {"kind": "solved", "text": "答复。", "may_publish": True}), ("sign", lead, "head0", {}),
        ("send", lead, "liaison0", {"number": "试函1号"}), ("evaluate", lead, "author", {"grades": {"answer": "satisfied"}}),
        ("close", lead, "office", {}),
    ):  # fmt: skip
        yield take(handling[step], pk, office[who], data)
    yield take(suggestion["publish"], made.pk, office["office"], {})


def head(organ: Organ) -> int:
    """How many entries the organ's chain holds."""
    return Head.objects.filter(organ=organ).values_list("seq", flat=True).first() or 0


def prove(organ: Organ) -> dict[str, Any]:
    """Raise AssertionError where a step is lost, doubled or half done; otherwise say what was looked at."""
    report = verify(organ)
    assert report.ok, report.findings
    entries = Entry.objects.filter(organ=organ)
    # Each step counts its matter's version up by one and writes one entry.
    odd = Matter.objects.filter(organ=organ).annotate(said=Count("journal_entries")).exclude(said=F("version"))
    assert not odd.exists(), list(odd.values_list("pk", "kind", "state", "version", "said"))
    _states(organ, entries)
    _sent(organ)
    roots = list(Matter.objects.filter(organ=organ, kind="suggestion"))
    with transaction.atomic():
        assert rows.replace(roots, derive([root.pk for root in roots])) == 0, "facts differ from what they derive from"
        transaction.set_rollback(True)
    numbers = sorted(root.number for root in roots if root.number)
    assert numbers == [f"2026{at:04d}" for at in range(1, len(numbers) + 1)], "a number is lost or given twice"
    assert entries.count() == head(organ)
    return {"entries": entries.count(), "matters": len(roots)}


def _states(organ: Organ, entries: Any) -> None:
    """Each matter stands where its last entry says, and each entry begins where the one before it ended."""
    last: dict[int, str] = {}
    for pk, before, after in entries.order_by("seq").values_list("matter", "before", "after"):
        assert before == last.get(pk, "new"), f"{pk}: from {before} after {last.get(pk)}"
        last[pk] = after
    assert last == dict(Matter.objects.filter(organ=organ).values_list("pk", "state"))
    assert (
        Matter.objects.filter(kind="suggestion", organ=organ).count()
        == Suggestion.objects.filter(matter__organ=organ).count()
    )


def _sent(organ: Organ) -> None:
    """What belongs to one step came with it: an answer with its delivery, a hand-over with its clocks."""
    sent = Answer.objects.filter(handling__matter__organ=organ).exclude(sent_on=None)
    assert Delivery.objects.filter(answer__in=sent).count() == sent.count()
    parts = Counter(Handling.objects.filter(matter__organ=organ).values_list("part", flat=True))
    clocks = Counter(Clock.objects.filter(matter__organ=organ, round=1).values_list("kind", flat=True))
    assert (clocks["reply"], clocks["co_opinion"]) == (parts["lead"], parts["co"])
