"""Sizes of files and functions, so that growth is seen: python -m tests.house.budget."""

from __future__ import annotations

import ast
from statistics import median

from tests.house import tree

FILE_GUIDE, FUNCTION_GUIDE = 200, 30
"""What a file and a function should keep to; the hard limits stand in `rules`."""


def measure() -> tuple[dict[str, int], dict[str, int]]:
    """Lines of each Python file and of each function; tests and migrations left out."""
    files: dict[str, int] = {}
    functions: dict[str, int] = {}
    for name in tree.files():
        if not name.endswith(".py") or tree.in_tests(name) or tree.in_migrations(name):
            continue
        source = tree.text(name)
        if not source.strip():
            continue
        files[name] = len(source.splitlines())
        for node in ast.walk(tree.syntax(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[f"{name}:{node.lineno} {node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    return files, functions


def report(what: str, sizes: dict[str, int], guide: int) -> list[str]:
    """One line of figures and one for each of the five largest beyond the guide."""
    ordered = sorted(sizes.values())
    over = sorted((size, name) for name, size in sizes.items() if size > guide)
    ninth = ordered[int(len(ordered) * 0.9)]
    head = f"{len(ordered)} {what}: median {median(ordered):.0f} lines, p90 {ninth}, largest {ordered[-1]}"
    lines = [f"{head}; {len(over)} over {guide}"]
    return lines + [f"    {size:4} {name}" for size, name in reversed(over[-5:])]


if __name__ == "__main__":
    measured = measure()
    print("\n".join(report("files", measured[0], FILE_GUIDE) + report("functions", measured[1], FUNCTION_GUIDE)))
