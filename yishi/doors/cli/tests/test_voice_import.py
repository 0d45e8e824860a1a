"""`yishi voice import`: what it prints, what it takes; and the real files, whose figures are those of a script over the file alone."""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from bench import answered
from yishi.doors.cli import main
from yishi.doors.cli.commands.facts import rebuild
from yishi.foundation import clock
from yishi.foundation.clocks.models import Clock
from yishi.foundation.facts.models import Fact
from yishi.foundation.journal.models import Entry
from yishi.foundation.people.actors import Actor, system
from yishi.foundation.people.imports.plans import Outcome
from yishi.foundation.people.models import Organ
from yishi.foundation.people.tests.factories import UnitFactory, make_organ
from yishi.readings.figures import answering, catalogue
from yishi.readings.figures.answering import WHOLE, Line
from yishi.readings.figures.counting import Counter
from yishi.readings.figures.engine.scope import Scope
from yishi.readings.figures.windows import EVER, Span
from yishi.rooms.voice import imports
from yishi.rooms.voice.imports import Guessed, Options, Said
from yishi.rooms.voice.models import Message
from yishi.rooms.voice.tests.office import TEXT, Office

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 16)
ALL = Span(EVER, TODAY)
HEAD = ("留言编号", "留言时间", "留言详情", "答复意见", "答复时间")
ROW = ("1", "2026-02-02 21:10:33", TEXT, "已修好。", "2026-02-10 09:00:00")
UNITS = {"学校": "试验市教育局", "公交": "试验市交通运输局", "医院": "试验市卫生健康局", "小区": "试验市住房城乡建设局"}
CLASSES = {"学校": "education", "公交": "transport", "医院": "health", "小区": "urban"}


@pytest.fixture
def office() -> Iterable[Office]:
    made = Office()
    with clock.at(made.day):
        yield made


def file(tmp_path: Path, *rows: Sequence[str]) -> str:
    path = tmp_path / "留言.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEAD, *rows])
    return str(path)


