"""Forms of what the office keeps beside the loops."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yishi.doors.parts.sheets import SheetField
from yishi.foundation import clock
from yishi.foundation.loops.inputs import LARGEST_KEY, CleanCharField
from yishi.foundation.people.models import Grouping, Organ, Session
from yishi.rooms.suggestions.lists import published
from yishi.rooms.suggestions.models import Bulletin, HandlingReport, Handover, Hint, Suggestion, Topic

LONGEST_KEY = len(str(LARGEST_KEY)) - 1
"""Digits."""
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OfOrgan(forms.ModelForm):
    """A form whose choices are the organ's own, and whose texts are such as a database keeps."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ = organ
        self.instance.organ = organ
        for name, field in self.fields.items():
            if type(field) is forms.CharField:
                made = CleanCharField(
                    label=field.label,
                    required=field.required,
                    max_length=field.max_length,
                    widget=field.widget,
                    help_text=field.help_text,
                )
                self.fields[name] = made
        self.choose()

    def choose(self) -> None:
        """Narrow the choices to the organ."""

    def clean(self) -> dict[str, Any]:
        """The organ is part of what must be unique."""
        cleaned: dict[str, Any] = super().clean() or {}
        self._validate_unique = True
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"organ"}  # type: ignore[misc]  # Django's own hook


class HandoverForm(OfOrgan):
    """A hand-over meeting."""

    class Meta:
        model = Handover
        fields = ("title", "day", "session", "place")
        widgets: ClassVar[dict[str, Any]] = {"day": DAY}

    def choose(self) -> None:
        """Sessions of this organ."""
        self.fields["session"].label = _("会议")
        self.fields["session"].queryset = Session.objects.filter(term__organ=self.organ).select_related("term")  # type: ignore[attr-defined]


class HintForm(OfOrgan):
    """A topic hint."""

    class Meta:
        model = Hint
        fields = ("title", "text", "topic", "from_unit", "published_on", "ended_on")
        widgets: ClassVar[dict[str, Any]] = {
            "published_on": DAY,
            "ended_on": DAY,
            "text": forms.Textarea(attrs={"rows": 5}),
        }

    def choose(self) -> None:
        """Topics and units of this organ; published today unless said otherwise."""
        for name, label in (("topic", _("类别")), ("from_unit", _("提供单位"))):
            self.fields[name].label = label
        self.fields["topic"].queryset = Topic.objects.filter(organ=self.organ)  # type: ignore[attr-defined]
        self.fields["from_unit"].queryset = self.organ.units.all()  # type: ignore[attr-defined]
        self.initial["published_on"] = self.initial.get("published_on") or clock.today()
        self.fields["ended_on"].help_text = _("到这一天起代表（委员）不再看到；不填为一直发布")

    def clean(self) -> dict[str, Any]:
        """Taken down after it was published."""
        data = super().clean()
        if data.get("published_on") and data.get("ended_on") and data["ended_on"] < data["published_on"]:
            self.add_error("ended_on", _("撤下日早于发布日，请核对。"))
        return data


class TopicForm(OfOrgan):
    """A topic, with the special committee that follows it."""

    class Meta:
        model = Topic
        fields = ("code", "name", "committee")

    def choose(self) -> None:
        """Special committees of this organ."""
        kinds = [Grouping.Kind.COMMITTEE, Grouping.Kind.WORKING]
        self.fields["committee"].label = _("对口专委会")
        self.fields["committee"].queryset = Grouping.objects.filter(organ=self.organ, kind__in=kinds)  # type: ignore[attr-defined]


class RowsField(forms.ModelMultipleChoiceField):
    """Rows by their keys; a number that no database has is no row."""

    def _check_values(self, value: Any) -> Any:
        for key in value:
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": str(key)[:20]}
                )
        return super()._check_values(value)  # type: ignore[misc]  # Django's own hook


class BulletinForm(OfOrgan):
    """An issue of the bulletin; its number is the next of the year."""

    class Meta:
        model = Bulletin
        fields = ("title", "day", "text", "suggestions")
        field_classes: ClassVar[dict[str, Any]] = {"suggestions": RowsField}
        widgets: ClassVar[dict[str, Any]] = {
            "day": DAY,
            "text": forms.Textarea(attrs={"rows": 16}),
            "suggestions": forms.SelectMultiple(attrs={"data-search": "1"}),
        }

    def choose(self) -> None:
        """What has been answered may be written about."""
        states = [Suggestion.State.ANSWERED, Suggestion.State.EVALUATED, Suggestion.State.CLOSED]
        rows = Suggestion.objects.filter(matter__organ=self.organ, matter__state__in=states) | published(self.organ)
        self.fields["suggestions"].label = _("写到的建议（提案）")
        self.fields["suggestions"].queryset = rows.select_related("matter").order_by("-pk")  # type: ignore[attr-defined]
        self.initial["day"] = self.initial.get("day") or clock.today()


ALL, UNPUBLISHED = Q(), Q(published_on=None)


class ReportForm(OfOrgan):
    """A report on handling that the standing committee heard."""

    class Meta:
        model = HandlingReport
        fields = ("year", "period", "part", "reported_on", "vote", "published_on")
        widgets: ClassVar[dict[str, Any]] = {"reported_on": DAY, "published_on": DAY}

    def choose(self) -> None:
        """This year's unless said otherwise."""
        self.fields["year"].initial = clock.today().year
        self.fields["year"].label = _("年度")

    def clean(self) -> dict[str, Any]:
        """Heard in its year or the next, not yet to come, and made public after it was heard."""
        data = super().clean()
        day, year, public = data.get("reported_on"), data.get("year"), data.get("published_on")
        if day and day > clock.today():
            self.add_error("reported_on", _("报告日不能晚于今天，请在报告后登记。"))
        if day and year and not year <= day.year <= year + 1:
            self.add_error("reported_on", _("报告日应在报告年度或者下一年，请核对年度。"))
        if day and public and public < day:
            self.add_error("published_on", _("公开日不能早于报告日。"))
        return data


class YearForm(forms.Form):
    """Which year a page is about."""

    year = forms.IntegerField(label=_("年份"), min_value=1954, max_value=2100)

    def clean_year(self) -> int:
        """Not one that has not begun."""
        year: int = self.cleaned_data["year"]
        if year > clock.today().year:
            raise ValidationError(_("这一年还没有开始。"))
        return year


def year_asked(data: Any) -> int:
    """The year of the query, or this one."""
    form = YearForm(data)
    return form.cleaned_data["year"] if form.is_valid() else clock.today().year


def years(asked: int) -> list[int]:
    """The years a page offers: this one and three before, and the one asked for."""
    this = clock.today().year
    return sorted({asked, *range(this - 3, this + 1)}, reverse=True)


class UploadForm(forms.Form):
    """A spreadsheet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = SheetField(hint=gettext("先预览，确认后才导入"))
