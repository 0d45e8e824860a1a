"""How organs, sessions, members and offices are named on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yishi.foundation.files import names
from yishi.foundation.files.models import Attachment
from yishi.foundation.papers import chinese_number
from yishi.foundation.papers.forms import CPPCC, NPC, Words
from yishi.foundation.people.models import Belonging, Grouping, Mandate, Organ, Session, Term, Unit
from yishi.rooms.suggestions.models import Suggestion

_TAIL = re.compile(r"(人民代表大会常务委员会|人民代表大会|人大常委会|人大)$")
_CPPCC = re.compile(r"^(中国人民政治协商会议|政协)|(委员会|政协)$")


def words_of(organ: Organ) -> Words:
    """The words of the organ's profile."""
    return CPPCC if organ.profile == Organ.Profile.CPPCC else NPC


def place_of(name: str, profile: str) -> str:
    """The place in an organ's name: 未有市试验区人大常委会 is of 未有市试验区."""
    if profile == Organ.Profile.CPPCC:
        return _CPPCC.sub("", _CPPCC.sub("", name))
    return _TAIL.sub("", name)


def session_full(organ: Organ, session: Session | None, term: Term | None) -> str:
    """First line of the form: 未有市试验区第十八届人民代表大会第五次会议; between sessions without the session."""
    place, cppcc = place_of(organ.name, organ.profile), organ.profile == Organ.Profile.CPPCC
    held = session.term if session else term
    number = f"第{chinese_number(held.number)}届" if held else ""
    body = f"政协{place}{number}委员会" if cppcc else f"{place}{number}人民代表大会"
    return f"{body}第{chinese_number(session.number)}次会议" if session else body


def session_short(organ: Organ, s: Suggestion) -> str:
    """In the title of a letter: 试验区十八届人大五次会议, or 试验区十八届人大闭会期间."""
    place, word = place_of(organ.short, organ.profile), "政协" if organ.profile == Organ.Profile.CPPCC else "人大"
    held = s.session.term if s.session else s.term
    number = f"{chinese_number(held.number)}届" if held else ""
    tail = f"{chinese_number(s.session.number)}次会议" if s.session else "闭会期间"
    return f"{place}{number}{word}{tail}"


def group_of(mandate: Mandate | None) -> str:
    """The delegation or sector he belongs to, the first of it; reads prefetched belongings."""
    if mandate is None:
        return ""
    kinds = (Grouping.Kind.DELEGATION, Grouping.Kind.SECTOR)
    held: list[Belonging] = [row for row in mandate.belongings.all() if row.grouping.kind in kinds]
    running = sorted(held, key=lambda row: (row.second, row.ended is not None, row.pk))
    return running[0].grouping.name if running else ""


def maker_of(s: Suggestion) -> str:
    """Who put it forward: the lead signer, or the delegation, sector or group."""
    if s.grouping_id and s.grouping:
        return s.grouping.name
    return s.lead.person.name if s.lead else ""


def coordinator_of(units: list[Unit], side: str) -> str:
    """The full name of the office that coordinates that system of units, if the organ has one."""
    return next((unit.name for unit in units if unit.coordinates and unit.side == side), "")


def attached(rows: Iterable[Attachment], round: int | None = None) -> tuple[str, ...]:
    """Names of attachments (of one round) as papers list them, without suffix (GB/T 9704 7.3.4)."""
    return tuple(row.name.removesuffix(names.suffix_of(row.name)) for row in rows if round in (None, row.round))
