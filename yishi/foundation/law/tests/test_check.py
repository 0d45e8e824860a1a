"""The check against the statutes: it passes on the packs as they are, and finds what is planted in them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yishi.foundation.law import packs
from yishi.foundation.law.check import Finding, Status, check, main
from yishi.foundation.law.choices import Choices, Listed, Publicity, Said
from yishi.foundation.law.pack import Pack
from yishi.foundation.law.rules import Measure, Owner, Rule, Start, days, months, workdays
from yishi.foundation.law.seasons import Occasions, Prompt, Window
from yishi.foundation.law.texts import read

REPOSITORY = Path(__file__).parents[4]
CQ = packs.get("chongqing", "2025-03-11")


@pytest.fixture(scope="module")
def statutes() -> Path:
    """The folder of the statutes' texts; without it these tests are left out, but not in CI."""
    folder = Path(os.environ.get("YISHI_STATUTES") or REPOSITORY.parent / "shared" / "statutes")
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no statutes at {folder}; set YISHI_STATUTES")
        pytest.skip("the texts of the statutes are not here; set YISHI_STATUTES")
    return folder


def failed(findings: list[Finding]) -> list[str]:
    return [str(finding) for finding in findings if finding.status is Status.FAILED]


def test_all_packs_agree_with_the_statutes(statutes: Path) -> None:
    findings = check(statutes)
    assert failed(findings) == []
    proved = {(f.pack, f.item) for f in findings if f.status is Status.PROVED}
    assert len(proved) > 250
    for pack in packs.ALL:
        parent = packs.by_ref(pack.parent) if pack.parent else None
        for rule in pack.rules.values():
            inherited = parent is not None and parent.rules.get(rule.id) == rule
            if rule.citation and not inherited:
                assert (pack.ref, f"规则 {rule.id}") in proved


def test_what_has_no_text_is_never_shown_as_proved(statutes: Path) -> None:
    findings = check(statutes)
    own = [f for f in findings if f.pack == "cppcc_own@1"]
    assert own and {f.status for f in own} == {Status.UNCHECKED}
    assumed = {(f.pack, f.item) for f in findings if f.status is Status.ASSUMED}
    assert ("national@2025-03-11", "规则 evaluate_within") in assumed, "listed apart, and no law"
    assert not any(f.citation for f in findings if f.status is Status.ASSUMED)
    civil = [f for f in findings if f.item == "期间计算"]
    assert len(civil) == 3 and {f.status for f in civil} == {Status.UNCHECKED}


def citing(rule: Rule, **changes: object) -> Rule:
    assert rule.citation
    return replace(rule, citation=replace(rule.citation, **changes))


