"""Messages from a file on the desk: seen first, then all or the good ones; a long one by the worker, which can be stopped."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yishi.doors.desk.voice_import import work
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db
UP, SEEN = "/desk/voice/import/", "/desk/voice/import/preview/"
HEAD = ("留言编号", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
ROW = ("1", "路灯不亮", "2026-02-02 21:10:33", TEXT, "已修好。", "2026-02-10 09:00:00")
BAD = ("2", "时间写错", "昨天", TEXT, "", "")


def client(office: Office, who: str = "office") -> Client:
    """Somebody of the office, signed in."""
    made, account = Client(), office.people[who].account
    assert account is not None
    made.force_login(account)
    return made


def sent(desk: Client, *rows: tuple[str, ...], **more: Any) -> Any:
    """A file, uploaded."""
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return desk.post(
        UP, {"file": SimpleUploadedFile("热线.csv", out.getvalue().encode(), "text/csv"), "channel": "web", **more}
    )


@pytest.fixture
def long_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a long one."""
    monkeypatch.setattr(work, "SMALL", 10)


def worked(job: Job) -> Job:
    """The job, done by the worker."""
    jobs.run(job.pk, job.attempt)
    return Job.objects.get(pk=job.pk)


def test_every_row_is_seen_before_it_is_written(office: Office) -> None:
    desk = client(office)
    assert desk.get(UP).status_code == 200 and desk.get(f"{UP}template.xlsx").status_code == 200
    assert sent(desk, ROW)["Location"] == SEEN
    shown = desk.get(SEEN)
    text = shown.content.decode()
    assert "可以导入 1 行，有问题 0 行" in text and "答复期限 2026年2月28日" in text and not Message.objects.exists()
    done = desk.post(SEEN, {"seen": shown.context["told"]["fingerprint"]}, follow=True)
    assert "已导入 1 件" in done.content.decode()
    m = Message.objects.select_related("matter").get()
    assert (m.channel, m.matter.number, m.recorded_by) == ("web", "1", office.people["office"].account)
    assert desk.get(SEEN)["Location"] == UP


def test_bad_rows_are_named_and_the_good_ones_may_go_alone(office: Office) -> None:
    desk = client(office)
    sent(desk, ROW, BAD)
    shown = desk.get(SEEN)
    assert "第 3 行" in shown.content.decode() and "不是日期" in shown.content.decode()
    mark = {"seen": shown.context["told"]["fingerprint"]}
    assert desk.post(SEEN, mark).status_code == 409 and not Message.objects.exists()
    desk.post(SEEN, mark | {"skip": "1"})
    assert Message.objects.count() == 1


def test_what_changed_since_is_seen_again(office: Office) -> None:
    desk = client(office)
    sent(desk, ROW)
    refused = desk.post(SEEN, {"seen": "other"})
    assert refused.status_code == 409 and "登记簿有了变动" in refused.content.decode() and not Message.objects.exists()


