"""What is sealed, secret or another's own stands in no page, file, list, search or answer of the api that others get.

Words like no others are planted by the steps themselves; then each person opens everything that he can open. That the
words are found where they may be read shows that the search would find them elsewhere too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.safety.ground import STRANGER, Readers
from tests.safety.reading import text
from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.take import create
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = (
    STRANGER, "office", "secretariat", "committee", "leader", "supervisor", "auditor", "administrator", "government_office", "party_office",
    "author", "signer", "member", "liaison", "head", "liaison1", "liaison2",
)  # fmt: skip
JOURNAL = ("office", "leader", "auditor", "administrator")
STAFF = {"office", "secretariat", "leader", "supervisor", "auditor"}
HOMES = ("/desk/", "/unit/", "/pocket/", "/public/")
LISTS = (
    "/desk/suggestions/", "/desk/promises/", "/desk/units/", "/desk/work/figures/", "/desk/work/scores/", "/desk/work/scores/scores.xlsx",
    "/desk/work/report.docx", "/desk/work/report.docx?inner=1", "/desk/record/", "/desk/record/chain.jsonl", "/desk/inbox/",
    "/unit/suggestions/", "/unit/promises/", "/unit/figures/", "/unit/inbox/", "/pocket/suggestions/", "/pocket/duty/", "/pocket/inbox/",
    "/public/suggestions/", "/api/v1/suggestions", "/api/v1/handlings", "/api/v1/promises", "/api/v1/clocks", "/api/v1/notices",
)  # fmt: skip
PAPERS = ("/desk/suggestions/{0}/form.docx", "/unit/suggestions/{0}/form.docx", "/pocket/suggestions/{0}/form.docx")
PAGES = ("/desk/suggestions/{0}/", "/unit/suggestions/{0}/", "/pocket/suggestions/{0}/", "/public/suggestions/{0}/",
         "/api/v1/suggestions/{0}", "/api/v1/journal/{0}", *PAPERS)  # fmt: skip


@dataclass(frozen=True)
class Secret:
    """Words planted, and by hand who may read them."""

    words: str
    why: str
    readers: frozenset[str]


def who(*names: str) -> frozenset[str]:
    """Who may."""
    return frozenset(names)


SECRETS = (
    Secret("评价密语壹", "an evaluation, sealed from units, is for its author and the office (CQ 26)", who("office", "author")),
    Secret("存放密语贰", "where a secret matter's paper lies is for those whose duty spans the organ (SH 9)", frozenset(STAFF)),
    Secret("草稿密语叁", "a draft is its author's and whom he asked to sign", who("author", "signer")),
    Secret("文稿密语肆", "an answer not yet sent is its unit's", who("liaison", "head")),
    Secret("电话密语伍", "the number to call is the unit's, the author's and the office's", who("office", "author", "liaison", "head")),
    Secret("不公开密语陆", "what is withheld is for those whom it concerns, and not for the public",
           frozenset(STAFF | {"author", "liaison", "head", "committee", "government_office"})),
)  # fmt: skip


def plant(office: Office) -> list[int]:
    """All of them, by steps; the keys of the suggestions in which they stand, in their order."""
    evaluated = office.answer(office.part(office.assigned()))
    office.evaluate(evaluated, "dissatisfied", SECRETS[0].words)
    with clock.at(office.day):
        stub = create(suggestion["register_secret"], office["office"], {"note": SECRETS[1].words}).record
    draft = office.draft(situation=SECRETS[2].words)
    office.take(suggestion["invite"], draft, "author", mandates=[office.second.pk])
    written = office.part(office.assigned())
    office.take(handling["receive"], written, "liaison0", leader="试甲", undertaker="试乙", phone=SECRETS[4].words)
    office.take(handling["record_talk"], written, "liaison0", day=office.day, how="visit", text="已听取意见。")
    office.take(handling["draft_answer"], written, "liaison0", kind="solved", text=SECRETS[3].words, may_publish=True)
    withheld = office.draft(title=f"关于{SECRETS[5].words}的建议")
    office.take(suggestion["submit"], withheld, "author")
    while office.again(withheld).matter.state == "submitted":
        office.take(suggestion["pass_review"], withheld, "office")
    office.take(suggestion["assign"], withheld, "office", lead=office.units[0].pk)
    office.answer(office.part(withheld))
    office.take(suggestion["withhold"], withheld, "office", ground="涉及商业秘密")
    return [evaluated.suggestion_id, stub.pk, draft.pk, written.suggestion_id, written.suggestion_id, withheld.pk]


def opened(readers: Readers, name: str, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Each address that opens for the person, with what can be read there."""
    for path in paths:
        answer = readers.ask(name, "GET", path)
        if answer.status_code == 200:
            yield path, text(answer)


def everything(name: str, keys: list[int]) -> list[str]:
    """All that a person can ask for, papers and exports too."""
    exported = (
        "/desk/suggestions/",
        "/desk/promises/",
        "/unit/suggestions/",
        "/unit/promises/",
        "/pocket/suggestions/",
    )
    paths = [*HOMES, *LISTS, *(f"{path}?export={kind}" for path in exported for kind in ("csv", "xlsx"))]
    paths += [page.format(key) for page in PAGES for key in dict.fromkeys(keys)]
    if name in JOURNAL:
        paths += [f"/desk/record/entries/{seq}/" for seq in range(1, Entry.objects.count() + 1)]
    return paths


@pytest.mark.parametrize("profile", ["npc", "cppcc"])
def test_planted_words_are_read_by_those_alone_who_may(profile: str) -> None:
    office = Office(profile=profile)
    keys = plant(office)
    readers, wrong = Readers(office), []
    for name in READERS:
        found = set()
        for path, said in opened(readers, name, everything(name, keys)):
            held = {secret for secret in SECRETS if secret.words in said}
            wrong += [
                f"{name} reads {secret.words} at {path}: {secret.why}" for secret in held if name not in secret.readers
            ]
            found |= held
        missed = [secret for secret in SECRETS if name in secret.readers and secret not in found]
        wrong += [f"{name} finds nowhere {secret.words}" for secret in missed]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "path", ["/desk/suggestions/", "/unit/suggestions/", "/pocket/suggestions/", "/api/v1/suggestions"]
)
def test_searching_for_planted_words_finds_nothing_for_others(path: str) -> None:
    office = Office()
    keys = plant(office)
    readers, wrong = Readers(office), []
    for name in READERS:
        for secret, key in zip(SECRETS, keys, strict=True):
            asked = [f"{path}?q={secret.words}"] if name not in secret.readers else []
            for _path, said in opened(readers, name, asked):
                if f"/suggestions/{key}/" in said or f'"id": {key},' in said:
                    wrong.append(f"{name} finds {secret.words}")
    assert not wrong, "\n".join(wrong)
