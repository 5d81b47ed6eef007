from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "tilth.topics"
