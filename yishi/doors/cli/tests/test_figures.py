"""`yishi figures`: the list, one figure with value and rows, and what it says when the call is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from yishi.doors.cli import main
from yishi.foundation import clock
from yishi.rooms.suggestions.tests.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    made = Office()
    made.submitted()
    made.assigned()
    return made


def said(office: Office, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What a call prints."""
    with clock.at(office.day):
        assert main(["figures", *arguments]) == code
    found = capsys.readouterr()
    return found.out if code == 0 else found.err


def test_list_and_values(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert "received  收到提案  件" in said(office, capsys, "--profile", "cppcc").splitlines()
    lines = said(office, capsys, "--organ", office.organ.code, "--line", "suggestions").splitlines()
    assert "received  收到建议  2件" in lines and all("/" not in line.split()[0] for line in lines)
    rows: list[dict[str, Any]] = json.loads(said(office, capsys, "--organ", office.organ.code, "--json"))
    assert {row["id"]: row["value"] for row in rows}["filed"] == "1"


def test_one_with_its_rows(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(office, capsys, "received", "--organ", office.organ.code, "--rows", "1")
    assert text.startswith("收到建议（received）：2件") and "2 条记录" in text and text.count("加装电梯") == 1
    made = json.loads(said(office, capsys, "on_time", "--organ", office.organ.code, "--json"))
    assert made["value"] == "" and made["of"] == ["0", "0"] and len(made["parts"]) == 2
    own = json.dumps({"count": "times", "of": {"kind": ["submitted"]}})
    assert json.loads(said(office, capsys, "--expression", own, "--organ", office.organ.code, "--json"))["value"] == "2"


@pytest.mark.parametrize("more", [["--lens"], ["--tree"], ["--tree", "--lens"]])
def test_the_lens_and_the_tree_count_alike(office: Office, capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    known = json.loads(said(office, capsys, "--organ", office.organ.code, "--line", "suggestions", "--json"))
    found = json.loads(said(office, capsys, "--organ", office.organ.code, "--line", "suggestions", "--json", *more))
    counted = [(row["id"], row["value"]) for row in known if row["value"]]
    assert counted and counted == [(row["id"], row["value"]) for row in found if row["value"]]
    office.submitted()
    text = said(office, capsys, "received", "--organ", office.organ.code, *more)
    assert text.startswith("收到建议（received）：3件"), "a lens that is old is read anew"


@pytest.mark.parametrize(("arguments", "why"), [
    (["received"], "--organ"), (["no_such", "--organ", "ORGAN"], "no_such"), (["--organ", "nowhere"], "nowhere"),
    (["--expression", "{", "--organ", "ORGAN"], "JSON"), (["received", "--organ", "ORGAN", "--year", "0"], "四位数"),
    (["received", "--organ", "ORGAN", "--since", "2026-05-01", "--until", "2026-04-01"], "晚于"),
])  # fmt: skip
def test_wrong_calls_get_a_sentence(
    office: Office, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    given = [office.organ.code if word == "ORGAN" else word for word in arguments]
    assert why in said(office, capsys, *given, code=2)
