"""Photographs: who adds, who sees, who removes; and the camera's particulars go."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yishi.foundation import clock
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.journal.models import Entry
from yishi.foundation.loops.refusals import NotAllowed, NotFound
from yishi.rooms.activities import folders
from yishi.rooms.activities.loop import activity
from yishi.rooms.activities.models import Activity
from yishi.rooms.activities.tests.office import Office

pytestmark = pytest.mark.django_db


def text(name: str = "方案.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"活动方案 {name}。".encode(), "text/plain")


def add(office: Office, who: str, a: Activity, name: str = "方案.txt") -> Attachment:
    with clock.at(office.day):
        return folders.add(office[who], a.pk, text(name))


def test_who_keeps_it_adds_and_everyone_who_reads_it_sees() -> None:
    office, elsewhere = Office(), Office()
    a = office.recorded("committee")
    row = add(office, "committee", a)
    for who in ("office", "member", "leader", "keeper"):
        assert [each.pk for each in folders.files(folders.folder(office[who], a.pk))] == [row.pk]
        assert folders.file(office[who], row.pk)[0] == row
    for actor in (office["liaison"], office["resident"], elsewhere["office"]):
        with pytest.raises(NotFound):
            folders.file(actor, row.pk)
        with pytest.raises(NotFound):
            folders.folder(actor, a.pk)
    for who in ("member", "leader", "keeper", "other_committee"):
        with pytest.raises(NotAllowed):
            add(office, who, a, f"{who}.txt")
    assert Entry.objects.filter(step="file.add").count() == 1


def test_who_added_it_removes_it_and_the_office_any() -> None:
    office = Office()
    a = office.recorded("committee")
    mine, his = add(office, "committee", a, "一.txt"), add(office, "office", a, "二.txt")
    with clock.at(office.day):
        with pytest.raises(NotAllowed, match="自己添加"):
            folders.remove(office["committee"], his.pk)
        with pytest.raises(NotAllowed):
            folders.remove(office["member"], mine.pk)
        assert folders.remove(office["office"], mine.pk).name == "一.txt"
        with pytest.raises(NotFound):
            folders.remove(office["office"], mine.pk)


def test_a_reporter_adds_until_it_is_confirmed() -> None:
    office = Office()
    a = office.reported()
    row = add(office, "reporter", a)
    with pytest.raises(NotAllowed):
        add(office, "office", a, "二.txt")
    with pytest.raises(NotFound):
        folders.file(office["member"], row.pk)
    office.take(activity["confirm"], a)
    assert folders.file(office["member"], row.pk)[0] == row
    with pytest.raises(NotAllowed):
        add(office, "reporter", a, "三.txt")
    with pytest.raises(FileRefused), clock.at(office.day):
        folders.add(office["office"], a.pk, SimpleUploadedFile("x.exe", b"MZ\x90\x00", "application/x-msdownload"))


def test_what_the_law_has_erased_goes_for_good() -> None:
    office, elsewhere = Office(), Office()
    a, b = office.recorded(), office.recorded()
    row, other = add(office, "office", a, "走访张某.txt"), add(office, "office", b, "别的.txt")
    assert folders.holding(office.organ, [b.pk], "张某") == [row, other]
    assert folders.holding(office.organ, [], "") == [] == folders.holding(elsewhere.organ, [a.pk], "张某")
    with clock.at(office.day):
        folders.erase(office["office"], row, "本人要求删除。")
    assert folders.holding(office.organ, [], "张某") == []
    said = Entry.objects.get(step="file.erase").body.text
    assert "张某" not in said and not Entry.objects.filter(body__text__contains="张某").exists()
