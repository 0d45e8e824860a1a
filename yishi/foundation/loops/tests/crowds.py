"""Many matters walked through their loops together, counting what each step asks of the database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from yishi.foundation import clock
from yishi.foundation.loops.steps import Step
from yishi.foundation.loops.take import Batch, create_many, take_many
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.models import Handling, Promise, Suggestion
from yishi.rooms.suggestions.tests.office import WORDS, Office

GRADES = {"grades": {"answer": "satisfied", "promise": "satisfied"}, "opinion": ""}
TABLE = re.compile(r'(?:FROM|INTO|UPDATE) "(\w+)"')


def drafts(office: Office, count: int) -> Batch:
    """So many drafts of one author."""
    with clock.at(office.day):
        return create_many(suggestion["draft"], office["author"], [WORDS | {"topic": office.topic}] * count)


def course(office: Office, count: int) -> Iterator[tuple[Step, list[int], str, dict[str, Any]]]:
    """The steps of a whole life with the matters to take them on, from the draft to the end of the promise."""
    pks = [done.pk for done in drafts(office, count).done]
    unit, day = office.units[0].pk, office.day.isoformat()
    plans = [{"what": "装电梯", "due": "2026-09-30"}]
    yield suggestion["submit"], pks, "author", {}
    yield suggestion["pass_review"], pks, "office", {"topic": office.topic.pk}
    yield suggestion["choose_key"], pks, "office", {"handled_by": "试甲", "supervised_by": "试乙"}
    yield suggestion["pass_to_office"], pks, "office", {"side": "government"}
    yield suggestion["assign"], pks, "government_office", {"lead": unit, "co": [office.units[1].pk]}
    parts = _keys(Handling.objects.filter(suggestion__in=pks, unit=unit))
    beside = _keys(Handling.objects.filter(suggestion__in=pks).exclude(unit=unit))
    yield handling["receive"], beside, "liaison1", {}
    yield handling["give_opinion"], beside, "liaison1", {"text": "同意。"}
    yield handling["receive"], parts, "liaison0", {}
    yield handling["record_talk"], parts, "liaison0", {"day": day, "how": "phone", "text": "已沟通。"}
    yield (
        handling["draft_answer"],
        parts,
        "liaison0",
        {"kind": "solving", "text": "答复。", "may_publish": True, "plans": plans},
    )
    yield handling["sign"], parts, "head0", {}
    yield handling["send"], parts, "liaison0", {"number": "试函1号"}
    yield handling["evaluate"], parts, "author", GRADES
    yield handling["close"], parts, "office", {}
    yield suggestion["publish"], pks, "office", {}
    yield suggestion["choose_good"], pks, "office", {}
    yield suggestion["withhold"], pks, "office", {"ground": "涉及商业秘密"}
    promised = _keys(Promise.objects.filter(suggestion__in=pks))
    yield promise["report_progress"], promised, "liaison0", {"text": "进展顺利。"}
    yield promise["report_kept"], promised, "liaison0", {"text": "已完成。", "done_on": day}
    yield promise["evaluate"], promised, "author", GRADES
    yield promise["close"], promised, "office", {}


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def counted(office: Office, step: Step, pks: Sequence[int], who: str, data: dict[str, Any]) -> tuple[int, Counter[str]]:
    """Take the step on all of them; how many reads it took, and how many writes of each table."""
    with clock.at(office.day), CaptureQueriesContext(connection) as queries:
        batch = take_many(step, pks, office[who], data)
    assert len(batch.done) == len(pks), {refusal.sentence for refusal in batch.refused.values()}
    said = [query["sql"] for query in queries.captured_queries]
    reads = [sql for sql in said if sql.startswith("SELECT")]
    writes = Counter(
        f"{sql.split()[0]} {TABLE.search(sql)[1]}" for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))
    )
    return len(reads), writes


__all__ = ["Suggestion", "counted", "course", "drafts"]
