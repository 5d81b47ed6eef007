from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditsConfig(AppConfig):
    name = "tilth.audits"

    def ready(self) -> None:
        """Guard what was promised, listen to the parts below, lead from their pages here, and tell what we hold."""
        from tilth.audits import guard, holdings, pages, receivers  # noqa: F401
        from tilth.partnerships.pages import register_guide as from_partnership
        from tilth.people.queries import information
        from tilth.schools.pages import register_guide as from_school

        post_migrate.connect(guard.stand, sender=self, dispatch_uid="audits.guard")
        from_partnership(pages.asking_together)
        from_school(pages.asking_alone)
        information.register(holdings.my_rolls)
        information.register(holdings.my_waves)
