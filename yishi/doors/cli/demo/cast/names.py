"""Names of the demo's people.

The rule, so that everyone sees that nobody real is meant: every name is a common surname, then always the same
middle character (云 in the congress, 溪 in the CPPCC committee), then one of the ten heavenly stems or twelve earthly
branches: 周云寅, 吴溪甲. No name is used twice in an organ.
"""

from __future__ import annotations

from collections.abc import Iterator

MIDDLE = {"npc": "云", "cppcc": "溪"}
SURNAMES = "周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华魏陶姜谢邹苏潘葛范彭鲁韦马方任袁柳唐薛雷贺汤罗毕郝安常乐于"
STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def names(profile: str) -> Iterator[str]:
    """Every name of the rule, surnames in turn; more than a thousand."""
    for turn, stem in enumerate(STEMS):
        for surname in SURNAMES[turn:] + SURNAMES[:turn]:
            yield f"{surname}{MIDDLE[profile]}{stem}"
