"""Attaching: limits, refusals that keep nothing, the double click, and files handed out safely."""

import datetime as dt
import hashlib
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import transaction
from django.http import Http404

from yishi.foundation import clock
from yishi.foundation.files import kinds, orphans
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.files.serve import open_for
from yishi.foundation.files.store import attach, detach
from yishi.foundation.files.tests import samples
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.tests.factories import AccountFactory, OrganFactory

DAY = dt.date(2026, 3, 16)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def matter():
    return Matter.objects.create(
        organ=OrganFactory(), room="suggestions", kind="suggestion", title="关于修缮未有桥的建议",
        state="draft", opened_on=DAY, touched_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def account():
    return AccountFactory()


def upload(name, content):
    return SimpleUploadedFile(name, content)


def stored(media):
    return [path for path in media.rglob("*") if path.is_file()]


def refusal(matter, account, name, content):
    with pytest.raises(FileRefused) as refused:
        attach(matter, upload(name, content), account)
    return refused.value


def test_a_file_is_kept_under_a_path_that_tells_nothing(matter, account, media):
    sent = samples.docx()
    kept = attach(matter, upload("关于未有桥的答复.docx", sent), account)
    kept.refresh_from_db()
    assert (kept.name, kept.content_type) == ("关于未有桥的答复.docx", kinds.WORD)
    assert (kept.matter, kept.added_by) == (matter, account)
    content = kept.file.read()
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert content == sent
    (path,) = stored(media)
    assert path.suffix == ".docx"
    assert "答复" not in str(path)


def test_a_large_upload_that_lies_on_disk_is_taken_too(matter, account):
    file = TemporaryUploadedFile("说明.txt", "text/html", 0, "utf-8")
    file.write(samples.TEXT.encode() * 1000)
    file.size = file.tell()
    kept = attach(matter, file, account)
    assert (kept.content_type, kept.size) == ("text/plain", len(samples.TEXT.encode()) * 1000)


def test_a_photograph_is_kept_without_the_place_it_was_taken(matter, account):
    kept = attach(matter, upload("现场.jpeg", samples.jpeg(turned=6)), account)
    content = kept.file.read()
    assert samples.SECRET not in content
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "empty"),
        ("大.txt", b"a" * (kinds.LARGEST + 1), "size"),
        ("程序.exe", b"MZ\x90\0" + bytes(100), "type"),
        ("网页.html", b"<html></html>", "type"),
        ("附件.zip", samples.archive(("a.txt", b"a")), "type"),
        ("带宏.docm", samples.docx(), "type"),
        ("程序.pdf", b"MZ\x90\0" + bytes(100), "type"),
        ("图片.pdf", samples.png(), "disguised"),
        ("文档.doc", samples.docx(), "disguised"),
        ("表.docx", samples.xlsx(), "disguised"),
        ("网页.doc", "<html>答复</html>".encode(), "disguised"),
        ("答复.pdf\u202e", samples.PDF[:-8], "damaged"),
    ],
)
def test_what_is_refused_leaves_nothing_and_says_what_to_mend(matter, account, media, name, content, code):
    refused = refusal(matter, account, name, content)
    assert refused.code == code
    assert str(refused).endswith("。")
    assert not Attachment.objects.exists()
    assert stored(media) == []


def test_the_sentence_of_a_disguised_file_names_both_sides(matter, account):
    assert str(refusal(matter, account, "图片.pdf", samples.png())) == (
        "文件“图片.pdf”的名称是 pdf，内容却是PNG 图片。请用相应软件另存为正确的格式后再上传。"
    )


def test_exactly_the_largest_size_is_taken(matter, account):
    assert attach(matter, upload("满.txt", b"a" * kinds.LARGEST), account).size == kinds.LARGEST


def test_a_file_of_wps_keeps_its_own_type_and_one_without_a_suffix_is_given_one(matter, account):
    kept = attach(matter, upload("答复.WPS", samples.compound("WordDocument")), account)
    assert (kept.name, kept.content_type) == ("答复.wps", "application/wps-office.wps")
    assert attach(matter, upload("照片2026.3.5", samples.png()), account).name == "照片2026.3.5.png"


