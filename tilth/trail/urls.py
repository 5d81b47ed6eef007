"""What pages exist."""

app_name = "trail"
urlpatterns: list[object] = []