def test_it_says_what_it_would_take_and_takes_it(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, organ = file(tmp_path, ROW, ("2", *ROW[1:])), ["--organ", office.organ.code]
    assert main(["voice", "import", path, *organ, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert (
        "可以导入 2 行，已导入过 0 行，有问题 0 行" in told and "已答复 2 件" in told and not Message.objects.exists()
    )
    assert main(["voice", "import", path, *organ, "--channel", "web"]) == 0
    assert "已导入 2 件" in capsys.readouterr().out
    assert set(Message.objects.values_list("channel", flat=True)) == {"web"}
    assert set(Entry.objects.filter(step="message.import_one").values_list("actor_role", flat=True)) == {"系统"}
    assert main(["voice", "import", path, *organ]) == 1 and "都已导入过" in capsys.readouterr().err
    assert rebuild(keep=False)[1] == 0


def test_bad_rows_are_told_and_only_the_good_ones_taken_where_asked(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, ROW, ("2", "昨天", *ROW[2:]), ("3", *ROW[1:3], "", ""))
    given = ["voice", "import", path, "--organ", office.organ.code]
    assert main([*given, "--dry-run"]) == 1 and "第 3 行" in capsys.readouterr().out
    assert main(given) == 1
    said = capsys.readouterr()
    assert "不是日期" in said.out and "有 1 行不能导入" in said.err and not Message.objects.exists()
    assert main([*given, "--good-only", "--by", office.people["office"].account.username]) == 0  # type: ignore[union-attr]
    assert Message.objects.count() == 2 and set(Message.objects.values_list("recorded_by", flat=True)) == {
        office.people["office"].account.pk  # type: ignore[union-attr]  # he has one
    }


def test_what_cannot_be_read_is_said(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--organ", office.organ.code]
    assert (
        main(["voice", "import", str(tmp_path / "没有.csv"), *given]) == 2 and "读不了文件" in capsys.readouterr().err
    )
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"%PDF-1.4")
    assert main(["voice", "import", str(broken), *given]) == 1 and "不是表格" in capsys.readouterr().out
    assert main(["voice", "import", file(tmp_path, ROW), "--organ", "none"]) == 2
    assert main(["voice", "import", file(tmp_path, ROW), *given, "--by", "nobody"]) == 2
    who = office.people["leader"].account
    assert who is not None and main(["voice", "import", file(tmp_path, ROW), *given, "--by", who.username]) == 1


# the real files


def real(name: str) -> Path:
    """A file of real messages, which are not kept here."""
    path = answered.folder() / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no messages at {path.parent}; set YISHI_MESSAGES")
        pytest.skip("the real messages are not here; set YISHI_MESSAGES")
    return path


def guess(said: Sequence[Said]) -> list[Guessed]:
    """By the first of a few words: here only whose figures agree is asked, not whether the guess is good."""
    return [Guessed(*_first(each)) for each in said]


def _first(each: Said) -> tuple[str, tuple[str, ...]]:
    word = next((word for word in CLASSES if word in each.title + each.text), "")
    unit = next((UNITS[word] for word in UNITS if word in each.answer), "")
    return CLASSES.get(word, ""), (unit,) if unit else ()


def brought(name: str, place: str = "43") -> tuple[Organ, imports.MessagePreview]:
    organ = make_organ("npc", place)
    for unit in UNITS.values():
        UnitFactory(organ=organ, name=unit)
    with clock.at(TODAY):
        who = system(organ)
        seen = imports.preview(who, real(name).read_bytes(), Options("web", guess))
        imports.apply(seen, who, skip_bad=True)
    return organ, seen


def figures(line: Line) -> dict[str, object]:
    """As the script names them."""
    if not line.answered:
        return {"answered": 0}
    found: dict[str, object] = {"answered": line.answered, "late": line.late}
    found |= {f"within_{most}": line.within(most) for most in (10, 20, 30)}
    return found | {"mean": float(line.mean or 0), "median": float(line.median or 0)}


@pytest.mark.slow
@pytest.mark.parametrize("place", ["43", "cn"])
def test_the_figures_of_the_replied_file_are_those_of_the_file_alone(place: str) -> None:
    organ, seen = brought("replied.csv", place)
    rows = answered.rows(real("replied.csv"))
    held = {
        number: (topic, unit)
        for number, topic, unit in Message.objects.values_list("matter__number", "topic", "unit__name")
    }
    assert set(held) == {row.number for row in rows} and len(held) == seen.counts[Outcome.NEW] > 1900
    scope = Scope(organ)
    assert figures(answering.lines(scope, ALL, WHOLE)[0]) == answered.told(rows)[""]
    for at, cut in enumerate(("topic", "unit")):
        theirs = answered.told(rows, lambda row, at=at: [str(held[row.number][at] or "-")])  # type: ignore[misc]  # bound at once
        ours = {_name(cut, line): figures(line) for line in answering.lines(scope, ALL, cut)}
        assert ours == {name: told for name, told in theirs.items() if name}
        assert len(ours) > 3
    assert _by_catalogue(organ) == answered.told(rows)[""]
    assert _by_year(organ, rows)
    # What is older than any rules has no clock, what is not has; and those answered in time are not late.
    old = [row for row in rows if row.came < answered.RULED]
    assert old and not Clock.objects.filter(matter__message__arrived_at__date__lt=answered.RULED).exists()
    assert Clock.objects.filter(kind="answer").count() == len(rows) - len(old)
    assert rebuild(keep=False)[1] == 0


def _name(cut: str, line: Line) -> str:
    from yishi.foundation.people.models import Unit
    from yishi.rooms.voice.catalogue.topics import by_name

    if not line.key:
        return "-"
    return by_name()[line.key].code if cut == "topic" else Unit.objects.get(pk=line.key).name


def _by_catalogue(organ: Organ) -> dict[str, object]:
    """The same by the figures that reports use."""
    known, counter = catalogue.figures(organ), Counter(_reader(organ), ALL)
    ids = {"answered": "answered", "late": "late", "mean": "days/mean", "median": "days/median"}
    ids |= {f"within_{most}": f"answered/within_{most}" for most in (10, 20, 30)}
    found = counter.values([known[f"heard/{id}"].expression for id in ids.values()])
    return {name: _number(value.number) for name, value in zip(ids, found, strict=True)}


def _number(value: Decimal | None) -> object:
    assert value is not None
    return int(value) if value == value.to_integral_value() else float(value)


def _reader(organ: Organ) -> Actor:
    return system(organ)


def _by_year(organ: Organ, rows: Sequence[answered.Row]) -> bool:
    """Any two days: those answered in each year."""
    for year in {row.answered.year for row in rows}:
        (line,) = answering.lines(Scope(organ), Span(dt.date(year, 1, 1), dt.date(year, 12, 31)), WHOLE)
        assert figures(line) == answered.told([row for row in rows if row.answered.year == year])[""], year
    return True


@pytest.mark.slow
def test_the_supported_and_the_labelled_file_come_in_as_they_are() -> None:
    organ, seen = brought("supported.csv")
    assert Message.objects.filter(matter__organ=organ).count() == seen.counts[Outcome.NEW] > 2500
    with real("supported.csv").open(encoding="utf-8-sig", newline="") as opened:
        theirs = {row["留言编号"]: int(row["点赞数"] or 0) for row in csv.DictReader(opened)}
    for number, supports in Message.objects.values_list("matter__number", "supports"):
        assert theirs[number] == supports
    labelled, seen = brought("labelled.csv")
    bad = [row for row in seen.rows if row.errors]
    assert len(bad) == 2 and all("重复" in "".join(row.errors) for row in bad), "one number stands there twice"
    mine = Message.objects.filter(matter__organ=labelled)
    assert not mine.filter(topic="").exists() and not mine.filter(topic_guessed=True).exists()
    assert Fact.objects.filter(organ=labelled, kind="hotline").count() == mine.count() == len(seen.rows) - 2
