"""What pages exist."""

app_name = "demo"
urlpatterns: list[object] = []
