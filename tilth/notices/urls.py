"""What pages exist."""

from django.urls import path

from tilth.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.mine, name="mine"),
    path("notices/rhythm/", views.rhythm, name="rhythm"),
]
