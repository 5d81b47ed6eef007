"""What pages exist."""

app_name = "partnerships"
urlpatterns: list[object] = []
