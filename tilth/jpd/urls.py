"""What pages exist."""

from django.urls import path

from tilth.jpd.views import exchange, notes, reach, rounds

app_name = "jpd"
urlpatterns = [
    path("", exchange.mine, name="mine"),
    path("offers/", exchange.offers, name="offers"),
    path("school/<uuid:key>/", exchange.school, name="school"),
    path("partnership/<uuid:key>/offers/", exchange.shown, name="shown"),
    path("partnership/<uuid:key>/reach/", reach.reach, name="reach"),
    path("partnership/<uuid:key>/rounds/", rounds.rounds, name="rounds"),
    path("partnership/<uuid:key>/rounds/open/", rounds.open_round, name="open_round"),
    path("rounds/<uuid:key>/", rounds.show, name="round"),
    path("rounds/<uuid:key>/coverage/", rounds.coverage, name="coverage"),
    path("rounds/<uuid:key>/sit-out/", rounds.sit_out, name="sit_out"),
    path("rounds/<uuid:key>/join/", rounds.join, name="join"),
    path("rounds/<uuid:key>/close/", rounds.close, name="close"),
    path("rounds/<uuid:key>/cancel/", rounds.cancel, name="cancel"),
    path("rounds/<uuid:key>/stop/", rounds.stop, name="stop"),
    path("rounds/<uuid:key>/again/", rounds.look_again, name="look_again"),
    path("proposals/<uuid:key>/", rounds.proposal, name="proposal"),
    path("groups/<uuid:key>/", rounds.group, name="group"),
    path("groups/<uuid:key>/end/", rounds.end_group, name="end_group"),
    path("groups/<uuid:key>/notes/", notes.notes, name="notes"),
    path("notes/", notes.classroom, name="classroom"),
    path("notes/worker.js", notes.worker, name="notes_worker"),
    path("notes/mine/", notes.mine, name="notes_mine"),
    path("notes/keep/", notes.keep, name="keep_note"),
    path("notes/<uuid:key>/", notes.note, name="note"),
    path("notes/<uuid:key>/share/", notes.share, name="share_note"),
    path("notes/<uuid:key>/throw-away/", notes.throw_away, name="throw_away_note"),
    path("notes/lines/<uuid:key>/photo/", notes.photo, name="note_photo"),
    path("notes/lines/<uuid:key>/count/", notes.count_on, name="count_on"),
    path("notes/lines/<uuid:key>/take-back/", notes.take_back, name="take_back_line"),
]
