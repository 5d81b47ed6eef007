from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


class TopicsConfig(AppConfig):
    name = "tilth.topics"

    def ready(self) -> None:
        """A newer vocabulary comes in with the release that ships it, once its tables stand."""
        post_migrate.connect(renew_vocabulary, sender=self)


def renew_vocabulary(**signal: Any) -> None:
    """Load the shipped vocabulary, unless tables were taken away, or it was another database's turn."""
    from tilth.topics import actions

    going_back = any(backwards for _migration, backwards in signal.get("plan", []))
    if not going_back and signal.get("using", DEFAULT_DB_ALIAS) == DEFAULT_DB_ALIAS:
        actions.load_vocabulary()