def test_what_is_no_table_or_nothing_at_all_is_said(office: Office) -> None:
    desk = client(office)
    assert desk.post(UP, {}).status_code == 422
    desk.post(UP, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")})
    assert "不是表格" in desk.get(SEEN).content.decode()
    desk.post(UP, {"file": SimpleUploadedFile("a.csv", "姓名,电话\n甲,1\n".encode())})
    assert "缺少必填的列" in desk.get(SEEN).content.decode() or "没有找到表头" in desk.get(SEEN).content.decode()


def test_who_may_not_import_is_told_before_he_fills_in_a_sheet(office: Office) -> None:
    for who in ("leader", "auditor", "supervisor"):
        desk = client(office, who)
        assert {desk.get(path).status_code for path in (UP, SEEN, f"{UP}template.xlsx")} == {403}, who
    assert client(office, "deputy").get(UP).status_code == 403 and Client().get(UP).status_code == 302


def test_a_long_file_is_checked_and_taken_in_by_the_worker(office: Office, long_files: None) -> None:
    desk = client(office)
    where = sent(desk, ROW, BAD)["Location"]
    job = Job.objects.get()
    assert where == f"{UP}jobs/{job.pk}/" and "排队等候" in desk.get(where).content.decode()
    job = worked(job)
    assert job.state == Job.State.DONE and not Message.objects.exists()
    shown = desk.get(where)
    assert "可以导入 1 行，有问题 1 行" in shown.content.decode() and "分批写入" in shown.content.decode()
    assert "不是日期" in desk.get(f"{where}wrong.csv").content.decode()
    then = desk.post(where, {"skip": "1"})["Location"]
    taking = worked(Job.objects.exclude(pk=job.pk).get())
    assert (taking.state, taking.result_text, Message.objects.count()) == (Job.State.DONE, "1", 1)
    assert "已导入 1 件" in desk.get(then).content.decode()
    assert not default_storage.exists(job.kwargs["path"])
    again = desk.post(where, {"skip": "1"}, follow=True)
    assert "没有等待确认的文件" in again.content.decode() and Message.objects.count() == 1
    assert "写入 1 件" in desk.get(UP).content.decode()


def test_a_long_import_is_stopped_and_goes_on(
    office: Office, long_files: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yishi.foundation.loops.importing.AT_ONCE", 2)
    monkeypatch.setattr("yishi.foundation.outbox.progress.BEAT_SECONDS", 0.0)
    desk, rows = client(office), [(str(at), *ROW[1:]) for at in range(6)]
    where = sent(desk, *rows)["Location"]
    checking = worked(Job.objects.get())
    then = desk.post(where)["Location"]
    taking = Job.objects.exclude(pk=checking.pk).get()

    def stopping(progress: Any, done: int, total: int) -> None:
        if done == 4:
            desk.post(f"{then}stop/")
        real(progress, done, total)

    real = work.Progress.step
    monkeypatch.setattr(work.Progress, "step", stopping)
    taking = worked(taking)
    assert taking.state == Job.State.STOPPED and Message.objects.count() == 4
    text = desk.get(then).content.decode()
    assert "已经写入的" in text and "从剩下的接着导入" in text
    monkeypatch.setattr(work.Progress, "step", real)
    where = sent(desk, *rows)["Location"]
    worked(Job.objects.latest("pk"))
    assert "有 4 件已导入过" in desk.get(where).content.decode()
    desk.post(where)
    assert worked(Job.objects.latest("pk")).result_text == "2" and Message.objects.count() == 6


def test_a_job_is_stopped_while_it_waits(office: Office, long_files: None) -> None:
    desk = client(office)
    where = sent(desk, ROW)["Location"]
    desk.post(f"{where}stop/")
    assert "已停止，什么也没有写入" in desk.get(where).content.decode()
    assert "不需要停止" in desk.post(f"{where}stop/", follow=True).content.decode()


def test_a_job_that_cannot_be_done_says_why(office: Office, long_files: None) -> None:
    desk = client(office)
    where = sent(desk, ROW)["Location"]
    checking = worked(Job.objects.get())
    told = json.loads(checking.result_text)
    assert told["count"] == 1
    made = work.start_take(office["office"], work.Chosen(**checking.kwargs), "other", skip=False)
    assert "登记簿有了变动" in worked(made).error
    default_storage.delete(checking.kwargs["path"])
    gone = work.start_check(office["office"], work.Chosen(**checking.kwargs))
    assert "文件已经不在了" in worked(gone).error and not Message.objects.exists()
    assert "没有等待确认的文件" in desk.post(where, follow=True).content.decode()


def test_somebody_elses_job_is_not_found(office: Office, long_files: None) -> None:
    where = sent(client(office), ROW)["Location"]
    other = client(office, "other_office")
    assert other.get(where).status_code == 404 and other.post(f"{where}stop/").status_code == 404
    assert other.get(f"{where}wrong.csv").status_code == 404
