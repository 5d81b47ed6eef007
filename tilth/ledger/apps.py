"""The part's name for Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "tilth.ledger"
    default_auto_field = "django.db.models.BigAutoField"
