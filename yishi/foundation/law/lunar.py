"""The three feasts of the lunar calendar that are statutory holidays, for years not yet published.

Computed by GB/T 33661-2017 (农历的编算和颁行). Checked once with two independent lunar calendars
(the packages borax 4.1.3 and lunar-python 1.4.8, both MIT), which agree on all rows; to check again, convert
the first day of the first month, the fifth of the fifth and the fifteenth of the eighth of each year with
either, or look them up in the almanac of the Purple Mountain Observatory (紫金山天文台). The table is short
because it only serves provisional dates: a year's row is not read any more once its arrangement is published.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Feasts(NamedTuple):
    """The day of 春节 (初一), 端午 and 中秋 in one year."""

    spring_festival: dt.date
    dragon_boat: dt.date
    mid_autumn: dt.date


_TABLE = """
2027-02-06 2027-06-09 2027-09-15
2028-01-26 2028-05-28 2028-10-03
2029-02-13 2029-06-16 2029-09-22
2030-02-03 2030-06-05 2030-09-12
2031-01-23 2031-06-24 2031-10-01
2032-02-11 2032-06-12 2032-09-19
2033-01-31 2033-06-01 2033-09-08
2034-02-19 2034-06-20 2034-09-27
2035-02-08 2035-06-10 2035-09-16
2036-01-28 2036-05-30 2036-10-04
2037-02-15 2037-06-18 2037-09-24
2038-02-04 2038-06-07 2038-09-13
2039-01-24 2039-05-27 2039-10-02
2040-02-12 2040-06-14 2040-09-20
2041-02-01 2041-06-03 2041-09-10
2042-01-22 2042-06-22 2042-09-28
2043-02-10 2043-06-11 2043-09-17
2044-01-30 2044-05-31 2044-10-05
2045-02-17 2045-06-19 2045-09-25
2046-02-06 2046-06-08 2046-09-15
"""

FEASTS: dict[int, Feasts] = {
    days[0].year: days
    for line in _TABLE.split("\n")
    if line
    for days in [Feasts(*(dt.date.fromisoformat(day) for day in line.split()))]
}
