"""The app of clocks: it lets the law package, which knows no Django, speak the reader's language."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext

from yishi.foundation.law import words


class ClocksConfig(AppConfig):
    """Legal deadlines."""

    name = "yishi.foundation.clocks"
    label = "clocks"

    def ready(self) -> None:
        """Sentences of the law go through gettext."""
        words.say_with(gettext, ngettext)