def test_a_double_click_keeps_one_file(matter, account, media):
    first = attach(matter, upload("a.pdf", samples.PDF), account)
    assert attach(matter, upload("a.pdf", samples.PDF), account) == first
    assert len(stored(media)) == 1
    assert attach(matter, upload("b.pdf", samples.PDF), account) != first
    assert attach(matter, upload("a.pdf", samples.PDF), AccountFactory()) != first


def test_a_matter_takes_twenty_files(matter, account, media):
    for number in range(kinds.MOST_FILES):
        attach(matter, upload(f"{number}.txt", b"a"), account)
    assert refusal(matter, account, "more.txt", b"b").code == "count"
    detach(Attachment.objects.first())
    attach(matter, upload("more.txt", b"b"), account)


def test_a_matter_takes_so_many_bytes(matter, account, monkeypatch):
    monkeypatch.setattr(kinds, "MOST_BYTES", 2 * kinds.MB)
    attach(matter, upload("1.txt", b"a" * kinds.MB), account)
    attach(matter, upload("2.txt", b"b" * kinds.MB), account)
    assert refusal(matter, account, "3.txt", b"c").code == "room"


def test_a_row_that_cannot_be_written_leaves_no_file(matter, account, media, monkeypatch):
    def fail(self, *args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Attachment, "save", fail)
    with pytest.raises(RuntimeError):
        attach(matter, upload("a.pdf", samples.PDF), account)
    assert stored(media) == []


@pytest.mark.django_db(transaction=True)
def test_detaching_deletes_the_file_when_it_is_certain(matter, account, media):
    kept = attach(matter, upload("a.pdf", samples.PDF), account)
    with pytest.raises(RuntimeError), transaction.atomic():
        detach(Attachment.objects.get(pk=kept.pk))
        raise RuntimeError
    assert len(stored(media)) == 1
    detach(Attachment.objects.get(pk=kept.pk))
    assert stored(media) == []
    assert not Attachment.objects.exists()


def age(path, days):
    moment = clock.now().timestamp() - days * 86400
    os.utime(path, (moment, moment))


def test_only_old_files_that_no_row_knows_are_swept(matter, account, media):
    kept = attach(matter, upload("a.pdf", samples.PDF), account)
    lost = attach(matter, upload("b.pdf", samples.PDF), account)
    young = attach(matter, upload("c.pdf", samples.PDF), account)
    Attachment.objects.filter(pk__in=[lost.pk, young.pk]).delete()
    age(media / kept.file.name, 9)
    age(media / lost.file.name, 9)
    assert orphans.sweep() == 1
    assert sorted(str(path.relative_to(media)) for path in stored(media)) == sorted([kept.file.name, young.file.name])


def test_nothing_to_sweep_before_anything_was_attached():
    assert orphans.sweep() == 0


def test_files_are_handed_out_so_that_nothing_of_them_runs(matter, account):
    kept = attach(matter, upload('网"页；.txt', b"<script>alert(1)</script>"), account)
    response = open_for(kept, inline=True)
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E7%BD%91_%E9%A1%B5%EF%BC%9B.txt"
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"


def test_only_pictures_may_be_shown_in_the_page(matter, account):
    picture = attach(matter, upload("a.png", samples.png()), account)
    document = attach(matter, upload("a.pdf", samples.PDF), account)
    assert open_for(picture, inline=True)["Content-Disposition"].startswith("inline")
    assert open_for(picture)["Content-Disposition"].startswith("attachment")
    assert open_for(document, inline=True)["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_is_not_found(matter, account, media):
    kept = attach(matter, upload("a.pdf", samples.PDF), account)
    (media / kept.file.name).unlink()
    with pytest.raises(Http404, match="文件已不存在"):
        open_for(Attachment.objects.get(pk=kept.pk))
