"""One English name for each Chinese term: law words by ear make two people mean two things."""

from __future__ import annotations

import pytest

from tests.house import tree
from tests.house.glossary import problems

GOOD = """# Glossary
| 中文 | English | In code | Article |
| --- | --- | --- | --- |
| 建议 | suggestion | `Suggestion` | 代表法 51 |
| 交办 | assign | `assign` | 代表法 51 |

| other | table |
| --- | --- |
| 建议 | passed over |
"""


def test_glossary_is_unambiguous() -> None:
    source = tree.text("docs/glossary.md") if "docs/glossary.md" in tree.files() else ""
    if not source:
        pytest.skip("docs/glossary.md is not written yet")
    assert problems(source) == []


def test_rule_passes_a_good_glossary() -> None:
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("| 建议 | proposal | x | 代表法 51 |", "建议: this term stands 2 times"),
        ("| 提案 | Suggestion | x | 政协章程 |", "suggestion: this name stands 2 times"),
        ("| 答复 | answer / reply | x | 代表法 51 |", "答复: several names, answer / reply"),
        ("| 答复 | answer | x | |", "答复: an empty cell"),
        ("| 答复 | |", "答复: an empty cell"),
    ],
)
def test_rule_sees_ambiguity(row: str, problem: str) -> None:
    assert problems(GOOD.replace("\n\n| other", f"\n{row}\n\n| other")) == [problem]


def test_rule_sees_a_glossary_without_a_table() -> None:
    assert problems("# Glossary\n\n| a | b |\n") == ["no table with the columns 中文, English, Article"]
