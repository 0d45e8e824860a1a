"""The project's own files, read as text and syntax; nothing is imported or run."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {"node_modules", "var", "build", "dist", "__pycache__"}
TEXT = {".py", ".md", ".txt", ".in", ".toml", ".cfg", ".ini", ".json", ".csv", ".html", ".js", ".css", ".sh"}
TEXT |= {".svg", ".po", ".sql", ".yml", ".yaml", ".mk", ""}


@cache
def files() -> tuple[str, ...]:
    """Every file that is committed or would be, as a path from the root with forward slashes."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # a copy without git
        names = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()]
    return tuple(sorted(name for name in names if not _made(Path(name).parts) and (ROOT / name).is_file()))


def _made(parts: tuple[str, ...]) -> bool:
    """Whether a path lies in a folder that tools make: a known one, or a hidden one but for .ci."""
    hidden = {part for part in parts[:-1] if part.startswith(".")}
    return bool(MADE & set(parts) or hidden - {".ci"})


@cache
def text(name: str) -> str:
    """The text of a file; empty for what is not text (pictures, spreadsheets)."""
    path = ROOT / name
    if path.suffix not in TEXT:
        return ""
    return path.read_text(encoding="utf-8", errors="replace")


def syntax(source: str) -> ast.Module:
    """The syntax tree of Python source."""
    return ast.parse(source)


def imports(source: str) -> list[tuple[int, str]]:
    """Every module that the source imports, at any depth, with its line; relative ones begin with a dot."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(syntax(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


def in_tests(name: str) -> bool:
    """Whether a path lies in a folder of tests."""
    return "tests" in Path(name).parts


def in_migrations(name: str) -> bool:
    """Whether a path lies in a folder of migrations."""
    return "migrations" in Path(name).parts
