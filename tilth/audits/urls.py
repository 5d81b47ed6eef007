"""What pages exist."""

from django.urls import path

from tilth.audits.views import answering, instruments, planning, waves

app_name = "audits"
urlpatterns = [
    path("", waves.mine, name="mine"),
    path("partnership/<uuid:key>/plan/", planning.plan, name="plan"),
    path("school/<uuid:key>/plan/", planning.plan_school, name="plan_school"),
    path("waves/<uuid:key>/", waves.wave, name="wave"),
    path("waves/<uuid:key>/open/", waves.open_now, name="open"),
    path("waves/<uuid:key>/close/", waves.close_now, name="close"),
    path("waves/<uuid:key>/remind/", waves.remind, name="remind"),
    path("waves/<uuid:key>/call-off/", waves.call_off, name="call_off"),
    path("at/<uuid:key>/withdraw/", waves.withdraw, name="withdraw"),
    path("at/<uuid:key>/expect/", waves.predict, name="predict"),
    path("at/<uuid:key>/answer/", answering.answer, name="answer"),
    path("at/<uuid:key>/answer/sign/", answering.sign, name="sign"),
    path("at/<uuid:key>/papers/", answering.papers, name="papers"),
    path("at/<uuid:key>/results/", waves.awaited, name="results"),  # waits for its page
    path("instruments/", instruments.shelf, name="instruments"),
    path("instruments/<slug:slug>/", instruments.of_house, name="instrument"),
    path("instruments/<slug:slug>/copy/", instruments.copy, name="copy_instrument"),
    path("own/<uuid:key>/", instruments.own, name="own_instrument"),
    path("own/<uuid:key>/edit/", instruments.edit, name="edit_instrument"),
    path("own/<uuid:key>/words/", instruments.words, name="word_instrument"),
    path("own/<uuid:key>/item/", instruments.item, name="word_item"),
    path("own/<uuid:key>/move/", instruments.move_item, name="move_item"),
    path("own/<uuid:key>/drop/", instruments.drop_item, name="drop_item"),
    path("own/<uuid:key>/finish/", instruments.finish, name="finish_instrument"),
    path("own/<uuid:key>/new-version/", instruments.renew, name="renew_instrument"),
    path("own/<uuid:key>/discard/", instruments.discard, name="discard_instrument"),
]
