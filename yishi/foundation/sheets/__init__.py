"""Spreadsheets that offices send and get: read forgivingly, refuse clearly, write safely."""

from yishi.foundation.sheets.columns import Column, Kind
from yishi.foundation.sheets.limits import Limits
from yishi.foundation.sheets.reading import RowIn, Sheet, read
from yishi.foundation.sheets.templates import template
from yishi.foundation.sheets.values import clean
from yishi.foundation.sheets.writing import write

__all__ = ["Column", "Kind", "Limits", "RowIn", "Sheet", "clean", "read", "template", "write"]
