"""Lists of the gallery: full, empty, nothing found, and the preview of a bulk action."""

from __future__ import annotations

import datetime as dt

from django.http import QueryDict

from yishi.doors.look.gallery import forms, samples
from yishi.doors.look.states import State
from yishi.doors.look.tables import (
    BulkAction,
    BulkPreview,
    Cell,
    CellValue,
    Column,
    Empty,
    Export,
    PageLink,
    Pager,
    PreviewRow,
    Row,
    Search,
    Table,
    View,
    Word,
)
from yishi.foundation import clock

EMPTY = Empty(
    "还没有代表建议",
    "代表在手机上提交或由您登记后，建议会出现在这里，并显示各自的期限。",
    "../form/",
    "登记第一件建议",
)


def _columns(chosen: list[str], order: str) -> list[Column]:
    way = "desc" if order.startswith("-") else "asc"
    named = order.lstrip("-")

    def column(key: str, label: str, sortable: bool = False, on: bool = True, **more: bool) -> Column:
        shown = key in chosen or bool(more.get("primary")) if chosen else on
        turned = f"?sort=-{key}" if named == key and way == "asc" else f"?sort={key}"
        return Column(
            key,
            label,
            sortable=sortable,
            default_on=on,
            shown=shown,
            sort_url=turned if sortable else "",
            sorted=way if named == key else "",  # type: ignore[arg-type]  # a str of two known values
            **more,
        )

    return [
        column("number", "编号", True),
        column("title", "标题", primary=True),
        column("state", "状态"),
        column("unit", "主办单位"),
        column("due", "最迟答复", True),
        column("signers", "联名", True, numeric=True),
        column("topic", "类别", on=False),
    ]


def _rows() -> list[Row]:
    today = clock.today()
    kinds = [*samples.STATES, State("办理中", "on-time"), State("等代表评价", "waiting")]
    rows = []
    for n, state in enumerate(kinds, 1):
        title = samples.LONG if n % 3 else samples.SHORT
        cells: dict[str, CellValue] = {
            "number": f"{n:04d}",
            "title": Cell(title, "孙举例 等 7 人 · 会议期间"),
            "unit": Cell("示例区住房城乡建委" if n % 2 else "示例区交通运输局", "会办 2 家" if n % 2 else ""),
            "due": Cell(today + dt.timedelta(days=n * 60 - 63), provisional=n > 6),
            "signers": n * n,
            "topic": "城建交通",
        }
        rows.append(Row("../matter/", cells, state, str(n), f"第 {n:04d} 号"))
    return rows


def full(sent: QueryDict) -> Table:
    """Everything a list can show at once."""
    views = [
        View("要我办的", "?view=mine", 12, sent.get("view", "mine") == "mine"),
        View("已超期", "?view=late", 3, sent.get("view") == "late", late=True),
        View("本周到期", "?view=week", 11, sent.get("view") == "week"),
        View("等评价", "?view=rate", 0, sent.get("view") == "rate"),
        View("全部", "?view=all", 1268, sent.get("view") == "all"),
    ]
    links = [
        PageLink(1, "?page=1", True),
        PageLink(2, "?page=2"),
        PageLink(3, "?page=3"),
        PageLink(),
        PageLink(26, "?page=26"),
    ]
    return Table(
        id="suggestions",
        counted="pieces",
        caption="代表建议，要我办的",
        url="../list/",
        columns=_columns(sent.getlist("col"), sent.get("sort", "due")),
        rows=_rows(),
        empty=EMPTY,
        pager=Pager(1, 8, 1268, "", "?page=2", links),
        views=views,
        words=[Word("届次：第十九届第五次会议", "?"), Word("主办单位：示例区住房和城乡建设委员会", "?")],
        clear_url="?",
        filter_url="?filters=1",
        filter_form=forms.Filters() if sent.get("filters") else None,
        search=Search(sent.get("q", ""), "编号、标题、代表"),
        keep=[("view", sent.get("view", "mine"))],
        bulk=[BulkAction("assign", "交办", True), BulkAction("urge", "催办"), BulkAction("merge", "合并")],
        bulk_url="../preview/",
        exports=[
            Export("Excel 表（.xlsx）", "?export=xlsx"),
            Export("Word 交办清单（.docx）", "?export=docx"),
        ],
    )


def empty() -> Table:
    """A list with nothing in it yet."""
    return Table("nothing", "代表建议", "../list/", [], [], EMPTY, choose_columns=False)


def nothing_found() -> Table:
    """A list whose filters leave nothing."""
    words = [Word("标题含“磁悬浮”", "?")]
    search = Search("磁悬浮", "编号、标题、代表")
    return Table(
        "none",
        "代表建议",
        "../list/",
        [],
        [],
        EMPTY,
        words=words,
        clear_url="?",
        search=search,
        choose_columns=False,
    )


def preview() -> BulkPreview:
    """A bulk action half of which cannot go."""
    goes = [
        PreviewRow(f"第 {n:04d} 号 {samples.LONG}", "", "交办给示例区交通运输局，最迟 6月12日 周四 答复")
        for n in (3, 7)
    ]
    refused = [
        PreviewRow(
            f"第 0005 号 {samples.SHORT}",
            "",
            reason="已由政府办公室交办，不能再交办一次。要换单位请提出改派。",
        )
    ]
    return BulkPreview(
        title="交办 6 件建议",
        sentence="确认后 5 件会交办并开始计时，1 件跳过。现在还什么都没有改动。",
        url="../preview/",
        confirm_label="交办这 5 件",
        goes=goes,
        refused=refused,
        sent=[("row", "3:2"), ("row", "7:1")],
        form=forms.Assign(),
        back_url="../list/",
        more=3,
    )
