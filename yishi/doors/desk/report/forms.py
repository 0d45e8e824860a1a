"""Forms of the report: what it is on, its head, a paragraph, a chapter, a sum, a draft to check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from yishi.doors.desk.people.fields import DayField
from yishi.doors.desk.people.fields import line as text_line
from yishi.doors.desk.people.fields import lines as text_lines
from yishi.doors.desk.work.forms import YearForm
from yishi.foundation import clock
from yishi.readings.report.drafts import LONGEST
from yishi.readings.report.models import Report

LEVELS = [(0, lazy("正文")), (1, lazy("二级标题（一）")), (2, lazy("三级标题 1.")), (3, lazy("四级标题（1）"))]


class BeginForm(YearForm):
    """A new report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.fields["span"] = forms.ChoiceField(label=_("范围"), choices=Report.Span.choices, initial=Report.Span.YEAR)
        self.fields["tree"] = forms.BooleanField(
            label=_("含所属各级机关"), required=False, help_text=_("数字按本机关和所属各级一起算，联合主办的只计一次")
        )


class HeadForm(forms.Form):
    """Title, subtitle, and as of which day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = text_line(_("标题"), 120)
        self.fields["subtitle"] = text_line(_("副标题"), 120, required=False)
        self.fields["until"] = DayField(
            label=_("数据截至"), required=False, future=False, help_text=_("不填的，期间结束前算到今天")
        )


class TextForm(forms.Form):
    """A paragraph's text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help = _("指标写在双方括号里，如 [[执法检查]]、[[执法检查|比上年]]；在下面找到后点一下就能插入")
        self.fields["text"] = text_lines(_("正文"), LONGEST, 10, help_text=help)


class AddForm(TextForm):
    """A new paragraph."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"] = forms.TypedChoiceField(
            label=_("写成"), choices=LEVELS, coerce=int, required=False, empty_value=None, initial=0
        )


class ChapterForm(forms.Form):
    """A chapter's heading."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = text_line(_("章节标题"), 80)


class FormulaForm(forms.Form):
    """A sum or rate that must hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help = _("如 [[总数]] = [[分项]] + [[分项]]，或者 [[比率]] = [[部分]] / [[总数]]")
        self.fields["formula"] = text_line(_("等式"), 600, help_text=help)


class WhyForm(forms.Form):
    """Why a final report is taken up again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = text_lines(_("理由"), 400, 3)


class NothingForm(forms.Form):
    """Nothing but the button."""
