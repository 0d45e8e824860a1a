"""Reads docs/scope.csv (line, capability, page, step, test, state) and holds its `done` rows to the code.

A cell may name several, parted by spaces or semicolons, and may be empty or "-" where there is none; a done
row needs a test, and a page or a step. Page: URL name with namespace ("desk:suggestions"). Step: room, or
room and noun, and function ("suggestions.assign"). Test: pytest node id ("path/test_x.py::test_y").
"""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

COLUMNS = ["line", "capability", "page", "step", "test", "state"]
STATES = {"done", "open"}


def words(cell: str) -> list[str]:
    """The names in a cell."""
    return [word for word in re.split(r"[;\s]+", cell or "") if word not in {"", "-", "—"}]


def steps(root: Path) -> set[str]:
    """Every step of the rooms, "room.function", read from the head lines `@<loop>.step(...)`."""
    found = set()
    for path in (root / "yishi" / "rooms").rglob("*.py"):
        room = path.relative_to(root / "yishi" / "rooms").parts[0]
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(map(_is_step, node.decorator_list)):
                found.add(f"{room}.{node.name}")
    return found


def _is_step(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Attribute) and decorator.func.attr == "step"
    )


def has_test(root: Path, node: str) -> bool:
    """Whether a pytest node id names a test that is written; what stands in brackets is passed over."""
    path, *names = node.split("[")[0].split("::")
    file = root / path
    if not names or not file.is_file():
        return False
    inside: Iterable[ast.AST] = ast.parse(file.read_text(encoding="utf-8")).body
    for name in names:
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        match = next((each for each in inside if isinstance(each, kinds) and each.name == name), None)
        if match is None:
            return False
        inside = match.body
    return names[-1].startswith("test")


def url_names(patterns: Iterable[Any], prefix: str = "") -> Iterator[str]:
    """Every URL name below `patterns`, with its namespaces."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from url_names(pattern.url_patterns, space)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def problems(source: str, root: Path, pages: set[str]) -> list[str]:
    """Everything in the table that is not so."""
    reader = csv.DictReader(io.StringIO(source.lstrip("\ufeff")))
    if list(reader.fieldnames or []) != COLUMNS:
        return [f"the columns are {reader.fieldnames}, not {COLUMNS}"]
    known = steps(root)
    return [
        f"{row['line']} {row['capability']}: {problem}"
        for row in reader
        for problem in _row_problems(row, root, pages, known)
    ]


def _row_problems(row: dict[str, str], root: Path, pages: set[str], known: set[str]) -> Iterator[str]:
    if row["state"] not in STATES:
        yield f"state {row['state']!r} is none of {sorted(STATES)}"
    if row["state"] != "done":
        return
    tests = words(row["test"])
    if not tests:
        yield "done without a test"
    if not words(row["page"]) + words(row["step"]):
        yield "done without page or step"
    yield from (f"no page {page}" for page in words(row["page"]) if page not in pages)
    yield from (f"no step {step}" for step in words(row["step"]) if _short(step) not in known)
    yield from (f"no test {test}" for test in tests if not has_test(root, test))


def _short(step: str) -> str:
    room, *_, name = step.split(".")
    return f"{room}.{name}"
