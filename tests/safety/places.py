"""What stands in each address: rows of ours, of both cases where there are two."""

from __future__ import annotations

from typing import Any

from tests.safety.addresses import Address
from tests.safety.ground import Case, Ground
from yishi.doors.desk.people.tests.world import PATTERNS
from yishi.rooms.activities import signing

OF_A_SUGGESTION = {
    "desk:suggestion", "desk:suggestion_paper", "unit:suggestion", "unit:suggestion_paper", "pocket:suggestion", "pocket:suggestion_paper",
    "public:suggestion", "api:get_suggestion", "api:get_journal", "api:list_attachments", "api:attach", "api:suggestion_paper",
    "api:public_suggestion", "desk:files", "unit:files", "pocket:files",
}  # fmt: skip
OF_AN_ANSWER = {"desk:letter", "unit:letter", "pocket:letter", "api:letter"}
OF_A_PART = {"unit:sheet", "unit:preview", "api:get_handling"}
OF_A_FILE = {"api:download", "api:detach", "desk:file", "unit:file", "pocket:file"}
OF_A_REPORT = {
    "annual_chapter_add": "annual", "annual_chapter": "chapter", "annual_add": "chapter", "annual_paragraph": "paragraph",
    "annual_remove": "paragraph", "annual_move": "paragraph", "annual_job": "job", "get_annual_job": "job",
    "annual": "annual", "get_annual": "annual", "find_annual": "annual", "figures_own": "figure", "change_indicator": "figure",
    "end_indicator": "figure", "get_own_indicator": "figure",
}  # fmt: skip
"""How the names of pages and operations begin -> what of ours stands in their addresses; the longest fits."""
OF_A_PAGE = {
    "accounts/": "people_account", "contacts/of/": "people_keeper", "contacts/": "people_visit", "duty/contacts/": "people_visit",
    "groupings/": "people_grouping",
    "journal/proofs/": "record_job", "journal/seals/": "record_seal_file", "organs/": "people_organ", "posts/": "people_post", "seats/": "people_seat",
    "sessions/": "people_session_edit", "terms/": "people_term_edit", "units/": "people_unit",
}  # fmt: skip
"""How an address of the api begins, and the page of the desk that names the same row."""
STEP_AT = {
    "desk:step": {"kind": "suggestion", "name": "record_oversight"},
    "unit:step": {"kind": "promise", "name": "report_progress"},
    "pocket:step": {"kind": "handling", "name": "read"},
}
"""A step of each door that its people may take on their case."""
STEPS = {"desk:step", "unit:step", "pocket:step", "api:taking", "api:listing", "api:showing"}


DEEDS = {"deed", "new_deed"}
"""What the table says of steps on activities and on what stands beside them, and of those that open them."""
BESIDE = {"activities": "record", "targets": "set_target", "own_kinds": "add", "outside_totals": "report_outside"}
"""How the addresses of their steps begin, and a step that opens one."""


def paths(ground: Ground, address: Address, what: str) -> list[tuple[str, str]]:
    """(`one` or `two`, path) for an address that names a row of ours; `one` alone where there is only one."""
    if what in DEEDS:
        return [("one", address.path(_of_deed(ground, address)))]
    cases = ground.cases.get(what)
    if cases is None or not address.parts:
        return [("one", address.path(_values(ground, address, what)))]
    return [(which, address.path(_of_case(address, case, what))) for which, case in cases.items()]


def _deed(ground: Ground, beginning: str) -> int:
    rows = {
        "activities": ground.deed,
        "targets": ground.target,
        "own_kinds": ground.own_kind,
        "outside_totals": ground.outside,
    }
    return int(rows[beginning].pk)


def _of_deed(ground: Ground, address: Address) -> dict[str, Any]:
    beginning = address.route.removeprefix("api/v1/").partition("/")[0]
    return dict.fromkeys(address.parts, _deed(ground, beginning)) | {"step": BESIDE[beginning]}


def _of_case(address: Address, case: Case, what: str) -> dict[str, Any]:
    name = address.name
    if name == "unit:files" and what == "unsent":
        key = case.handling.pk if case.handling else 0
    elif name in OF_A_SUGGESTION:
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
    if told := _of_a_report(ground, address):
        return told
    if name.startswith("api:"):
        return {key: _of_api(ground, address, key) for key in address.parts}
    seat = ground.lead.pk
    named = {
        "desk:handover": ground.handover.pk, "desk:hint": ground.hint.pk, "desk:topic": ground.topic.pk, "desk:bulletin": ground.bulletin.pk,
        "desk:reports": ground.report.pk, "public:deputy": seat, "public:card": seat, "public:code": seat,
        "pocket:visit": ground.desk.contact.pk, "desk:activity_": ground.ahead.pk, "desk:activity": ground.deed.pk,
        "desk:target": ground.target.pk, "desk:own_kind": ground.own_kind.pk, "desk:outside_total": ground.outside.pk,
        "pocket:report_duty": ground.told.pk, "pocket:activity": ground.deed.pk,
    }  # fmt: skip
    pk = next((value for start, value in named.items() if name.startswith(start)), 0)
    known = {
        "pk": pk, "id": pk, "code": ground.organ.code, "name": "received", "kind": "suggestion", "part": "list", "key": "x", "uidb36": "1",
        "at": 0, "ref": "chongqing@2018-01-01", "rest": "nothing", "step": "draft", "token": "a" * 32,
    }  # fmt: skip
    if name == "desk:figures_one":
        known["id"] = "received"
    if name == "pocket:sign_in":
        known["token"] = signing.token(ground.ahead)
    if name == "unit:bulk":
        known["kind"] = "handling"
    if name in ("desk:new", "pocket:new"):
        known["name"] = {"desk:new": "register_secret", "pocket:new": "draft"}[name]
    return {key: known[key] for key in address.parts}


def _of_a_report(ground: Ground, address: Address) -> dict[str, Any]:
    """Figures of our own, the annual report and its parts; nothing for other addresses."""
    name = address.name.partition(":")[2]
    start = max((each for each in OF_A_REPORT if name.startswith(each)), key=len, default="")
    if not start or not {"id", "pk"} & set(address.parts):
        return {}
    key = getattr(ground, OF_A_REPORT[start]).pk
    return {part: {"row": ground.sum.pk, "kind": "docx"}.get(part, key) for part in address.parts}


def _of_api(ground: Ground, address: Address, key: str) -> Any:
    """The rows that the desk's pages name, by how the address begins."""
    route = address.route.removeprefix("api/v1/")
    kept = {
        "handovers/": ground.handover.pk, "hints/": ground.hint.pk, "topics/": ground.topic.pk, "bulletins/": ground.bulletin.pk,
        "reports/": ground.report.pk, "public/deputies/": ground.lead.pk, "tokens/": ground.token.pk,
    }  # fmt: skip
    if address.name in ("api:get_indicator", "api:file_indicator"):
        return "received"
    known = {
        "code": ground.organ.code,
        "figure": "women" if "structure" in route else "received",
        "rest": "nothing",
        "step": "draft",
    }
    if key in known:
        return known[key]
    if (beginning := route.partition("/")[0]) in BESIDE:
        return ground.ahead.pk if route.endswith("code") else _deed(ground, beginning)
    if key == "id" and (found := [value for start, value in kept.items() if route.startswith(start)]):
        return found[0]
    page = next((page for start, page in OF_A_PAGE.items() if route.startswith(start)), "")
    if key == "role" and page == "people_unit":
        page = "people_dismiss"
    return ground.desk._value(f"desk:{page}", "pk" if key == "id" else key)
