"""Acts on units, accounts, the calendar, and what the office keeps beside the loops."""

from __future__ import annotations

from yishi.doors.api.acts.doing import Doing
from yishi.doors.api.acts.fields import body, code, day, flag, key, keys, text, whole
from yishi.doors.desk.people import account_acts, account_second, organs, staff, units
from yishi.doors.desk.rules import calendar
from yishi.doors.desk.work import kept, reports, scoring
from yishi.foundation.people.models import Organ, Unit
from yishi.rooms.suggestions.models import HandlingReport
from yishi.rooms.suggestions.scores import FORMULA

ONE = ("id",)
NOTHING = body("Nothing")
UNTIL = body("UntilDay", day=day("最后一天"))

UNIT = {
    "code": text("编号", 24), "name": text("全称", 80), "short": text("简称", 24), "side": code("系统", Unit.Side.values),
    "coordinates": flag("本系统的交办协调单位"), "phone": text("联系电话", 40), "began": day("设立"), "ended": day("撤销"), "successor": key("职能并入"),
}  # fmt: skip
NEW_UNIT = UNIT | {
    "code": text("编号", 24, required=True), "name": text("全称", 80, required=True), "short": text("简称", 24, required=True),
    "side": code("系统", Unit.Side.values, required=True),
}  # fmt: skip
OF_UNITS = [
    Doing("/units/make", "unit_make", "新建单位", units.make, body("UnitMake", **NEW_UNIT)),
    Doing("/units/{int:id}/edit", "unit_edit", "修改单位", units.edit, body("UnitEdit", **UNIT), ONE),
    Doing("/units/{int:id}/appoint", "unit_appoint", "确定联络员、负责人", staff.appoint, body(
        "UnitAppoint", code=code("任什么", [str(each) for each in staff.CODES], required=True), known=key("已有账号的人"), name=text("新人的姓名", 40),
        username=text("新账号的用户名", 150), phone=text("电话", 40), day=day("自哪天起"), instead=flag("接替现任"),
    ), ONE),
    Doing("/units/{int:id}/dismiss/{int:role}", "unit_dismiss", "免去联络员、负责人", staff.dismiss, UNTIL, ("id", "role")),
]  # fmt: skip

ROLE = {
    "code": code("角色", [str(each) for each in account_acts.GIVEN], required=True), "unit": key("单位"), "grouping": key("专门委员会"),
    "day": day("自哪天起"),
}  # fmt: skip
OF_ACCOUNTS = [
    Doing("/accounts/make", "account_make", "开通账号", account_acts.make, body(
        "AccountMake", name=text("姓名", 40, required=True), username=text("用户名", 150, required=True), phone=text("电话", 40), **ROLE,
    )),
    Doing("/accounts/members", "account_members", "为代表、委员开通账号", account_acts.members, NOTHING),
    Doing("/accounts/{int:id}/reset", "account_reset", "重置密码", account_acts.reset, NOTHING, ONE),
    Doing("/accounts/{int:id}/second-off", "account_second_off", "关闭登录验证码", account_second.second_off, NOTHING, ONE),
    Doing("/accounts/{int:id}/close", "account_close", "停用账号", account_acts.close, NOTHING, ONE),
    Doing("/accounts/{int:id}/roles/give", "account_give_role", "授予角色", account_acts.give_role, body("RoleGive", **ROLE), ONE),
    Doing("/accounts/{int:id}/roles/{int:role}/take", "account_take_role", "收回角色", account_acts.take_role, UNTIL, ("id", "role")),
]  # fmt: skip

ORGAN = {"letterhead": text("发文代字", 20)}
OF_ORGANS = [
    Doing("/organs/make", "organ_make", "新建下级机关", organs.make, body(
        "OrganMake", name=text("全称", 120, required=True), short=text("简称", 40, required=True), level=code("层级", Organ.Level.values, required=True),
        place=text("行政区划代码", 12, required=True), code=text("代码", 40, required=True), admin_name=text("管理员姓名", 40, required=True),
        admin_username=text("管理员用户名", 150, required=True), **ORGAN,
    )),
    Doing("/organs/{int:id}/edit", "organ_edit", "修改机关", organs.edit, body(
        "OrganEdit", name=text("全称", 120), short=text("简称", 40), **ORGAN,
    ), ONE),
]  # fmt: skip

