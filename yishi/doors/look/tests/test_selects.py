"""Lists of choices look as Django's own templates draw them."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from yishi.doors.look.selects import Renderer

CHOICES = [("", "---------"), ("1", "“甲”<b>&局"), (2, mark_safe("<i>乙</i>")), ("组", [("3", "丙"), (None, "丁")])]


class Form(forms.Form):
    one = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs={"class": 'a"b', "data-x": 0}))
    several = forms.MultipleChoiceField(choices=CHOICES, required=False)
    unknown = forms.NullBooleanField(disabled=True)


@pytest.mark.parametrize("data", [None, {}, {"one": "2", "several": ["1", "3"], "unknown": "true"}, {"one": "<x>"}])
@pytest.mark.parametrize("name", ["one", "several", "unknown"])
def test_the_same_elements(data, name):
    theirs, ours = (str(Form(data, renderer=renderer)[name]) for renderer in (TemplatesSetting(), Renderer()))
    assert parse_html(ours) == parse_html(theirs)
