"""What pages exist."""

from django.urls import path

from tilth.web.gallery import views

app_name = "gallery"
urlpatterns = [path("", views.components, name="components")]
