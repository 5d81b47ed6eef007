from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tilth.people"

    def ready(self) -> None:
        from tilth.people import receivers  # noqa: F401 - connects them
        from tilth.people.pages import people_of
        from tilth.people.queries import holdings, information
        from tilth.schools.pages import register_guide

        information.holdings[:0] = holdings.TELLERS  # what is known of the person comes first,
        information.register(holdings.trail)  # and what happened last
        register_guide(people_of)
