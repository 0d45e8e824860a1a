"""Chapters of the report on handling: sentences and tables made of figures, none of them typed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from yishi.foundation.facts.models import Fact
from yishi.foundation.papers.forms import Chapter, Table
from yishi.rooms.suggestions.figures import LINE
from yishi.rooms.suggestions.loop import given
from yishi.rooms.suggestions.models import Handling, Suggestion
from yishi.rooms.suggestions.papers.names import words_of
from yishi.rooms.suggestions.papers.reporters import OfReporter, OfUnit, Reporter
from yishi.rooms.suggestions.shown import Figure, percent
from yishi.rooms.suggestions.stock import checks_by_phase, stock
from yishi.rooms.suggestions.tallies import Tally


def share(part: int, whole: int) -> str:
    """50%, or that there was nothing to count."""
    found = percent(part, whole)
    return "—" if found is None else f"{found:g}%"


def changed(figure: Figure) -> str:
    """Against the same days of the year before."""
    if not figure.change:
        return ""
    word, points = ("增加" if figure.change > 0 else "减少"), "个百分点" if figure.unit == "%" else figure.unit
    return f"（比上年同期{word}{abs(figure.change):g}{points}）"


def overall(tally: Tally) -> Chapter:
    """一、总体情况: what came in and what became of it."""
    words, n = words_of(tally.reader.organ), {id: tally.count(id) for id in _OVERALL}
    grounds = "；".join(f"{row.name}{row.figure.value}件" for row in tally.by_ground())
    on_time, solved = tally.on_time(), tally.solved()
    received = (
        f"共收到{words.maker}{words.matter}{n['received'].value}件{changed(n['received'])}，其中大会期间{n['session'].value}件、"
        f"闭会期间{n['between'].value}件；{n['filed'].name}{n['filed'].value}件，并案{n['merged'].value}件，撤回{n['withdrawn'].value}件，"
        f"不作为{words.matter}办理{n['turned_away'].value}件" + (f"（{grounds}）。" if grounds else "。")
    ) + _lineage(tally, words.matter)
    handled = (
        f"交办{n['handed'].value}件（承办{n['parts'].value}件次），答复{n['answered'].value}件（{n['answers'].value}件次）。"
        f"有答复期限的{_of(on_time, 1)}件次中，按期答复{_of(on_time, 0)}件次，逾期{n['late'].value}件次，按期答复率{_shown(on_time)}"
        f"{changed(on_time)}。已答复的{_of(solved, 1)}件中，问题已经解决或者采纳的{_of(solved, 0)}件，解决率{_shown(solved)}{changed(solved)}。"
    )  # fmt: skip
    return Chapter(title="总体情况", parts=[received, handled, *_tables(tally)])


def _lineage(tally: Tally, matter: str) -> str:
    """From where they came, and what came over from the year before; nothing is said of what did not occur."""
    n = {id: int(tally.count(id).value or 0) for id in ("from_motion", "from_messages", "split", "carried")}
    said = ""
    if n["from_motion"] or n["from_messages"]:
        said += f"收到的{matter}中，议案转来{n['from_motion']}件、群众意见转来{n['from_messages']}件。"
    if n["split"]:
        said += f"含有多个事项、予以分案的原件{n['split']}件，收到数按分成的各件计。"
    open_ones, promised = stock(tally)
    if n["carried"] or open_ones or promised:
        said += f"上年转入{n['carried']}件；以前年度转入、期末仍在办理的{open_ones}件，仍在落实的承诺{promised}项。"
    return said


_OVERALL = (
    "received", "session", "between", "filed", "merged", "withdrawn", "turned_away", "handed", "parts", "answered", "answers", "late",
)  # fmt: skip


def _of(figure: Figure, at: int) -> int:
    return figure.parts[at] if figure.parts else 0


def _shown(figure: Figure) -> str:
    return "—" if figure.value is None else f"{figure.value:g}%"


def _tables(tally: Tally) -> list[Table]:
    topics = [(row.name, str(row.figure.value), f"{row.figure.change or 0:+d}") for row in tally.by_topic("received")]
    classes = [(row.name, str(row.figure.value)) for row in tally.by_class()]
    made = []
    if topics:
        made.append(
            Table(caption="按类别", columns=("类别", "收到（件）", "比上年同期"), rows=topics, widths=(3, 1, 1))
        )
    if classes:
        made.append(Table(caption="答复分类", columns=("答复类别", "件次"), rows=classes, widths=(3, 1)))
    return made


def handled(tally: Tally, reporter: Reporter, part: OfReporter) -> Chapter:
    """One reporter's units: what they got, what they answered and how."""
    if not part.units:
        return Chapter(title=reporter.name, parts=["本年没有交办件。"])
    labels = {row.code: row.label for row in given.classes(tally.pack)}
    classes = "，".join(f"{labels.get(code, code)}{n}件次" for code, n in part.classes().most_common())
    in_time = part.total("on_time")
    said = (
        f"承办{part.matters}件（{part.total('parts')}件次），答复{part.total('answers')}件次，按期{in_time}件次，逾期{part.total('late')}件次，"
        f"按期答复率{share(in_time, in_time + part.total('late'))}。" + (f"其中：{classes}。" if classes else "")
    )  # fmt: skip
    columns = ("承办单位", "承办", "答复", "按期", "逾期", "承诺", "兑现")
    return Chapter(
        title=reporter.name,
        parts=[said, Table(columns=columns, rows=_by_unit(part.units), widths=(3, 1, 1, 1, 1, 1, 1))],
    )


