"""What a message outside the house says: that something waits, of what kind, and where to sign in. No
content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from yishi.foundation.outbox.models import Notice

MOST_TITLES = 20


@dataclass(frozen=True)
class Letter:
    """One message by mail or a bridge."""

    subject: str
    body: str


def compose(notices: Sequence[Notice], *, to_group: bool) -> Letter:
    """One letter for all of them, in the language in force. Numbers and titles are added only to personal
    letters, and only where the installation allows it (YISHI_MAIL_SHOWS_TITLES)."""
    count = len(notices)
    kinds = _kinds(notices)
    if to_group:
        line = _("有 %(count)d 件事项待办理：%(kinds)s")
    else:
        line = _("您有 %(count)d 件事项待办理：%(kinds)s")
    subject = line % {"count": count, "kinds": kinds}
    paragraphs = [_("%(parts)s。") % {"parts": subject}]
    if not to_group and getattr(settings, "YISHI_MAIL_SHOWS_TITLES", False):
        paragraphs.append("\n".join(_titles(notices)))
    paragraphs.append(_("请登录查看：%(link)s") % {"link": settings.BASE_URL})
    return Letter(f"{_subject_mark(notices)}{subject}", "\n\n".join(filter(None, paragraphs)))


def _kinds(notices: Sequence[Notice]) -> str:
    counted = Counter(notice.subject or _("新消息") for notice in notices)
    if len(counted) == 1:
        return next(iter(counted))
    return _("，").join(_("%(kind)s %(count)d 件") % {"kind": kind, "count": n} for kind, n in counted.most_common())


def _subject_mark(notices: Sequence[Notice]) -> str:
    return _("【紧急】") if any(notice.urgent for notice in notices) else ""


def _titles(notices: Sequence[Notice]) -> list[str]:
    matters = {notice.matter_id: notice.matter for notice in notices if notice.matter}
    shown = [str(matter) for matter in list(matters.values())[:MOST_TITLES]]
    left = len(matters) - len(shown)
    return [*shown, *([_("另有 %(count)d 件") % {"count": left}] if left else [])]
