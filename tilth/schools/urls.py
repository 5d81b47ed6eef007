"""What pages exist."""

app_name = "schools"
urlpatterns: list[object] = []
