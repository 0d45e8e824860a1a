"""What Yishi assumes for deputies' suggestions where the law says nothing; each place's pack lies over it."""

from __future__ import annotations

from ..choices import (
    SATISFACTION,
    AnswerClass,
    Choices,
    Follow,
    Listed,
    Need,
    Question,
    Said,
    UnitSees,
)

_SILENT = "法律法规未作规定；"

ANSWER_CLASSES = (
    AnswerClass("solved", "已经解决或者采纳", (Need.RESULT,), False, True),
    AnswerClass("solving", "列入计划逐步解决", (Need.PLAN_AND_DATE,), True, False),
    AnswerClass("not_possible", "不能解决", (Need.REASON,), False, False),
)

SILENT = Choices(
    review_stages=Said((Listed("check", "审核"),), None, _SILENT + "由办事机构审核一次后登记"),
    delegation_may_submit=Said(False, None, _SILENT + "建议由代表一人或者联名提出，代表团不单独提出"),
    cosigners_confirm=Said(True, None, _SILENT + "参加联名的代表逐一确认"),
    inadmissible=Said((), None, _SILENT + "没有列明不作为建议处理的情形"),
    exits=Said((Listed("returned", "退回代表"),), None, _SILENT + "不作为建议处理的，说明情况后退回代表"),
    withdrawal_needs_all_signers=Said(True, None, _SILENT + "联名提出的，全体联名代表同意方可撤回"),
    deputy_may_name_unit=Said(True, None, _SILENT + "代表可以建议承办单位，由交办机构确定"),
    deputy_may_object=Said(True, None, _SILENT + "代表可以对交办提出意见，由交办机构决定"),
    decides_hand_back=Said(("office",), None, _SILENT + "由交办机构决定是否同意退回"),
    merge_each_answered=Said(True, None, _SILENT + "合并办理的，分别答复每位代表"),
    each_signer_answered=Said(True, None, _SILENT + "联名提出的，答复每位代表"),
    answer_classes=Said(ANSWER_CLASSES, None, _SILENT + "答复分已经解决、列入计划逐步解决、不能解决三类"),
    answer_signed_by_head=Said(True, None, _SILENT + "答复由承办单位负责人签发"),
    answer_sealed=Said(True, None, _SILENT + "答复加盖承办单位公章"),
    copies_to=Said((Listed("office", "交办机构"),), None, _SILENT + "答复抄送交办机构"),
    questions=Said((Question("answer", "答复"),), None, _SILENT + "对答复作一项评价"),
    promise_questions=Said((), None, _SILENT + "承诺事项不另作评价"),
    scale=Said(SATISFACTION, None, _SILENT + "评价分满意、基本满意、不满意，不满意的填写具体意见"),
    lead_signer_evaluates=Said(True, None, _SILENT + "由领衔代表征求联名代表意见后评价"),
    unit_sees=Said(UnitSees.AGGREGATES, None, _SILENT + "承办单位只见汇总"),
    aggregate_at_least=Said(5, None, _SILENT + "给承办单位的汇总不少于五件，以免推知单件评价"),
    unsatisfied_answer=Said(Follow.OFFICE_MAY_ORDER, None, _SILENT + "由交办机构视情况要求重新办理"),
    unsatisfied_again=Said(Follow.MEETING_POSSIBLE, None, _SILENT + "仍不满意的，交办机构可以召集代表和承办单位研究"),
    unsatisfied_promise=Said(Follow.NOTHING, None, _SILENT + "对承诺事项落实不满意的，不另作处理"),
    unreturned_excluded=Said(True, None, _SILENT + "经催促仍不反馈的，不纳入满意率，另行计数"),
    key_selected_by=Said("council_of_chairpersons", None, _SILENT + "由主任会议确定重点督办建议"),
    followed_over_years=Said(True, None, _SILENT + "未落实的可以跨年度跟踪督办"),
    open_after_term=Said(True, None, _SILENT + "换届时未办理完毕的，继续办理并答复提出人"),
    report_voted=Said(False, None, _SILENT + "办理情况的报告不经表决"),
    counted_in_appraisal=Said(False, None, _SILENT + "办理情况不纳入绩效考核"),
)
