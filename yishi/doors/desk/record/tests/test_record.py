"""The journal's pages: who reads which body, proof, seals, export, and erasing what is personal."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation

from yishi.doors.desk.people.tests.world import World
from yishi.doors.desk.record import words, work
from yishi.foundation import clock
from yishi.foundation.files import recorded
from yishi.foundation.files.models import Attachment
from yishi.foundation.files.tests import samples
from yishi.foundation.journal.models import Body, Entry
from yishi.foundation.journal.triggers import ensure_triggers, remove_triggers
from yishi.foundation.journal.verify import verify
from yishi.foundation.outbox import jobs
from yishi.foundation.outbox.models import Job
from yishi.rooms.suggestions import folders
from yishi.rooms.suggestions.tests.office import MONDAY

pytestmark = pytest.mark.django_db
WHY = "本人请求删除"


@pytest.fixture
def world(settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return World()


def get(world: World, who: str, name: str, *args: Any, query: str = "") -> Any:
    with clock.at(MONDAY):
        return world.client(who).get(reverse(f"desk:{name}", args=args) + query)


def post(world: World, who: str, name: str, *args: Any, **data: Any) -> Any:
    with clock.at(MONDAY):
        return world.client(who).post(reverse(f"desk:{name}", args=args), data)


def entry_page(world: World, who: str, step: str) -> str:
    entry = Entry.objects.filter(organ=world.organ, step=step).order_by("pk").first()
    return get(world, who, "record_entry", entry.seq).content.decode()


def test_bodies_are_for_those_who_may_know(world: World) -> None:
    world.office.answer(world.office.part(world.suggestion))
    world.office.evaluate(world.office.part(world.suggestion), "dissatisfied", "没有说明时间，请再答复。")
    sealed = "评价内容按规定保密"
    seen = {
        who: entry_page(world, who, "handling.evaluate") for who in ("office", "auditor", "leader", "administrator")
    }
    assert "没有说明时间" in seen["office"] and sealed not in seen["office"]
    for who in ("auditor", "leader"):
        assert "没有说明时间" not in seen[who] and sealed in seen[who]
    assert "没有说明时间" not in seen["administrator"] and "管理员不查看建议" in seen["administrator"]
    for who in ("office", "auditor", "leader"):
        assert "只有起草人可以查看" in entry_page(world, who, "handling.draft_answer")
        assert "经研究，答复如下" not in entry_page(world, who, "handling.draft_answer")


def test_drafts_are_their_authors_alone(world: World) -> None:
    drafted = world.office.draft(title="关于一件还没有提交的事的建议")
    entry = Entry.objects.get(matter=drafted.pk)
    for who in ("office", "auditor", "leader", "administrator"):
        assert "还没有提交的事" not in get(world, who, "record_entry", entry.seq).content.decode()
        assert "还没有提交的事" not in get(world, who, "record_home").content.decode()


def test_the_administrator_sees_that_something_was_done_and_not_what(world: World) -> None:
    page = get(world, "administrator", "record_home").content.decode()
    assert world.suggestion.matter.title not in page and "交办" in page
    assert world.suggestion.matter.title in get(world, "office", "record_home").content.decode()
    with clock.at(MONDAY):
        file = world.client("administrator").get(reverse("desk:record_home") + "?export=csv")
    assert world.suggestion.matter.title not in b"".join(file.streaming_content).decode()


def test_filters(world: World) -> None:
    def rows(query: str) -> int:
        return get(world, "office", "record_home", query=query).content.decode().count(" data-row")

    whole, number = rows(""), world.suggestion.matter.number
    assert 0 < rows(f"?matter={number}") < whole
    assert (rows("?since=2026-03-16&until=2026-03-16"), rows("?since=2026-03-17"), rows("?until=2026-03-15")) == (
        whole,
        0,
        0,
    )
    assert (rows("?step=suggestion.draft"), rows("?step=promise.close")) == (2, 0)
    assert 0 < rows(f"?actor={world.account_of('author').pk}") < whole
    assert rows("?since=nonsense&step=nonsense&actor=999999999999999999999999") == whole


def test_an_entry_that_is_none_is_not_found(world: World) -> None:
    for seq in (0, 10**6, 10**30):
        assert get(world, "office", "record_entry", seq).status_code == 404


def test_the_chain_is_proved_at_once_and_a_changed_row_is_named(world: World) -> None:
    assert "日志完整" in post(world, "auditor", "record_verify").content.decode()
    remove_triggers(connection)
    Entry.objects.filter(organ=world.organ, seq=2).update(law="改过")
    page = post(world, "auditor", "record_verify").content.decode()
    assert "第 2 条被改动过" in page and "缺少只增触发器" in page
    ensure_triggers(connection)


def test_an_outside_seal_finds_a_cut_tail(world: World) -> None:
    with clock.at(MONDAY):
        file = world.client("auditor").get(reverse("desk:record_seal_file", args=[world.seal.pk]))
    seal = SimpleUploadedFile("seal.json", file.content)
    assert "日志完整" in post(world, "auditor", "record_verify", seal=seal).content.decode()
    other = json.loads(file.content) | {"hash": "0" * 64}
    page = post(
        world, "auditor", "record_verify", seal=SimpleUploadedFile("s.json", json.dumps(other).encode())
    ).content.decode()
    assert "签名无效" in page


@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b"nonsense", b'{"yishi":"seal","chain":"\\u0000"}', b"[" * 60000, b"\xff\xfe"]
)
def test_a_file_that_is_no_seal_gets_a_sentence(world: World, data: bytes) -> None:
    answer = post(world, "auditor", "record_verify", seal=SimpleUploadedFile("seal.json", data))
    assert answer.status_code == 422 and "不是本系统导出的封签文件" in answer.content.decode()


def test_a_long_chain_is_proved_by_a_job(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 0)
    Job.objects.all().delete()
    answer = post(world, "auditor", "record_verify")
    job = Job.objects.get()
    assert answer.status_code == 302 and answer["Location"].endswith(f"/verify/{job.pk}/")
    assert "排队等候" in get(world, "auditor", "record_job", job.pk).content.decode()
    jobs.run(job.pk, job.attempt)
    assert "校验通过" in get(world, "auditor", "record_job", job.pk).content.decode()
    assert get(world, "office", "record_job", job.pk).status_code == 404


def test_the_export_is_proved_without_yishi(world: World, tmp_path: Path) -> None:
    with clock.at(MONDAY):
        answer = world.client("auditor").get(reverse("desk:record_chain"))
        text = b"".join(answer.streaming_content)
    assert "加装电梯".encode() not in text and b'"body"' not in text
    (tmp_path / "chain.jsonl").write_bytes(text)
    seal = get(world, "auditor", "record_seal_file", world.seal.pk)
    (tmp_path / "seal.json").write_bytes(seal.content)
    script = Path(django_settings.BASE_DIR) / "scripts" / "verify_journal.py"
    call = [sys.executable, str(script), str(tmp_path / "chain.jsonl"), "--seal", str(tmp_path / "seal.json")]
    assert subprocess.run(call, capture_output=True, check=False).returncode == 0


def test_personal_text_is_erased_after_a_preview(world: World) -> None:
    name = world.office.lead.person.name
    body = Body.objects.filter(entry__organ=world.organ, text__contains=name)
    count = body.count()
    assert count
    page = post(world, "administrator", "record_erase", words=name, why=WHY).content.decode()
    assert f"将删除下面 {count} 条" in page and body.count() == count
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    answer = post(world, "administrator", "record_erase", words=name, why=WHY, seen=seen, confirm="1")
    assert answer.status_code == 302
    assert body.count() == 0
    told = Entry.objects.filter(organ=world.organ).order_by("-pk").first()
    assert (told.room, told.step, told.law) == ("journal", "erase", "个人信息保护法 47")
    assert verify(world.organ).ok
    assert "内容已依法删除" in get(world, "office", "record_entry", int(seen.split()[0])).content.decode()
    again = post(world, "administrator", "record_erase", words=name, why=WHY)
    assert again.status_code == 422 and "没有找到" in again.content.decode()


def attached(world: World, who: str, record: Any, name: str) -> Attachment:
    with clock.at(MONDAY):
        return folders.add(world.office[who], record.pk, SimpleUploadedFile(name, samples.png()))


def test_files_that_may_hold_the_same_text_are_named_and_go_when_ticked(world: World) -> None:
    part = world.office.part(world.suggestion)
    mine = attached(world, "liaison0", part, "试某的来信.png")
    other = attached(world, "liaison0", part, "现场.png")
    unrelated = attached(world, "office", world.office.registered(), "另一件的照片.png")
    number = world.suggestion.matter.number
    page = post(world, "administrator", "record_erase", number=number, why=WHY).content.decode()
    assert "试某的来信.png" in page and "现场.png" in page and unrelated.name not in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    stored = Path(mine.file.path)
    done = post(world, "administrator", "record_erase", number=number, why=WHY, seen=seen, confirm="1", files=[mine.pk])
    assert done.status_code == 302
    assert list(Attachment.objects.filter(matter=part.pk)) == [other]
    assert not stored.exists() or connection.in_atomic_block, "the file itself goes with the transaction"
    last = Entry.objects.filter(organ=world.organ, step=recorded.ERASED).get()
    assert last.matter_id == part.pk and "试某" not in Body.objects.get(entry=last).text
    assert not Body.objects.filter(entry__organ=world.organ, text__contains="试某的来信").exists()
    assert verify(world.organ).ok
    again = post(world, "administrator", "record_erase", number=number, why=WHY).content.decode()
    assert "现场.png" in again and "日志里没有要删除的内容" in again
    nothing = post(world, "administrator", "record_erase", number=number, why=WHY, seen="", confirm="1")
    assert nothing.status_code == 422 and "请勾选要删除的附件" in nothing.content.decode()


def test_a_file_is_found_by_its_name_and_a_drafts_never(world: World) -> None:
    attached(world, "office", world.suggestion, "试某某的身份证.png")
    attached(world, "author", world.office.draft(), "试某某的草图.png")
    page = post(world, "administrator", "record_erase", words="试某某", why=WHY).content.decode()
    assert "试某某的身份证.png" in page and "草图" not in page


def test_a_file_that_is_no_more_there_is_not_erased_unseen(world: World) -> None:
    row = attached(world, "liaison0", world.office.part(world.suggestion), "试某的来信.png")
    answer = post(
        world, "administrator", "record_erase", words="试某", why=WHY, seen="0", confirm="1", files=[row.pk + 9]
    )
    assert answer.status_code == 422 and "请重新核对" in answer.content.decode()
    assert Attachment.objects.filter(pk=row.pk).exists()


def test_what_was_not_seen_is_not_erased(world: World) -> None:
    answer = post(world, "administrator", "record_erase", seqs="1-3", why=WHY, seen="1 2", confirm="1")
    assert answer.status_code == 422 and "请重新核对" in answer.content.decode()
    assert not Body.objects.filter(text=None).exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"why": WHY}, "请至少填写一项"),
        ({"words": "试", "why": WHY}, "至少填两个字"),
        ({"words": "试甲乙", "why": "试甲乙请求"}, "不能含有要删除的内容"),
        ({"seqs": "one", "why": WHY}, "序号请写成"),
        ({"seqs": "1" * 40, "why": WHY}, "序号请写成"),
        ({"seqs": "1"}, "请填写理由"),
        ({"number": "没有这一件", "why": WHY}, "没有找到"),
        ({"words": "%%", "why": WHY}, "没有找到"),
    ],
)
def test_an_erasure_needs_a_reason_and_something_to_erase(world: World, data: dict[str, str], sentence: str) -> None:
    answer = post(world, "administrator", "record_erase", **data)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_erasures_are_the_administrators_alone(world: World) -> None:
    for who in ("office", "auditor", "leader"):
        assert post(world, who, "record_erase", seqs="1", why=WHY).status_code == 403


def written() -> set[str]:
    """Codes of steps that the desk's own pages write, as they stand in its sources."""
    found: set[str] = set()
    for path in Path(words.__file__).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if "tests" not in path.parts else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Note", "edit_page"):
                said = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "step")]
                texts = [each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)]
                found |= {text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)}
    return found


@pytest.mark.parametrize("tongue", ["zh-hans", "en"])
def test_every_step_that_is_written_has_a_name(tongue: str) -> None:
    codes = written()
    assert {"seat.begin", "handover.keep", "hint.end", "report.keep", "scores.publish"} <= codes
    with translation.override(tongue):
        names = {code: words.step(code) for code in codes}
    assert not {code for code, name in names.items() if name == code}
    if tongue == "en":
        assert not {name for name in names.values() if re.search("[\u4e00-\u9fff]", name)}
