"""What stands in each address: rows of ours, of both cases where there are two."""

from __future__ import annotations

from typing import Any

from tests.safety.addresses import Address
from tests.safety.ground import Case, Ground
from yishi.doors.desk.people.tests.world import PATTERNS

OF_A_SUGGESTION = {
    "desk:suggestion", "desk:suggestion_paper", "unit:suggestion", "unit:suggestion_paper", "pocket:suggestion", "pocket:suggestion_paper",
    "public:suggestion", "api:get_suggestion", "api:get_journal", "api:list_attachments", "api:attach",
}  # fmt: skip
OF_AN_ANSWER = {"desk:letter", "unit:letter", "pocket:letter"}
OF_A_PART = {"unit:sheet", "unit:preview", "api:get_handling"}
OF_A_FILE = {"api:download", "api:detach"}
STEP_AT = {
    "desk:step": {"kind": "suggestion", "name": "record_oversight"},
    "unit:step": {"kind": "promise", "name": "report_progress"},
    "pocket:step": {"kind": "handling", "name": "read"},
}
"""A step of each door that its people may take on their case."""
STEPS = {"desk:step", "unit:step", "pocket:step", "api:taking", "api:listing", "api:showing"}


def paths(ground: Ground, address: Address, what: str) -> list[tuple[str, str]]:
    """(`one` or `two`, path) for an address that names a row of ours; `one` alone where there is only one."""
    cases = ground.cases.get(what)
    if cases is None or not address.parts:
        return [("one", address.path(_values(ground, address, what)))]
    return [(which, address.path(_of_case(ground, address, case))) for which, case in cases.items()]


def _of_case(ground: Ground, address: Address, case: Case) -> dict[str, Any]:
    name = address.name
    if name in OF_A_SUGGESTION:
        key = case.suggestion.pk
    elif name in OF_AN_ANSWER:
        key = case.answer.pk if case.answer else 0
    elif name in OF_A_PART:
        key = case.handling.pk if case.handling else 0
    elif name in OF_A_FILE:
        key = case.file.pk
    elif name == "api:get_promise":
        key = case.promise.pk if case.promise else 0
    elif name in STEPS:
        key = _by_route(f"/{STEP_AT[name]['kind']}s/" if name in STEP_AT else address.route, case)
    else:
        raise LookupError(f"{name} names no case")
    return dict.fromkeys(address.parts, key) | STEP_AT.get(name, {}) | {"step": "record_oversight"}


def _by_route(route: str, case: Case) -> int:
    rows = {"/handlings/": case.handling, "/promises/": case.promise}
    found = next((row for part, row in rows.items() if part in route), case.suggestion)
    return found.pk if found else 0


def _values(ground: Ground, address: Address, what: str) -> dict[str, Any]:
    """Of what there is only one of."""
    name = address.name
    if name in PATTERNS:
        return {key: ground.desk._value(name, key) for key in address.parts}
    seat = ground.lead.pk
    named = {
        "desk:handover": ground.handover.pk, "desk:hint": ground.hint.pk, "desk:topic": ground.topic.pk, "desk:bulletin": ground.bulletin.pk,
        "public:deputy": seat, "public:card": seat, "public:code": seat, "api:revoke_token": ground.token.pk,
    }  # fmt: skip
    pk = next((value for start, value in named.items() if name.startswith(start)), 0)
    known = {
        "pk": pk, "id": pk, "code": ground.organ.code, "name": "received", "kind": "suggestion", "part": "list", "key": "x", "uidb36": "1",
        "ref": "chongqing@2018-01-01", "rest": "nothing", "step": "draft",
    }  # fmt: skip
    if name == "unit:bulk":
        known["kind"] = "handling"
    if name in ("desk:new", "pocket:new"):
        known["name"] = {"desk:new": "register_secret", "pocket:new": "draft"}[name]
    return {key: known[key] for key in address.parts}
