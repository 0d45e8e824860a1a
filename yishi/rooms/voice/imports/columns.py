"""The columns of a file of messages, by the titles that hotlines, message boards and offices give them."""

from __future__ import annotations

from yishi.foundation.sheets import Column, Kind
from yishi.rooms.voice.loop.history import MOST
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.models.message import LONGEST

C, Outcome = Message.Channel, Message.Outcome

CHANNELS: dict[str, tuple[str, ...]] = {
    C.HOTLINE: ("热线", "12345热线", "12345", "政务热线", "市民热线", "热线电话"),
    C.WEB: ("网上留言", "网站", "网络", "网页", "网络留言", "留言板", "网上", "微信", "APP", "小程序"),
    C.DEPUTY_CODE: ("代表码（委员码）", "代表码", "委员码"),
    C.STATION_CODE: ("站点码", "联络站码", "二维码", "扫码"),
    C.ONLINE: ("在线接待", "网上接待"),
    C.RECEPTION: ("接待日", "现场接待"),
    C.VISIT: ("走访", "入户走访"),
    C.ACTIVITY: ("代表活动", "委员活动"),
    C.INFORMANT: ("民情联络员", "联络员", "信息员"),
    C.CALL: ("来电", "电话", "座机"),
    C.LETTER: ("来信", "信件", "邮件"),
    C.CALLER: ("来访", "上门"),
    C.SURVEY: ("问卷", "调查问卷"),
    C.INSPECTION: ("暗访督查", "暗访", "督查"),
    C.SERVICE: ("其他系统", "平台转办", "上级交办"),
}
OUTCOMES: dict[str, tuple[str, ...]] = {
    Outcome.SOLVED: ("已经解决", "已解决", "解决", "办结"),
    Outcome.PLANNED: ("列入计划", "正在解决", "计划解决"),
    Outcome.EXPLAINED: ("解释说明", "解释", "已解释"),
    Outcome.REFERENCE: ("留作参考", "参考"),
    Outcome.DECLINED: ("不予受理", "不受理"),
}


def columns(profile: str) -> tuple[Column, ...]:
    """The file's columns; the first title of each is the one that the template writes."""
    who = "委员" if profile == "cppcc" else "代表"
    return (
        Column("number", ("编号", "留言编号", "工单编号", "工单号", "诉求编号", "事项编号", "流水号"), kind=Kind.CODE, max_length=40,
               note="原系统的编号；不填则顺次编号，再导入时无法认出是同一件"),
        Column("handle", ("留言用户", "用户", "用户名", "网名", "昵称"), max_length=60, note="只用来数有多少人，不保存原文"),
        Column("title", ("标题", "留言主题", "主题", "留言标题", "诉求标题", "工单标题", "事项标题"), max_length=200, width=36,
               note="不填则由内容的第一句代替"),
        Column("arrived_at", ("收到时间", "留言时间", "受理时间", "来电时间", "登记时间", "提交时间", "反映时间", "诉求时间", "创建时间", "收到日期",
                              "受理日期", "登记日期", "时间", "日期"), True, Kind.MOMENT),
        Column("text", ("内容", "留言详情", "留言内容", "诉求内容", "反映内容", "工单内容", "问题描述", "主要内容", "详情"), True,
               lines=True, max_length=LONGEST, width=60),
        Column("class", ("类别", "一级分类", "一级类别", "分类", "诉求类别", "问题类别"), tight=True, max_length=60),
        Column("answer", ("答复", "答复意见", "答复内容", "回复内容", "回复意见", "办理情况", "处理情况"), lines=True, max_length=LONGEST,
               width=60),
        Column("answered_at", ("答复时间", "回复时间", "办结时间", "答复日期", "回复日期", "办结日期"), kind=Kind.MOMENT),
        Column("supports", ("点赞数", "附议数", "支持数", "点赞"), kind=Kind.INTEGER, maximum=MOST),
        Column("objections", ("反对数", "反对"), kind=Kind.INTEGER, maximum=MOST),
        Column("place", ("地点", "地址", "事发地点", "发生地点", "事发地址", "诉求地址"), max_length=120),
        Column("area", ("镇街", "街道", "乡镇", "所属镇街", "所属街道"), tight=True, max_length=12),
        Column("channel", ("渠道", "来源", "诉求来源", "受理渠道", "来源渠道"), kind=Kind.CHOICE, choices=CHANNELS,
               note="不填则用导入时选定的渠道"),
        Column("unit", ("办理单位", "承办单位", "责任单位", "主办单位", "答复单位", "处理单位"), tight=True, max_length=80),
        Column("outcome", ("结果", "办理结果", "办结类型"), kind=Kind.CHOICE, choices=OUTCOMES),
        Column("petition", ("信访事项", "是否信访", "信访"), kind=Kind.FLAG, note="按信访的期限办理"),
        Column("station", ("站点", "联络站", "站点名称", "委员工作室"), tight=True, max_length=200),
        Column("deputy", (who, f"接待{who}", "代表", "委员", "接待代表", "接待委员"), tight=True, max_length=40),
        Column("name", ("称呼", "姓名", "联系人", "来电人", "反映人", "诉求人"), tight=True, max_length=40, note="只给办理的人看"),
        Column("phone", ("电话", "联系电话", "手机", "手机号", "手机号码", "来电号码", "联系方式"), kind=Kind.CODE, max_length=40,
               note="只给办理的人看"),
        Column("may_publish", ("同意公开", "可以公开"), kind=Kind.FLAG),
    )  # fmt: skip
