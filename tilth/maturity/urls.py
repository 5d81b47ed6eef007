"""The pages of maturity."""

from django.urls import path

from tilth.maturity.views import assessments, files, following, model, profile

app_name = "maturity"
urlpatterns = [
    path("model/", model.of_house, name="house"),
    path("model/not-measured/", model.unmeasured_of_house, name="house_unmeasured"),
    path("model/blank/", model.blank_of_house, name="house_blank"),
    path("partnerships/<uuid:key>/model/", model.of_partnership, name="model"),
    path("partnerships/<uuid:key>/model/blank/", model.blank, name="blank"),
    path("partnerships/<uuid:key>/model/not-measured/", model.unmeasured, name="unmeasured"),
    path("partnerships/<uuid:key>/model/add/", model.add_strand, name="add_strand"),
    path("partnerships/<uuid:key>/model/strands/<slug:strand>/", model.reword, name="reword"),
    path("partnerships/<uuid:key>/model/strands/<slug:strand>/drop/", model.drop_strand, name="drop_strand"),
    path("partnerships/<uuid:key>/carry/", model.carry, name="carry"),
    path("schools/<uuid:key>/carry/", model.carry_school, name="carry_school"),
    path("partnerships/<uuid:key>/", profile.partnership, name="partnership"),
    path("partnerships/<uuid:key>/strands/<slug:strand>/", profile.strand, name="strand"),
    path("partnerships/<uuid:key>/depth/", profile.board, name="board"),
    path("partnerships/<uuid:key>/direction/", profile.direction, name="direction"),
    path("partnerships/<uuid:key>/capital/", profile.capital, name="capital"),
    path("partnerships/<uuid:key>/step/", following.begin_step, name="begin_step"),
    path("partnerships/<uuid:key>/assess/where/", following.assess, name="assess"),
    path("partnerships/<uuid:key>/ask-partner/", following.ask_partner, name="ask_partner"),
    path("partnerships/<uuid:key>/files/<str:name>", files.partnership, name="file"),
    path("schools/<uuid:key>/files/<str:name>", files.school, name="school_file"),
    path("schools/<uuid:key>/", profile.school, name="school"),
    path("schools/<uuid:key>/strands/<slug:strand>/", profile.school_strand, name="school_strand"),
    path("schools/<uuid:key>/strands/<slug:strand>/help/", following.offer_help, name="offer_help"),
    path("agreements/<uuid:key>/look/", following.ask_look, name="ask_look"),
    path("looks/<uuid:key>/", following.look, name="look"),
    path("help/<uuid:key>/stop/", following.stop_helping, name="stop_helping"),
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
