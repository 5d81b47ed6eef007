"""What pages exist."""

app_name = "gallery"
urlpatterns: list[object] = []
