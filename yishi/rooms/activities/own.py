"""What an organ may record: the catalogue of its profile, and the kinds that it or an organ above it added.

own.catalogue(organ).kind("law_inspection")
"""

from __future__ import annotations

from collections.abc import Iterable

from yishi.foundation.people.models import Organ
from yishi.rooms.activities.catalogue import kinds
from yishi.rooms.activities.catalogue.kinds import Catalogue, Kind
from yishi.rooms.activities.models import OwnKind
from yishi.rooms.activities.models.activity import listed

PREFIX = "own_"
"""Begins the codes of own kinds; no kind of the catalogue begins so."""


def catalogue(organ: Organ) -> Catalogue:
    """Lines, kinds, outputs and roles as this organ has them, own kinds that ended too; one query."""
    built_in = kinds.load()
    mine = tuple(kind for kind in built_in.kinds if organ.profile in kind.profiles)
    return Catalogue(built_in.lines, mine, built_in.outputs, built_in.roles).with_kinds(
        [kind_of(row) for row in rows(organ)]
    )


def ended(organ: Organ) -> frozenset[str]:
    """Codes of own kinds that are offered no more."""
    return frozenset(row.code for row in rows(organ) if row.matter.state == OwnKind.State.ENDED)


def rows(organ: Organ) -> Iterable[OwnKind]:
    """Own kinds that this organ and those above it added, in the order they came."""
    above = organ.path.strip("/").split("/")
    found = OwnKind.objects.filter(matter__organ__code__in=above, matter__organ__profile=organ.profile)
    return found.select_related("matter").order_by("pk")


def kind_of(row: OwnKind) -> Kind:
    """An own kind in the catalogue's shape."""
    return Kind(
        code=row.code, line=row.line, name=row.matter.title, english=row.matter.title, measure=row.measure,
        definition=row.definition, aliases=listed(row.aliases), verbs=listed(row.verbs),
        form="stock" if row.form == "stock" else "event", broader=row.broader,
    )  # fmt: skip


def words(organ: Organ) -> dict[str, str]:
    """Every code of a kind or output that records may hold, with its name; those of other profiles and ended ones too."""
    found = {kind.code: kind.name_in(organ.profile) for kind in kinds.load().kinds}
    found |= {output.code: output.name for output in kinds.load().outputs}
    return found | {row.code: row.matter.title for row in rows(organ)}
