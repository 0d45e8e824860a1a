"""What people read goes through gettext, under names that extraction knows; what stays Chinese is listed with its why."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house import tree
from yishi.doors.cli.messages.extracting import KEYWORDS

CHINESE = re.compile(r"[\u3400-\u9fff]")
STAYS = {
    "yishi/doors/api/": "the description of the interface is one document; what it answers is translated",
    "yishi/doors/cli/calling.py": "the list of commands is in both languages",
    "yishi/doors/cli/demo/": "the demo year's content",
    "yishi/doors/cli/drawing/": "pages of docs/generated name each thing in Chinese beside its code",
    "yishi/doors/cli/nightly.py": "ground of a journal entry",
    "yishi/doors/cli/commands/calendar.py": "headings of the sheets that offices have",
    "yishi/doors/desk/record/erase.py": "punctuation that people type",
    "yishi/doors/desk/rules/calendar.py": "name of a sheet",
    "yishi/doors/desk/rules/months.py": "how weekdays are shortened",
    "yishi/doors/desk/rules/yearly.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/doors/look/gallery/": "samples for those who build pages",
    "yishi/doors/unit/letter.py": "the letter as it will be printed",
    "yishi/foundation/clocks/recompute.py": "ground of a journal entry",
    "yishi/foundation/facts/models.py": "units as facts keep them",
    "yishi/foundation/facts/rows.py": "units as facts keep them",
    "yishi/foundation/files/names.py": "name of a file that has none",
    "yishi/foundation/journal/write.py": "an article",
    "yishi/foundation/law/": "the law's own words and what reads them; its sentences are said through words.py",
    "yishi/foundation/loops/personal.py": "what the journal keeps",
    "yishi/foundation/outbox/reminders.py": "kept in notices, which are in the language of records",
    "yishi/foundation/outbox/tell.py": "kept in notices, which are in the language of records",
    "yishi/foundation/papers/": "official papers are in Chinese",
    "yishi/foundation/people/actors.py": "names of actors as records keep them",
    "yishi/foundation/people/grounds.py": "the law's own words",
    "yishi/foundation/people/imports/registry.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/foundation/people/imports/roll_columns.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/foundation/people/imports/units.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/foundation/sheets/days.py": "what stands in the sheets that offices have",
    "yishi/foundation/sheets/headers.py": "what stands in the sheets that offices have",
    "yishi/foundation/sheets/reading.py": "what stands in the sheets that offices have",
    "yishi/foundation/sheets/templates.py": "what stands in the sheets that offices have",
    "yishi/foundation/sheets/values.py": "what stands in the sheets that offices have",
    "yishi/foundation/sheets/writing.py": "what stands in the sheets that offices have",
    "yishi/readings/report/agreement.py": "how reports say their figures",
    "yishi/readings/report/check.py": "how reports say their figures",
    "yishi/readings/report/claims/": "how reports say their figures",
    "yishi/readings/report/express/": "how reports say their figures",
    "yishi/readings/report/inner.py": "how reports say their figures",
    "yishi/readings/report/named.py": "how reports say their figures",
    "yishi/readings/report/saying.py": "how reports say their figures",
    "yishi/readings/figures/catalogue.py": "names of figures are the words of Chinese reports",
    "yishi/readings/figures/exports.py": "headings of a sheet",
    "yishi/readings/figures/heard.py": "names of figures are the words of Chinese reports",
    "yishi/readings/figures/seated.py": "names of figures are the words of Chinese reports",
    "yishi/readings/figures/suggested.py": "names of figures are the words of Chinese reports",
    "yishi/readings/report/build.py": "a report is a paper of the house",
    "yishi/readings/report/compare.py": "headings of a sheet",
    "yishi/readings/report/drafts.py": "what the journal keeps",
    "yishi/readings/report/fields.py": "what writers type",
    "yishi/readings/report/finishing.py": "what the journal keeps",
    "yishi/readings/report/guards.py": "what the journal keeps",
    "yishi/readings/report/numbers.py": "how reports say their figures",
    "yishi/readings/report/prose.py": "a report is a paper of the house",
    "yishi/readings/report/word.py": "a report is a paper of the house",
    "yishi/readings/search/words.py": "how Chinese lines are joined",
    "yishi/readings/sorting/cold.py": "the name of a class",
    "yishi/readings/sorting/grams.py": "what people write, and what reads it",
    "yishi/readings/sorting/hiding.py": "what people write, and what reads it",
    "yishi/readings/sorting/missing.py": "what people write, and what reads it",
    "yishi/readings/sorting/reading.py": "headings of the sheets that offices have",
    "yishi/readings/sorting/surnames.py": "what people write, and what reads it",
    "yishi/readings/sorting/units.py": "what people write, and what reads it",
    "yishi/readings/topics/bulletin.py": "a bulletin is a paper of the house",
    "yishi/readings/topics/naming.py": "what people write, and what reads it",
    "yishi/readings/topics/office.py": "names under which the journal keeps what was said",
    "yishi/readings/topics/reading.py": "headings of the sheets that offices have",
    "yishi/rooms/activities/exports.py": "headings of the sheets that offices have",
    "yishi/rooms/activities/imports/columns.py": "headings of the sheets that offices have",
    "yishi/rooms/activities/imports/matching.py": "what stands in the sheets that offices have",
    "yishi/rooms/activities/loop/amounts.py": "what people type",
    "yishi/rooms/activities/words.py": "words that records and facts keep",
    "yishi/rooms/stations/exports.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/rooms/stations/hours.py": "opening times as people write them and records keep them",
    "yishi/rooms/stations/imports/posts.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/rooms/stations/imports/stations.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/rooms/stations/nearness.py": "how addresses are written",
    "yishi/rooms/stations/words.py": "words that records and facts keep",
    "yishi/rooms/suggestions/deadlines.py": "ground that a clock keeps",
    "yishi/rooms/suggestions/exports.py": "headings of the sheets that offices have",
    "yishi/rooms/suggestions/figures.py": "units as facts keep them",
    "yishi/rooms/suggestions/imports/columns.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/rooms/suggestions/imports/matching.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/rooms/suggestions/loop/history.py": "what a past matter is filled with",
    "yishi/rooms/suggestions/papers/": "official papers are in Chinese",
    "yishi/rooms/suggestions/scores.py": "headings of a sheet",
    "yishi/rooms/voice/guarding.py": "what those write who advertise",
    "yishi/rooms/voice/imports/columns.py": "headings of the sheets that offices have, and what stands in them",
    "yishi/rooms/voice/words.py": "words that records and facts keep",
    "yishi/settings/base.py": "languages are named in their own words",
    "yishi/doors/look/templates/look/gallery/": "samples for those who build pages",
    "yishi/doors/look/templates/look/parts/language.html": "languages are named in their own words",
    "yishi/doors/desk/figures/one.py": "measures as facts keep them",
    "yishi/doors/unit/templates/unit/sheet.html": "the letter as it will be printed",
}
"""Files in which Chinese stands as it is, and the few folders that are of one kind all through (`WHOLE`)."""
WHOLE = {
    "yishi/doors/api/", "yishi/doors/cli/demo/", "yishi/doors/cli/drawing/", "yishi/doors/look/gallery/", "yishi/foundation/law/",
    "yishi/foundation/papers/", "yishi/readings/report/claims/", "yishi/readings/report/express/",
    "yishi/rooms/suggestions/papers/",
    "yishi/doors/look/templates/look/gallery/",
}  # fmt: skip
KEYED = {
    "yishi/doors/desk/people/": "names under which the journal keeps what was said; articles",
    "yishi/doors/desk/rules/": "names under which the journal keeps what was said; articles",
    "yishi/doors/desk/work/": "names under which the journal keeps what was said",
    "yishi/rooms/suggestions/loop/": "articles that a step carries out",
}
"""Where no more than keys of dictionaries and articles may stand in Chinese: every sentence there is translated."""
ARTICLE = re.compile(
    r"[\u4e00-\u9fff]*(法|条例|规定|章程)( \d+(、\d+)*| 第[一二三四五六七八九十百]+条(第[一二三四五六七八九十]+款)?)"
)
TAGS = re.compile(
    r"\{% comment.*?endcomment %\}|\{#.*?#\}|\{% blocktrans.*?endblocktrans\w* %\}|\{% trans.*?%\}|_\(([\"']).*?\1\)",
    re.S,
)


def stays(name: str) -> bool:
    """Whether a file may say Chinese to nobody."""
    return any(name.startswith(start) for start in STAYS)


def keyed(name: str) -> bool:
    """Whether a file may name in Chinese what it keeps, and the articles it rests on."""
    return any(name.startswith(start) for start in KEYED)


def _kept(syntax: ast.Module) -> set[int]:
    """Keys of dictionaries, and articles."""
    found: set[int] = set()
    for node in ast.walk(syntax):
        keys = node.keys if isinstance(node, ast.Dict) else [node.slice] if isinstance(node, ast.Subscript) else []
        found |= {id(key) for key in keys if isinstance(key, ast.Constant)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ARTICLE.fullmatch(node.value):
            found.add(id(node))
    return found


def unmarked(source: str, kept: bool = False) -> Iterator[tuple[int, str]]:
    """Chinese in Python that is neither in a call of gettext nor a docstring; nor, where `kept`, a key or an article."""
    syntax = tree.syntax(source)
    passed: set[int] = _kept(syntax) if kept else set()
    for node in ast.walk(syntax):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in KEYWORDS:
            passed |= {id(each) for argument in node.args for each in ast.walk(argument)}
        body = getattr(node, "body", None)
        for each in body if isinstance(body, list) else ():
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                passed.add(id(each.value))
    for node in ast.walk(syntax):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in passed else None
        if isinstance(text, str) and CHINESE.search(text):
            yield node.lineno, text


def bare(source: str) -> Iterator[tuple[int, str]]:
    """Chinese in a template outside its translation tags."""
    for number, line in enumerate(TAGS.sub(lambda found: "\n" * found[0].count("\n"), source).splitlines(), 1):
        if CHINESE.search(line):
            yield number, line.strip()


def aliases(source: str) -> Iterator[tuple[int, str]]:
    """Names under which gettext is imported and that extraction does not know."""
    for node in ast.walk(tree.syntax(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("utils.translation"):
            for alias in node.names:
                name = alias.asname or alias.name
                if "gettext" in alias.name and name not in KEYWORDS:
                    yield node.lineno, f"{alias.name} as {name}"


def hidden(source: str) -> Iterator[tuple[int, str]]:
    """Calls of gettext inside an f-string, where extraction does not look."""
    for node in ast.walk(tree.syntax(source)):
        for each in ast.walk(node) if isinstance(node, ast.JoinedStr) else ():
            if isinstance(each, ast.Call) and getattr(each.func, "id", "") in KEYWORDS:
                yield each.lineno, ast.unparse(each)


def own(suffix: str) -> list[str]:
    """The package's files of one kind, without tests and migrations."""
    names = (name for name in tree.files() if name.startswith("yishi/") and name.endswith(suffix))
    return [name for name in names if not tree.in_tests(name) and not tree.in_migrations(name)]


