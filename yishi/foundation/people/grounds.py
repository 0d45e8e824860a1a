"""How a seat may begin and end: by kind of seat and profile of organ, with the article of each ground.

The law binds congresses. A CPPCC committee goes by its charter and own rules: its grounds name no article.
"""

from __future__ import annotations

from collections.abc import Mapping

from yishi.foundation.people.models import Mandate, Organ

K, B, Over = Mandate.Kind, Mandate.Begun, Mandate.Over
NPC, CPPCC = Organ.Profile.NPC, Organ.Profile.CPPCC
DEPUTIES_LAW = "代表法"

_DEPUTY_ENDS: Mapping[str, str] = {
    Over.TERM: f"{DEPUTIES_LAW} 2",
    Over.MOVED: f"{DEPUTIES_LAW} 62(1)",
    Over.RESIGNED: f"{DEPUTIES_LAW} 62(2)",
    Over.ABSENT: f"{DEPUTIES_LAW} 62(3)",
    Over.RECALLED: f"{DEPUTIES_LAW} 62(4)",
    Over.NATIONALITY: f"{DEPUTIES_LAW} 62(5)",
    Over.DEPRIVED: f"{DEPUTIES_LAW} 62(6)",
    Over.INCAPABLE: f"{DEPUTIES_LAW} 62(7)",
    Over.DIED: f"{DEPUTIES_LAW} 62",
}
_MEMBER_ENDS: Mapping[str, str] = dict.fromkeys((Over.TERM, Over.MOVED, Over.RESIGNED, Over.REVOKED, Over.DIED), "")
_OFFICIAL_ENDS: Mapping[str, str] = dict.fromkeys(
    (Over.TERM, Over.RESIGNED, Over.RELIEVED, Over.RECALLED, Over.DIED), ""
)

ENDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    (NPC, K.DEPUTY): _DEPUTY_ENDS,
    (NPC, K.STANDING): _DEPUTY_ENDS,
    (NPC, K.OFFICIAL): _OFFICIAL_ENDS,
    (CPPCC, K.MEMBER): _MEMBER_ENDS,
    (CPPCC, K.STANDING): {**_MEMBER_ENDS, Over.RELIEVED: ""},
}
"""Profile and kind of seat -> ground of ending -> article ("" where the organ's own rules speak)."""

BEGINS: Mapping[tuple[str, str], tuple[str, ...]] = {
    (NPC, K.DEPUTY): (B.ELECTED, B.BY_ELECTED),
    (NPC, K.STANDING): (B.ELECTED, B.BY_ELECTED),
    (NPC, K.OFFICIAL): (B.APPOINTED, B.ELECTED),
    (CPPCC, K.MEMBER): (B.INVITED, B.ADDED),
    (CPPCC, K.STANDING): (B.ELECTED, B.BY_ELECTED, B.ADDED),
}
"""Profile and kind of seat -> ways it may begin; the first is the usual one."""

LATER: Mapping[tuple[str, str], str] = {
    (NPC, K.DEPUTY): B.BY_ELECTED,
    (NPC, K.STANDING): B.BY_ELECTED,
    (NPC, K.OFFICIAL): B.APPOINTED,
    (CPPCC, K.MEMBER): B.ADDED,
    (CPPCC, K.STANDING): B.ADDED,
}
"""Profile and kind of seat -> how a vacancy is filled within the term (补选, 增补)."""

ACTING = (K.DEPUTY, K.MEMBER, K.STANDING)
"""Seats in whose name an account acts. An official (任命人员) puts nothing forward by his office."""

SUSPENSIONS = (
    "因刑事案件被羁押正在受侦查、起诉、审判的",
    "被依法判处管制、拘役或者有期徒刑而没有附加剥夺政治权利，正在服刑的",
)
"""The two cases in which a deputy's duties are suspended (代表法 61, 1)."""


def kinds(organ: Organ) -> tuple[str, ...]:
    """Kinds of seat that an organ of this profile has; the first is the ordinary one."""
    return tuple(kind for profile, kind in BEGINS if profile == organ.profile)


def ends(organ: Organ, kind: str) -> Mapping[str, str]:
    """Grounds on which such a seat may end, with their articles."""
    return ENDS.get((organ.profile, kind), {})


def begins(organ: Organ, kind: str) -> tuple[str, ...]:
    """Ways in which such a seat may begin."""
    return BEGINS.get((organ.profile, kind), ())
