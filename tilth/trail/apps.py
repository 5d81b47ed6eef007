from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrailConfig(AppConfig):
    name = "tilth.trail"

    def ready(self) -> None:
        from tilth.trail import guard

        post_migrate.connect(guard.stand, sender=self, dispatch_uid="trail.guard")
