"""Chinese official documents after GB/T 9704-2012, as Word files; see README.md."""

from .binder import Binder, zipped
from .chinese import (
    chinese_date,
    chinese_digits,
    chinese_number,
    heading_number,
    number_in_year,
    session_name,
)
from .cover import Cover, Kind
from .oxml import Control
from .paper import Paper
from .tables import Cell, Row
from .text import PaperRefused, clean, line, paragraphs

__all__ = [
    "Binder",
    "Cell",
    "Control",
    "Cover",
    "Kind",
    "Paper",
    "PaperRefused",
    "Row",
    "chinese_date",
    "chinese_digits",
    "chinese_number",
    "clean",
    "heading_number",
    "line",
    "number_in_year",
    "paragraphs",
    "session_name",
    "zipped",
]
