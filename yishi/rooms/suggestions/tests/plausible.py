"""What each step is given in the matrix of who may: something that fits, so that an allowed step really runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yishi.foundation.loops.steps import Step
from yishi.rooms.suggestions.tests.office import WORDS
from yishi.rooms.suggestions.tests.worlds import KEY, World

GRADES = dict.fromkeys(["answer", "promise", "attitude", "result", "handling"], "basically")
MEETING = {"present": "代表、承办单位", "opinion": "列入计划。"}
WHY = {"why": "理由如下。"}


def _turned_away(w: World) -> dict[str, Any]:
    return {"ground": "personal", "way": "returned", "note": "说明情况。"}


def _messages(w: World) -> dict[str, Any]:
    day = w.office.day.isoformat()
    return {"subject": "老旧小区加装电梯", "messages": 12, "since": day, "until": day, "channel": "联络站"}


TABLE: dict[str, Callable[[World], dict[str, Any]]] = {
    "suggestion.draft": lambda w: dict(WORDS),
    "suggestion.revise": lambda w: WORDS | {"title": "关于另一事的建议"},
    "suggestion.invite": lambda w: {"mandates": list(w.office["member"].mandates)},
    "suggestion.submit_for_group": lambda w: (
        WORDS | {"grouping": w.office.delegation.pk, "discussed_on": w.office.day.isoformat()}
    ),
    "suggestion.send_back": lambda w: WHY,
    "suggestion.turn_away": _turned_away,
    "suggestion.merge": lambda w: {"into": w.target.pk},
    "suggestion.pass_to_office": lambda w: {"side": w.side},
    "suggestion.return_to_register": lambda w: WHY,
    "suggestion.assign": lambda w: {
        "lead": w.office.units[0].pk, "co": [w.office.units[1].pk], "handover": w.handover.pk, "task": "全部",
    },
    "suggestion.reassign": lambda w: {"unit": w.office.units[2].pk, "part": "lead"},
    "suggestion.object_to_assignment": lambda w: {"reason": "应由第二局办理。", "unit": w.office.units[1].pk},
    "suggestion.decide_objection": lambda w: {"upheld": True, "reply": "采纳。"},
    "suggestion.withdraw": lambda w: WHY,
    "suggestion.stand_alone": lambda w: WHY | {"left": w.target.pk},
    "suggestion.split": lambda w: {
        "parts": [WORDS | {"title": f"关于第{at}件事的建议"} for at in ("一", "二")], "agreed": "已电话告知领衔人。",
    },
    "suggestion.from_motion": lambda w: WORDS | {
        "lead": w.office.second.pk, "number": "第3号", "moved_on": w.office.day.isoformat(), "decided_by": "大会主席团第三次会议",
        "decided_on": w.office.day.isoformat(),
    },
    "suggestion.draft_for": lambda w: WORDS | _messages(w) | {"lead": w.office.second.pk},
    "suggestion.from_messages": lambda w: WORDS | _messages(w) | {
        "lead": w.office.second.pk, "put_forward_on": w.office.day.isoformat(),
    },
    "suggestion.name_messages": _messages,
    "suggestion.record_messages": _messages,
    "suggestion.carry_over": lambda w: {"ground": "year", "why": "需跨年度实施。"},
    "suggestion.choose_key": lambda w: KEY | {"committee": w.office.committee.pk},
    "suggestion.change_leads": lambda w: KEY | {"handled_by": "试接任"},
    "suggestion.follow": lambda w: {"until": w.office.day.year + 2},
    "suggestion.record_oversight": lambda w: {"kind": "visit", "day": w.office.day.isoformat(), "text": "请抓紧。"},
    "suggestion.look_back": lambda w: {"found": "solved", "day": w.office.day.isoformat(), "text": "已解决。"},
    "suggestion.withhold": lambda w: {"ground": "涉及商业秘密"},
    "suggestion.register_secret": lambda w: {"note": "档案室"},
    "suggestion.record_higher": lambda w: {
        "title": "关于某事的建议", "lead": w.office.second.pk, "organ": "市人大", "day": w.office.day.isoformat(),
    },
    "suggestion.import_one": lambda w: {
        "title": "关于往年某事的建议", "submitted_on": w.office.day.isoformat(), "state": "registered", "lead": w.office.lead.pk,
    },
    "handling.receive": lambda w: {"leader": "试分管", "undertaker": "试承办", "phone": "000"},
    "handling.ask_hand_back": lambda w: {"reason": "不属本局职责。", "unit": w.office.units[2].pk},
    "handling.agree_hand_back": lambda w: {"note": "同意。"},
    "handling.refuse_hand_back": lambda w: {"note": "属你局职责。"},
    "handling.record_talk": lambda w: {"day": w.office.day.isoformat(), "how": "phone", "text": "已沟通。"},
    "handling.give_opinion": lambda w: {"text": "同意。"},
    "handling.ask_again": lambda w: WHY,
    "handling.draft_answer": lambda w: {"kind": "solved", "text": "答复如下。", "may_publish": True},
    "handling.redraft": lambda w: WHY,
    "handling.send": lambda w: {"number": "试函〔2026〕2号"},
    "handling.ask_extension": lambda w: {"reason": "涉及面广。", "months": 1},
    "handling.refuse_extension": lambda w: WHY,
    "handling.evaluate": lambda w: {"grades": GRADES, "opinion": ""},
    "handling.order_again": lambda w: {"demand": "请写明时限。"},
    "handling.settle_again": lambda w: MEETING,
    "handling.settle": lambda w: MEETING,
    "handling.choose_good": lambda w: {"why": "沟通充分，落实到位。"},
    "promise.carry_promise": lambda w: {"ground": "term", "why": "工期跨年。"},
    "promise.report_progress": lambda w: {"text": "进展顺利。"},
    "promise.report_kept": lambda w: {"text": "已完成。", "done_on": w.office.day.isoformat()},
    "promise.report_failed": lambda w: {"text": "情况变化。"},
    "promise.evaluate": lambda w: {"grades": GRADES, "opinion": ""},
    "promise.settle_anew": lambda w: MEETING | {"due": w.office.day.replace(month=12).isoformat()},
    "promise.close": lambda w: {"opinion": ""},
}  # fmt: skip


def inputs(step: Step, world: World) -> dict[str, Any]:
    """What `step` is given in `world`; nothing where it asks for nothing."""
    made = TABLE.get(step.code)
    return made(world) if made else {}
