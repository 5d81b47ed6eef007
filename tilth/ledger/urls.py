"""The ledger's pages: all to be read, none to write in."""

from django.urls import path

from tilth.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("entries/<uuid:key>/", views.entry, name="entry"),
    path("schools/<uuid:key>/", views.school, name="school"),
    path("partnerships/<uuid:key>/", views.balance, name="balance"),
    path("partnerships/<uuid:key>/weave/", views.weave, name="weave"),
    path("partnerships/<uuid:key>/weave/map/", views.network, name="network"),
    path("partnerships/<uuid:key>/ties/", views.capital, name="capital"),
    path("partnerships/<uuid:key>/costs/", views.costs, name="costs"),
]
