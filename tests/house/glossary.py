"""Reads docs/glossary.md: tables with a column of Chinese terms (header 中文), one of English names (header
English) and one of articles (header Article). Other columns and other tables are passed over."""

from __future__ import annotations

import re
from collections import Counter

COLUMNS = ("中文", "English", "Article")
SEVERAL = re.compile(r"[/,;、,;]|\bor\b")


def rows(source: str) -> list[tuple[str, str, str]]:
    """Term, English name and article of each row."""
    found: list[tuple[str, str, str]] = []
    columns: list[int] = []
    for line in source.splitlines():
        if not line.startswith("|"):
            columns = []
            continue
        cells = [cell.strip().strip("`*").strip() for cell in line.strip().strip("|").split("|")]
        if all(name in cells for name in COLUMNS):
            columns = [cells.index(name) for name in COLUMNS]
        elif columns and not set(line) <= set("|-: "):
            padded = cells + [""] * len(COLUMNS)
            found.append((padded[columns[0]], padded[columns[1]], padded[columns[2]]))
    return found


def problems(source: str) -> list[str]:
    """Everything that makes a word ambiguous: no or several names, a term or name that stands twice."""
    table = rows(source)
    if not table:
        return [f"no table with the columns {', '.join(COLUMNS)}"]
    found = [
        f"{term or english}: an empty cell" for term, english, article in table if not (term and english and article)
    ]
    found += [f"{term}: several names, {english}" for term, english, _ in table if SEVERAL.search(english)]
    for what, column in (("term", 0), ("name", 1)):
        counts = Counter(row[column].lower() for row in table)
        found += [f"{word}: this {what} stands {count} times" for word, count in counts.items() if count > 1]
    return found
