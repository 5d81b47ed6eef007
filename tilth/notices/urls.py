"""What pages exist."""

app_name = "notices"
urlpatterns: list[object] = []