PLANTED: dict[str, tuple[str, Callable[[Rule], Rule], str]] = {
    "wrong number": ("reply", lambda r: replace(r, when=months(2)), "规则写二个月，引文写三个月"),
    "wrong unit": ("hand_back", lambda r: replace(r, when=days(10)), "规则写十日，引文写十个工作日"),
    "wrong article": ("reply", lambda r: citing(r, article="第二十二条"), "该条没有这些文字"),
    "no such article": ("reply", lambda r: citing(r, article="第九十九条"), "没有第九十九条"),
    "no article at all": ("reply", lambda r: citing(r, article="二十一"), "不是条文序号"),
    "wrong paragraph": ("rehandle", lambda r: citing(r, paragraph=1), "该条没有这些文字"),
    "no such paragraph": ("rehandle", lambda r: citing(r, paragraph=7), "没有第7款"),
    "altered wording": (
        "reply",
        lambda r: citing(r, wording="承办单位应当自代表建议、批评和意见交办之日起三个月内回复代表"),
        "该条没有这些文字",
    ),
    "empty wording": ("reply", lambda r: citing(r, wording=" "), "该条没有这些文字"),
    "duty not in the wording": ("reply", lambda r: replace(r, duty="可以"), "没有义务用语“可以”"),
    "no duty": ("reply", lambda r: replace(r, duty=""), "没有义务用语"),
    "wrong start": ("reply", lambda r: replace(r, starts_on=Start.SUBMITTED), "没有起算用语"),
    "a number made promptly": (
        "reply",
        lambda r: replace(r, when=Prompt("答复")),
        "规则写答复，引文写三个月",
    ),
    "prompt words not there": ("reply", lambda r: replace(r, when=Prompt("及时")), "引文中没有“及时”"),
    "wrong season": (
        "promise_report",
        lambda r: replace(r, when=Occasions((Window(7, 9, "第四季度"),))),
        "应为10月至12月",
    ),
    "season not in the wording": (
        "promise_report",
        lambda r: replace(r, when=Occasions((Window(1, 3, "第一季度"),))),
        "引文中没有“第一季度”",
    ),
    "neither cited nor assumed": ("reply", lambda r: replace(r, citation=None), "没有写明假定"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_an_error_planted_in_a_rule_is_found(statutes: Path, name: str) -> None:
    rule_id, plant, sentence = PLANTED[name]
    rule = plant(CQ.rules[rule_id])
    planted = replace(CQ, rules={**CQ.rules, rule_id: rule}, parent="")
    found = failed(check(statutes, [planted]))
    assert any(f"规则 {rule_id}" in line and sentence in line for line in found), found
    assert all(f"规则 {rule_id}" in line for line in found if "选项" not in line)


def planted_choice(**changes: Said[object]) -> Pack:
    return replace(CQ, choices=replace(CQ.choices, **changes))


def test_errors_planted_in_choices_are_found(statutes: Path) -> None:
    inadmissible, public = CQ.choices.inadmissible, CQ.choices.made_public
    assert inadmissible and public and inadmissible.value[0].citation
    wrong = replace(inadmissible.value[0], label="涉及解决代表同事问题")
    moved = Listed("x", "退回代表", replace(inadmissible.value[0].citation, wording="退回代表"))
    cases = {
        "选项 inadmissible personal": planted_choice(
            inadmissible=replace(inadmissible, value=(wrong, *inadmissible.value[1:]))
        ),
        "选项 inadmissible x": planted_choice(inadmissible=replace(inadmissible, value=(moved,))),
        "选项 made_public": planted_choice(made_public=replace(public, value=Publicity(True, True, ("工作秘密",)))),
        "选项 report_voted": planted_choice(report_voted=Said(True)),
    }
    for item, pack in cases.items():
        assert any(item in line for line in failed(check(statutes, [pack]))), item


def test_a_wrong_day_of_commencement_is_found(statutes: Path) -> None:
    pack = replace(packs.get("chongqing", "2018-01-01"), in_force_from=dt.date(2018, 1, 2))
    assert any("施行日" in line for line in failed(check(statutes, [pack])))


def small(folder: Path, head: str = "2020年5月1日通过", number: str = "十") -> Pack:
    """A pack of one rule, and the invented statute it cites, in `folder`."""
    from yishi.foundation.law.articles import Statute

    law = Statute("某市代表建议办法", "某市办法", "2020-05-01", "2020年通过")
    body = f"第一条 承办单位应当自交办之日起\n\n第二条 　承办单位应当自交办之日起{number}个\n工作日内答复。"
    (folder / "某市代表建议办法(2020-05-01).md").write_text(
        f"# 某市代表建议办法\n\n{head}\n\n<!-- INFO END -->\n\n{body}\n", encoding="utf-8"
    )
    cited = law.cite(2, 0, "承办单位应当自交办之日起十个工作日内答复")
    rule = Rule("reply", "答复", workdays(10), Start.HANDED_OVER, Owner.UNIT, cited)
    return Pack("small", "1", "某市", "44", "npc", dt.date(2020, 5, 1), rules={"reply": rule}, choices=Choices())


def test_white_space_in_a_text_says_nothing(tmp_path: Path) -> None:
    assert failed(check(tmp_path, [small(tmp_path)])) == []


def test_a_text_that_changed_under_a_rule_is_found(tmp_path: Path) -> None:
    pack = small(tmp_path, number="十五")
    assert any("该条没有这些文字" in line for line in failed(check(tmp_path, [pack])))


def test_a_file_whose_head_tells_of_another_version_is_found(tmp_path: Path) -> None:
    pack = small(tmp_path, head="2019年4月1日通过")
    assert any("题注中没有 2020-05-01" in line for line in failed(check(tmp_path, [pack])))


def test_a_missing_text_is_a_failure_not_a_pass(tmp_path: Path) -> None:
    found = check(tmp_path, [packs.get("national", "2025-03-11")])
    assert not any(f.status is Status.PROVED for f in found)
    assert any("没有法规文本" in line for line in failed(found))


def test_the_command_tells_and_returns_what_came_of_it(
    statutes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--statutes", str(statutes)]) == 0
    out = capsys.readouterr().out
    assert "不符 0" in out and "民法典" in out and "，假定 " in out
    assert main(["--statutes", str(tmp_path / "nowhere")]) == 2
    bad = replace(small(tmp_path), parent="")
    rule = replace(bad.rules["reply"], when=workdays(9), measure=Measure.TOTAL)
    assert main(["--statutes", str(tmp_path)], [replace(bad, rules={"reply": rule})]) == 1
    assert "规则写九个工作日，引文写十个工作日" in capsys.readouterr().out


def test_items_belong_to_their_paragraph() -> None:
    text = read(
        "# 题\n<!-- INFO END -->\n## 第一章 总则\n第一条 甲：\n\n（一）乙；\n\n（二）丙。\n\n丁。\n\n第二条之一 戊。"
    )
    assert text.articles == {(1, 0): ("甲：（一）乙；（二）丙。", "丁。"), (2, 1): ("戊。",)}
