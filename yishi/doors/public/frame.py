"""What stands around the public's pages: whose they are, and their few places."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.look.nav import NavGroup, NavItem, Shell
from yishi.doors.public.organs import words_of
from yishi.foundation.people.models import Organ


def frame(request: HttpRequest) -> dict[str, Any]:
    """`shell` and `nav` of the organ that the page belongs to; no queries."""
    organ: Organ | None = getattr(request, "public_organ", None)
    login = reverse("start" if request.user.is_authenticated else "account_login")
    if organ is None:
        return {"shell": Shell(_("议事公开"), home_url=reverse("public:home"), login_url=login), "nav": []}
    words = words_of(organ)
    home = reverse("public:organ", args=[organ.code])
    places = [
        (_("首页"), home),
        (_("说句话"), reverse("public:say", args=[organ.code])),
        (_("查进展"), reverse("public:look_up")),
        (_("%(matter)s办得怎么样") % {"matter": words.matter}, reverse("public:of_organ", args=[organ.code])),
        (_("答复"), reverse("public:answers", args=[organ.code])),
        (_("找%(maker)s") % {"maker": words.maker}, reverse("public:deputies", args=[organ.code])),
        (_("找站点"), reverse("public:stations", args=[organ.code])),
    ]
    items = [NavItem(label, url, current=request.path == url) for label, url in places]
    return {"shell": Shell(organ.short, home_url=home, login_url=login), "nav": [NavGroup("", items)], "words": words}
