"""The texts of statutes as Markdown files, read into articles and paragraphs, to prove citations against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .articles import Citation, Statute, article_number
from .numerals import NUMERAL

_ARTICLE = re.compile(rf"^(第(?:{NUMERAL})条(?:之(?:{NUMERAL}))?)[\s\u3000]*(.*)$")
_ITEM = re.compile(r"^（[一二三四五六七八九十]+）")
_HEAD_ENDS = "<!-- INFO END -->"


def squeeze(text: str) -> str:
    """`text` without any white space: how statutes break lines says nothing."""
    return re.sub(r"\s", "", text)


@dataclass(frozen=True, slots=True)
class Text:
    """One statute's text: its head (history of adoption) and, by article number, its paragraphs (款), each
    with the items (项) that belong to it, all without white space."""

    head: str
    articles: dict[tuple[int, int], tuple[str, ...]]

    def place(self, citation: Citation) -> str:
        """The article or paragraph that the citation names. Raises LookupError saying what is not there."""
        paragraphs = self.articles.get(article_number(citation.article))
        if paragraphs is None:
            raise LookupError(f"没有{citation.article}")
        if citation.paragraph == 0:
            return "".join(paragraphs)
        if citation.paragraph > len(paragraphs):
            raise LookupError(f"{citation.article}只有{len(paragraphs)}款，没有第{citation.paragraph}款")
        return paragraphs[citation.paragraph - 1]


def read(source: str) -> Text:
    """The Markdown of one statute as `Text`."""
    head, _, body = source.partition(_HEAD_ENDS)
    articles: dict[tuple[int, int], list[str]] = {}
    current: list[str] = []
    for line in body.splitlines():
        line = line.strip()
        article = _ARTICLE.match(line)
        if article:
            current = articles.setdefault(article_number(article[1]), [])
            current.append(squeeze(article[2]))
        elif _ITEM.match(line) and current:
            current[-1] += squeeze(line)
        elif line and not line.startswith("#"):
            current.append(squeeze(line))
    return Text(squeeze(head), {number: tuple(lines) for number, lines in articles.items()})


class Shelf:
    """The texts below a folder, found by title and version. Raises NotADirectoryError for another path."""

    def __init__(self, directory: Path) -> None:
        if not directory.is_dir():
            raise NotADirectoryError(f"没有法规文本目录：{directory}")
        self._files = {path.name: path for path in sorted(directory.rglob("*.md"))}
        self._read: dict[str, Text] = {}

    def text(self, statute: Statute) -> Text:
        """The text of that very version; raises LookupError where it is not there or its head has another."""
        name = f"{statute.name}({statute.version}).md" if statute.version else f"{statute.name}.md"
        if name not in self._files:
            raise LookupError(f"没有法规文本 {name}")
        if name not in self._read:
            self._read[name] = read(self._files[name].read_text(encoding="utf-8"))
        text = self._read[name]
        if statute.version:
            year, month, day = (int(part) for part in statute.version.split("-"))
            if f"{year}年{month}月{day}日" not in text.head:
                raise LookupError(f"{name} 的题注中没有 {statute.version} 通过或者修正的记载")
        return text
