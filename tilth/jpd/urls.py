"""What pages exist."""

app_name = "jpd"
urlpatterns: list[object] = []
