"""Django's entry to the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Registers the models under the label `journal`."""

    name = "yishi.foundation.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
