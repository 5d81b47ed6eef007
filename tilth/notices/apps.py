from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tilth.notices"

    def ready(self) -> None:
        """Listen to the parts below."""
        from tilth.notices import receivers  # noqa: F401
