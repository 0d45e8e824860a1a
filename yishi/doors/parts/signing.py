"""Signing in: forms without a way to reset a password by mail (accounts have no mail), and what stands there instead."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class NoMail:
    """Takes the link "forgot your password?" away: the administrator gives a new first password."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password", "oldpassword"):
            if name in self.fields:
                self.fields[name].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)  # the label above says it, and stays while one types


class Login(NoMail, allauth.LoginForm):
    """Name and password."""


class ChangePassword(NoMail, allauth.ChangePasswordForm):
    """One's own password in place of the one before."""


class Reauthenticate(NoMail, allauth.ReauthenticateForm):
    """The password once more, before the second factor is changed."""


def ask_the_administrator(request: HttpRequest, rest: str = "") -> HttpResponse:
    """In place of sign-up, mail and reset pages, which this house does not have."""
    messages.info(request, _("账号和密码由本机关的系统管理员开立、重置，请与管理员联系。"))
    return redirect("account_login")
