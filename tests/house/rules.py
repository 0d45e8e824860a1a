"""House rules that look at one file at a time. A rule finds lines that break it; `good` and `bad` are samples
on which the tests prove that it can pass and can fail."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.house import tree

Finding = tuple[int, str]
FILE_LINES, FUNCTION_LINES = 350, 60


@dataclass(frozen=True)
class Rule:
    """One rule: which files it reads, what it finds in a text, and why it is there."""

    name: str
    why: str
    reads: Callable[[str], bool]
    find: Callable[[str], Iterator[Finding]]
    good: str
    bad: str


def _python(name: str) -> bool:
    return name.endswith(".py")


def _code(name: str) -> bool:
    return _python(name) and not tree.in_migrations(name)


def _own_text(name: str) -> bool:
    return name.endswith((".py", ".js", ".css", ".html", ".sh", "Makefile")) and not tree.in_migrations(name)


def long_file(source: str) -> Iterator[Finding]:
    """A file beyond the hard limit of lines."""
    count = len(source.splitlines())
    if count > FILE_LINES:
        yield count, f"{count} lines, at most {FILE_LINES}"


def long_function(source: str) -> Iterator[Finding]:
    """A function beyond the hard limit of lines, docstring and all."""
    for node in ast.walk(tree.syntax(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > FUNCTION_LINES:
                yield node.lineno, f"{node.name}: {count} lines, at most {FUNCTION_LINES}"


def _matches(pattern: str) -> Callable[[str], Iterator[Finding]]:
    compiled = re.compile(pattern)

    def find(source: str) -> Iterator[Finding]:
        for number, line in enumerate(source.splitlines(), 1):
            if found := compiled.search(line):
                yield number, found.group()

    return find


def upward_import(source: str) -> Iterator[Finding]:
    """An import, or a dotted name in a string, of what stands above the foundation."""
    upward = re.compile(r"^yishi\.(rooms|crossings|readings|doors)\b")
    for number, module in tree.imports(source):
        if upward.match(module):
            yield number, f"imports {module}"
    for node in ast.walk(tree.syntax(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and upward.match(node.value):
            yield node.lineno, f"names {node.value}"


def project_import(source: str) -> Iterator[Finding]:
    """An import of project code, absolute or relative."""
    for number, module in tree.imports(source):
        if module.startswith(".") or module.split(".")[0] == "yishi":
            yield number, f"imports {module}"


def defines_overdue(source: str) -> Iterator[Finding]:
    """A function, or a stored field, of the name overdue or is_overdue."""
    names = {"overdue", "is_overdue"}
    for node in ast.walk(tree.syntax(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in names:
            yield node.lineno, f"defines {node.name}"
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            targets = {target.id for target in node.targets if isinstance(target, ast.Name)}
            if targets & names and ast.unparse(node.value.func).endswith("Field"):
                yield node.lineno, "stores overdue in a field"


def foreign_part(source: str) -> Iterator[Finding]:
    """Marks that a script or style sheet was made elsewhere: licence banner, source map, packed lines."""
    marks = re.compile(r"/\*!|@license|@preserve|sourceMappingURL|Copyright \(c\)|webpackBootstrap")
    for number, line in enumerate(source.splitlines(), 1):
        if found := marks.search(line):
            yield number, found.group()
        elif len(line) > 1000:
            yield number, f"a packed line of {len(line)} characters"


RULES = [
    Rule(
        "files are short",
        "Trouble in comparable systems is always one file of thousands of lines.",
        _own_text,
        long_file,
        good="x = 1\n" * FILE_LINES,
        bad="x = 1\n" * (FILE_LINES + 1),
    ),
    Rule(
        "functions are short",
        "A function that does not fit on a screen does two things.",
        _code,
        long_function,
        good="def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1),
        bad="def f():\n" + "    x = 1\n" * FUNCTION_LINES,
    ),
    Rule(
        "no paths of a machine",
        "A path of one developer's machine works on no other.",
        lambda name: True,
        _matches(r"(?<![\w.~}])/(?:root|work|home/\w+|Users/\w+|tmp/\w+)/[\w.]"),
        good="path = '/usr/bin/chromium'; url = 'http://127.0.0.1:8000/work/home/'",
        bad="path = '/" + "root/.cache/thing'",
    ),
    Rule(
        "no addresses of package hosts",
        "Locks carry versions and hashes; each installation has its own package host.",
        lambda name: True,
        _matches(
            r"pypi\.org|pythonhosted\.org|registry\.npm\w*\.\w+|npmmirror\.com|deb\.debian\.org"
            r"|mirrors?\.[\w-]+\.(?:com|cn|edu\.cn)|--(?:extra-)?index-url[ =]\S|--find-links[ =]\S"
            r"|\"resolved\":"
        ),
        good="django==5.2.1 --hash=sha256:00",
        bad="--extra-index" + "-url https://packages.example/simple",
    ),
    Rule(
        "locks hold no address at all",
        "An address in a lock sends every installation to the host of whoever locked it.",
        lambda name: name.startswith("locks/"),
        _matches(r"://|^-[if]\b|^--"),
        good="django==5.2.1 \\\n    --hash=sha256:00",
        bad="thing @ https://packages.example/thing.whl",
    ),
    Rule(
        "the foundation knows no room",
        "A foundation that imports what stands on it becomes the knot that nobody can untie.",
        lambda name: name.startswith("yishi/foundation/") and _python(name) and not tree.in_tests(name),
        upward_import,
        good="from yishi.foundation import clock",
        bad="import_module('yishi.rooms.suggestions')",
    ),
    Rule(
        "migrations stand alone",
        "A migration runs years later, when the code it would import has changed.",
        lambda name: _python(name) and tree.in_migrations(name) and not tree.in_tests(name),
        project_import,
        good="from django.db import migrations",
        bad="from yishi.foundation import clock",
    ),
    Rule(
        "overdue is decided in one place",
        "Where two places decide what is late, two pages disagree; foundation/clocks derives it.",
        lambda name: name.startswith("yishi/") and _code(name) and not name.startswith("yishi/foundation/clocks/"),
        defines_overdue,
        good="from yishi.foundation.clocks import overdue",
        bad="class S:\n    is_overdue = models.BooleanField()\n",
    ),
    Rule(
        "page parts are fetched, not committed",
        "A copied library ages unseen and hides its origin; npm fetches it by the lock file.",
        lambda name: name.endswith((".js", ".css", ".mjs")),
        foreign_part,
        good="document.querySelector('form');",
        bad="/*! library v1 */",
    ),
    Rule(
        "pages load nothing from outside",
        "An office's network may have no way out, and a stranger's script sees what the page shows.",
        lambda name: name.endswith(".html"),
        _matches(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//"),
        good="<script src=\"{% static 'yishi/desk.js' %}\"></script>",
        bad='<script src="https://cdn.example/a.js"></script>',
    ),
]
