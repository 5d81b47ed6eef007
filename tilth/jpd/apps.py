from django.apps import AppConfig


class JpdConfig(AppConfig):
    name = "tilth.jpd"
