"""Forms of the gallery: each kind of field, filled, empty and wrong."""

from __future__ import annotations

from django import forms

UNITS = [
    ("", "请选择单位"),
    ("1", "示例区住房和城乡建设委员会"),
    ("2", "示例区交通运输局"),
    ("3", "示例区财政局"),
]
CLASSES = [
    ("A", "A 已经解决或采纳"),
    ("B", "B 正在解决，有计划和期限"),
    ("C", "C 因条件限制暂时不能解决，要说明原因"),
    ("D", "D 需要向上级反映"),
]
VERDICTS = [("3", "满意"), ("2", "基本满意"), ("1", "不满意")]


class Answer(forms.Form):
    """An answer with each kind of control."""

    title = forms.CharField(label="答复标题", max_length=120)
    unit = forms.ChoiceField(label="主办单位", choices=UNITS)
    kind = forms.ChoiceField(label="答复类别", choices=CLASSES, widget=forms.RadioSelect)
    body = forms.CharField(
        label="答复正文",
        help_text="先写办理结果，再写理由和下一步。代表会在手机上看到全文。",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    promised = forms.DateField(
        label="承诺完成的日子", required=False, widget=forms.DateInput, help_text="选了 B 类就要填。"
    )
    letter = forms.FileField(label="盖章的答复函", required=False, help_text="PDF 或 Word，不超过 20 MB。")
    helpers = forms.MultipleChoiceField(
        label="会办单位", choices=UNITS[1:], required=False, widget=forms.CheckboxSelectMultiple
    )
    open_to_all = forms.BooleanField(label="可以向社会公开", required=False, help_text="不公开的要写明理由。")


class Evaluation(forms.Form):
    """Two questions with big buttons, as on the phone."""

    attitude = forms.ChoiceField(label="对办理态度", choices=VERDICTS, widget=forms.RadioSelect)
    result = forms.ChoiceField(label="对办理结果", choices=VERDICTS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="具体意见",
        required=False,
        help_text="不满意的要写。",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class Return(forms.Form):
    """A small form for the panel."""

    reason = forms.CharField(
        label="退回理由",
        help_text="写明职责依据和应当由谁办。",
        widget=forms.Textarea(attrs={"rows": 4}),
        min_length=5,
    )
    to = forms.ChoiceField(label="应当由谁办", choices=UNITS, required=False)


class Assign(forms.Form):
    """What a bulk assignment asks."""

    unit = forms.ChoiceField(label="主办单位", choices=UNITS)


class Filters(forms.Form):
    """Filters of the list."""

    unit = forms.ChoiceField(label="主办单位", choices=UNITS, required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "不限"), ("late", "已超期")], required=False)
    since = forms.DateField(label="提交不早于", required=False, widget=forms.DateInput)


class SignIn(forms.Form):
    """The sign-in form's fields."""

    login = forms.CharField(label="用户名", widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    remember = forms.BooleanField(label="在这台电脑上保持登录", required=False)


def wrong() -> Answer:
    """A form sent with mistakes: what was typed is still there."""
    typed = {"w-body": "已完成三个小区试点。", "w-title": "", "w-promised": "2025-02-30", "w-unit": "9"}
    form = Answer(typed, prefix="w")
    form.add_error(None, "答复还没有经单位负责人签发，不能送出。请先送签。")
    return form
