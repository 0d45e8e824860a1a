"""The figures of size are right, for they are what the house is judged by."""

from __future__ import annotations

from tests.house import budget


def test_report_names_what_is_over() -> None:
    lines = budget.report("files", {"a.py": 10, "b.py": 20, "c.py": 300}, guide=200)
    assert lines == ["3 files: median 20 lines, p90 300, largest 300; 1 over 200", "     300 c.py"]


def test_measures_this_project() -> None:
    files, functions = budget.measure()
    assert files["yishi/foundation/clock.py"] > 10
    assert any(name.endswith(" today") for name in functions)
    assert not any("tests/" in name for name in files)
