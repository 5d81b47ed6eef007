"""What pages exist."""

app_name = "home"
urlpatterns: list[object] = []
