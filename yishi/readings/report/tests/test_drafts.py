"""Writing the report: every change is journalled, and of two editors the second is told."""

from __future__ import annotations

from typing import Any

import pytest

from yishi.foundation import clock
from yishi.foundation.journal.models import Entry
from yishi.foundation.journal.verify import verify
from yishi.foundation.loops.refusals import Changed, Invalid, NotAllowed, NotFound, Refused
from yishi.foundation.people import actors
from yishi.readings.figures import snapshots
from yishi.readings.figures.models import Snapshot
from yishi.readings.report import build, drafts, finishing, freezing, guards
from yishi.readings.report.build import Counted
from yishi.readings.report.models import Paragraph, Report
from yishi.readings.report.tests import years
from yishi.rooms.activities.tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def at_the_end() -> Any:
    with clock.at(years.END):
        yield


class Desk:
    """An office at work on its report."""

    def __init__(self) -> None:
        self.office = years.small()
        self.counted = Counted(actors.stranger(self.office.organ), 2026)
        self.actor, self.figures = self.office["office"], self.counted.figures
        self.report = drafts.begin(self.actor, build.draft_of(self.counted))

    def paragraphs(self) -> list[Paragraph]:
        """In the order of the report."""
        rows = Paragraph.objects.filter(chapter__report=self.report)
        return list(rows.order_by("chapter__order", "chapter", "order", "pk"))

    def journal(self) -> list[tuple[str, dict[str, Any]]]:
        """What the journal holds of it, oldest first."""
        rows = Entry.objects.filter(room="report").order_by("seq").select_related("body")
        return [(row.step, row.body.content["said"]) for row in rows]

    def again(self) -> Report:
        """As the database has it."""
        return Report.objects.get(pk=self.report.pk)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_draft_is_kept_as_it_was_written(desk: Desk) -> None:
    work = build.work_of(desk.report, desk.counted)
    assert work == build.draft_of(desk.counted)
    step, said = desk.journal()[-1]
    assert step == "report.begin" and said["章节"] == [part.title for part in work.parts]
    with pytest.raises(Refused, match="已经有了"):
        drafts.begin(desk.actor, work)


def test_a_paragraph_is_saved_with_its_figures_by_id_and_an_entry(desk: Desk) -> None:
    row = desk.paragraphs()[0]
    before = row.text
    saved = drafts.save(desk.actor, row.pk, row.version, " 全年[[执法检查]]。 ", desk.figures)
    assert (saved.text, saved.version) == ("全年[[kind/law_inspection]]。", row.version + 1)
    assert desk.journal()[-1] == (
        "report.save",
        {"报告": "2026年度报告", "章节": row.chapter.title, "段落": row.pk, "原文": before, "现文": saved.text},
    )
    assert verify(desk.office.organ).ok


