from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "tilth.ledger"

    def ready(self) -> None:
        """Listen to the parts below."""
        from tilth.ledger import receivers  # noqa: F401
