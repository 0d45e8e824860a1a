"""Looking up (查进展) by the code that was read out or written down, and the last four digits of the phone."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from yishi.doors.look.responses import form_page
from yishi.doors.parts.who import Request
from yishi.doors.public import organs
from yishi.doors.public.voice import way
from yishi.doors.public.voice.guard import later, private, tried, when
from yishi.foundation import codes
from yishi.foundation.loops.inputs import CleanCharField
from yishi.rooms.voice import counting
from yishi.rooms.voice.models import Sender

TAIL = 4


class LookUp(forms.Form):
    """The two things that he knows."""

    code = CleanCharField(
        label=lazy("查询码"), max_length=40, one_line=True, help_text=lazy("留言送出后给您的十位字母和数字，大小写都可以"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip
    tail = CleanCharField(
        label=lazy("电话后四位"), max_length=12, one_line=True, help_text=lazy("留言时留的电话"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Ten characters, however they were written."""
        found = codes.plain_code(self.cleaned_data["code"])
        if len(found) != codes.LONG:
            raise forms.ValidationError(_("查询码是十位字母和数字，请核对。"))
        return found

    def clean_tail(self) -> str:
        """Four digits."""
        found = unicodedata.normalize("NFKC", self.cleaned_data["tail"]).replace(" ", "")
        if not (len(found) == TAIL and found.isascii() and found.isdigit()):
            raise forms.ValidationError(_("请填四位数字。"))
        return found


@require_http_methods(["GET", "HEAD", "POST"])
@private
def look_up(request: Request) -> HttpResponse:
    """The form; both right, on to the message. A wrong code and wrong digits get the same answer after the same work."""
    organs.enter_only(request)
    form = LookUp(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, wrong=request.method == "POST")
    if left := tried(request, counting.LOOKED_UP):
        form.add_error(None, _("您查得太频繁了。请%(when)s再查，或者直接打开收到的链接。") % {"when": when(left)})
        return later(_page(request, form, wrong=True), left)
    code = form.cleaned_data["code"]
    if left := counting.count(counting.OF_CODE, code):
        said = {"when": when(left)}
        form.add_error(
            None, _("这个查询码已经错了五次，为保护留言人暂时锁住。请%(when)s再查，或者直接打开收到的链接。") % said
        )
        return later(_page(request, form, wrong=True), left)
    sender = _right(code, form.cleaned_data["tail"])
    if sender is None:
        form.add_error(None, _("查询码或者电话后四位不对，请核对后再查。连续错五次，这个查询码会锁住一天。"))
        return _page(request, form, wrong=True)
    counting.forgive(counting.OF_CODE, code)
    way.remember(request, sender)
    return redirect("public:mine")


def _right(code: str, tail: str) -> Sender | None:
    key = codes.digest("code", code)
    sender = Sender.objects.filter(code=key).first()
    known = sender.tail if sender else ""
    right = constant_time_compare(known, codes.digest("tail", f"{key}{tail}"))
    return sender if right else None


@require_POST
@private
def leave(request: Request) -> HttpResponse:
    """Close what was looked up: the next one at this machine sees nothing of it."""
    way.forget(request)
    return redirect("public:look_up")


def _page(request: Request, form: forms.Form, *, wrong: bool) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    return form_page(request, "public/voice/look_up.html", context, wrong=wrong)