def test_saving_what_stands_leaves_no_trace(desk: Desk) -> None:
    row, entries = desk.paragraphs()[0], len(desk.journal())
    assert drafts.save(desk.actor, row.pk, row.version, row.text, desk.figures).version == row.version
    assert len(desk.journal()) == entries


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(desk: Desk) -> None:
    row = desk.paragraphs()[0]
    drafts.save(desk.actor, row.pk, row.version, "先改。", desk.figures)
    for late in (
        lambda: drafts.save(desk.actor, row.pk, row.version, "后改。", desk.figures),
        lambda: drafts.remove(desk.actor, row.pk, row.version),
        lambda: drafts.move(desk.actor, row.pk, row.version, after=None),
    ):
        with pytest.raises(Changed, match="您填写的内容仍在"):
            late()
    assert Paragraph.objects.get(pk=row.pk).text == "先改。"
    other = desk.paragraphs()[1]
    assert drafts.save(desk.actor, other.pk, other.version, "别的段落。", desk.figures).text == "别的段落。"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  ", "请填写正文"), ("[[座机]]", "没有叫作“座机”的指标"), ("开展[[视察", "没有配对"), ("字" * 20_001, "一段最多 20000 字")],
)  # fmt: skip
def test_a_text_that_cannot_be_kept_is_refused(desk: Desk, text: str, sentence: str) -> None:
    row, entries = desk.paragraphs()[0], len(desk.journal())
    with pytest.raises(Invalid, match=sentence) as refused:
        drafts.save(desk.actor, row.pk, row.version, text, desk.figures)
    assert list(refused.value.errors) == ["text"]
    assert Paragraph.objects.get(pk=row.pk).text == row.text and len(desk.journal()) == entries


def test_paragraphs_are_added_moved_and_removed(desk: Desk) -> None:
    first, second = desk.paragraphs()[0], desk.paragraphs()[1]
    chapter = first.chapter
    added = drafts.add(desk.actor, chapter.pk, "新段。", desk.figures, after=first.pk)
    again = drafts.add(desk.actor, chapter.pk, "又一段。", desk.figures, after=first.pk)
    last = drafts.add(desk.actor, chapter.pk, "末段。", desk.figures)
    assert [row.text for row in chapter.paragraphs.all()][:3] == [first.text, "又一段。", "新段。"]
    assert list(chapter.paragraphs.all())[-1] == last
    moved = drafts.move(desk.actor, last.pk, last.version, after=None)
    assert chapter.paragraphs.first() == moved
    elsewhere = drafts.move(desk.actor, again.pk, again.version, after=second.pk)
    assert elsewhere.chapter_id == second.chapter_id
    drafts.remove(desk.actor, added.pk, added.version)
    assert desk.journal()[-1][1]["原文"] == "新段。"
    assert "新段。" not in [row.text for row in desk.paragraphs()]


def test_title_chapters_and_formulas(desk: Desk) -> None:
    report = drafts.head(desk.actor, desk.report.pk, 1, title="新标题", subtitle="——在会议上")
    assert (report.title, report.version) == ("新标题", 2)
    with pytest.raises(Changed):
        drafts.head(desk.actor, report.pk, 1, title="旧标题")
    with pytest.raises(Invalid, match="请填写标题"):
        drafts.head(desk.actor, report.pk, 2, title=" ")
    made = drafts.chapter(desk.actor, report.pk, 2, title="新的一章")
    assert list(report.chapters.all())[-1] == made
    drafts.chapter(desk.actor, report.pk, 3, title="改名", row=made.pk)
    drafts.add(desk.actor, made.pk, "有字。", desk.figures)
    drafts.drop_chapter(desk.actor, report.pk, 4, made.pk)
    assert desk.journal()[-1][1]["原文"] == ["有字。"]
    formula = drafts.assert_formula(desk.actor, report.pk, "[[执法检查]] = [[培训]] + 2", desk.figures)
    assert formula.formula == "[[kind/law_inspection]] = [[kind/training]] + 2"
    built = build.built(desk.counted, build.work_of(desk.again(), desk.counted))
    assert [row.formula for row in built.broken] == [formula.formula]
    drafts.drop_formula(desk.actor, report.pk, formula.pk)
    with pytest.raises(Invalid, match="等式应当写成"):
        drafts.assert_formula(desk.actor, report.pk, "执法检查", desk.figures)
    assert verify(desk.office.organ).ok


def test_only_the_office_writes_and_only_its_own(desk: Desk) -> None:
    row, other = desk.paragraphs()[0], Office(day=years.END)
    for name, who in desk.office.everybody().items():
        may = name in ("office", "system")
        assert guards.may_write(who) is may, name
        if not may:
            with pytest.raises(NotAllowed):
                drafts.save(who, row.pk, row.version, "改。", desk.figures)
            with pytest.raises(NotAllowed):
                drafts.chapter(who, desk.report.pk, 1, title="章")
    assert not guards.may_read(desk.office.everybody()["stranger"])
    for act in (
        lambda: drafts.save(other["office"], row.pk, row.version, "改。", desk.figures),
        lambda: drafts.add(other["office"], row.chapter_id, "改。", desk.figures),
        lambda: drafts.head(other["office"], desk.report.pk, 1, title="改"),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotFound):
        drafts.move(desk.actor, row.pk, row.version, after=999_999)


def test_a_report_that_does_not_hold_is_not_made_final(desk: Desk) -> None:
    formula = drafts.assert_formula(desk.actor, desk.report.pk, "[[执法检查]] = [[培训]] + 2", desk.figures)
    with pytest.raises(guards.Unheld, match="执法检查为3，而2 \\+ 2 = 4，相差1。"):
        finishing.finish(desk.actor, desk.report.pk, 1)
    drafts.drop_formula(desk.actor, desk.report.pk, formula.pk)
    row = desk.paragraphs()[0]
    drafts.save(desk.actor, row.pk, row.version, "按期答复率[[on_time]]。", desk.figures)
    with pytest.raises(guards.Unheld, match="按期答复率：没有可以计算的记录。"):
        finishing.finish(desk.actor, desk.report.pk, 1)
    assert not desk.again().final and Snapshot.objects.count() == 0


def test_a_final_report_stays_as_it_was_whatever_is_recorded_after(desk: Desk) -> None:
    row = desk.paragraphs()[0]
    drafts.save(desk.actor, row.pk, row.version, row.text + "本届[[执法检查|本届]]，[[意见建议|约数]]。", desk.figures)
    drafts.assert_formula(
        desk.actor, desk.report.pk, "[[执法检查|本届]] = [[执法检查]] + [[执法检查|上年]]", desk.figures
    )
    before = build.built(desk.counted, build.work_of(desk.again(), desk.counted))
    report = finishing.finish(desk.actor, desk.report.pk, 1)
    assert report.final and report.frozen and snapshots.verify(report.frozen) == []
    desk.office.recorded(day="2026-11-11", outputs=[{"code": "opinion", "quantity": "5"}])
    reader = actors.stranger(desk.office.organ)
    counted = freezing.counted_from(desk.again(), reader)
    after = build.built(counted, build.work_of(desk.again(), counted), report.frozen.hash)
    assert after.parts == before.parts and after.planned[0].target == before.planned[0].target
    assert {row.id: (row.value, row.change, row.parts) for row in after.rows} == {
        row.id: (row.value, row.change, row.parts) for row in before.rows
    }
    assert (after.days, after.broken, after.wanting, after.digest) == (before.days, (), (), report.frozen.hash)
    assert "kind/law_inspection" in {row.id for row in snapshots.differences(report.frozen)}
    assert [step for step, _said in desk.journal()][-1] == "report.finish"


def test_what_is_final_is_written_no_more_until_it_is_taken_up_again(desk: Desk) -> None:
    row = desk.paragraphs()[0]
    finishing.finish(desk.actor, desk.report.pk, 1)
    for act in (
        lambda: drafts.save(desk.actor, row.pk, row.version, "改。", desk.figures),
        lambda: drafts.head(desk.actor, desk.report.pk, 2, title="改"),
        lambda: finishing.finish(desk.actor, desk.report.pk, 2),
    ):
        with pytest.raises(Refused, match="已经定稿"):
            act()
    with pytest.raises(Invalid, match="理由"):
        finishing.reopen(desk.actor, desk.report.pk, " ")
    report = finishing.reopen(desk.actor, desk.report.pk, "会议要求修改。")
    assert not report.final and report.frozen is None and Snapshot.objects.count() == 2
    assert drafts.save(desk.actor, row.pk, row.version, "改。", desk.figures).text == "改。"
    with pytest.raises(Refused, match="还在起草"):
        finishing.reopen(desk.actor, desk.report.pk, "再退。")
    assert verify(desk.office.organ).ok
