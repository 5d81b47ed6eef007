from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "tilth.audits"
