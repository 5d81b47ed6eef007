"""The pages of maturity."""

app_name = "maturity"
urlpatterns: list[object] = []
