"""The numbers of GB/T 9704-2012 (《党政机关公文格式》), in the units that Word keeps.

Lengths are twips (1/20 point) unless a name says otherwise; font sizes are points.
"""

from __future__ import annotations

import math


def mm(length: float) -> int:
    """Millimetres as twips."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Points as twips."""
    return round(length * 20)


PAGE_WIDTH, PAGE_HEIGHT = mm(210), mm(297)
"""A4, upright (5.1)."""
TOP, LEFT, RIGHT, BOTTOM = mm(37), mm(28), mm(26), mm(35)
"""Head margin 天头 37 mm, binding margin 订口 28 mm (5.2.1); the others follow from the type area of 156 x
225 mm."""
TEXT_WIDTH, TEXT_HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM

TITLE_SIZE, BODY_SIZE, SMALL_SIZE = 22.0, 16.0, 14.0
"""二号 for the title, 三号 for the body, 四号 for copies and page numbers."""
CELL_SIZE, FINE_CELL_SIZE = 12.0, 10.5
"""小四 and 五号: the standard leaves tables free; these are what offices print."""

LINES, CHARS = 22, 28
"""Lines on a page and characters in a line (5.2.3)."""
LINE_PITCH = TEXT_HEIGHT // LINES
"""One grid line: rounded down, so that 22 lines always fit the type area."""
CHAR_TIGHTENING = math.floor(TEXT_WIDTH / CHARS - BODY_SIZE * 20) - 1
"""What each 16-point character gives up, in whole twips, so that 28 stand in 156 mm, of which 28 x 16 pt is
more; one twip over the need, for LibreOffice narrows the line to whole places of the page's grid."""
CHAR = pt(BODY_SIZE) + CHAR_TIGHTENING
"""Width of one body character (字)."""
CHAR_SPACE = math.floor((TEXT_WIDTH / 20 / CHARS - BODY_SIZE) * 4096)
"""The same for the page's grid, in 1/4096 point."""

MARK_DROP = mm(35)
"""From the head of the type area to the head of the issuer mark (7.2.4, 10.3)."""
RULE_GAP = mm(4)
"""From the document number, or in a letter from the issuer mark, to the red rule (7.2.7, 10.1)."""
LETTER_MARK_TOP, LETTER_FOOT_RULE, LETTER_RULE_WIDTH = mm(30), mm(20), mm(170)
"""A letter's mark from the page's head, its lower double rule from the page's foot, and the rules' length
(10.1)."""
NUMBER_GAP = pt(BODY_SIZE * 7 / 8)
"""From a letter's double rule to the text below it: seven eighths of a 三号 character (10.1)."""

IMPRINT_LINE = pt(22)
HEADER = TOP // 2
"""No paper has a running header; this keeps Word from asking for one."""
PAGE_NUMBER_LINE = pt(16)
FOOTER = BOTTOM - mm(7) - PAGE_NUMBER_LINE // 2
"""Puts the dashes beside the page number 7 mm below the type area (7.5): a dash stands at half the line's
height."""

RED = "FF0000"
THICK_RULE, THIN_RULE = 8, 6
"""Rules of the imprint (版记), 0.35 mm and 0.25 mm (7.4.1), in the eighths of a point that Word takes."""


def chars(count: float, size: float = BODY_SIZE) -> int:
    """Width of `count` characters of `size` points, in twips; body characters as the grid sets them."""
    return round(count * CHAR) if size == BODY_SIZE else pt(count * size)
