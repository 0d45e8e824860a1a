"""Shares of the seats, by an attribute of those who hold them."""

from __future__ import annotations

import re

from yishi.readings.figures.expression import Compound, Count
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.reading import Reading, count


def read(spot: Spot) -> Reading | None:
    """A share of the seats: 大学学历占八成, 女委员占三成."""
    if "占" not in spot.before:
        return None
    for pattern, name, values, label in QUOTAS:
        if re.search(pattern, spot.bare_near):
            return Reading(Compound("rate", (count("seats", **{name: values}), Count("seats"))), f"{label}占比", 30)
    return None


QUOTAS = (
    (r"博士", "person_degree", ("doctor",), "博士"),
    (r"研究生|硕士", "person_degree", ("master", "doctor"), "硕士以上"),
    (r"大学|本科", "person_degree", ("bachelor", "master", "doctor"), "本科以上"),
    (r"大专|专科", "person_degree", ("college", "bachelor", "master", "doctor"), "大专以上"),
    (r"妇女|女", "person_sex", ("f",), "女"),
    (r"非中共|党外|非党", "person_non_party", ("yes",), "非中共"),
    (r"基层|一线|工人|农民", "person_grass_roots", ("yes",), "基层一线"),
    (r"连任", "person_re_elected", ("yes",), "连任"),
)
"""What a share of the seats is called -> the attribute."""
