"""What a rule rests on: a statute in one version, the article and paragraph, and the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .numerals import NUMERAL, to_chinese, to_int

_ARTICLE = re.compile(rf"第({NUMERAL})条(?:之({NUMERAL}))?")


@dataclass(frozen=True, slots=True)
class Statute:
    """One text of one statute.

    `name` is its title as the file of its text is named, `short` a few characters for tight places, `version`
    the day of adoption or last amendment (ISO; empty where the text at hand gives none), `label` how a reader
    is told of the version, `called` what stands in 《》 where custom shortens the title. `checked` is False
    where no text is at hand to check against."""

    name: str
    short: str
    version: str
    label: str
    called: str = ""
    checked: bool = True

    def cite(self, article: int, paragraph: int, wording: str) -> Citation:
        """A citation of this text: article and paragraph (款; 0 where the article has only one) by number."""
        return Citation(self, f"第{to_chinese(article)}条", paragraph, wording)


@dataclass(frozen=True, slots=True)
class Citation:
    """Article, paragraph and wording of a statute; the wording is proved against the text by `check`."""

    statute: Statute
    article: str
    paragraph: int = 0
    wording: str = ""

    @property
    def checked(self) -> bool:
        """Whether the text of the statute is at hand to prove this citation."""
        return self.statute.checked

    @property
    def brief(self) -> str:
        """For narrow places and the journal: 代表法 51."""
        number, extra = article_number(self.article)
        return f"{self.statute.short} {number}" + (f"之{extra}" if extra else "")

    def __str__(self) -> str:
        label = f"（{self.statute.label}）" if self.statute.label else ""
        paragraph = f"第{to_chinese(self.paragraph)}款" if self.paragraph else ""
        return f"《{self.statute.called or self.statute.name}》{label}{self.article}{paragraph}"


def article_number(text: str) -> tuple[int, int]:
    """第五十一条 is (51, 0), 第一百零二条之一 is (102, 1).

    Raises ValueError if `text` is not the number of an article and nothing else."""
    found = _ARTICLE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"不是条文序号：{text!r}")
    return to_int(found[1]), to_int(found[2]) if found[2] else 0


CIVIL_CODE = Statute("中华人民共和国民法典", "民法典", "2020-05-28", "2020年通过", "民法典", checked=False)
"""The civil code (民法典). Its text is not among those at hand, so what rests on it is never shown as
proved; it binds civil periods, and that periods of deputies' business are counted alike is an assumption."""

START_DAY_NOT_COUNTED = CIVIL_CODE.cite(201, 1, "开始的当日不计入，自下一日开始计算")
CORRESPONDING_DAY = CIVIL_CODE.cite(202, 0, "到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日")
LAST_DAY_MOVES = CIVIL_CODE.cite(203, 1, "以法定休假日结束的次日为期间的最后一日")
