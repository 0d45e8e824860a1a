"""The frame around the gallery's pages."""

from __future__ import annotations

from django.http import HttpRequest

from yishi.doors.look.nav import NavGroup, NavItem, Shell, Tab


def shell(request: HttpRequest) -> dict[str, object]:
    """The frame of the gallery's pages, with its own parts as the navigation."""
    here = request.path
    base = here[: here.index("gallery/") + len("gallery/")]
    places = [
        NavItem("今天", base, 12, 3, here == base, "sun"),
        NavItem("收件箱", f"{base}parts/", 5, 0, here.endswith("parts/"), "inbox"),
    ]
    rooms = [
        NavItem("代表建议", f"{base}list/", 41, 3, here.endswith("list/"), "message-report"),
        NavItem("一件建议", f"{base}matter/", 0, 0, here.endswith("matter/"), "file-text"),
        NavItem("写答复", f"{base}form/", 2, 0, here.endswith("form/"), "pencil"),
        NavItem("空的列表", f"{base}empty/", 0, 0, here.endswith("empty/"), "box"),
    ]
    tabs = [
        Tab("待办", f"{base}pocket/", "checklist", 4, True),
        Tab("我的", f"{base}pocket/", "file-text"),
        Tab("履职", f"{base}pocket/", "calendar-event"),
        Tab("学习", f"{base}pocket/", "book"),
        Tab("我", f"{base}pocket/", "user"),
    ]
    frame = Shell(
        organ_name="青禾区人大常委会",
        home_url=base,
        door="办公",
        search_url=f"{base}list/",
        inbox_url=f"{base}parts/",
        inbox_count=5,
        account_name="赵示例",
        account_role="代表工委 · 经办",
        account_links=[NavItem("我的账号", base, icon="user"), NavItem("两步验证", base, icon="shield-lock")],
        logout_url=f"{base}login/",
        login_url=f"{base}login/",
    )
    nav = [NavGroup("办公", places), NavGroup("一年的事", rooms)]
    return {"shell": frame, "nav": nav, "tabs": tabs}
