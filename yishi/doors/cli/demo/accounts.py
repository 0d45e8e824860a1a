"""Who can sign in to the demo: printed after it is made, and at every start."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from yishi.doors.cli.demo.cast.organ import CODES
from yishi.doors.cli.demo.cast.people import PASSWORD
from yishi.foundation.clocks.models import Clock
from yishi.foundation.clocks.overdue import RUNNING
from yishi.foundation.people.models import Account, Organ, Role, RoleCode

SHOWN = (
    RoleCode.OFFICE, RoleCode.SECRETARIAT, RoleCode.GOVERNMENT_OFFICE, RoleCode.PARTY_OFFICE, RoleCode.MEMBER, RoleCode.LIAISON,
    RoleCode.HEAD, RoleCode.COMMITTEE, RoleCode.LEADER, RoleCode.SUPERVISOR, RoleCode.AUDITOR, RoleCode.ADMINISTRATOR,
)  # fmt: skip
"""One account of each is shown; of members and units the one with the most to do."""


def table(profile: str) -> str:
    """The accounts as lines; empty where the organ of this profile is not the demo's."""
    organ = Organ.objects.filter(code=CODES[profile]).first()
    if organ is None:
        return ""
    rows = [(str(RoleCode(role.code).label), role.account.username, PASSWORD, _of(role)) for role in _roles(organ)]
    more = _("其他账号：%(profile)s-member1 至 %(members)d，%(profile)s-d001 起（联络员，加 -head 为负责人），密码相同。") % {
        "profile": profile, "members": Role.objects.filter(organ=organ, code=RoleCode.MEMBER).count(),
    }  # fmt: skip
    head = [(_("角色"), _("用户名"), _("密码"), _("姓名和单位"))]
    return "\n".join([f"{organ.name}（演示 / demo）", *_aligned([*head, *rows]), more])


def _roles(organ: Organ) -> Iterable[Role]:
    busy = _busiest(organ)
    for code in SHOWN:
        held = Role.objects.filter(organ=organ, code=code, ended=None).select_related(
            "account", "unit", "grouping", "mandate"
        )
        found = held.filter(account__in=busy).first() or held.order_by("pk").first()
        if found is not None:
            yield found


def _busiest(organ: Organ) -> list[Account]:
    """Those who owe most: the member with most to evaluate, the liaison officer and head of the unit with most clocks."""
    running = Clock.objects.filter(RUNNING, organ=organ)
    found: list[Account] = []
    for field in ("mandate", "unit"):
        keys = list(running.exclude(**{field: None}).order_by("pk").values_list(field, flat=True))
        if keys:
            most = max(keys, key=lambda key: (keys.count(key), -key))
            found += Account.objects.filter(**{f"roles__{field}": most, "roles__ended": None})
    return found


def _of(role: Role) -> str:
    return " ".join(filter(None, (role.account.name, str(role.unit or role.grouping or ""))))


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
