"""Which part of the field answers at which address."""

from django.apps import apps
from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("tilth.home.urls")),
    path("", include("tilth.people.urls")),
    path("", include("tilth.notices.urls")),
    path("", include("tilth.trail.urls")),
    path("schools/", include("tilth.schools.urls")),
    path("partnerships/", include("tilth.partnerships.urls")),
    path("topics/", include("tilth.topics.urls")),
    path("working-together/", include("tilth.jpd.urls")),
    path("asking/", include("tilth.audits.urls")),
    path("ledger/", include("tilth.ledger.urls")),
    path("maturity/", include("tilth.maturity.urls")),
    path("sign-in/", include("tilth.people.entrance")),
]
if settings.DEBUG or settings.STAGE == "test":
    urlpatterns.append(path("components/", include("tilth.web.gallery.urls")))
if apps.is_installed("tilth.demo"):
    urlpatterns.append(path("demo/", include("tilth.demo.urls")))
if apps.is_installed("allauth.idp.oidc"):
    urlpatterns.append(path("identity/", include("allauth.idp.urls")))
