"""Files of suggestions, parts and promises: every actor before, during and after; and that the journal has them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.foundation import clock
from yishi.foundation.files import recorded
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.files.tests import samples
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import Changed, NotAllowed, NotFound, Refused, WrongState
from yishi.foundation.loops.take import take
from yishi.foundation.people.actors import stranger, system
from yishi.rooms.suggestions import folders
from yishi.rooms.suggestions.loop import handling, promise, suggestion
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db
NOBODY: set[str] = set()


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def upload(name: str = "现场.png", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or samples.png())


def add(office: Office, who: str, record: Any, name: str = "现场.png", content: bytes = b"") -> Attachment:
    return folders.add(office[who], record.pk, upload(name, content))


def seeing(office: Office, record: Any) -> set[str]:
    """Who sees at least one file of it."""
    found = set()
    for who in office.people:
        try:
            found |= {who} if folders.files(folders.folder(office[who], record.pk)) else NOBODY
        except NotFound:
            continue
    return found


def adding(office: Office, record: Any) -> set[str]:
    """Who may add one now."""
    found = set()
    for who in office.people:
        try:
            found |= {who} if folders.folder(office[who], record.pk).adds else NOBODY
        except NotFound:
            continue
    return found


STAFF = {"office", "secretariat", "leader", "supervisor", "auditor", "committee"}
UNIT0, UNIT1 = {"liaison0", "head0"}, {"liaison1", "head1"}


def test_a_draft_is_its_authors_and_a_suggestion_everybodys_whom_it_concerns(office: Office) -> None:
    s = office.draft()
    add(office, "author", s)
    assert adding(office, s) == {"author"} and seeing(office, s) == {"author"}
    office.take(suggestion["invite"], s, "author", mandates=[office.second.pk])
    assert adding(office, s) == {"author"} and seeing(office, s) == {"author", "signer"}
    office.take(suggestion["confirm"], s, "signer")
    office.take(suggestion["submit"], s, "author")
    assert adding(office, s) == {"office"} and seeing(office, s) == {"author", "signer"} | STAFF
    with pytest.raises(NotAllowed):
        add(office, "author", s, "补充.png")


def test_units_see_the_suggestions_files_once_it_is_theirs_and_add_only_to_their_part(office: Office) -> None:
    s = office.draft()
    add(office, "author", s)
    office.take(suggestion["submit"], s, "author")
    while office.again(s).matter.state == "submitted":
        office.take(suggestion["pass_review"], s, "office")
    office.take(suggestion["assign"], s, "office", lead=office.units[0].pk, co=[office.units[1].pk])
    assert seeing(office, s) == {"author", "government_office"} | STAFF | UNIT0 | UNIT1
    assert adding(office, s) == {"office"}
    assert adding(office, office.part(s)) == UNIT0 and adding(office, office.part(s, 1)) == UNIT1


def test_files_of_an_answer_are_seen_once_it_is_sent_and_stay(office: Office) -> None:
    h = office.part(office.assigned(joint=True))
    row = add(office, "liaison0", h)
    assert seeing(office, h) == UNIT0
    for word in ("receive", "record_talk", "draft_answer"):
        given: dict[str, Any] = {
            "record_talk": {"day": office.day, "how": "visit", "text": "已听取。"},
            "draft_answer": {"kind": "solved", "text": "经研究，答复如下。"},
        }.get(word, {})
        office.take(handling[word], h, "liaison0", **given)
    assert adding(office, h) == UNIT0 and seeing(office, h) == UNIT0
    office.take(handling["sign"], h, "head0")
    assert adding(office, h) == NOBODY and seeing(office, h) == UNIT0
    office.take(handling["send"], h, "liaison0", number="试函〔2026〕1号")
    assert adding(office, h) == NOBODY
    assert seeing(office, h) == UNIT0 | STAFF | {"author", "signer", "government_office"}
    for who in ("liaison0", "author"):
        with pytest.raises(NotAllowed):
            folders.remove(office[who], row.pk)


def test_a_second_round_keeps_the_files_of_the_first_and_hides_its_own(office: Office) -> None:
    h = office.part(office.assigned())
    first = add(office, "liaison0", h)
    office.evaluate(office.answer(h), "dissatisfied", "没有写明时限。")
    office.take(handling["order_again"], h, "office", demand="请写明完成时限。")
    second = add(office, "liaison0", h, "补充.txt", b"a")
    assert (first.round, second.round) == (1, 2)
    assert [row.pk for row in folders.files(folders.folder(office["author"], h.pk))] == [first.pk]
    assert [row.pk for row in folders.files(folders.folder(office["head0"], h.pk))] == [first.pk, second.pk]
    with pytest.raises(WrongState, match="已经随答复或者报告发出"):
        folders.remove(office["liaison0"], first.pk)
    folders.remove(office["head0"], second.pk)
    assert list(Attachment.objects.all()) == [first]


def test_files_of_an_opinion_are_between_units_and_staff(office: Office) -> None:
    s = office.assigned(co=True, joint=True)
    h = office.part(s, 1)
    add(office, "liaison1", h)
    assert seeing(office, h) == UNIT1
    office.take(handling["receive"], h, "liaison1")
    office.take(handling["give_opinion"], h, "liaison1", text="同意。")
    assert seeing(office, h) == UNIT0 | UNIT1 | STAFF | {"government_office"}
    office.answer(office.part(s))
    assert not seeing(office, h) & {"author", "signer"}


def test_files_of_a_promise_go_out_with_the_report(office: Office) -> None:
    p = office.promised(office.day + dt.timedelta(days=60))
    add(office, "liaison0", p)
    assert seeing(office, p) == UNIT0 and adding(office, p) == UNIT0
    office.take(promise["report_progress"], p, "liaison0", text="已装五部。")
    assert {"author", "office"} <= seeing(office, p)
    later = add(office, "head0", p, "后补.png")
    assert later.round == 2
    office.take(promise["report_kept"], p, "liaison0", text="已装好。", done_on=office.day)
    assert adding(office, p) == NOBODY


def test_a_groups_head_adds_until_it_is_taken_up(office: Office) -> None:
    given = {
        "grouping": office.delegation.pk, "title": "关于加装电梯的建议", "situation": "老旧小区没有电梯。", "proposals": "加装。",
        "discussed_on": office.day,
    }  # fmt: skip
    from yishi.foundation.loops.take import create
    from yishi.foundation.people.models import Grouping

    Grouping.objects.filter(pk=office.delegation.pk).update(kind=Grouping.Kind.SECTOR)
    s = create(suggestion["submit_for_group"], office["author"], given).record
    assert adding(office, s) == {"author", "office"}
    office.take(suggestion["pass_review"], s, "office")
    assert adding(office, s) == {"office"}


def test_nothing_is_public_and_strangers_find_nothing(office: Office) -> None:
    h = office.part(office.assigned())
    row = add(office, "liaison0", h)
    closed = office.evaluate(office.answer(h))
    office.take(handling["close"], closed, "office")
    office.take(suggestion["publish"], office.again(h.suggestion), "office")
    elsewhere = Office()
    actors = [
        office["member"],
        office["liaison2"],
        stranger(office.organ),
        *(elsewhere[who] for who in elsewhere.people),
    ]
    for actor in actors:
        for ask in (lambda: folders.folder(actor, h.pk), lambda: folders.file(actor, row.pk)):  # noqa: B023  # asked at once
            with pytest.raises(NotFound):
                ask()
        with pytest.raises(NotFound):
            folders.remove(actor, row.pk)
        with pytest.raises(NotFound):
            folders.add(actor, h.pk, upload())
    with pytest.raises(Refused):
        folders.add(system(office.organ), h.pk, upload())


def test_each_takes_off_his_own_from_the_suggestion(office: Office) -> None:
    s = office.draft()
    theirs = add(office, "author", s)
    office.take(suggestion["submit"], s, "author")
    own = add(office, "office", s, "登记表.png")
    with pytest.raises(WrongState, match="自己添加"):
        folders.remove(office["office"], theirs.pk)
    folders.remove(office["office"], own.pk)
    office.take(suggestion["send_back"], s, "office", why="请分成两件。")
    folders.remove(office["author"], theirs.pk)
    assert not Attachment.objects.exists()


def test_the_journal_has_every_file_that_came_and_went(office: Office, media: Path) -> None:
    s = office.draft()
    row = add(office, "author", s)
    add(office, "author", s)  # a double click
    folders.remove(office["author"], row.pk)
    with pytest.raises(FileRefused):
        add(office, "author", s, "空.png", b"\0")
    entries = list(Entry.objects.filter(step__in=recorded.STEPS).select_related("body").order_by("seq"))
    assert [entry.step for entry in entries] == [recorded.ADDED, recorded.REMOVED]
    for entry in entries:
        assert entry.body.content is not None
        assert entry.body.content["said"] == {"name": "现场.png", "size": row.size, "sha256": row.sha256}
        assert (entry.matter_id, entry.actor) == (s.pk, office.people["author"].account)


def test_a_file_whose_entry_cannot_be_written_is_not_there(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    s = office.draft()

    def fail(entries: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(recorded, "write", fail)
    with pytest.raises(RuntimeError):
        add(office, "author", s)
    assert not Attachment.objects.exists()


def test_the_head_signs_the_files_that_he_saw(office: Office) -> None:
    h = office.part(office.assigned())
    office.take(handling["receive"], h, "liaison0")
    office.take(handling["record_talk"], h, "liaison0", day=office.day, how="visit", text="已听取意见。")
    office.take(handling["draft_answer"], h, "liaison0", kind="solved", text="答复如下。", may_publish=True)
    row = add(office, "liaison0", h)
    for change in (lambda: add(office, "liaison0", h, "补充.png"), lambda: folders.remove(office["liaison0"], row.pk)):
        seen = office.again(h).matter.version
        change()
        with pytest.raises(Changed):
            take(handling["sign"], h.pk, office["head0"], version=seen)
    take(handling["sign"], h.pk, office["head0"], version=office.again(h).matter.version)


def test_who_still_writes_may_attach_without_losing_what_he_wrote(office: Office) -> None:
    h = office.part(office.assigned())
    seen = office.again(h).matter.version
    add(office, "liaison0", h)
    assert office.again(h).matter.version == seen
