"""What pages exist."""

app_name = "people"
urlpatterns: list[object] = []
