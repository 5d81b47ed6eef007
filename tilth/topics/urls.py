"""What pages exist."""

app_name = "topics"
urlpatterns: list[object] = []
