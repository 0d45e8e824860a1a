"""How commands are found and how they end: help without settings, sentences instead of traces, exit codes 0, 1, 2."""

from __future__ import annotations

import argparse

import pytest
from django.db import OperationalError

from yishi.doors.cli import main
from yishi.doors.cli.calling import COMMANDS
from yishi.doors.cli.commands import remind
from yishi.foundation.people.tests.factories import make_organ


def test_the_help_lists_every_command_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert f"  {name} " in told and command.chinese in told and command.english in told


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert f"usage: yishi {name}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nosuch"], ["journal"], ["user", "add"], ["remind", "--day", "yesterday"]])
def test_a_wrong_call_ends_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err


@pytest.mark.django_db
def test_what_is_not_there_gets_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["user", "password", "nobody"]) == 2
    assert main(["journal", "verify", "--organ", "nowhere"]) == 2
    assert main(["law", "check", "--statutes", "no/such/folder"]) == 2
    told = capsys.readouterr()
    assert "没有用户名为 nobody 的账号" in told.err and "nowhere" in told.out and "Traceback" not in told.err


@pytest.mark.django_db
def test_the_demo_keeps_away_from_real_records(capsys: pytest.CaptureFixture[str]) -> None:
    make_organ("npc")
    assert main(["demo", "--profile", "npc"]) == 1
    assert main(["demo", "--profile", "cppcc"]) == 1
    told = capsys.readouterr().err
    assert "已有这一类型的机关" in told and "密码是公开的" in told


@pytest.mark.django_db
def test_a_demo_too_small_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--organ-size", "5"]) == 2
    assert "规模太小" in capsys.readouterr().err


@pytest.mark.django_db
def test_an_organ_and_its_first_account(capsys: pytest.CaptureFixture[str]) -> None:
    add = [
        "organ",
        "add",
        "500198-rd",
        "未有市试验区人民代表大会常务委员会",
        "--short",
        "试验区人大常委会",
        "--profile",
        "npc",
        "--place",
        "500198",
    ]
    assert main(add) == 0
    assert main(add) == 1, "a code stands once"
    assert main([*add[:2], "other", *add[3:-1], "99"]) == 2, "no such place"
    assert main(["organ", "session", "500198-rd", "1", "--opens", "2026-01-12", "--closes", "2026-01-15"]) == 1, (
        "no term yet"
    )
    assert main(["organ", "term", "500198-rd", "18", "--began", "2024-01-15"]) == 0
    assert main(["organ", "session", "500198-rd", "3", "--opens", "2026-01-12", "--closes", "2026-01-10"]) == 1
    assert main(["organ", "session", "500198-rd", "3", "--opens", "2026-01-12", "--closes", "2026-01-15"]) == 0
    assert main(["user", "add", "guanli", "--name", "试甲乙", "--organ", "500198-rd", "--role", "administrator"]) == 0
    assert main(["user", "add", "guanli", "--name", "试甲丙", "--organ", "500198-rd", "--role", "office"]) == 1
    assert main(["user", "role", "guanli", "--organ", "500198-rd", "--role", "liaison"]) == 2, "of which unit?"
    assert main(["user", "role", "guanli", "--organ", "500198-rd", "--role", "office"]) == 0
    assert main(["user", "password", "guanli"]) == 0
    assert main(["user", "list", "--organ", "500198-rd"]) == 0
    told = capsys.readouterr()
    assert told.out.count("一次性密码") == 2 and "参照" in told.out and "用户名已被使用" in told.err


def test_a_database_without_tables_gets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(options: argparse.Namespace) -> int:
        raise OperationalError("no such table: people_organ")

    monkeypatch.setattr(remind, "run", broken)
    assert main(["remind"]) == 1
    assert "yishi migrate" in capsys.readouterr().err


@pytest.mark.django_db
def test_facts_and_reminders_on_an_empty_house(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "rebuild", "--check"]) == 0
    assert main(["remind", "--day", "2026-05-06"]) == 0
    assert main(["journal", "verify"]) == 0
    assert "有出入 0 条" in capsys.readouterr().out
