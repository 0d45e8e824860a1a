"""Uploads at the same time: a matter never takes more than it may."""

import datetime as dt
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from yishi.foundation import clock
from yishi.foundation.files import kinds
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.refused import FileRefused
from yishi.foundation.files.store import attach
from yishi.foundation.matters.models import Matter
from yishi.foundation.people.tests.factories import AccountFactory, OrganFactory


@pytest.mark.postgres(only=True)
@pytest.mark.django_db(transaction=True)
def test_of_uploads_racing_for_the_last_places_only_so_many_win(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(kinds, "MOST_FILES", 3)
    matter = Matter.objects.create(
        organ=OrganFactory(), room="suggestions", kind="suggestion", title="试", state="draft",
        opened_on=dt.date(2026, 3, 16), touched_at=clock.now(),
    )  # fmt: skip
    account, start, codes = AccountFactory(), threading.Barrier(8), []

    def send(number):
        start.wait()
        try:
            attach(matter, SimpleUploadedFile(f"{number}.txt", b"%d" % number), account)
        except FileRefused as refused:
            codes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == ["count"] * 5
    assert Attachment.objects.count() == 3
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 3
