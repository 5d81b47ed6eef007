"""The demonstration's own door: be one of five invented people."""

from django.urls import path

from tilth.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("be/<str:first_name>/", views.become, name="become"),
]