OF_CALENDAR = [
    Doing("/calendar/{int:year}/set", "calendar_set_day", "设定一天", calendar.set_day, body(
        "CalendarSet", day=day("哪一天", required=True), working=code("这一天", ["off", "on"], required=True), name=text("名称", 40, required=True),
        source=text("依据", 120, required=True),
    ), ("year",)),
    Doing("/calendar/{int:year}/remove/{int:month}/{int:day}", "calendar_remove_day", "撤销这一天的设定", calendar.remove_day, NOTHING,
          ("year", "month", "day")),
]  # fmt: skip

HANDOVER = {"session": key("会议"), "place": text("地点", 80)}
HINT = {
    "text": text("说明", 4000),
    "topic": key("类别"),
    "from_unit": key("提供单位"),
    "published_on": day("发布日"),
    "ended_on": day("撤下日"),
}
TOPIC = {"code": text("代码", 24), "name": text("类别", 24), "committee": key("对口专委会")}
BULLETIN = {
    "title": text("标题", 120),
    "day": day("印发日"),
    "text": text("内容", 100_000),
    "suggestions": keys("所写的件"),
}
REPORT = {
    "period": code("期间", HandlingReport.Period.values),
    "vote": text("表决结果", 80),
    "published_on": day("公开日"),
}
OF_KEPT = [
    Doing("/reports/make", "report_make", "登记办理情况报告", reports.report_new, body(
        "ReportMake", year=whole("年度", 0, 32_767, required=True), part=text("报告主体", 40, required=True),
        reported_on=day("报告日", required=True), **REPORT,
    )),
    Doing("/reports/{int:id}/edit", "report_edit", "修改办理情况报告", reports.report_new, body(
        "ReportEdit", year=whole("年度", 0, 32_767), part=text("报告主体", 40), reported_on=day("报告日"), **REPORT,
    ), ONE),
    Doing("/handovers/make", "handover_make", "登记交办会", kept.handover_new, body(
        "HandoverMake", title=text("名称", 80, required=True), day=day("日期", required=True), **HANDOVER,
    )),
    Doing("/handovers/{int:id}/edit", "handover_edit", "修改交办会", kept.handover_new, body(
        "HandoverEdit", title=text("名称", 80), day=day("日期"), **HANDOVER,
    ), ONE),
    Doing("/hints/make", "hint_make", "发布参考选题", kept.hint_new, body("HintMake", title=text("选题", 120, required=True), **HINT)),
    Doing("/hints/{int:id}/edit", "hint_edit", "修改参考选题", kept.hint_new, body("HintEdit", title=text("选题", 120), **HINT), ONE),
    Doing("/topics/make", "topic_make", "新建类别", kept.topic_new, body(
        "TopicMake", **TOPIC | {"code": text("代码", 24, required=True), "name": text("类别", 24, required=True)},
    )),
    Doing("/topics/{int:id}/edit", "topic_edit", "修改类别", kept.topic_new, body("TopicEdit", **TOPIC), ONE),
    Doing("/bulletins/make", "bulletin_make", "编写简报", kept.bulletin_new, body(
        "BulletinMake", **BULLETIN | {"title": text("标题", 120, required=True), "text": text("内容", 100_000, required=True)},
    )),
    Doing("/bulletins/{int:id}/edit", "bulletin_edit", "修改简报", kept.bulletin_new, body("BulletinEdit", **BULLETIN), ONE),
    Doing("/scores/publish", "scores_publish", "公布计分办法", scoring.publish, body(
        "ScoresPublish", year=whole("年份", 2000, 2100), **{part.id: whole(str(part.name), 0, 100) for part in FORMULA},
    )),
]  # fmt: skip

ALL = [*OF_UNITS, *OF_ACCOUNTS, *OF_ORGANS, *OF_CALENDAR, *OF_KEPT]
