"""What pages exist."""

from django.urls import path

from tilth.trail import views

app_name = "trail"
urlpatterns = [
    path("trail/", views.what_happened, name="what_happened"),
]
