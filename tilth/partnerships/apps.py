from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "tilth.partnerships"

    def ready(self) -> None:
        """Listen to the layers below, say who shares a partnership with whom, and lead from a school's page here."""
        from tilth.partnerships import receivers, rules  # noqa: F401
        from tilth.partnerships.pages import partnerships_of
        from tilth.schools.pages import register_guide

        register_guide(partnerships_of)
