"""Figures of who sits: numbers and shares of the quotas that a term's structure is told by (结构统计)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yishi.foundation.people.models import Person
from yishi.readings.figures.expression import Compound, Count
from yishi.readings.figures.figure import Figure

QUOTAS = (
    ("women", "女", "women", "person.sex", "f"),
    ("grass_roots", "基层一线", "grass roots", "person.grass_roots", "yes"),
    ("non_party", "非中共", "non-party", "person.non_party", "yes"),
    ("re_elected", "连任", "re-elected", "person.re_elected", "yes"),
    *((f"degree_{value}", f"{word}学历", f"degree: {value}", "person.degree", value) for value, word in (
        (Person.Degree.SCHOOL.value, "高中及以下"), (Person.Degree.COLLEGE.value, "大专"), (Person.Degree.BACHELOR.value, "本科"),
        (Person.Degree.MASTER.value, "硕士"), (Person.Degree.DOCTOR.value, "博士"),
    )),
)  # fmt: skip
"""Code, name, English, attribute and its value. Quotas overlap: one seat may count for several."""
LINE = "people"


def seats(profile: str) -> Iterator[Figure]:
    """The figures of seats, in the words of the profile."""
    who = "委员" if profile == "cppcc" else "代表"
    seated = _("期末在任的席位，含暂停履职的。")
    whole = Count("seats")
    yield Figure("seats", LINE, f"{who}人数", (f"现有{who}", f"在任{who}"), "名", seated, whole, english="seats")
    standing = Count("seats", (("person.kind", ("standing",)),))
    yield Figure(
        "seats/standing",
        LINE,
        "常委会组成人员",
        ("常委", "常委会委员"),
        "名",
        seated,
        standing,
        english="standing committee",
    )
    for code, name, english, attribute, value in QUOTAS:
        part = Count("seats", ((attribute, (value,)),))
        shown = name if (get_language() or "zh").startswith("zh") else english
        said = _("%(seated)s其中%(name)s的。") % {"seated": seated, "name": shown}
        yield Figure(f"seats/{code}", LINE, f"{name}{who}", (), "名", said, part, False, english=english)
        share = _("%(name)s的席位 ÷ 全部在任席位。") % {"name": shown}
        yield Figure(
            f"seats/{code}/share", LINE, f"{name}{who}占比", (), "%", share, Compound("rate", (part, whole)), False,
            english=f"{english}: share",
        )  # fmt: skip
