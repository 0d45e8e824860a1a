"""Proves rule packs against the texts of the statutes: `python -m yishi.foundation.law.check --statutes DIR`.

Of every rule and every choice that cites: the version's file is there, the article and paragraph exist, and
the wording stands in them. Of a rule also that its duty words, its start and its number with its unit stand
in the wording, and that the number read from the wording is the rule's. What cites nothing at hand is listed
as unchecked, never as proved; what Yishi assumes beside the statutes is listed apart from both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path

from . import packs
from .articles import CORRESPONDING_DAY, LAST_DAY_MOVES, START_DAY_NOT_COUNTED, Citation
from .choices import AnswerClass, Grade, Listed, Publicity, Question, Said
from .pack import Pack
from .periods import Period
from .rules import Rule, Start
from .seasons import Occasions
from .texts import Shelf, squeeze
from .wording import parse_periods, parse_window


class Status(StrEnum):
    """What came of one check."""

    PROVED = "proved"
    UNCHECKED = "unchecked"
    ASSUMED = "assumed"
    """Cites nothing, in a pack made from statutes: what Yishi assumes, and no law."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of checking one item (a rule, a choice, a listed thing) of one pack, and why."""

    pack: str
    item: str
    citation: Citation | None
    status: Status
    message: str = ""

    def __str__(self) -> str:
        words = {Status.PROVED: "相符", Status.UNCHECKED: "未核对", Status.ASSUMED: "假定", Status.FAILED: "不符"}
        parts = (words[self.status], self.pack, self.item, str(self.citation or ""), self.message)
        return "  ".join(part for part in parts if part)


START_WORDS = {
    Start.SUBMITTED: "收到之日起",
    Start.ACCEPTED: "受理后",
    Start.SESSION_CLOSED: "闭会后",
    Start.HANDED_OVER: "交办之日起",
    Start.RECEIVED: "收到",
    Start.HAND_BACK_RECEIVED: "收到之日起",
    Start.REQUESTED: "提出要求之日起",
    Start.ANSWER_RECEIVED: "收到答复",
    Start.REHANDLE_RECEIVED: "收到重新办理要求后",
    Start.MESSAGE_RECEIVED: "收到",
    Start.PROMISE_REPORTED: "收到承办单位反馈的承诺事项的落实情况之日起",
}
"""What the wording of a rule with a period must say of its start, unless the rule states an assumption."""


def check(directory: Path, of: Sequence[Pack] = packs.ALL) -> list[Finding]:
    """Every finding on the packs `of`, with the statutes below `directory`.

    What a pack has from its parent is checked there. Raises NotADirectoryError for another path."""
    shelf = Shelf(directory)
    by_ref = {pack.ref: pack for pack in (*packs.ALL, *of)}
    found = [_told_apart(finding, pack) for pack in of for finding in _pack(pack, by_ref, shelf)]
    civil = (START_DAY_NOT_COUNTED, CORRESPONDING_DAY, LAST_DAY_MOVES)
    return found + [_prove("-", "期间计算", citation, (), shelf) for citation in civil]


def _told_apart(finding: Finding, pack: Pack) -> Finding:
    """What an organ sets itself is its own rule; beside statutes, what cites nothing is assumed."""
    if pack.own or finding.citation is not None or finding.status is not Status.UNCHECKED:
        return finding
    return replace(finding, status=Status.ASSUMED, message="本系统的假定，不是法律规定")


def _pack(pack: Pack, known: Mapping[str, Pack], shelf: Shelf) -> Iterator[Finding]:
    parent = known.get(pack.parent)
    if pack.commencement and not (parent and pack.commencement == parent.commencement):
        first = min(other.in_force_from for other in known.values() if other.id == pack.id)
        wrong = _commencement(pack.commencement.wording, first, pack.assumption)
        yield _prove(pack.ref, "施行日", pack.commencement, wrong, shelf)
    if pack.below:
        yield _prove(pack.ref, "下级参照", pack.below, (), shelf)
    for rule in pack.rules.values():
        if not (parent and parent.rules.get(rule.id) == rule):
            yield _prove(pack.ref, f"规则 {rule.id}", rule.citation, _rule(rule), shelf)
    for f in fields(pack.choices):
        said = getattr(pack.choices, f.name)
        if said is not None and not (parent and getattr(parent.choices, f.name) == said):
            yield from _choice(pack.ref, f"选项 {f.name}", said, shelf)


