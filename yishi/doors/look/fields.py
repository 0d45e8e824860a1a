"""How a form's field is drawn: label, control, help and error tied together for eyes and screen readers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

_CONTROL = "form-control"
_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.CheckboxSelectMultiple, "form-check-input"),
    (forms.Select, "form-select"),
)
_DATE = "date"
BLANK = "---------"
"""What Django calls choosing nothing."""
TOLD = 5_000
"""Characters up to which a limit is worth telling while one writes."""


def is_group(bound: BoundField) -> bool:
    """Whether the field is several controls, which need a legend instead of a label."""
    return isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


def is_check(bound: BoundField) -> bool:
    """Whether the field is one box, whose label stands behind it."""
    return isinstance(bound.field.widget, forms.CheckboxInput)


def css_class(bound: BoundField) -> str:
    """The Tabler class of the field's control."""
    widget = bound.field.widget
    found = next((name for kind, name in _CLASSES if isinstance(widget, kind)), _CONTROL)
    own = str(widget.attrs.get("class", ""))
    return " ".join(filter(None, (own, found, "is-invalid" if bound.errors else "")))


def described_by(bound: BoundField) -> str:
    """The ids of help and error, in the order they are read; empty when there is neither."""
    ids = [f"{bound.auto_id}_help"] if bound.help_text else []
    return " ".join([*ids, f"{bound.auto_id}_wrong"] if bound.errors else ids)


def attributes(bound: BoundField) -> dict[str, Any]:
    """What is added to the control's own attributes."""
    widget = bound.field.widget
    added: dict[str, Any] = {"class": css_class(bound)}
    if described := described_by(bound):
        added["aria-describedby"] = described
    if bound.errors:
        added["aria-invalid"] = "true"
    if isinstance(widget, forms.DateInput) and widget.format is None:
        widget.input_type, widget.format = _DATE, "%Y-%m-%d"
    if str(widget.attrs.get("placeholder", "")) == str(bound.label):
        del widget.attrs["placeholder"]  # it says what the label says already
    if isinstance(widget, forms.Textarea):
        added.setdefault("data-grow", "")
    return added


def control(bound: BoundField) -> str:
    """The control as HTML (groups are drawn choice by choice in the template)."""
    html = str(bound.as_widget(attrs=attributes(bound)))
    nothing = _("请选择") if bound.field.required else _("不选")
    return mark_safe(html.replace(f">{BLANK}</option>", f">{escape(nothing)}</option>"))  # the widget escaped the rest


def choices(bound: BoundField) -> list[dict[str, Any]]:
    """Each choice of a group: id, label, value, and whether it is chosen; grouped choices flattened."""
    found = []
    for box in bound.subwidgets:
        data = box.data
        found.append(
            {
                "id": data["attrs"].get("id", ""),
                "label": data["label"],
                "value": data["value"],
                "type": data["type"],
                "checked": bool(data["selected"]),
                "disabled": bool(data["attrs"].get("disabled")),
            }
        )
    return found


def sentences(bound: BoundField) -> list[str]:
    """What is wrong with the field and what to do; Django's bare "required" says which field to fill."""
    told = []
    for error in bound.errors.as_data():
        default = forms.Field.default_error_messages["required"]
        if error.code == "required" and error.message == default:
            picks = isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
            words = _("请选择%(label)s。") if picks else _("请填写%(label)s。")
            told.append(words % {"label": bound.label})
        elif error.code == "invalid_choice":
            told.append(_("请从列表里重新选择，原来选的已经不能用。"))
        else:
            told.extend(error.messages)
    return told


def limit(bound: BoundField) -> int:
    """The most characters that a long text may have; 0 when it is short, free, or so long that nobody reaches it."""
    length = getattr(bound.field, "max_length", None)
    return int(length) if length and length <= TOLD and isinstance(bound.field.widget, forms.Textarea) else 0
