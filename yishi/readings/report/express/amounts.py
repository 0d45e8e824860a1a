"""Sums of money, lengths and spans of time."""

from __future__ import annotations

import re

from yishi.readings.report.express import outside
from yishi.readings.report.express.around import context, happenings, named_within, result, verb_in
from yishi.readings.report.express.clauses import Spot
from yishi.readings.report.express.counts import of_kind, of_output
from yishi.readings.report.express.hits import weighed
from yishi.readings.report.express.lexicon import Lexicon
from yishi.readings.report.express.reading import Memory, Reading, count
from yishi.rooms.activities.catalogue.kinds import Kind, Output

MONEY = (
    (r"捐|善款|募集|慰问金|助学|资助(?:总)?金额|资助金", "donation_money"),
    (r"引进|引资|签约|协议资金|到位资金|招商", "investment_brought"),
    (r"整改|追缴|追回|收回|盘活|核减|审减|压减|上缴|违规|审计|节约", "amount_rectified"),
    (r"经费|履职补助|补贴", "funds"),
    (r"投入|出资|资金|协调|争取|落实|筹措|筹集|帮扶|扶持|价值|款", "investment"),
)
GIVEN = re.compile(r"^(?:其中)?(?:资金|现金|款项|物资|物品|实物)(?:折款|折价|价值|折合|约|共|合)*$")
"""捐款捐物多少元，其中资金多少元、物资折款多少元: parts of what was given."""
RUNS = re.compile(r"(?:实施|运行|试行|推行|施行|成立|启动|上线)了?$")
"""How long a rule or a body has been: no activity's length."""
LASTED = re.compile(r"连续|连年|持续|坚持")


def money(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """An amount: by the words beside it, else by those around."""
    if memory.last and memory.last.output == "donation_money" and GIVEN.search(spot.near):
        return [_amount("donation_money", spot, lexicon, memory)]
    for words in (f"{spot.near}#{spot.after}", spot.before, "，".join(spot.earlier[-1:])):
        for pattern, code in MONEY:
            if re.search(pattern, words):
                return [_amount(code, spot, lexicon, memory)]
    return []


def _amount(code: str, spot: Spot, lexicon: Lexicon, memory: Memory) -> Reading:
    output = lexicon.catalogue.output_by_code[code]
    if code == "funds" and re.search(r"代表|委员|履职|活动", spot.before + "".join(spot.earlier[-1:])):
        kind = lexicon.catalogue.kind("duty_fund")
        whose = re.search(r"^(?:各)?([乡镇区县市省]{1,2}(?:人大)?(?:代表|委员))", spot.before)
        return Reading(
            count("stock", kind=kind.code, topic=whose.group(1) if whose else ""),
            f"{kind.name_in(lexicon.profile)}（{spot.token.unit}）",
            24,
            (kind.code,),
        )
    within = named_within(spot.bare_near, lexicon) or _spent_on(code, spot, lexicon, memory)
    source = (
        (within,)
        if within
        else tuple(
            each
            for each in context(spot, lexicon, memory, spot.before)
            if code != "donation_money" or each != "donation"
        )
    )
    facets = (
        (("来自", "、".join(lexicon.catalogue.kind(each).name_in(lexicon.profile) for each in source)),)
        if source
        else ()
    )
    return Reading(count("sum", kind=code, source=source), f"{output.name}（元）", 24, source, facets, output=code)


def _spent_on(code: str, spot: Spot, lexicon: Lexicon, memory: Memory) -> str:
    """投入资金几元，办成实事几件: what the money was put into stands behind, where what was told before takes none."""

    def takes(kind: str) -> bool:
        return code in lexicon.catalogue.kind(kind).outputs

    near = (hit.code for hit in happenings(spot.bare_near, lexicon))
    if any(map(takes, (*memory.kind, *near))) or not spot.rest.startswith(("，", "、")):
        return ""
    following = re.split(r"[，；。]", spot.rest[1:])[0]
    return next((hit.code for hit in happenings(following, lexicon) if takes(hit.code)), "")


def length(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """Characters, area, hours."""
    made = []
    said = verb_in(spot.near, lexicon)
    for each in weighed(spot, lexicon):
        row = lexicon.row(each.hit)
        if isinstance(row, Output):
            made.append(of_output(row, each, spot, lexicon, memory, said))
        elif isinstance(row, Kind):
            made.append(of_kind(row, each, spot, lexicon, said))
    usual = {
        "亩": "area",
        "平方米": "area",
        "公顷": "area",
        "字": "characters",
        "万字": "characters",
        "小时": "hours",
        "个小时": "hours",
    }
    if not made and (code := usual.get(spot.token.unit)):
        output = lexicon.catalogue.output_by_code[code]
        made.append(Reading(count("sum", kind=code), f"{output.name}（{spot.token.unit}）", 20, output=code))
    return made


HONOURED = re.compile(
    r"(?:在[^，]{0,20}?)?(?:(?:被|获|荣)?(?:评为|获评|获得|荣获|授予)[^，]*(?:先进|优秀|模范|称号|等奖|荣誉|第一)"
    r"|(?:名列|位居|位列|居)[^，]*(?:前列|前茅|首位|第一))"
)


def _honoured(spot: Spot) -> Reading | None:
    """连续三年被评为先进: years running in which there was such an honour."""
    if spot.token.unit != "年" or not LASTED.search(spot.near) or not HONOURED.match(spot.after):
        return None
    return Reading(count("streak", kind="award_won"), "获得荣誉（连续年数）", 30, ("award_won",))


def span(spot: Spot, lexicon: Lexicon, memory: Memory) -> list[Reading]:
    """Years and months that something has gone on."""
    told = [
        *happenings(spot.after, lexicon)[:1],
        *happenings(spot.bare_near, lexicon)[-1:],
        *happenings(spot.rest[:24], lexicon)[:1],
    ]
    if honoured := _honoured(spot):
        return [honoured]
    if RUNS.search(spot.near) or outside.planned(spot):
        return []
    kinds = (told[0].code,) if told else context(spot, lexicon, memory, spot.before)
    what = "streak" if spot.token.unit == "年" or LASTED.search(spot.near) else "days"
    if not kinds:
        return []
    outcome = result(lexicon.catalogue.kind(kinds[0]), spot.own, lexicon.catalogue) if what == "streak" else ()
    name = lexicon.catalogue.kind(kinds[0]).name_in(lexicon.profile)
    label = "连续年数" if what == "streak" else "天数"
    return [Reading(count(what, kind=kinds, outcome=outcome), f"{name}（{label}）", 18, kinds)]
