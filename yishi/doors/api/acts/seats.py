"""Acts on seats, and on what seats belong to: groupings, terms, sessions, contacts, posts."""

from __future__ import annotations

from pydantic import BaseModel

from yishi.doors.api.acts.doing import Doing
from yishi.doors.api.acts.fields import body, code, day, flag, key, keys, sure, text, whole
from yishi.doors.desk.people import contact_acts, groupings, posts, seat_acts, terms
from yishi.doors.pocket import contacts as my_contacts
from yishi.foundation.people.models import Contact, Grouping, Mandate, Person, Post

ONE = ("id",)
PERSON = {
    "name": text("姓名", 40), "sex": code("性别", ["", *Person.Sex.values]), "born": day("出生日期"),
    "degree": code("学历", ["", *Person.Degree.values]), "title": text("职称", 40), "work": text("单位及职务", 120), "phone": text("联系电话", 40),
}  # fmt: skip
SOMEONE = {"known": key("已登记的人")} | PERSON
MARKS = {"re_elected": flag("连任"), "grass_roots": flag("基层一线"), "non_party": flag("非中共")}
NUMBER, OFFICE = text("证号", 24), text("职务", 80)
LAST = body("LastDay", day=day("最后一天"))
ON_DAY = body("OnDay", day=day("日期"))


def _term(name: str, required: bool) -> type[BaseModel]:
    return body(name, number=whole("第几届", 1, 200), began=day("开始", required=required), ended=day("结束"))


def _session(name: str, required: bool) -> type[BaseModel]:
    days = {"opens": day("开幕", required=required), "closes": day("闭幕", required=required)}
    return body(name, number=whole("第几次会议", 1, 200), **days)


BEGIN = body(
    "SeatBegin", **SOMEONE, kind=code("身份", Mandate.Kind.values, required=True), term=key("届次"), began=day("任职开始"),
    begun_by=code("产生方式", Mandate.Begun.values, required=True), number=NUMBER, office=OFFICE, groupings=keys("编入"), **MARKS,
)  # fmt: skip
END = body("SeatEnd", day=day("最后一天"), ground=code("终止的情形", Mandate.Over.values, required=True))
SUSPEND = body("SeatSuspend", day=day("自哪天起"), ground=text("情形", 200, required=True))
JOIN = body(
    "SeatJoin", grouping=key("编入", required=True), day=day("自哪天起"), heads=flag("任团长、组长、召集人"), second=flag("作为第二界别")
)  # fmt: skip
REPLACE = body("SeatReplace", **SOMEONE, began=day("任职开始"), number=NUMBER, **MARKS)
ERASE = body("SeatErase", born=flag("连同出生日期"), sure=sure("确认删除，不能恢复"))
CORRECT = body("SeatCorrect", **PERSON, **MARKS, number=NUMBER, office=OFFICE)


def _act(name: str, title: str, given: type[BaseModel]) -> Doing:
    return Doing(f"/seats/{{int:id}}/{name}", f"seat_{name}", title, seat_acts.act, given, ONE, (name,))


OF_SEATS = [
    Doing("/seats/begin", "seat_begin", "登记任职", seat_acts.begin, BEGIN),
    _act("end", "终止资格", END), _act("suspend", "暂停履职", SUSPEND), _act("resume", "恢复履职", ON_DAY), _act("report", "登记资格审查报告", ON_DAY),
    _act("announce", "公告终止", ON_DAY), _act("erase", "删除联系信息", ERASE),
    _act("replace", "登记补选、增补", REPLACE), _act("join", "编入", JOIN), _act("correct", "更正名册", CORRECT),
    Doing("/seats/{int:id}/leave/{int:belonging}", "seat_leave", "离开代表团、小组", seat_acts.leave, LAST, ("id", "belonging")),
]  # fmt: skip

GROUPING = {"name": text("名称", 80), "seats": whole("应选名额", 0, groupings.MOST_SEATS), "parent": key("上级")}
OF_GROUPINGS = [
    Doing("/groupings/make", "grouping_make", "新建代表团、界别、小组", groupings.make, body(
        "GroupingMake", kind=code("类别", Grouping.Kind.values, required=True), term=key("届次"), **GROUPING | {"name": text("名称", 80, required=True)},
    )),
    Doing("/groupings/{int:id}/edit", "grouping_edit", "修改代表团、小组", groupings.edit, body("GroupingEdit", **GROUPING), ONE),
    Doing("/groupings/{int:id}/add", "grouping_add", "编入某人", groupings.add, body(
        "GroupingAdd", mandate=key("谁", required=True), day=day("自哪天起"), heads=flag("任团长、组长、召集人"), second=flag("作为第二界别"),
    ), ONE),
]  # fmt: skip

OF_TERMS = [
    Doing("/terms/make", "term_make", "新建届次", terms.make_term, _term("TermMake", True)),
    Doing("/terms/{int:id}/edit", "term_edit", "修改届次", terms.edit_term, _term("TermEdit", False), ONE),
    Doing("/terms/{int:id}/close", "term_close", "任期届满", terms.close_term, LAST, ONE),
    Doing("/terms/{int:id}/sessions/make", "session_make", "新建会议", terms.make_session, _session("SessionMake", True), ONE),
    Doing("/sessions/{int:id}/edit", "session_edit", "修改会议", terms.edit_session, _session("SessionEdit", False), ONE),
]  # fmt: skip

VISIT = {
    "day": day("日期"),
    "how": text("方式", 40),
    "met": whole("见到几人", 1, contact_acts.MOST_MET),
    "note": text("情况", 4000),
}
OF_CONTACTS = [
    Doing("/contacts/begin", "contact_begin", "建立联系", contact_acts.begin, body(
        "ContactBegin", chain=code("联系关系", Contact.Chain.values, required=True), keeper=key("联系人", required=True), kept=keys("联系谁"),
        people_of=keys("联系哪里的群众"), day=day("自哪天起"),
    )),
    Doing("/contacts/{int:id}/visit", "contact_visit", "记录走访、谈话", contact_acts.visit, body("ContactVisit", **VISIT), ONE),
    Doing("/duty/contacts/{int:id}/visit", "my_visit", "记录自己的走访、谈话", my_contacts.visit, body("MyVisit", **VISIT), ONE),
    Doing("/contacts/{int:id}/end", "contact_end", "结束联系", contact_acts.end, LAST, ONE),
]  # fmt: skip

OF_POSTS = [
    Doing("/posts/begin", "post_begin", "登记聘任", posts.begin, body(
        "PostBegin", **SOMEONE, kind=code("类别", Post.Kind.values, required=True), unit=key("派驻单位"), grouping=key("所在小组"), day=day("自哪天起"),
    )),
    Doing("/posts/{int:id}/edit", "post_edit", "更正聘任", posts.edit, body(
        "PostEdit", unit=key("派驻单位"), grouping=key("所在小组"), work=text("单位及职务", 120), phone=text("联系电话", 40),
    ), ONE),
    Doing("/posts/{int:id}/end", "post_end", "解聘", posts.end, LAST, ONE),
]  # fmt: skip

ALL = [*OF_SEATS, *OF_GROUPINGS, *OF_TERMS, *OF_CONTACTS, *OF_POSTS]
