"""The papers of the suggestions room, in the words of both profiles."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from yishi.foundation.papers import PaperRefused, forms, session_name

from .reading import find, read, texts

DAY = dt.date(2026, 3, 12)
DUE = dt.date(2026, 6, 12)
FORM = forms.SuggestionForm(
    session="虚构区第十八届人民代表大会第五次会议",
    title="关于加装电梯的建议",
    number="123",
    category="城乡建设",
    day=DAY,
    lead=forms.Signer(name="甲某", group="第三代表团", unit="虚构小学", phone="000-00000000"),
    cosigners=[forms.Signer(name="乙某", group="第四代表团"), forms.Signer(name="丙某")],
    problem="问题一\n问题二",
    proposal="做法一",
    wishes=[("是否同意公开", "同意")],
    opinion="予以交办。",
    lead_unit="虚构建委",
    co_units=["虚构财政局", "虚构规划局"],
    due=DUE,
)
ROW = forms.HandOverRow(
    number="123",
    title="关于加装电梯的建议",
    lead_signer="甲某",
    lead_unit="虚构建委",
    co_units=["虚构财政局"],
    due=DUE,
)
HAND_OVER = forms.HandOver(
    issuers=("虚构区人大常委会办公室",),
    title="关于交办代表建议的通知",
    rows=[ROW] * 60,
    day=DAY,
    number="虚人办〔2026〕1号",
    addressees=("各承办单位",),
    opening="现予交办。\n特此通知。",
)
RECEIPT = forms.Receipt(
    questions=[("对办理态度", ["满意", "不满意"]), ("对办理结果", ["满意", "不满意"])],
    return_to="虚构区人大代表工委",
    return_by=dt.date(2026, 7, 1),
)
REPLY = forms.Reply(
    unit="虚构建委",
    number="虚建函〔2026〕5号",
    session=session_name("区", 18, "人大", 5),
    matter_number="123",
    matter_title="关于加装电梯的建议",
    addressee="甲某",
    body="答复一\n答复二",
    day=DAY,
    class_mark="〔B〕类",
    signer="丁某",
    promises=[forms.Promise(text="完成立项。", due=DUE, unit="虚构建委"), forms.Promise(text="出台办法")],
    contact="戊某",
    phone="000-00000000",
    remarks=["此件公开发布"],
    copies=("区人大代表工委", "区政府督查室"),
    receipt=RECEIPT,
)
BULLETIN = forms.Bulletin(
    masthead="办理工作简报",
    issue=3,
    total_issue=45,
    issuer="虚构区人大代表工委",
    day=DAY,
    printed=120,
    items=[
        forms.BulletinItem(title="甲事", text="正文甲", source="虚构建委"),
        forms.BulletinItem(title="乙事", text="正文乙"),
    ],
    report_to=("区委",),
    issue_to=("各承办单位",),
)
REPORT = forms.YearlyReport(
    title="关于代表建议办理情况的报告",
    subtitle="——在区人大常委会会议上",
    reporter="戊某",
    addressees=("主任、各位委员",),
    opening="现报告如下。",
    closing="请予审议。",
    chapters=[
        forms.Chapter(title="基本情况", parts=["共一件。", forms.Table(columns=["类", "件"], rows=[["甲", "1"]])]),
        forms.Chapter(
            title="做法",
            parts=[forms.Chapter(title="领导", parts=[forms.Chapter(title="台账", parts=["有。"])])],
        ),
    ],
)


def test_suggestion_form_holds_everything():
    found = texts(forms.suggestion_form(FORM))
    assert "虚构区第十八届人民代表大会第五次会议\n代表建议、批评和意见专用纸" in found
    for text in (
        "类别：城乡建设\t第123号",
        "关于加装电梯的建议",
        "甲某",
        "第三代表团",
        "000-00000000",
        "乙某（第四代表团）、丙某",
        "（共2人）",
        "问题一",
        "问题二",
        "做法一",
        "同意",
        "予以交办。",
        "虚构建委",
        "虚构财政局、虚构规划局",
        "2026年3月12日",
        "2026年6月12日",
    ):
        assert text in found, text


def test_long_text_of_a_form_may_run_over_pages():
    table = read(forms.suggestion_form(replace(FORM, problem="字" * 20000))).tables[0]
    row = next(row for row in table.rows if "字字" in row.cells[0].text)
    assert row._tr.trPr.find(qn("w:cantSplit")) is None


def test_words_of_the_profile():
    found = texts(forms.suggestion_form(replace(FORM, words=forms.CPPCC)))
    assert {"案由", "第一提案人", "界别"} <= set(found)
    letter = texts(forms.reply_letter(replace(REPLY, session="区十五届政协五次会议", words=forms.CPPCC)))
    assert "对区十五届政协五次会议第123号提案的答复" in letter and "甲某委员：" in letter


def test_hand_over_notice_with_its_list_as_annex():
    data = forms.hand_over_list(HAND_OVER)
    found = [text for text in texts(data) if text]
    assert found.index("附件：代表建议交办清单") < found.index("2026年3月12日") < found.index("附件")
    table = read(data).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "编号",
        "标题",
        "领衔代表",
        "主办单位",
        "会办单位",
        "办结期限",
    ]
    assert len(table.rows) == 61
    assert table.cell(60, 5).text == "2026年6月12日"


def test_hand_over_list_alone_has_no_red_head():
    data = forms.hand_over_list(replace(HAND_OVER, addressees=(), opening=""))
    assert "虚构区人大常委会办公室\t2026年3月12日" in texts(data)
    assert not any("文件" in text for text in texts(data))


def test_reply_letter_in_the_uniform_form():
    found = [text for text in texts(forms.reply_letter(REPLY)) if text]
    assert found[:11] == [
        "签发人：丁某\t虚建函〔2026〕5号",
        "〔B〕类",
        "虚构建委",
        "对区十八届人大五次会议第123号建议的答复",
        "甲某代表：",
        "您提出的《关于加装电梯的建议》（第123号）收悉。现答复如下：",
        "答复一",
        "答复二",
        "我们将继续办理以下事项：",
        "1.完成立项，2026年6月12日前完成（责任单位：虚构建委）。",
        "2.出台办法。",
    ]
    assert found[12:16] == [
        "虚构建委",
        "2026年3月12日",
        "（联系人：戊某，联系电话：000-00000000）",
        "（此件公开发布）",
    ]


def test_receipt_is_the_last_page_and_the_copies_stand_before_it():
    data = forms.reply_letter(REPLY)
    found = texts(data)
    assert found.index("抄送：区人大代表工委，区政府督查室。") < found.index("代表建议办理情况征询意见表（回执）")
    assert find(data, "代表建议办理情况征询意见表（回执）").pPr.find(qn("w:pageBreakBefore")) is not None
    assert found.count("□满意　　□不满意") == 2
    assert "请在所选答案前的方框内打“√”，2026年7月1日前寄送虚构区人大代表工委。" in found


def test_letter_without_receipt_does_not_speak_of_one():
    assert not any("回执" in text for text in texts(forms.reply_letter(replace(REPLY, receipt=None))))


def test_many_letters_in_one_file_each_to_its_own_signer():
    names = [f"虚构{number}" for number in range(30)]
    data = forms.reply_letters(replace(REPLY, addressee=name) for name in names)
    assert len(read(data).sections) == 30
    assert [text for text in texts(data) if text.endswith("代表：")] == [f"{name}代表：" for name in names]


def test_bulletin_items_and_distribution():
    found = [text for text in texts(forms.bulletin(BULLETIN)) if text]
    assert found == [
        "办理工作简报",
        "第3期（总第45期）",
        "虚构区人大代表工委\t2026年3月12日",
        "甲事",
        "正文甲（虚构建委）",
        "乙事",
        "正文乙",
        "报：区委。",
        "发：各承办单位。",
        "虚构区人大代表工委\t2026年3月12日印发",
        "\t（共印120份）",
    ]


def test_yearly_report_numbers_its_chapters():
    data = forms.yearly_report(REPORT)
    found = [text for text in texts(data) if text]
    assert found[:4] == [
        "关于代表建议办理情况的报告",
        "——在区人大常委会会议上\n戊某",
        "主任、各位委员：",
        "现报告如下。",
    ]
    assert [text for text in found if text in ("一、基本情况", "二、做法", "（一）领导", "1.台账")] == [
        "一、基本情况",
        "二、做法",
        "（一）领导",
        "1.台账",
    ]
    assert read(data).tables[0].cell(1, 1).text == "1"


@pytest.mark.parametrize(
    ("make", "paper"),
    [
        (forms.reply_letter, replace(REPLY, addressee=" ")),
        (forms.reply_letter, replace(REPLY, body="\x00")),
        (forms.reply_letter, replace(REPLY, unit="")),
        (forms.reply_letter, replace(REPLY, matter_number="")),
        (forms.reply_letters, []),
        (forms.hand_over_list, replace(HAND_OVER, rows=[])),
        (forms.bulletin, replace(BULLETIN, items=[])),
        (forms.bulletin, replace(BULLETIN, issue=0)),
        (forms.bulletin, replace(BULLETIN, masthead="", issuer="")),
        (forms.yearly_report, replace(REPORT, title="")),
        (forms.yearly_report, replace(REPORT, chapters=[])),
    ],
)
def test_papers_that_cannot_be_made(make, paper):
    with pytest.raises(PaperRefused):
        make(paper)
