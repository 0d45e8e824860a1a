"""简报, filled from its row."""

from __future__ import annotations

from yishi.foundation import language
from yishi.foundation.papers import PaperRefused
from yishi.foundation.papers import forms as paper
from yishi.foundation.people.models import Organ
from yishi.rooms.suggestions.models import Bulletin
from yishi.rooms.suggestions.papers.names import maker_of, words_of

MASTHEAD = {Organ.Profile.NPC: "代表建议办理工作简报", Organ.Profile.CPPCC: "提案办理工作简报"}


@language.in_that_of_records(PaperRefused)
def bulletin(
    row: Bulletin, *, report_to: tuple[str, ...] = (), send_to: tuple[str, ...] = (), issue_to: tuple[str, ...] = ()
) -> bytes:
    """The issue as a Word file: its own text, then the suggestions it speaks of with who put them forward and
    who handles them. `report_to`, `send_to`, `issue_to` are the 报, 送, 发 of the imprint."""
    organ = row.organ
    items = [paper.BulletinItem(title=row.title, text=row.text)]
    if spoken := _suggestions(row):
        items.append(paper.BulletinItem(title=f"本期所涉{words_of(organ).matter}", text=spoken))
    return paper.bulletin(
        paper.Bulletin(
            masthead=MASTHEAD[Organ.Profile(organ.profile)], issue=row.number, issuer=organ.name, day=row.day, items=items,
            report_to=report_to, send_to=send_to, issue_to=issue_to,
        )
    )  # fmt: skip


def _suggestions(row: Bulletin) -> str:
    found = row.suggestions.select_related("matter", "lead__person", "grouping").prefetch_related("handlings__unit")
    lines = []
    for s in found.order_by("matter__number"):
        units = "、".join(str(part.unit) for part in s.handlings.all() if not part.superseded and part.answers)
        handled = f"，{units}承办" if units else ""
        lines.append(f"第{s.matter.number}号《{s.matter.title}》（{maker_of(s)}提出{handled}）")
    return "\n".join(lines)
