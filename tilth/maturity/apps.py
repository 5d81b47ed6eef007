from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "tilth.maturity"

    def ready(self) -> None:
        """Listen to the parts below, lead from their pages here, and tell people what we hold about them."""
        from tilth.maturity import holdings, pages, receivers  # noqa: F401
        from tilth.partnerships.pages import register_guide as from_partnership
        from tilth.people.queries import information
        from tilth.schools.pages import register_guide as from_school

        from_partnership(pages.of_partnership)
        from_school(pages.of_school)
        information.register(holdings.my_placements)
