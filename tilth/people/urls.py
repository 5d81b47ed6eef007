"""What pages exist."""

from django.urls import path

from tilth.people.views import at_school, classes, me, people, rosters, sign_in

app_name = "people"
urlpatterns = [
    path("class/", sign_in.class_door, name="class_door"),
    path("me/", me.information, name="me"),
    path("me/download/", me.download, name="download"),
    path("me/readable/", me.readable, name="readable"),
    path("me/seen/", me.seen, name="seen"),
    path("me/sign-in/", me.ways, name="ways"),
    path("me/sign-in/leave/", me.leave, name="leave"),
    path("me/name/", me.name, name="name"),
    path("me/address/", me.address, name="address"),
    path("me/address/code/", me.address_code, name="address_code"),
    path("me/forget/", me.forget, name="forget"),
    path("me/stay/", me.stay, name="stay"),
    path("people/forgetting/", people.erasures, name="erasures"),
    path("people/forgetting/<uuid:key>/", people.erase, name="erase"),
    path("people/<uuid:key>/", people.person, name="person"),
    path("people/at/<uuid:key>/", at_school.people, name="at_school"),
    path("people/at/<uuid:key>/students/", at_school.students, name="students"),
    path("people/at/<uuid:key>/add/", at_school.add, name="add_person"),
    path("people/roles/<uuid:key>/end/", at_school.end, name="end_role"),
    path("people/import/template.csv", rosters.template, name="roster_template"),
    path("people/import/<uuid:key>/", rosters.send, name="roster"),
    path("people/import/<uuid:key>/school/", rosters.which_school, name="roster_school"),
    path("people/import/<uuid:key>/report/", rosters.report, name="roster_report"),
    path("people/import/<uuid:key>/abandon/", rosters.abandon, name="roster_abandon"),
    path("people/import/<uuid:key>/done/", rosters.done, name="roster_done"),
    path("people/classes/<uuid:key>/slips/", classes.slips, name="slips"),
    path("people/classes/<uuid:key>/code/", classes.renew, name="renew"),
]
