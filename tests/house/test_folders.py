"""Every part of the house says in a README what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import tree


def packages(root: Path) -> list[Path]:
    """The parts of foundation and rooms: one folder with code in it each."""
    return sorted(
        path.parent for floor in ("foundation", "rooms") for path in (root / "yishi" / floor).glob("*/__init__.py")
    )


def untold(root: Path) -> list[str]:
    """Parts whose README is missing or says nothing: a heading and two lines of text are the least."""
    found = []
    for folder in packages(root):
        readme = folder / "README.md"
        lines = readme.read_text(encoding="utf-8").split("\n") if readme.exists() else []
        if sum(bool(line.strip()) for line in lines) < 3:
            found.append(folder.relative_to(root).as_posix())
    return found


def test_every_part_has_a_readme() -> None:
    """A newcomer opens the folder first; without a page he must read all of the code to learn its purpose."""
    assert untold(tree.ROOT) == []


@pytest.mark.parametrize(("readme", "found"), [(None, 1), ("# Law\n\n", 1), ("# Law\n\nWhat.\nHow.\n", 0)])
def test_rule_sees_a_missing_or_empty_readme(tmp_path: Path, readme: str | None, found: int) -> None:
    folder = tmp_path / "yishi" / "foundation" / "law"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    if readme is not None:
        (folder / "README.md").write_text(readme)
    assert len(untold(tmp_path)) == found
