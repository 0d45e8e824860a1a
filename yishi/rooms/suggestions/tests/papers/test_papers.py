"""Forms, lists, letters and bulletins hold what the records say, and no more."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from yishi.foundation import clock
from yishi.foundation.files.tests import samples
from yishi.foundation.loops.take import create
from yishi.foundation.papers import PaperRefused
from yishi.foundation.people.models import Mandate
from yishi.rooms.suggestions import folders, papers
from yishi.rooms.suggestions.loop import handling, suggestion
from yishi.rooms.suggestions.models import Answer, Bulletin, Handover, Suggestion
from yishi.rooms.suggestions.papers.names import place_of, session_full
from yishi.rooms.suggestions.tests.office import Office
from yishi.rooms.suggestions.tests.papers.reading import text

pytestmark = pytest.mark.django_db


def signed(office: Office, **how: Any) -> Answer:
    """An answer that was sent."""
    s = office.assigned(**how)
    h = office.answer(office.part(s), "solving", plans=[{"what": "加装电梯十部", "due": "2026-09-30"}])
    return h.replies.get()


def test_the_form_holds_what_was_put_forward() -> None:
    office = Office()
    person = office.lead.person
    person.phone, person.work = "13900000001", "未有公司工程师"
    person.save()
    s = office.assigned(joint=True, co=True)
    said = text(papers.suggestion_form(s))
    for words in (
        "未有市试验区第十八届人民代表大会", "代表建议、批评和意见专用纸", "第20260001号", s.matter.title, person.name, "13900000001",
        "未有公司工程师", office.delegation.name, "试验区现有老旧小区", "简化审批", office.units[0].name, office.units[1].name, "2026年6月16日",
        office.second.person.name,
    ):  # fmt: skip
        assert words in said, words
    office.second.person.phone = "13900000002"
    office.second.person.save()
    assert "13900000002" not in text(papers.suggestion_form(s)), "a joint signer's telephone is not asked for"


def test_a_draft_prints_with_open_boxes_and_a_secret_matter_does_not() -> None:
    office = Office()
    assert "第　　　号" in text(papers.suggestion_form(office.draft()))
    with clock.at(office.day):
        secret = create(suggestion["register_secret"], office["office"], {"note": "档案室三号柜"}).record
    with pytest.raises(PaperRefused, match="涉密件"):
        papers.suggestion_form(secret)
    found = Suggestion.objects.filter(matter__organ=office.organ)
    with zipfile.ZipFile(io.BytesIO(papers.suggestion_forms(found))) as archive:
        assert len(archive.namelist()) == 1
    with pytest.raises(PaperRefused):
        papers.suggestion_forms(found.filter(pk=secret.pk))


def test_the_proposal_form_of_a_cppcc_committee() -> None:
    office = Office("cppcc")
    office.on(dt.date(2026, 1, 13))
    said = text(papers.suggestion_form(office.assigned()))
    assert "政协未有市试验区第十八届委员会第五次会议" in said and "提案专用纸" in said and "案由" in said
    assert "代表" not in said


@pytest.mark.parametrize(
    ("name", "profile", "place"),
    [
        ("未有市试验区人大常委会", "npc", "未有市试验区"), ("未有市人民代表大会常务委员会", "npc", "未有市"), ("未有市试验区政协", "cppcc", "未有市试验区"),
        ("中国人民政治协商会议未有市委员会", "cppcc", "未有市"), ("政协未有市试验区委员会", "cppcc", "未有市试验区"),
    ],
)  # fmt: skip
def test_the_place_in_an_organs_name(name: str, profile: str, place: str) -> None:
    assert place_of(name, profile) == place


def test_the_list_of_a_hand_over_meeting() -> None:
    office = Office()
    with clock.at(office.day):
        meeting = Handover.objects.create(organ=office.organ, day=office.day, title="2026年闭会期间")
    s, other = office.registered(), office.registered()
    office.take(
        suggestion["assign"], s, "office", lead=office.units[0].pk, co=[office.units[1].pk], handover=meeting.pk
    )
    office.take(suggestion["assign"], other, "office", lead=office.units[2].pk, handover=meeting.pk)
    said = text(papers.hand_over_list(meeting, office.organ, number="试人办〔2026〕3号"))
    for words in (
        "关于交办2026年闭会期间代表建议的通知",
        "试人办〔2026〕3号",
        "2件",
        s.matter.number,
        str(office.units[1]),
        "2026年6月16日",
    ):
        assert words in said, words
    own = text(papers.hand_over_list(meeting, office.organ, unit=office.units[2], notice=False))
    assert other.matter.number in own and s.matter.number not in own and "通知" not in own
    nothing = Suggestion.objects.none()
    with pytest.raises(PaperRefused, match="没有一件"), clock.at(office.day):
        papers.hand_over_list(nothing, office.organ)


def test_a_list_holds_its_own_organ_alone() -> None:
    office, other = Office(), Office()
    other.assigned()
    with pytest.raises(PaperRefused), clock.at(office.day):
        papers.hand_over_list(Suggestion.objects.all(), office.organ)


def test_the_letter_in_the_uniform_form() -> None:
    office = Office()
    answer = signed(office)
    h = answer.handling
    h.undertaker, h.phone = "试某某", "000-1234"
    h.save()
    said = text(papers.reply_letter(answer))
    for words in (
        "对试验区十八届人大闭会期间第20260001号建议的答复", f"{office.lead.person.name}代表", "经研究，答复如下。", "加装电梯十部，2026年9月30日前完成",
        "答复类别：正在研究解决", "本答复可以公开", "联系人：试某某，联系电话：000-1234", "未有市试验区人大常委会", "试验区政府办",
        "答复函", "□满意", "2026年4月14日前",
    ):  # fmt: skip
        assert words in said, words


def test_a_letter_goes_to_those_who_put_it_forward() -> None:
    office = Office()
    answer = signed(office, joint=True)
    assert f"{office.second.person.name}代表" in text(papers.reply_letter(answer, office.second))
    stranger = next(iter(office["member"].mandates))
    with pytest.raises(PaperRefused, match="不是本件的提出人"):
        papers.reply_letter(answer, Mandate.objects.get(pk=stranger))
    both = Document(io.BytesIO(papers.reply_letters(Answer.objects.all(), every_signer=True)))
    assert len(both.sections) == 2


def test_form_and_letter_list_what_is_attached(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    office = Office()
    s = office.assigned()
    assert "附件" not in text(papers.suggestion_form(s))
    h = office.part(s)
    with clock.at(office.day):
        for name in ("来信扫描件.png", "现场照片.png"):
            folders.add(office["office"], s.pk, SimpleUploadedFile(name, samples.png()))
        folders.add(office["liaison0"], h.pk, SimpleUploadedFile("施工图.png", samples.png()))
    office.evaluate(office.answer(h), "dissatisfied", "没有写明时限。")
    office.take(handling["order_again"], h, "office", demand="请写明完成时限。")
    with clock.at(office.day):
        folders.add(office["liaison0"], h.pk, SimpleUploadedFile("进度表.txt", b"a"))
    form = text(papers.suggestion_form(s))
    assert "附件\n1.来信扫描件\n2.现场照片" in form and "施工图" not in form
    said = text(papers.reply_letter(h.replies.get()))
    assert "附件：施工图" in said and "进度表" not in said and "来信" not in said


def test_an_unsigned_answer_is_no_letter() -> None:
    office = Office()
    h = office.part(office.assigned())
    office.take(handling["receive"], h, "liaison0")
    office.take(handling["draft_answer"], h, "liaison0", kind="solved", text="拟答复如下。", may_publish=True)
    with pytest.raises(PaperRefused, match="还没有签发"):
        papers.reply_letter(Answer.objects.get())


def test_many_letters_in_one_file_at_a_constant_cost(django_assert_max_num_queries: Any) -> None:
    office, seen = Office(), []
    for _ in range(3):
        signed(office)
    with django_assert_max_num_queries(9):
        made = papers.reply_letters(Answer.objects.all(), told=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)] and len(Document(io.BytesIO(made)).sections) == 3
    with pytest.raises(PaperRefused, match="没有可以打印"):
        papers.reply_letters(Answer.objects.none())
    signed(Office())
    with pytest.raises(PaperRefused, match="一个机关"):
        papers.reply_letters(Answer.objects.all())


@pytest.mark.parametrize(("profile", "masthead"), [("npc", "代表建议办理工作简报"), ("cppcc", "提案办理工作简报")])
def test_the_bulletin(profile: str, masthead: str) -> None:
    office = Office(profile)
    s = office.assigned()
    row = Bulletin.objects.create(
        organ=office.organ, year=2026, number=3, title="试验区推进办理工作", day=office.day, text="各承办单位抓紧办理。\n成效初显。",
        made_by=office["office"].account,
    )  # fmt: skip
    row.suggestions.add(s)
    said = text(papers.bulletin(row, report_to=("区委",)))
    for words in (
        masthead,
        "第3期",
        "试验区推进办理工作",
        "成效初显。",
        f"《{s.matter.title}》",
        "提出",
        str(office.units[0]),
        "区委",
    ):
        assert words in said, words


def test_a_session_is_named_in_full() -> None:
    office = Office()
    s = office.assigned()
    assert session_full(office.organ, None, s.term) == "未有市试验区第十八届人民代表大会"
