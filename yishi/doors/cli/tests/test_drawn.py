"""Generated pages: complete, the same each time, and found stale when the code has moved on."""

from __future__ import annotations

from pathlib import Path

import pytest

from yishi.doors.cli import main
from yishi.doors.cli.drawing import PAGES, drawn
from yishi.foundation.law import packs
from yishi.foundation.people.models import RoleCode
from yishi.rooms import loops


def test_every_loop_role_and_rule_is_drawn() -> None:
    pages = drawn()
    assert set(pages) == set(PAGES)
    for loop in loops().values():
        for step in loop.steps.values():
            assert f"`{step.code}`" in pages["loops.md"]
        for state in loop.states:
            assert f"    {state.value}: {state.label}" in pages["loops.md"]
    for code in RoleCode:
        assert f"`{code.value}`" in pages["roles.md"]
    for pack in packs.ALL:
        assert pack.ref in pages["clocks.md"]
    assert "代表法" in pages["clocks.md"] and "| answered |" in pages["figures.md"]
    assert pages == drawn()


def test_tables_are_whole() -> None:
    for text in drawn().values():
        columns = None
        for line in text.splitlines():
            count = line.replace("\\|", "").count("|") if line.startswith("|") else None
            assert columns is None or count is None or count == columns, line
            columns = count


def test_a_stale_page_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["docs", "--folder", str(tmp_path)]
    assert main([*call, "--check"]) == 1, "not drawn yet"
    assert main(call) == 0
    assert main([*call, "--check"]) == 0
    page = tmp_path / "loops.md"
    page.write_text(page.read_text(encoding="utf-8").replace("交办", "移交", 1), encoding="utf-8")
    capsys.readouterr()
    assert main([*call, "--check"]) == 1
    assert capsys.readouterr().out.startswith("loops.md 已过时")
    assert main(call) == 0 and main([*call, "--check"]) == 0
