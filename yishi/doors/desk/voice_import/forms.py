"""What is chosen with a file of messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.parts.sheets import SheetField
from yishi.rooms.voice.imports import LIMITS
from yishi.rooms.voice.models import Message


class FileForm(forms.Form):
    """The file, the channel of rows that name none, and whether what is missing is guessed."""

    channel = forms.ChoiceField(
        label=lazy("渠道"), choices=Message.Channel.choices, initial=Message.Channel.HOTLINE, required=False,
        help_text=lazy("文件里没有写渠道的行，算这个渠道"),
    )  # fmt: skip
    guess = forms.BooleanField(
        label=lazy("类别、单位按文字推测"), required=False,
        help_text=lazy("没有类别的按文字推测类别，导入后标明“推测”；没有办理单位、已经答复的，按答复里先提到的单位推测。文件里写明的不变"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = SheetField(
            megabytes=LIMITS.megabytes, hint=_("最多 %(rows)d 行，热线导出的文件可以直接上传") % {"rows": LIMITS.rows}
        )
        self.order_fields(["file", "channel", "guess"])

    def clean_channel(self) -> str:
        """The hotline where nothing was chosen."""
        return str(self.cleaned_data["channel"] or Message.Channel.HOTLINE)
