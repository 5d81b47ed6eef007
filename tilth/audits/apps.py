from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditsConfig(AppConfig):
    name = "tilth.audits"

    def ready(self) -> None:
        """Guard what was promised and published."""
        from tilth.audits import guard

        post_migrate.connect(guard.stand, sender=self, dispatch_uid="audits.guard")
