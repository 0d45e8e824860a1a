"""What residents say (民情民意) and petitions (信访事项): how long each may take.

Nothing national sets a period for what residents tell their deputies, so those are assumed. For petitions the
regulations of Zhejiang and Shanghai do; elsewhere theirs are the pattern for an assumption."""

from __future__ import annotations

from ..articles import Statute
from ..periods import Period
from ..rules import Measure, Owner, Rule, Start, days, workdays

ASSUMED = "没有法律规定这一期限，本系统假定，可以由本级修改。"
LIKE_SHANGHAI = "本地没有录入信访法规，参照上海市信访条例假定，可以由本级修改。"
SINCE_ZHEJIANG = "该条例自2016年8月1日施行，此前收到的参照计算。"
SINCE_SHANGHAI = "文本为2018年修正，此前收到的参照计算。"


def _assumed(id: str, title: str, period: Period, start: Start, owner: Owner, words: str, extends: str = "") -> Rule:
    return Rule(id, title, period, start, owner, duty="", assumption=words, extends=extends, measure=Measure.MORE)


VOICE = (
    _assumed("voice_sort", "分办群众意见", workdays(2), Start.MESSAGE_RECEIVED, Owner.OFFICE, ASSUMED),
    _assumed("voice_answer", "答复群众意见", workdays(15), Start.MESSAGE_ASSIGNED, Owner.UNIT, ASSUMED),
    _assumed("voice_extension", "延长答复群众意见的期限", workdays(15), Start.MESSAGE_ASSIGNED, Owner.UNIT, ASSUMED,
             extends="voice_answer"),
    _assumed("voice_again", "重新办理群众意见", workdays(10), Start.MESSAGE_REOPENED, Owner.UNIT, ASSUMED),
    _assumed("voice_check", "核实是否解决", workdays(10), Start.MESSAGE_ANSWERED, Owner.OFFICE, ASSUMED),
    _assumed("info_edit", "编辑社情民意信息", workdays(5), Start.MESSAGE_RECEIVED, Owner.OFFICE, ASSUMED),
)  # fmt: skip
"""What is assumed everywhere."""

PETITIONS = (
    _assumed("petition_accept", "受理或者转送信访事项", days(15), Start.MESSAGE_RECEIVED, Owner.OFFICE, LIKE_SHANGHAI),
    _assumed("petition_answer", "办结信访事项", days(60), Start.MESSAGE_ASSIGNED, Owner.UNIT, LIKE_SHANGHAI),
    _assumed("petition_extension", "延长办结信访事项的期限", days(30), Start.MESSAGE_ASSIGNED, Owner.UNIT, LIKE_SHANGHAI,
             extends="petition_answer"),
)  # fmt: skip
"""What is assumed of petitions where no regulation is at hand."""

ZHEJIANG = Statute("浙江省信访条例", "浙江信访条例", "2016-07-29", "2016年修订")
SHANGHAI = Statute("上海市信访条例", "上海信访条例", "2018-05-24", "2018年修正")
ACCEPTED_MEANS = "自受理之日起；交办之日即视为受理之日。"

PETITIONS_OF_ZHEJIANG = (
    Rule(
        "petition_accept", "受理或者转送信访事项", workdays(5), Start.MESSAGE_RECEIVED, Owner.OFFICE,
        ZHEJIANG.cite(20, 1, "国家机关收到信访人提出的信访事项，应当登记、录入网络信访平台，能够当场答复的，应当当场答复；"
                      "不能当场答复的，在五个工作日内按下列规定作出处理"),
        assumption=SINCE_ZHEJIANG,
    ),
    Rule(
        "petition_answer", "办结信访事项", days(30), Start.MESSAGE_ASSIGNED, Owner.UNIT,
        ZHEJIANG.cite(23, 1, "对需要调查、取证、协调的事项，一般应当自受理之日起三十日内办结"),
        assumption=SINCE_ZHEJIANG + ACCEPTED_MEANS,
    ),
    Rule(
        "petition_extension", "延长办结信访事项的期限", days(60), Start.MESSAGE_ASSIGNED, Owner.UNIT,
        ZHEJIANG.cite(23, 1, "经本国家机关负责人批准，可以适当延长办理期限，但延长期限不得超过六十日"),
        duty="可以", assumption=SINCE_ZHEJIANG, extends="petition_answer", measure=Measure.MORE,
    ),
)  # fmt: skip

PETITIONS_OF_SHANGHAI = (
    Rule(
        "petition_accept", "受理或者转送信访事项", days(15), Start.MESSAGE_RECEIVED, Owner.OFFICE,
        SHANGHAI.cite(30, 1, "人民代表大会常务委员会信访工作机构收到信访事项的，应当予以登记，并在十五日内分别作如下处理"),
        assumption=SINCE_SHANGHAI,
    ),
    Rule(
        "petition_answer", "办结信访事项", days(60), Start.MESSAGE_ASSIGNED, Owner.UNIT,
        SHANGHAI.cite(31, 2, "对前款所列信访事项，办理机关应当自受理之日起六十日内办结，并将办理情况书面向交办机关报告"),
        assumption=SINCE_SHANGHAI + ACCEPTED_MEANS,
    ),
    Rule(
        "petition_extension", "延长办结信访事项的期限", days(30), Start.MESSAGE_ASSIGNED, Owner.UNIT,
        SHANGHAI.cite(31, 2, "情况复杂的，经办理机关负责人批准，可以适当延长办理期限，但延长期限不得超过三十日"),
        duty="可以", assumption=SINCE_SHANGHAI, extends="petition_answer", measure=Measure.MORE,
    ),
)  # fmt: skip
