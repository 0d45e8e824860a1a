"""No page, paper or answer of a CPPCC committee calls its proposals suggestions: every address that its people may open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.db import transaction

from tests.safety.ground import OURS, Ground, Readers
from tests.safety.reading import refused, text
from tests.safety.walked.test_pages_who_may import asked
from yishi.rooms.activities.catalogue import kinds

pytestmark = pytest.mark.slow
WHO = ("office", "administrator", "author", "liaison", "head", "committee", "government_office", "stranger")
RIGHT = (
    (r"反映什么、建议什么|情况、问题和建议", "what an information item advises"),
    (r"具体建议", "what a proposal proposes, in its own form too"),
    (r"建议承办单位|建议改交|希望.{0,6}建议|可以建议|写明建议|情况和建议|按建议的", "to advise, in the ordinary sense"),
    (r"意见建议|检察建议|审查建议|建议在实施中", "advice of other kinds"),
    (r"建议（提案）|建议、提案|建议或者提案", "said of both kinds of organ at once"),
    (r"议案转.{0,4}建议|转为建议", "a step that congresses alone take"),
    (r"代表建议、批评和意见|代表建议批评和意见|建议、批评和意见", "the name of a law or of what it is about"),
)  # fmt: skip
"""Where the word is right in a CPPCC committee, and why."""
TITLES = re.compile(OURS + r"第\d+件事的建议|关于在试验区老旧小区加装电梯的建议|一、简化审批|写明情况和建议")
"""What the test's own deputies wrote."""
LAW = (
    "desk:rules",
    "api:get_rules",
    "api:list_rules",
    "api:get_rule",
    "api:get_own",
    "api:preview_own",
    "api:openapi",
    "api:docs",
)
"""Pages that show the wording of rules or describe the interface, which is one for all organs."""


@pytest.fixture(scope="module")
def cppcc(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[Ground]:
    """A CPPCC committee at work; all undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Ground(profile="cppcc").stand()
        transaction.set_rollback(True)


@cache
def of_the_catalogue() -> tuple[str, ...]:
    """Names and definitions in the catalogue of activities that hold the word in another sense (建议人选, 建议案), or by
    which people of either kind of organ look for a kind; longest first."""
    known = kinds.load()
    rows = (*known.kinds, *known.outputs, *known.roles)
    held = {
        text for row in rows for text in (row.name, row.definition if hasattr(row, "definition") else "", *row.aliases)
    }
    held |= {name for kind in known.kinds for _code, name in kind.results}
    return tuple(sorted((text for text in held if "建议" in text and len(text) > 2), key=len, reverse=True))


def left(said: str) -> list[str]:
    """Where the word stands and should not."""
    if "建议" not in said:
        return []
    said = TITLES.sub("", said)
    for words in of_the_catalogue():
        said = said.replace(words, "")
    for pattern, _why in RIGHT:
        said = re.sub(pattern, "", said)
    return re.findall(r"[^<>\n\"]{0,30}建议[^<>\n\"]{0,20}", said)


def test_no_page_of_a_cppcc_committee_speaks_of_suggestions(cppcc: Ground, db: None) -> None:
    readers = Readers(cppcc)
    wrong: dict[str, set[str]] = {}
    seen = 0
    for line, _which, path in asked(cppcc, "GET"):
        if line.page.startswith(LAW):
            continue
        for who in WHO:
            answer = readers.ask(who, "GET", path)
            if refused(answer) or answer.status_code != 200:
                continue
            seen += 1
            for words in left(text(answer)):
                wrong.setdefault(words.strip(), set()).add(line.page)
    assert seen > 300
    assert not wrong, "\n".join(f"{words}  <- {sorted(pages)}" for words, pages in wrong.items())


def test_the_word_is_looked_for() -> None:
    assert left("<p>还没有建议</p>") and not left("<h2>具体建议</h2><p>意见建议</p>")
