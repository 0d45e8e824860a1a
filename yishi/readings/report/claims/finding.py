"""From a text to its claims: numbers, then rules, then what each one says."""

from __future__ import annotations

from yishi.readings.report.claims import naming, tables
from yishi.readings.report.claims.claim import Claim
from yishi.readings.report.claims.measures import kind_of
from yishi.readings.report.claims.outside import outside
from yishi.readings.report.claims.plain import plain
from yishi.readings.report.claims.rules import figures
from yishi.readings.report.claims.scopes import Sections, scope_of, sections
from yishi.readings.report.claims.shared import quoted, systems, with_units
from yishi.readings.report.claims.tokens import Token, tokens


def find(text: str) -> list[Claim]:
    """The claims of a text in order of place. Never raises; a text without any gives none."""
    flat = plain(text)
    told = [*systems(flat), *quoted(flat)]
    taken = {token.start for token in told}
    singly = figures(flat, with_units(flat, tokens(flat)), outside(flat))
    parts = sections(flat)
    found = [
        _claim(text, flat, token, parts) for token in (*told, *(each for each in singly if each.start not in taken))
    ]
    known = {claim.end for claim in found}
    found += [_in_table(text, each, parts) for each in tables.figures(flat) if each.end not in known]
    return sorted(found, key=lambda claim: claim.start)


def _claim(text: str, flat: str, token: Token, parts: Sections) -> Claim:
    begin, end = naming.quote(flat, token)
    return Claim(
        quote=text[begin:end],
        number=text[token.start : token.end],
        start=token.start,
        end=token.end,
        value=token.value,
        unit=token.unit,
        approx=token.approx,
        what=naming.what(flat, token),
        scope=scope_of(flat, token, parts),
        kind=kind_of(token.unit),
    )


def _in_table(text: str, cell: tables.Figure, parts: Sections) -> Claim:
    begin, end = text.rfind("\n", 0, cell.start) + 1, text.find("\n", cell.end)
    return Claim(
        quote=text[begin : end if end >= 0 else len(text)][:200],
        number=text[cell.start : cell.end],
        start=cell.start,
        end=cell.end,
        value=cell.value,
        unit=cell.unit,
        approx=False,
        what=cell.what,
        scope=parts.at(cell.start),
        kind=kind_of(cell.unit),
    )
