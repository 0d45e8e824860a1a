"""The second factor of somebody who lost his telephone: taken off by the administrator, so that he can sign in again."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext as _

from yishi.doors.desk.people.access import administrator
from yishi.doors.desk.people.account_acts import Confirm, at_home
from yishi.doors.desk.people.accounts import account_of
from yishi.doors.desk.people.acting import Act, acts, sent
from yishi.doors.desk.people.recording import Note
from yishi.doors.parts.who import Request
from yishi.foundation.people.refusals import Refused


@acts(administrator)
def second_off(request: Request, pk: int) -> Act:
    """Taken off, with the recovery codes; he may switch it on anew."""
    found = account_of(request, pk)

    def do(data: dict[str, Any]) -> Note:
        at_home(request, found)
        gone, _kinds = Authenticator.objects.filter(user=found).delete()
        if not gone:
            raise Refused(_("%(name)s没有开启登录验证码。") % {"name": found.name})
        said = {"姓名": found.name, "用户名": found.username}
        return Note(step="account.second_off", told=_("已关闭%(name)s的登录验证码。") % {"name": found.name}, said=said)

    lead = _("%(name)s换了手机或丢了手机时用。请先确认是本人；关闭后凭密码登录，本人可以再开启。") % {
        "name": found.name
    }
    back = reverse("desk:people_account", args=[found.pk])
    return Act(Confirm(sent(request)), do, title=_("关闭登录验证码"), lead=lead, back=back, submit=_("关闭"))
