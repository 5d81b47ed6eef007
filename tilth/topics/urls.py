"""What pages exist."""

from django.urls import path

from tilth.topics import views

app_name = "topics"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("own-words/", views.suggested, name="suggested"),
    path("own-words/<uuid:key>/", views.take_up, name="take_up"),
    path("own-words/<uuid:key>/merge/", views.merge, name="merge"),
]
