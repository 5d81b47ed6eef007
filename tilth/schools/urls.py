"""What pages exist."""

from django.urls import path

from tilth.schools import views

app_name = "schools"
urlpatterns = [
    path("", views.search, name="search"),
    path("import/", views.upload, name="upload"),
    path("import/<uuid:key>/", views.register_import, name="import"),
    path("import/<uuid:key>/confirm/", views.confirm, name="confirm"),
    path("import/<uuid:key>/abandon/", views.abandon, name="abandon"),
    path("import/<uuid:key>/lines/", views.lines, name="lines"),
    path("<uuid:key>/", views.school, name="school"),
]
