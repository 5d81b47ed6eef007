from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "tilth.partnerships"

    def ready(self) -> None:
        """Listen to the layers below, and say who shares a partnership with whom."""
        from tilth.partnerships import receivers, rules  # noqa: F401
