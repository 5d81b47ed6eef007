from django.apps import AppConfig


class TraysConfig(AppConfig):
    name = "tilth.trays"
