"""The room's measures: what each is called in both profiles, how it is defined, and which facts it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PIECES, TIMES, THINGS, PERCENT = "pieces", "handlings", "promises", "%"
"""Codes of measure words; see `language.measured`."""


@dataclass(frozen=True)
class Measure:
    """A count of facts. `name` and `definition` have places for the profile's words ({matter}, {filed}).

    `matters` counts suggestions rather than parts; `by_unit` says that its facts name a unit."""

    id: str
    name: Any
    definition: Any
    kinds: tuple[str, ...]
    source: str = ""
    outcome: str = ""
    tag: str = ""
    unit: str = PIECES
    matters: bool = False
    by_unit: bool = False

    def facts(self) -> Q:
        """The facts that it counts, whatever the days."""
        found = Q(kind__in=self.kinds)
        if self.source:
            found &= Q(source=self.source)
        if self.outcome:
            found &= Q(outcome=self.outcome)
        return found & Q(tags__tag=self.tag) if self.tag else found


WORDS = {
    "npc": {"matter": _("建议"), "filed": _("登记受理"), "maker": _("代表")},
    "cppcc": {"matter": _("提案"), "filed": _("审查立案"), "maker": _("委员")},
}

COUNTS = (
    Measure("received", _("收到{matter}"), _("期间提出（提交）的{matter}；不含在上级提出、只作登记统计的"), ("submitted",)),
    Measure("session", _("大会期间提出"), _("期间提出的{matter}中，在大会会议期间提出的"), ("submitted",), source="session"),
    Measure("between", _("闭会期间提出"), _("期间提出的{matter}中，在大会闭会期间提出的"), ("submitted",), source="between"),
    Measure("from_motion", _("议案转来"), _("期间经主席团（主任会议）决定、由议案转为{matter}的"), ("submitted",), outcome="motion"),
    Measure("from_messages", _("群众意见转来"), _("期间由代表（委员）、办事机构依据收集的群众意见形成的{matter}"), ("submitted",), outcome="message"),
    Measure("split", _("分案"), _("期间因含有多个事项分成数件的原件；收到数按分成的各件计，原件不再计"), ("split",)),
    Measure("carried", _("上年转入"), _("期间从上年、上届转入继续办理的{matter}；一月一日起计，登记在后的自登记日计"), ("carried",)),
    Measure("promise_carried", _("上年转入的承诺"), _("期间从上年、上届转入继续落实的承诺事项"), ("promise_carried",), unit=THINGS, by_unit=True),
    Measure("filed", _("{filed}"), _("期间经审查{filed}并编号的{matter}"), ("registered",)),
    Measure("merged", _("并案"), _("期间并入其他{matter}办理的"), ("merged",)),
    Measure("turned_away", _("不作为{matter}办理"), _("期间退回、转工作参考、作来信或者社情民意信息处理的"), ("turned_away",)),
    Measure("withdrawn", _("撤回"), _("期间由提出人撤回的{matter}"), ("withdrawn",)),
    Measure("higher", _("在上级提出"), _("期间本级{maker}在上级人大（政协）提出、只作登记统计的"), ("recorded",)),
    Measure("handed", _("交办{matter}"), _("期间交给承办单位的{matter}，一件交几个单位的计一件"), ("handed",), matters=True, by_unit=True),
    Measure("parts", _("承办"), _("期间交给承办单位的件次，主办、会办、分办各计一次，改交的另计"), ("handed",), unit=TIMES, by_unit=True),
    Measure("handed_back", _("退回改交"), _("期间经同意退回、改交其他单位的件次"), ("handed_back",), unit=TIMES, by_unit=True),
    Measure("answered", _("答复{matter}"), _("期间至少有一个承办单位书面答复的{matter}，计第一次办理的答复"), ("answered",), matters=True, by_unit=True),
    Measure("answers", _("答复"), _("期间发出的答复件次（分办的各计一次），不含重新办理的答复"), ("answered",), unit=TIMES, by_unit=True),
    Measure("late", _("逾期答复"), _("期间发出的答复中，晚于答复期限的件次"), ("answered",), tag="late", unit=TIMES, by_unit=True),
    Measure("again", _("重新办理后答复"), _("期间重新办理后发出的答复件次"), ("handled_again",), unit=TIMES, by_unit=True),
    Measure("unevaluated", _("逾期未评价"), _("期间办结、经催促仍未评价的件次；不计入满意率，单独列出"), ("unevaluated",), unit=TIMES, by_unit=True),
    Measure("promised", _("作出承诺"), _("期间答复中作出的承诺事项"), ("promised",), unit=THINGS, by_unit=True),
    Measure("promise_kept", _("兑现承诺"), _("期间经核实已兑现、销号的承诺事项，不论何时作出"), ("promise_kept",), unit=THINGS, by_unit=True),
    Measure("promise_failed", _("未能兑现"), _("期间确认不能兑现的承诺事项，不论何时作出"), ("promise_failed",), unit=THINGS, by_unit=True),
    Measure("key", _("重点督办"), _("期间列为重点督办的{matter}"), ("key",)),
    Measure("oversight", _("督办活动"), _("期间记录的督办会、现场办理、视察、抽查、催办次数"), ("oversight",), unit="times"),
    Measure("meetings", _("督办会"), _("期间召开的督办会次数"), ("oversight",), outcome="meeting", unit="times"),
    Measure("on_site", _("现场办理"), _("期间组织现场办理的次数"), ("oversight",), outcome="on_site", unit="times"),
    Measure("television", _("电视问政"), _("期间以电视问政方式督办的次数"), ("oversight",), outcome="television", unit="times"),
    Measure("checks", _("督办员抽查"), _("期间督办员抽查的次数，分办理前、办理中、答复后"), ("oversight",), outcome="check", unit="times"),
    Measure("look_back", _("回头看"), _("期间记录的回头看次数"), ("look_back",), unit="times"),
    Measure("published", _("公开{matter}及答复"), _("期间向社会公开的{matter}"), ("published",)),
    Measure("withheld", _("不公开"), _("期间答复、登记了不公开理由的{matter}"), ("withheld",)),
    Measure("good", _("优秀{matter}"), _("期间评为优秀的{matter}"), ("good",)),
    Measure("good_handling", _("优秀办理件"), _("期间评为优秀办理件的件次，计在承办单位名下"), ("good_handling",), unit=TIMES, by_unit=True),
)  # fmt: skip

BY_ID = {measure.id: measure for measure in COUNTS}

RATES = {
    "on_time": (_("按期答复率"), _("按期发出的答复件次 ÷ 期间发出的、有答复期限的答复件次（不含重新办理）；到期仍未答复的另列")),
    "solved": (_("解决率"), _("期间答复的{matter}中，到期末问题已经解决或者采纳的 ÷ 期间答复的{matter}")),
    "kept": (_("承诺兑现率"), _("期间作出的承诺事项中，到期末已兑现的 ÷ 期间作出的承诺事项")),
}  # fmt: skip
SATISFIED = _("评价为满意和基本满意的 ÷ 全部评价；同一答复评价几次的计最后一次，逾期未评价的不计入")
