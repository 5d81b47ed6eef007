import pytest, os
from tests.factories.people import RoleFactory
from tests.factories.schools import SchoolFactory
from tests.people import lists
from tilth.people.models import Role
from tilth.people.actions import import_people
from django.test import Client
@pytest.mark.django_db(transaction=True)
def test_shots(live_server, desktop, phone, axe, settings, tmp_path, complaints):
    settings.MEDIA_ROOT=tmp_path
    s=SchoolFactory(name="Hollins Primary School",number="100")
    ada=RoleFactory(school=s,kind="headteacher",person__name="Ada Okafor",person__email="ada@hollins.example").person
    import_people(by=None,school=s,roster=lists.read(lists.OWN+"Gus Old,gus@h.example,governor,,,,,S7\nPam Old,pam@h.example,teacher,,,,,S8\n"))
    c=Client(); c.force_login(ada,"allauth.account.auth_backends.AuthenticationBackend")
    new=tmp_path/"people.csv"
    new.write_text(lists.OWN.replace("Maths","Physics").replace("8B","9B")+"Cal Moss,cal@h.example,teacher,Art,,,,S3\nEve,eve@h.example,juggler,,,,,S9\nBen Reed,ben@hollins.example,teacher,,,,,S99\n")
    out="/tmp/h-rosters-mod/"
    for n,p in (("wide",desktop),("phone",phone)):
        p.context.add_cookies([{"name":"sessionid","value":c.cookies["sessionid"].value,"url":live_server.url}])
        def shot(name):
            p.screenshot(path=f"{out}{name}-{n}.png",full_page=True); axe(p)
            w=p.evaluate("document.documentElement.scrollWidth"); print(name,n,w)
        p.goto(f"/people/at/{s.id}/"); shot("at")
        p.goto(f"/people/at/{s.id}/students/"); shot("students")
        p.goto(f"/people/at/{s.id}/add/"); shot("add")
        r=Role.objects.get(person__name="Ben Reed",kind="teacher",school=s)
        p.goto(f"/people/roles/{r.id}/end/"); shot("end")
        p.goto(f"/people/import/{s.id}/"); shot("send")
        p.set_input_files("input[type=file]",str(new)); p.click("main button:has-text('Show me')"); shot("report")
        if n=="phone":
            p.click("text=Import these people"); shot("done")
        else:
            p.click("text=Give up"); 
            b=tmp_path/"b.zip"; b.write_bytes(lists.zipped(lists.SDS))
            from tilth.schools.models import School
            School.objects.update(number="7", name="Elsewhere")
            p.set_input_files("input[type=file]",str(b)); p.click("main button:has-text('Show me')"); shot("which"); p.click("text=Give up")
            School.objects.update(number="100", name="Hollins Primary School")