def _prove(pack: str, item: str, citation: Citation | None, wrong: Iterable[str], shelf: Shelf) -> Finding:
    """The finding on one citation; `wrong` is what was found amiss without looking into the text."""
    wrong = list(wrong)
    if citation is None and not wrong:
        return Finding(pack, item, None, Status.UNCHECKED, "没有引用法条，为自定或者假定")
    if citation is not None and citation.checked:
        try:
            place = shelf.text(citation.statute).place(citation)
        except (LookupError, ValueError) as error:
            wrong.append(str(error.args[0]))
        else:
            wrong += [] if _holds(place, citation.wording) else [f"该条没有这些文字：{citation.wording}"]
    if wrong:
        return Finding(pack, item, citation, Status.FAILED, "；".join(wrong))
    if citation is not None and not citation.checked:
        return Finding(pack, item, citation, Status.UNCHECKED, "没有法规文本可以核对")
    return Finding(pack, item, citation, Status.PROVED)


def _holds(text: str, words: str) -> bool:
    return bool(words.strip()) and squeeze(words) in squeeze(text)


def _rule(rule: Rule) -> Iterator[str]:
    """What does not agree between a rule and the wording it cites."""
    if rule.citation is None:
        if not rule.assumption:
            yield "没有引用法条，也没有写明假定"
        return
    wording = squeeze(rule.citation.wording)
    if not rule.duty or rule.duty not in wording:
        yield f"引文中没有义务用语“{rule.duty}”"
    named = parse_periods(wording)
    expected = [rule.when] if isinstance(rule.when, Period) else []
    if named != expected:
        yield f"规则写{rule.when}，引文写{'、'.join(map(str, named)) or '无期限'}"
    if isinstance(rule.when, Period):
        yield from _start(rule, wording)
    elif isinstance(rule.when, Occasions):
        yield from _occasions(rule, rule.when, wording)
    elif rule.when.words not in wording:
        yield f"引文中没有“{rule.when.words}”"


def _start(rule: Rule, wording: str) -> Iterator[str]:
    word = START_WORDS.get(rule.starts_on)
    if (word is None or word not in wording) and not rule.assumption:
        yield f"引文中没有起算用语“{word}”，规则也没有写明假定"


def _occasions(rule: Rule, when: Occasions, wording: str) -> Iterator[str]:
    for words in (*(w.words for w in when.windows), *(h.words for h in when.happenings)):
        if words not in wording:
            yield f"引文中没有“{words}”"
    for window in when.windows:
        read = parse_window(window.words)
        if read is None and not rule.assumption:
            yield f"“{window.words}”未写月份，规则也没有写明假定"
        if read is not None and read != window:
            yield f"“{window.words}”应为{read.first_month}月至{read.last_month}月"


def _choice(pack: str, item: str, said: Said[object], shelf: Shelf) -> Iterator[Finding]:
    wrong = [] if said.citation or said.assumption else ["没有引用法条，也没有写明假定"]
    parts = said.value if isinstance(said.value, tuple) else (said.value,)
    for part in parts:
        if isinstance(part, Grade) and said.citation and not said.assumption:
            wrong += [] if _holds(said.citation.wording, part.label) else [f"引文中没有“{part.label}”"]
        if isinstance(part, Publicity) and said.citation:
            wrong += [f"引文中没有“{w}”" for w in part.not_public if w not in said.citation.wording]
    yield _prove(pack, item, said.citation, wrong, shelf)
    for part in parts:
        if isinstance(part, Listed | AnswerClass | Question) and part.citation:
            missing = [] if _holds(part.citation.wording, part.label) else [f"引文中没有“{part.label}”"]
            yield _prove(pack, f"{item} {part.code}", part.citation, missing, shelf)


def _commencement(wording: str, first: dt.date, assumption: str) -> Iterator[str]:
    date = re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日", squeeze(wording))
    written = dt.date(*map(int, date.groups())) if date else None
    if written != first and not assumption:
        yield f"规则包自 {first} 起，引文写 {written or '公布之日'}，也没有写明假定"


def main(arguments: Sequence[str] | None = None, of: Sequence[Pack] = packs.ALL) -> int:
    """The command: prints what failed and what is unchecked; 1 if anything failed, 2 for a wrong path."""
    parser = argparse.ArgumentParser(prog="yishi law check", description="核对规则包与法规文本")
    parser.add_argument("--statutes", type=Path, required=True, metavar="DIR")
    parser.add_argument("--all", action="store_true", help="也列出相符的")
    options = parser.parse_args(arguments)
    try:
        findings = check(options.statutes, of)
    except NotADirectoryError as error:
        print(error, file=sys.stderr)
        return 2
    for finding in findings:
        if options.all or finding.status is not Status.PROVED:
            print(finding)
    proved, unchecked, assumed, failed = (sum(f.status is status for f in findings) for status in Status)
    print(f"相符 {proved}，未核对 {unchecked}，假定 {assumed}，不符 {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
