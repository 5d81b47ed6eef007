from django.apps import AppConfig


class JpdConfig(AppConfig):
    name = "tilth.jpd"

    def ready(self) -> None:
        """Listen to the parts below, lead from their pages here, and tell people what we hold about them."""
        from tilth.jpd import holdings, pages, receivers  # noqa: F401
        from tilth.ledger.pages import register_outcomes
        from tilth.partnerships.pages import register_guide
        from tilth.people.queries import information

        register_guide(pages.working_together)
        register_outcomes(pages.what_came_of_it)
        information.register(holdings.what_i_said)
        information.register(holdings.my_rounds)
        information.register(holdings.my_groups)
        information.register(holdings.my_meetings)
        information.register(holdings.my_cycles)
        information.register(holdings.my_notes)
        information.register_shown("show_offers", holdings.offers_shown_to_others)
        information.register_shown("show_free_time", holdings.free_time_shown_to_others)
