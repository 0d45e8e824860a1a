"""Each house rule passes its good sample, fails its bad one, and holds for every file of the tree."""

from __future__ import annotations

import pytest

from tests.house import tree
from tests.house.rules import RULES, Rule, defines_overdue, foreign_part, project_import, upward_import

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@by_name
def test_rule_passes_its_good_sample(rule: Rule) -> None:
    assert list(rule.find(rule.good)) == []


@by_name
def test_rule_fails_its_bad_sample(rule: Rule) -> None:
    assert list(rule.find(rule.bad))


@by_name
def test_tree_keeps_rule(rule: Rule) -> None:
    broken = [
        f"{name}:{line}: {what}"
        for name in tree.files()
        if rule.reads(name)
        for line, what in rule.find(tree.text(name))
    ]
    assert not broken, f"{rule.name}: {rule.why}\n" + "\n".join(broken)


@pytest.mark.parametrize(
    ("find", "bad"),
    [
        (upward_import, "def f():\n    from yishi.rooms.suggestions import models\n"),
        (upward_import, "from yishi.doors import desk"),
        (project_import, "from .helpers import thing"),
        (project_import, "import yishi.foundation.clock"),
        (defines_overdue, "class S:\n    def is_overdue(self): ...\n"),
        (defines_overdue, "async def overdue(): ..."),
        (foreign_part, "var a=1;" * 200),
    ],
)
def test_rule_sees_other_ways_to_break_it(find, bad) -> None:
    assert list(find(bad))


def test_no_file_is_named_as_packed() -> None:
    """A minified file is somebody's build, not source."""
    assert [name for name in tree.files() if ".min." in name or "/vendor/" in name] == []
