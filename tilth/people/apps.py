from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tilth.people"

    def ready(self) -> None:
        from tilth.people import receivers  # noqa: F401 - connects them
        from tilth.people.queries import holdings, information

        for teller in holdings.TELLERS:
            information.register(teller)
