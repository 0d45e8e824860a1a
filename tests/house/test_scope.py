"""What docs/scope.csv calls done has a page or a step, and a test, that are really there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import get_resolver, include, path

from tests.house import scope, tree

HEAD = "line,capability,page,step,test,state\n"
TEST = "tests/test_a.py::test_b"
PAGES = {"desk:list", "home"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A house of one room with one step and one test."""
    room = tmp_path / "yishi" / "rooms" / "suggestions"
    (tmp_path / "tests").mkdir()
    room.mkdir(parents=True)
    (room / "loop.py").write_text("@loop.step(A, to=B)\ndef assign(s): ...\n\ndef helper(): ...\n")
    body = "def test_b(): ...\n\nclass TestC:\n    def test_d(self): ...\n\ndef helper(): ...\n"
    (tmp_path / "tests" / "test_a.py").write_text(body)
    return tmp_path


def test_scope_holds() -> None:
    if "docs/scope.csv" not in tree.files():
        pytest.skip("docs/scope.csv is not written yet")
    pages = set(scope.url_names(get_resolver().url_patterns))
    assert scope.problems(tree.text("docs/scope.csv"), tree.ROOT, pages) == []


@pytest.mark.parametrize(
    "row",
    [
        f"2.1,assign,desk:list,suggestions.assign,{TEST},done",
        f"2.1,assign,-,suggestions.suggestion.assign,{TEST},done",
        f"2.1,list,desk:list home,,{TEST}[x];tests/test_a.py::TestC::test_d,done",
        "2.1,later,desk:none,suggestions.none,,open",
    ],
)
def test_rule_passes_a_true_row(root: Path, row: str) -> None:
    assert scope.problems(HEAD + row, root, PAGES) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2.1,x,desk:list,,,done", "done without a test"),
        (f"2.1,x,-,-,{TEST},done", "done without page or step"),
        (f"2.1,x,desk:none,,{TEST},done", "no page desk:none"),
        (f"2.1,x,,suggestions.helper,{TEST},done", "no step suggestions.helper"),
        (f"2.1,x,,motions.assign,{TEST},done", "no step motions.assign"),
        ("2.1,x,home,,tests/test_a.py::test_none,done", "no test tests/test_a.py::test_none"),
        ("2.1,x,home,,tests/test_a.py::helper,done", "no test tests/test_a.py::helper"),
        ("2.1,x,home,,tests/test_a.py,done", "no test tests/test_a.py"),
        ("2.1,x,home,,tests/none.py::test_b,done", "no test tests/none.py::test_b"),
        (f"2.1,x,home,,{TEST},nearly", "state 'nearly' is none of ['done', 'open']"),
    ],
)
def test_rule_sees_an_untrue_row(root: Path, row: str, problem: str) -> None:
    assert scope.problems(HEAD + row, root, PAGES) == [f"2.1 x: {problem}"]


def test_rule_sees_other_columns(root: Path) -> None:
    assert scope.problems("line,page\n1,home\n", root, PAGES)


def test_url_names_carry_their_namespaces() -> None:
    inner = [path("list", lambda request: None, name="list"), path("unnamed", lambda request: None)]
    outer = [
        path("", lambda request: None, name="home"),
        path("desk/", include((inner, "desk"), namespace="desk")),
    ]
    assert set(scope.url_names(outer)) == {"home", "desk:list"}