def _by_unit(units: Sequence[OfUnit]) -> list[tuple[str, ...]]:
    columns = ("parts", "answers", "on_time", "late", "promised", "promise_kept")
    return [(str(row.unit), *(str(row.counts[id]) for id in columns)) for row in units]


def evaluation(tally: Tally) -> Chapter:
    """评价: each question's rate with its parts, the solved share, and what was never evaluated (CQ 29)."""
    words, parts, note = words_of(tally.reader.organ), [], ""
    for figure in tally.satisfaction():
        note = note or figure.note
        if figure.value is None:
            parts.append(f"{figure.name}：可以汇总的评价不足，本次不列。")
            continue
        grades = "、".join(f"{label}{n}件次" for label, n in figure.detail)
        parts.append(
            f"{figure.name}{figure.value:g}%（{_of(figure, 0)}/{_of(figure, 1)}，其中{grades}）{changed(figure)}。"
        )
    solved = tally.solved()
    parts.append(f"解决率{_shown(solved)}（{_of(solved, 0)}/{_of(solved, 1)}）。")
    missing = tally.count("unevaluated").value
    parts.append(f"经催促仍未反馈评价的{missing}件次，不纳入满意率统计，在此单独列出。")
    if note:
        parts.append(f"说明：{note}")
    return Chapter(title=f"{words.maker}评价情况", parts=parts)


def promises(tally: Tally, year: int, sides: Sequence[str] | None) -> Chapter:
    """承诺事项: what was promised this year and last, and what has become of it (CQ 34)."""
    said = []
    for made_in, word in ((year, "本年"), (year - 1, "上一年")):
        made, kept, failed = _fate(tally, made_in, sides)
        said.append(
            f"{word}（{made_in}年）答复中作出承诺{made}项，已兑现{kept}项，确认不能落实{failed}项，正在落实{made - kept - failed}项，"
            f"兑现率{share(kept, made)}。"
        )  # fmt: skip
    return Chapter(title="承诺事项落实情况", parts=said)


def _fate(tally: Tally, year: int, sides: Sequence[str] | None) -> tuple[int, int, int]:
    """Promised in that year, and of those kept and failed by the end of the report's days."""
    found = Fact.objects.filter(organ=tally.reader.organ, line=LINE, day__lte=tally.until)
    if sides is not None:
        found = found.filter(unit__side__in=sides)
    made = set(found.filter(kind="promised", day__year=year).values_list("key", flat=True))
    ends = found.filter(kind__in=("promise_kept", "promise_failed")).values_list("kind", "key")
    fates = [kind for kind, key in ends if f"promised/{key.rsplit('/', 1)[-1]}" in made]
    return len(made), fates.count("promise_kept"), fates.count("promise_failed")


def supervision(tally: Tally) -> Chapter:
    """督办与公开: key ones, the supervision log, publication, good ones."""
    n = {id: tally.count(id).value for id in _SUPERVISION}
    words, checks = words_of(tally.reader.organ), checks_by_phase(tally)
    said = (
        f"列为重点督办{n['key']}件，开展督办活动{n['oversight']}次（其中督办会{n['meetings']}次、现场办理{n['on_site']}次、"
        f"电视问政{n['television']}次；督办员抽查{n['checks']}次：办理前{checks['before']}次、办理中{checks['during']}次、"
        f"答复后{checks['after']}次）、回头看{n['look_back']}次；公开{words.matter}及答复{n['published']}件，"
        f"登记理由不公开{n['withheld']}件；评为优秀{words.matter}{n['good']}件、优秀办理件{n['good_handling']}件次。"
        f"本级{words.maker}在上级提出{n['higher']}件。"
    )
    parts: list[str | Table | Chapter] = [said]
    if rows := _key_ones(tally):
        columns = ("编号", words.title_label, "领办领导", "督办领导", "办理状态")
        parts.append(Table(caption="重点督办件", columns=columns, rows=rows, widths=(1.4, 4, 1.4, 1.4, 1.2)))
    if rows := _good_ones(tally):
        named = ("编号", words.title_label, "承办单位", "评选理由")
        parts.append(Table(caption="优秀办理件", columns=named, rows=rows, widths=(1.2, 3, 1.6, 3.4)))
    return Chapter(title="督办和公开情况", parts=parts)


_SUPERVISION = (
    "key", "oversight", "meetings", "on_site", "television", "checks", "look_back", "published", "withheld", "good",
    "good_handling", "higher",
)  # fmt: skip


def _good_ones(tally: Tally) -> list[tuple[str, ...]]:
    keys = [int(key.rsplit("/", 1)[1]) for key in tally.facts_of("good_handling").values_list("key", flat=True)]
    found = Handling.objects.filter(pk__in=keys).select_related("matter", "unit", "suggestion__matter")
    return [
        (h.suggestion.matter.number, h.matter.title, str(h.unit), h.good_why)
        for h in found.order_by("suggestion__matter__number", "pk")
    ]


def _key_ones(tally: Tally) -> list[tuple[str, ...]]:
    keys = tally.facts_of("key").values("matter")
    found = Suggestion.objects.filter(Q(pk__in=keys)).select_related("matter").order_by("matter__number")
    return [
        (
            s.matter.number,
            s.matter.title,
            s.key_handled_by,
            s.key_supervised_by,
            str(Suggestion.State(s.matter.state).label),
        )
        for s in found
    ]
