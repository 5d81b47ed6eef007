"""What pages exist."""

from django.urls import path

from tilth.partnerships.views import forming, grid, lasting

app_name = "partnerships"
urlpatterns = [
    path("", forming.mine, name="mine"),
    path("propose/", forming.propose, name="propose"),
    path("of-school/<uuid:key>/", forming.of_school, name="of_school"),
    path("<uuid:key>/", forming.show, name="show"),
    path("<uuid:key>/invite/", forming.invite, name="invite"),
    path("<uuid:key>/begin/", forming.begin, name="begin"),
    path("places/<uuid:key>/answer/", forming.answer, name="answer"),
    path("places/<uuid:key>/withdraw/", forming.withdraw, name="withdraw"),
    path("places/<uuid:key>/leave/", lasting.leave, name="leave"),
    path("<uuid:key>/pause/", lasting.pause, name="pause"),
    path("<uuid:key>/resume/", lasting.resume, name="resume"),
    path("<uuid:key>/end/", lasting.end, name="end"),
    path("<uuid:key>/people/", lasting.people, name="people"),
    path("parts/<uuid:key>/lay-down/", lasting.step_down, name="step_down"),
    path("<uuid:key>/inside/", lasting.nest, name="nest"),
    path("<uuid:key>/stand-alone/", lasting.stand_alone, name="stand_alone"),
    path("inside/<uuid:key>/", lasting.answer_nesting, name="answer_nesting"),
    path("<uuid:key>/grid/", grid.history, name="grid"),
    path("<uuid:key>/grid/new/", grid.open_sitting, name="open_sitting"),
    path("grid/<uuid:key>/", grid.sitting, name="sitting"),
    path("grid/<uuid:key>/mark/", grid.mark, name="mark"),
    path("grid/<uuid:key>/arrow/", grid.propose_arrow, name="propose_arrow"),
    path("grid/<uuid:key>/agree/", grid.answer_arrow, name="answer_arrow"),
]
