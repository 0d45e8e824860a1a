"""What a password must be, said in the user's language: Django's own sentences are not translated in full."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """So many characters at least."""

    def get_error_message(self) -> str:
        """Why, and what now."""
        return _("密码太短，请至少用 %(n)d 个字符。") % {"n": self.min_length}

    def get_help_text(self) -> str:
        """What is asked."""
        return _("至少 %(n)d 个字符。") % {"n": self.min_length}


class NotCommon(CommonPasswordValidator):
    """None of those that everybody tries first."""

    def get_error_message(self) -> str:
        """Why, and what now."""
        return _("这个密码太常见，容易被猜到，请换一个。")

    def get_help_text(self) -> str:
        """What is asked."""
        return _("不用 12345678 这类常见的密码。")


class NotLikeName(UserAttributeSimilarityValidator):
    """Unlike one's user name and name."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        try:
            super().validate(password, user)
        except ValidationError as found:
            raise ValidationError(_("密码与用户名或姓名太相似，请换一个。"), code=found.code) from None

    def get_help_text(self) -> str:
        """What is asked."""
        return _("不与用户名、姓名相近。")