def found_in(name: str) -> list[tuple[int, str]]:
    """Chinese that a file says to nobody in particular."""
    source = tree.text(name)
    return list(unmarked(source, keyed(name)) if name.endswith(".py") else bare(source))


@pytest.mark.parametrize("suffix", [".py", ".html", ".txt"])
def test_what_people_read_is_translated(suffix: str) -> None:
    found = {name: found_in(name) for name in own(suffix) if not stays(name)}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_what_stays_is_named_file_by_file_and_really_there() -> None:
    assert {start for start in STAYS if start.endswith("/")} == WHOLE
    chinese = [name for suffix in (".py", ".html", ".txt") for name in own(suffix) if found_in(name)]
    assert not [start for start in STAYS if not any(name.startswith(start) for name in chinese)]
    plain = [name for name in own(".py") if list(unmarked(tree.text(name))) and not found_in(name)]
    assert not [start for start in KEYED if not any(name.startswith(start) for name in plain)]


def test_extraction_knows_every_name_of_gettext() -> None:
    found = {name: list(aliases(tree.text(name))) for name in own(".py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_no_sentence_hides_in_an_f_string() -> None:
    found = {name: list(hidden(tree.text(name))) for name in own(".py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_what_may_stay_is_there() -> None:
    """A row of the table that stands for nothing hides what comes later under its name."""
    finds = {".py": unmarked, ".html": bare, ".txt": bare}
    chinese = [
        name for suffix, find in finds.items() for name in own(suffix) if stays(name) and any(find(tree.text(name)))
    ]
    assert [start for start in STAYS if not any(name.startswith(start) for name in chinese)] == []


def test_rules_see_what_they_are_for() -> None:
    assert list(unmarked('"""文档。"""\nx = _("交办")\ny = f"办{x}"\n')) == [(3, "办")]
    assert list(bare('{% translate "交办" %}\n<p>退回</p>{# 说明 #}')) == [(2, "<p>退回</p>")]
    assert list(hidden("x = f'{_(1)}'\n")) == [(1, "_(1)")]
    assert list(aliases("from django.utils.translation import gettext as say\n")) == [(1, "gettext as say")]
