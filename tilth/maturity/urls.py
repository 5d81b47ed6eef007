"""The pages of maturity."""

from django.urls import path

from tilth.maturity.views import assessments

app_name = "maturity"
urlpatterns = [
    path("schools/<uuid:key>/assess/", assessments.open_within, name="open_within"),
    path("partnerships/<uuid:key>/assess/", assessments.open_between, name="open_between"),
    path("assessments/<uuid:key>/", assessments.assessment, name="assessment"),
    path("assessments/<uuid:key>/place/<slug:strand>/", assessments.place, name="place"),
    path("assessments/<uuid:key>/finish/", assessments.finish, name="finish"),
    path("assessments/<uuid:key>/ask/", assessments.ask_further, name="ask_further"),
    path("assessments/<uuid:key>/strands/<slug:strand>/", assessments.spread, name="spread"),
    path("assessments/<uuid:key>/strands/<slug:strand>/agree/", assessments.agree, name="agree"),
    path("assessments/<uuid:key>/end/", assessments.end, name="end"),
    path("assessments/<uuid:key>/share/", assessments.share, name="share"),
    path("agreements/<uuid:key>/object/", assessments.object_to, name="object"),
    path("agreements/<uuid:key>/take-back/", assessments.take_back, name="take_back"),
]
