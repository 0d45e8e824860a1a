import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from yishi.foundation.journal import commands, export, from_sqlite
from yishi.foundation.journal.tests.conftest import DAY, make_organ
from yishi.foundation.journal.tests.intruder import drop, intrude, recompute
from yishi.foundation.journal.triggers import ensure_triggers, remove_triggers
from yishi.foundation.journal.write import erase, write

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SCRIPT = Path(django_settings.BASE_DIR) / "scripts" / "verify_journal.py"


def run_script(*arguments):
    """Run the script as a stranger would: no site packages, no path of ours."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"})
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def kept(organ, chain, tmp_path):
    """A seal exported to a file."""
    path = tmp_path / "seal.json"
    assert commands.seal_command(organ.code, DAY)[0] == 0
    assert commands.export_seal_command(organ.code, path)[0] == 0
    return path


def exported(organ, tmp_path, **options):
    path = tmp_path / "export.jsonl"
    code, lines = commands.export_command(organ.code, path, **options)
    assert code == 0 and "10" in lines[0]
    return path


def test_all_is_well(organ, kept, tmp_path):
    code, lines = commands.verify_command(organ.code, [kept])
    assert (code, lines) == (0, ["jia-qu：日志完整，共 10 条，封签 1 枚。"])
    code, told = run_script(exported(organ, tmp_path), "--seal", kept)
    assert code == 0 and "完整 / whole" in told


def test_the_script_needs_no_bodies(organ, kept, tmp_path):
    path = exported(organ, tmp_path, bodies=False)
    assert "条意见" not in path.read_text(encoding="utf-8")
    assert run_script(path, "--seal", kept)[0] == 0


def test_the_export_is_its_owners_alone(organ, chain, tmp_path):
    assert stat.S_IMODE(exported(organ, tmp_path).stat().st_mode) == 0o600


def test_erased_text_is_not_in_the_export(organ, officer, chain, tmp_path):
    with transaction.atomic():
        erase([chain[2]], why="本人申请删除", actor=officer)
    path = tmp_path / "export.jsonl"
    commands.export_command(organ.code, path)
    assert "第3条意见" not in path.read_text(encoding="utf-8")
    assert run_script(path)[0] == 0


def test_a_cut_tail_is_found_by_both(organ, kept, tmp_path):
    intrude("DELETE FROM journal_seal", *drop("seq > 7"))
    recompute(organ)
    assert commands.verify_command(organ.code)[0] == 0
    code, lines = commands.verify_command(organ.code, [kept])
    assert code == 1 and any("2026-03-02 的封签覆盖到第 10 条，记录只到第 7 条" in line for line in lines)
    path = tmp_path / "export.jsonl"
    commands.export_command(organ.code, path)
    assert run_script(path)[0] == 0
    code, told = run_script(path, "--seal", kept)
    assert code == 1 and "sealed 10, there are 7" in told


def test_the_script_takes_only_the_keys_it_is_told(organ, kept, tmp_path):
    path = exported(organ, tmp_path)
    key = json.loads(kept.read_text())["public_key"]
    assert run_script(path, "--seal", kept, "--key", key)[0] == 0
    code, told = run_script(path, "--seal", kept, "--key", "11" * 32)
    assert code == 1 and "密钥" in told


@pytest.mark.parametrize("loss", [1, 3])
def test_a_torn_export_is_found(organ, chain, tmp_path, loss):
    path = exported(organ, tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-loss]), encoding="utf-8")
    code, told = run_script(path)
    assert code == 1 and "导出文件不完整" in told


def test_shuffled_and_doubled_lines_are_found(organ, chain, script, tmp_path):
    path = exported(organ, tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[4], lines[5] = lines[5], lines[4]
    path.write_text("".join([*lines[:9], lines[8], *lines[9:]]), encoding="utf-8")
    told = script.prove(lambda: script.lines_of(path))
    assert {(kind, seq) for kind, seq, _ in told.found} == {("misplaced", 4), ("misplaced", 8)}


def test_what_is_no_export_is_said(tmp_path):
    for content in (b"", b"\xff\xfe", b"[]\n", b'{"a": 1}\n', b"null\n{}\n", b"[" * 100_000):
        path = tmp_path / "odd.jsonl"
        path.write_bytes(content)
        code, told = run_script(path)
        assert code == 2 and "Traceback" not in told
    assert run_script(tmp_path / "none.jsonl")[0] == 2


def from_file(path, *arguments):
    """Run the reader of database files as a stranger would; gives its exit code and what it wrote."""
    reader = [sys.executable, "-I", "-S", from_sqlite.__file__, str(path), *arguments]
    done = subprocess.run(reader, capture_output=True)
    return done.returncode, done.stdout


def test_a_database_file_needs_nothing_of_ours(organ, kept, tmp_path):
    if connection.vendor == "postgresql":
        return  # a file is SQLite's own
    path, out = tmp_path / "copy.sqlite3", tmp_path / "export.jsonl"
    path.write_bytes(connection.connection.serialize())
    code, lines = from_file(path)
    out.write_bytes(lines)
    assert code == 0 and run_script(out, "--seal", kept)[0] == 0
    assert from_file(path, "none")[0] == 2 == from_file(tmp_path / "none")[0]
    intrude("UPDATE journal_entry SET law = '代表法 52' WHERE seq = 4")
    path.write_bytes(connection.connection.serialize())
    out.write_bytes(from_file(path, organ.code)[1])
    code, told = run_script(out, "--key", json.loads(kept.read_text())["public_key"])
    assert code == 1 and "第 4 条被改动过" in told and "1 处" in told


def test_lines_of_no_shape_are_named_not_stumbled_over(organ, kept, tmp_path):
    path = exported(organ, tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    odd = ['{"seq": [1]}', '{"seq": {}}', '{"seal": 3}', '{"body": [], "seq": 1}', '{"end": []}', "{}"]
    odd += ['{"seal": null}']
    odd += ['{"seq": 1e999}', '{"seq": 11, "body": {"text": 5, "salt": 7}}', '{"seal": {"seq": "x"}}', "7"]
    for line in odd:
        path.write_text("".join([*lines[:11], line + "\n", *lines[11:]]), encoding="utf-8")
        code, told = run_script(path, "--seal", kept)
        assert (code, "Traceback" in told) == (1 if "null" not in line else 0, False), (line, told)


def test_every_chain_is_verified(organ, new, kept):
    other = make_organ("yi-qu")
    with transaction.atomic():
        write([new(organ_id=other.pk)])
    code, lines = commands.verify_command(None, [kept])
    assert code == 0 and len(lines) == 2
    intrude(f"UPDATE journal_entry SET law = '' WHERE organ_id = {other.pk}")
    code, lines = commands.verify_command()
    assert code == 1 and "第 1 条被改动过" in "".join(lines)


def test_entries_without_a_head_are_not_passed_over(organ, chain):
    intrude("DELETE FROM journal_head")
    assert commands.verify_command()[0] == 1


def test_a_seal_of_an_unknown_chain_is_named(organ, kept):
    seal = json.loads(kept.read_text()) | {"chain": "else"}
    kept.write_text(json.dumps(seal))
    assert commands.verify_command(None, [kept])[0] == 1


def test_missing_triggers_are_a_finding(organ, chain):
    connection.check_constraints()
    remove_triggers(connection)
    code, lines = commands.verify_command()
    ensure_triggers(connection)
    assert code == 1 and "journal_entry_guards_update" in lines[-1]


def test_an_unknown_organ_is_said(db, tmp_path):
    for outcome in (
        commands.verify_command("none"),
        commands.export_command("none", tmp_path / "x"),
        commands.seal_command("none"),
        commands.export_seal_command("none", tmp_path / "x"),
    ):
        assert outcome == (2, ["没有代码为 none 的机关。"])


def test_an_empty_journal_is_whole(db):
    assert commands.verify_command() == (0, ["还没有任何日志。"])
    assert commands.seal_command() == (0, ["上次封签以来没有新的日志。"])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"yishi": "seal"}', "不是"])
def test_what_is_no_seal_is_said(organ, chain, tmp_path, content):
    path = tmp_path / "seal.json"
    path.write_text(content, encoding="utf-8")
    code, lines = commands.verify_command(organ.code, [path])
    assert code == 2 and "读不了封签文件" in lines[0]
    assert run_script(exported(organ, tmp_path), "--seal", path)[0] != 0


def test_no_seal_to_export(organ, chain, tmp_path):
    assert commands.export_seal_command(organ.code, tmp_path / "x")[0] == 1
    assert not (tmp_path / "x").exists()


def test_the_export_has_a_line_for_each_thing(organ, kept, tmp_path):
    lines = [json.loads(line) for line in export.chain_lines(organ)]
    assert lines[0]["yishi"] == "journal" and lines[0]["head"]["seq"] == 10
    assert [line["seq"] for line in lines[1:11]] == list(range(1, 11))
    assert set(lines[11]) == {"seal"} and set(lines[12]) == {"end"}
