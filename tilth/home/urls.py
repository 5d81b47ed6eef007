"""The first page, and search."""

from django.urls import path

from tilth.home import views

app_name = "home"
urlpatterns = [
    path("", views.today, name="today"),
    path("search/", views.search, name="search"),
]
