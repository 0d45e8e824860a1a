"""Live fields (活字段) in a report's text: where a figure stands, and in which form.

    听取审议专项工作报告[[kind/report_heard]]，[[kind/report_heard|change]]      听取审议专项工作报告28项，比上年增加3项
    提出意见建议[[output/opinion|approx]]                                       提出意见建议2500余条

Between the brackets stand the figure's id and options, parted by bars: the form (`FORMS`), how a number is written
(`digits=1`, `approx`, `approx=100`, `wan`, `yi`, `measure=次`), the window (a name of the counting grammar, or two days
`2026-01-01..2026-06-30`), `next_year` (with `plan`: what is planned for it) and `tree` for the organ with all below it.
A writer may type the words of `WORDS` instead.
Pure: nothing here knows which figures there are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from yishi.readings.figures.expression import NAMED_WINDOWS, Compound, Expression, Window, of_tree

FORMS = ("value", "number", "change", "growth")
"""value: with its measure word · number: alone · change, growth: on the same days of the year before, in words."""
SCALES = ("wan", "yi")

WORDS = {
    "数值": "number", "比上年": "change", "增长": "growth", "约数": "approx", "万": "wan", "亿": "yi",
    "本年": "year", "上年": "last_year", "本届": "term", "换届以来": "since_change_of_term", "截至": "asof",
    "计划": "plan", "下年": "next_year", "各级": "tree",
}  # fmt: skip
"""What a writer may type for an option."""

_FIELD = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
LONGEST_TAG = 200


class Unreadable(ValueError):
    """A field that cannot be read; the message says what to mend."""


@dataclass(frozen=True)
class Live:
    """A figure in a text. `digits` are those after the point (of rates); `approx` 1 keeps two leading digits, more is the
    step to which is rounded down; `window` None is the report's own; `next_year` asks it of the year after the report's."""

    figure: str
    form: str = "value"
    digits: int | None = None
    approx: int = 0
    scale: str = ""
    measure: str = ""
    window: Window | None = None
    tree: bool = False
    next_year: bool = False

    @property
    def tag(self) -> str:
        """Id and options in one order: equal fields have equal tags."""
        told = [
            self.form if self.form != "value" else "",
            f"digits={self.digits}" if self.digits is not None else "",
            ("approx" if self.approx == 1 else f"approx={self.approx}") if self.approx else "",
            self.scale,
            f"measure={self.measure}" if self.measure else "",
            _window_told(self.window),
            "tree" if self.tree else "",
            "next_year" if self.next_year else "",
        ]
        return "|".join([self.figure, *filter(None, told)])

    def __str__(self) -> str:
        return f"[[{self.tag}]]"


Piece = str | Live


def _window_told(window: Window | None) -> str:
    if window is None:
        return ""
    return window.name or f"{window.since}..{window.until}"


def read(text: str) -> list[Piece]:
    """The text's pieces in order, strings and fields; none is empty. Raises `Unreadable`."""
    pieces: list[Piece] = []
    at = 0
    for found in _FIELD.finditer(text):
        pieces += [text[at : found.start()], of_tag(found[1])]
        at = found.end()
    rest = [piece for piece in (*pieces, text[at:]) if piece != ""]
    for piece in rest:
        if isinstance(piece, str) and "[[" in piece:
            near = piece[piece.index("[[") :][:20]
            raise Unreadable(_("“%(near)s”处的方括号没有配对，指标应当写成 [[指标]]。") % {"near": near})
    return rest


def written(pieces: Iterable[Piece]) -> str:
    """The text again."""
    return "".join(map(str, pieces))


def fields(text: str) -> list[Live]:
    """The fields of a text, in order. Raises `Unreadable`."""
    return [piece for piece in read(text) if isinstance(piece, Live)]


def readable(texts: Iterable[str]) -> Iterator[Live]:
    """The fields of these texts; a text that cannot be read is passed over."""
    for text in texts:
        try:
            yield from fields(text)
        except Unreadable:
            continue


def of_tag(tag: str) -> Live:
    """The field that a tag says. Raises `Unreadable`."""
    id, *options = (part.strip() for part in tag.replace("｜", "|").split("|"))
    if not id or len(tag) > LONGEST_TAG:
        raise Unreadable(_("“[[%(tag)s]]”没有写明指标。") % {"tag": tag[:40]})
    live = Live(id)
    for option in filter(None, options):
        live = replace(live, **_option(option))
    return live


def _option(option: str) -> dict[str, Any]:
    option = WORDS.get(option, option)
    if option in FORMS:
        return {"form": option}
    if option in SCALES:
        return {"scale": option}
    if option in NAMED_WINDOWS:
        return {"window": Window(option)}
    if option in ("tree", "next_year"):
        return {option: True}
    if option == "approx":
        return {"approx": 1}
    return _valued(option)


def _valued(option: str) -> dict[str, Any]:
    name, _equals, value = option.partition("=")
    if name in _VALUED and (found := _VALUED[name](value)):
        return found
    if days := _DAYS.fullmatch(option):
        return {"window": _between(days[1], days[2])}
    raise Unreadable(_("不认识指标的写法“%(option)s”。") % {"option": option})


def _digits(value: str) -> dict[str, Any]:
    return {"digits": int(value)} if re.fullmatch("[0-4]", value) else {}


def _approx(value: str) -> dict[str, Any]:
    return {"approx": int(value)} if re.fullmatch("[1-9][0-9]{0,9}", value) else {}


def _measure(value: str) -> dict[str, Any]:
    return {"measure": value} if 0 < len(value) <= 8 else {}


_VALUED: dict[str, Callable[[str], dict[str, Any]]] = {"digits": _digits, "approx": _approx, "measure": _measure}


def _between(since: str, until: str) -> Window:
    try:
        window = Window("", dt.date.fromisoformat(since), dt.date.fromisoformat(until))
    except ValueError:
        raise Unreadable(_("起止日期应当写成 2026-01-01..2026-06-30 的样子。")) from None
    if since > until:
        raise Unreadable(_("起始日期晚于截止日期。"))
    return window


def asked(live: Live, expression: Expression) -> Expression:
    """What is to be counted for the field, given what its figure counts.

    The field's window takes the place of the report's; a window that the figure itself names stays."""
    found = over(expression, live.window, live.tree)
    return Compound(live.form, (found,)) if live.form in ("change", "growth") else found


def over(expression: Expression, window: Window | None, tree: bool) -> Expression:
    """The expression with `window` where it names none of its own, and of the organ with all below it if `tree`."""
    if tree:
        return over(of_tree(expression), window, tree=False)
    if isinstance(expression, Compound):
        return Compound(expression.how, tuple(over(part, window, tree) for part in expression.parts))
    return replace(expression, window=window) if window is not None and expression.window == Window() else expression
