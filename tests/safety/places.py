"""What stands in each address: rows of ours, of both cases where there are two."""

from __future__ import annotations

from typing import Any

from tests.safety.addresses import Address
from tests.safety.ground import Case, Ground
from yishi.doors.desk.people.tests.world import PATTERNS
from yishi.foundation.codes import keys
from yishi.rooms.activities import signing
from yishi.rooms.voice.catalogue.topics import topics

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


NEW_DEED = "new_deed"
"""What the table says of steps that open something that is no suggestion."""
BESIDE = {
    "activities": ("record", "deed"), "targets": ("set_target", "deed"), "own_kinds": ("add", "deed"),
    "outside_totals": ("report_outside", "deed"),
    "messages": ("record", "message"), "info_items": ("write_item", "item"), "surveys": ("prepare", "asked"),
    "stations": ("set_up", "station"), "receptions": ("announce", "station"), "station_rules": ("set_rule", "station"),
    "duties": ("plan", "roster"), "presences": ("go_online", "roster"), "grounds": ("set_ground", "roster"),
}  # fmt: skip
"""How the addresses of their steps begin, a step that opens one, and what the table calls a step on one."""
OF_A_STEP = {"api:taking", "api:listing", "api:showing", "api:opening", "api:batching"}
STEP_ON = {
    ("desk:step", "station"): "set_days", ("desk:step", "message"): "classify", ("pocket:step", "message"): "urge",
    ("unit:step", "message"): "answer",
}  # fmt: skip
"""A step of each door on what was said and on a station."""


def told_of(address: Address) -> str:
    """What the table calls that which a step of the api is taken on, or opens."""
    on_a_row = "id" in address.parts
    beside = BESIDE.get(_beginning(address))
    if beside is None:
        return "case" if on_a_row else "new"
    return beside[1] if on_a_row else NEW_DEED


def _beginning(address: Address) -> str:
    return address.route.removeprefix("api/v1/").partition("/")[0] if address.name.startswith("api:") else ""


def paths(ground: Ground, address: Address, what: str) -> list[tuple[str, str]]:
    """(`one` or `two`, path) for an address that names a row of ours; `one` alone where there is only one."""
    if what in ground.street.messages:
        said = ground.street.messages[what]
        return [(which, address.path(_of_step(address, what, "message", row.pk))) for which, row in said.items()]
    if address.name in OF_A_STEP and _beginning(address) in BESIDE:
        return [("one", address.path(_of_deed(ground, address)))]
    if what == "station":
        return [("one", address.path(_of_step(address, what, "station", ground.street.station.pk)))]
    cases = ground.cases.get(what)
    if cases is None or not address.parts:
        # Of several organs Open311 asks for the one that is meant.
        asked = f"?jurisdiction_id={ground.organ.code}" if address.name.startswith("open311:") else ""
        return [("one", address.path(_values(ground, address, what)) + asked)]
    return [(which, address.path(_of_case(address, case, what))) for which, case in cases.items()]


def _deed(ground: Ground, beginning: str) -> int:
    rows = {
        "activities": ground.deed,
        "targets": ground.target,
        "own_kinds": ground.own_kind,
        "outside_totals": ground.outside,
    } | ground.street.rows
    return int(rows[beginning].pk)


def _of_deed(ground: Ground, address: Address) -> dict[str, Any]:
    beginning = _beginning(address)
    return dict.fromkeys(address.parts, _deed(ground, beginning)) | {"step": BESIDE[beginning][0]}


def _of_step(address: Address, what: str, kind: str, pk: int) -> dict[str, Any]:
    """A message's or station's own address, or that of a step on it."""
    step = {"kind": kind, "name": STEP_ON.get((address.name, what), ""), "step": BESIDE[f"{kind}s"][0]}
    return dict.fromkeys(address.parts, pk) | step


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
    street = ground.street
    named |= {
        "desk:station_duty": street.rows["duties"].pk, "desk:station_rule": street.rows["station_rules"].pk, "desk:station": street.station.pk,
        "desk:reception": street.rows["receptions"].pk, "desk:presence": street.rows["presences"].pk, "desk:ground": street.rows["grounds"].pk,
        "desk:info_item": street.rows["info_items"].pk, "pocket:info_item": street.rows["info_items"].pk, "desk:survey": street.survey.pk,
        "pocket:station": street.station.pk, "public:book": street.rows["receptions"].pk, "public:say_to": seat, "desk:voice_import": street.job.pk,
        "desk:hot_topics_": street.search.pk, "desk:hot_topic": street.topic.pk,
    }  # fmt: skip
    pk = next((value for start, value in named.items() if name.startswith(start)), 0)
    known = {
        "pk": pk, "id": pk, "code": ground.organ.code, "name": "received", "kind": "suggestion", "part": "list", "key": "x", "uidb36": "1",
        "at": 0, "ref": "chongqing@2018-01-01", "rest": "nothing", "step": "draft", "token": "a" * 32,
    }  # fmt: skip
    known |= _of_the_public(ground, name)
    if name == "desk:figures_one":
        known["id"] = "received"
    if name == "pocket:sign_in":
        known["token"] = signing.token(ground.ahead)
    if name == "unit:bulk":
        known["kind"] = "handling"
    if name in ("desk:new", "pocket:new"):
        known["name"] = {"desk:new": "register_secret", "pocket:new": "draft"}[name]
    return {key: known[key] for key in address.parts}


def _of_the_public(ground: Ground, name: str) -> dict[str, Any]:
    """What a resident has in hand: the code of a station or questionnaire, the link to what is his."""
    street = ground.street
    shown = street.messages["open_message"]["one"]
    found = {"link": street.link, "format": "json", "number": shown.matter.number, "value": street.link}
    if name in ("public:station", "public:station_code", "public:say_at", "public:book"):
        found["code"] = street.station.code
    if name == "public:survey":
        found["code"] = street.survey.code
    if name == "public:booking":
        found["link"] = keys(street.booking).link
    if name == "open311:service":
        found["code"] = topics()[0].code
    if name in ("public:my_step", "public:follow_step"):
        found["step"] = "rate"
    return found


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
    if (beginning := _beginning(address)) in BESIDE:
        return ground.ahead.pk if route.endswith("code") else _deed(ground, beginning)
    if key == "id" and (found := [value for start, value in kept.items() if route.startswith(start)]):
        return found[0]
    page = next((page for start, page in OF_A_PAGE.items() if route.startswith(start)), "")
    if key == "role" and page == "people_unit":
        page = "people_dismiss"
    return ground.desk._value(f"desk:{page}", "pk" if key == "id" else key)
