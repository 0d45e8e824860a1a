"""Periods that Yishi assumes where the law at hand sets none. They are no law: they cite nothing, every page marks them
as assumed, `yishi law check` lists them apart, and an organ may set its own (`Pack.with_changes`)."""

from __future__ import annotations

from ..rules import Owner, Rule, Start, workdays

EVALUATE_WITHIN = Rule(
    "evaluate_within",
    "评价答复的期限（假定）",
    workdays(20),
    Start.ANSWER_RECEIVED,
    Owner.LEAD_SIGNER,
    duty="",
    assumption=(
        "法律法规没有规定评价的期限。本系统假定二十个工作日，供催促评价和按未评价办结时掌握；"
        "不是法律规定，未经核对，可以由本级修改。"
    ),
)
"""How long the lead signer is waited for before an answer may be closed unevaluated (CQ 27 has this number)."""
