"""The field by which a spreadsheet is sent. What stands in it the preview says; here only that it is one file, with
something in it, no larger than what is read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yishi.foundation.sheets.limits import MEGABYTE, Limits


class SheetField(forms.FileField):
    """A spreadsheet of at most `megabytes`; its limits stand before what `hint` adds."""

    def __init__(self, *, hint: Any = "", megabytes: int = Limits().megabytes, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("文件"))
        super().__init__(max_length=255, **kwargs)
        self.megabytes = megabytes
        self.help_text = _(".xlsx、.xls 或 .csv，最大 %(most)d MB") % {"most": megabytes} + (
            f"。{hint}" if hint else ""
        )
        self.widget.attrs["accept"] = ".xlsx,.xls,.csv"
        self.error_messages["empty"] = _("文件是空的（0 字节），请重新导出后再上传。")
        self.error_messages["max_length"] = _("文件名太长，请改短后再上传。")

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what would not be read anyway, before it is kept."""
        file = super().clean(data, initial)
        if file.size > self.megabytes * MEGABYTE:
            raise forms.ValidationError(
                _("文件超过 %(most)d MB，请拆分后再导入。") % {"most": self.megabytes}, code="size"
            )
        return file
