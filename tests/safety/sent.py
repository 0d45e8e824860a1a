"""Bodies that fit the operations of the api, so that what refuses is who asks and not what he sends."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from yishi.doors.api.acts.table import ALL

ACTS = {each.name: each.body for each in ALL}
RULES = {"base": "x@1", "changes": {"x": "x"}}
OWN = {"name": "改了", "measure": "次", "definition": "改了", "expression": {"count": "times"}}
BODIES: dict[str, Any] = {
    "list_tokens": {"name": "测试"},  # the address is named by what reads it
    "preview_rules": RULES,
    "switch_on_rules": RULES | {"in_force_from": "2027-01-01"},
    "preview_erasure": {"seqs": "1", "why": "测试"},
    "apply_erasure": {"seqs": "1", "why": "测试", "seen": [1]},
    "prove_journal": {},
    "end_hint": {},
    "read_all_notices": {},
    "try_indicator": {"expression": {"count": "times"}},
    "make_indicator": OWN,
    "get_own_indicator": OWN | {"version": 1},
    "list_annual_reports": {"year": 2026},
    "annual_head": {"version": 1, "title": "改了"},
    "annual_reopen": {"why": "改了"},
    "annual_chapter_add": {"version": 1, "title": "改了"},
    "annual_chapter": {"version": 1, "title": "改了"},
    "annual_sum": {"formula": "1 = 1 + 0"},
    "annual_sum_drop": {},
    "annual_add": {"text": "改了"},
    "annual_paragraph": {"version": 1, "text": "改了"},
    "check_draft": {"text": "改了"},
}


def sent(path: str) -> Any:
    """What fits the operation under this address; steps of loops are content with a version."""
    name = resolve(path).url_name or ""
    file = SimpleUploadedFile("x.csv" if "imports/" in path else "x.txt", b"x", "text/plain")
    if "attachments" in path:
        return {"file": file}
    if name in ("check_draft_file", "mark_draft"):
        return {"file": file}
    if "imports/" in path:
        return {"file": file, "seen": "x", "source": "测试"}
    if name in ACTS:
        schema = ACTS[name].model_json_schema()
        return {field: _fit(schema, schema["properties"][field]) for field in schema.get("required", [])}
    return BODIES.get(name, {"version": 1})


def _fit(schema: dict[str, Any], asked: dict[str, Any]) -> Any:
    """The first thing that fits a field."""
    if "$ref" in asked:
        return _fit(schema, schema["$defs"][asked["$ref"].rsplit("/", 1)[1]])
    if "const" in asked or "enum" in asked:
        return asked.get("const", next(iter(asked.get("enum", ())), None))
    if asked["type"] == "integer":
        return asked.get("minimum", 1)
    if asked["type"] == "array":
        return [_fit(schema, asked["items"])]
    return "2026-03-16" if asked.get("format") == "date" else "测试"
