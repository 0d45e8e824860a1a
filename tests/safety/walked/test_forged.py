"""Forged requests at every page: never a 500, each refusal a sentence, and nothing half done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.safety.addresses import every
from tests.safety.forging import bodies, names_in, queries
from tests.safety.ground import Ground, Readers
from tests.safety.reading import content, text, to_sign_in
from tests.safety.rows import standing
from tests.safety.walked.test_pages_who_may import asked
from yishi.doors.api.tests.filled import TAKERS, Filled
from yishi.foundation.matters.models import Matter
from yishi.rooms import loops

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
DOORS = {"author": "pocket", "signer": "pocket", "informant": "pocket", "liaison0": "unit", "head0": "unit"}
SHARES = 4
"""Into how many tests each walk is dealt, so that they run side by side."""
by_share = pytest.mark.parametrize("share", range(SHARES))
HUGE = ("99999999999999999999", "9223372036854775808", "0")


def pages(ground: Ground, method: str) -> Iterator[tuple[str, str]]:
    """Each page once, with someone who may."""
    known = set()
    for line, which, path in asked(ground, method):
        who = next((who for who in ("office", *line.cells) if line.opens(who, which)), None)
        if who and which == "one" and not path.startswith("/api/") and (line.page, who) not in known:
            known.add((line.page, who))
            yield who, path


def told(answer: Any) -> str:
    """What is wrong with an answer: broken, or a refusal without a sentence."""
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if answer.status_code >= 400 and answer.status_code != 405 and not re.search("[\u4e00-\u9fff]{4}", text(answer)):
        return f"{answer.status_code} without a sentence"
    content(answer)  # of what is streamed, all is read
    return ""


@by_share
def test_every_page_with_every_wrong_query(ground: Ground, ours: Readers, share: int) -> None:
    wrong = []
    for who, path in list(pages(ground, "GET"))[share::SHARES]:
        names = names_in(text(ours.ask(who, "GET", path)))
        for what, query in queries(names):
            fault = told(ours.ask(who, "GET", f"{path}{'&' if '?' in path else '?'}{query}"))
            if fault:
                wrong.append(f"{path} by {who}, {what}: {fault}")
    assert not wrong, "\n".join(wrong)


def sent(readers: Readers, who: str, path: str, names: list[str], before: Any) -> Iterator[str]:
    """Every forged form at one address, each undone."""
    readers.sign_in(who)
    for what, body, kind in bodies(names):
        with transaction.atomic():
            answer = readers.ask(who, "POST", path, body, content_type=kind)
            fault = told(answer) or ("signed out" if to_sign_in(answer) and who != "stranger" else "")
            if answer.status_code >= 400 and not fault and standing() != before:
                fault = f"{answer.status_code}, and something was changed"
            transaction.set_rollback(True)
        if fault:
            yield f"{path} by {who}, {what}: {fault}"


@by_share
def test_every_page_with_every_forged_form(ground: Ground, ours: Readers, share: int) -> None:
    wrong, before = [], standing()
    for who, path in list(pages(ground, "POST"))[share::SHARES]:
        wrong += sent(ours, who, path, [*names_in(text(ours.ask(who, "GET", path))), "step", "row", "confirm"], before)
    assert not wrong, "\n".join(wrong)


@by_share
def test_every_step_with_every_forged_form(db: None, share: int) -> None:
    office = Filled().fill()
    readers, keys, wrong, before = Readers(office), office.keys(), [], standing()
    for step in [step for loop in loops().values() for step in loop.steps.values()][share::SHARES]:
        kind = step.loop.kind
        who = next((TAKERS[part.code] for part in step.by if not isinstance(part, str) and part.code in TAKERS), "")
        rows = next((keys[kind, state] for state in step.sources if (kind, state) in keys), [])
        if not who or not (rows or step.opens):
            continue
        for path in _paths(step, rows, DOORS.get(who, "desk")):
            names = [*step.inputs, "version", *(f"{name}-0-{part}" for name in step.inputs for part in ("what", "due"))]
            wrong += sent(readers, who, path, names, before)
    assert not wrong, "\n".join(wrong)


def _paths(step: Any, rows: list[Matter], door: str) -> list[str]:
    if step.opens:
        return [f"/{door}/new/{step.loop.kind}/{step.name}/"]
    return [f"/{door}/step/{step.loop.kind}/{row.pk}/{step.name}/" for row in rows[:1]]


@by_share
def test_addresses_of_what_no_database_has(ground: Ground, ours: Readers, share: int) -> None:
    wrong = []
    people = ("office", "administrator", "liaison", "author", "stranger")
    for address in every()[share::SHARES]:
        values = {part: "1" for part in address.parts}
        for value in (*HUGE, "%00", "nosuch", "%ED%A0%80"):
            if not address.parts or (
                not value.isdigit() and all(f"int:{part}" in address.route for part in address.parts)
            ):
                continue
            path = address.path(values | dict.fromkeys(address.parts, value))
            for who in people:
                fault = told(ours.ask(who, "GET", path))
                if fault:
                    wrong.append(f"{path} by {who}: {fault}")
    assert not wrong, "\n".join(wrong)
