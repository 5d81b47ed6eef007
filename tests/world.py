"""Two families with something of everything in each, for tests that try every address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.factories.notes import a_photo
from tests.factories.partnerships import LONG_AGO
from tests.factories.publications import a_wave, keep, publish, published
from tilth.audits import actions as audits
from tilth.audits.models import Prediction, Wave, WaveSchool
from tilth.audits.queries import house
from tilth.demo import clock
from tilth.demo.actions import make_family
from tilth.demo.cast import ALDER, HOLLINS, MERROW, QUAYSIDE, SALTMARSH, TERN
from tilth.demo.story import Story
from tilth.jpd import actions as jpd
from tilth.jpd import tasks as jpd_tasks
from tilth.jpd.actions import feeds, notes
from tilth.jpd.models import Group, Proposal, Round, TermPlan
from tilth.jpd.queries import house_shapes, place_in
from tilth.ledger import actions as ledger
from tilth.ledger.actions import GiftLine
from tilth.ledger.models import Entry
from tilth.maturity.models import Agreement, Assessment, HelpOffer, PartnerLook
from tilth.partnerships import actions as partnerships
from tilth.partnerships.models import GridSitting, Membership, NestingRequest, Partnership, PartnershipRole
from tilth.partnerships.queries import people_in
from tilth.people.actions import erasures, rosters
from tilth.people.models import STAFF, Person, Role, SchoolClass
from tilth.schools import tasks as register_tasks
from tilth.schools.actions import uploads
from tilth.schools.models import School
from tilth.topics import actions as topics
from tilth.topics.models import Topic
from tilth.trays import actions as trays
from tilth.trays.models import Box

DAY = date(2026, 11, 20)
ROSTER = b"name,email,role\nNew Teacher,new@rowan.example,teacher\n"
REGISTER = b"URN,EstablishmentName,EstablishmentStatus (name)\n990301,Gorse Hill School,Open\n,No Number School,Open\n"


@contextmanager
def standing() -> Iterator[World]:
    """Both families, for as long as a module's tests run. The trays' database is emptied after them."""
    with transaction.atomic():
        world = build()
        connection.check_constraints()  # once here, or else at the end of each test
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # of what is not committed nothing else makes statistics
        yield world
        transaction.set_rollback(True)
    for key in Box.objects.values_list("pk", flat=True):
        trays.destroy(key=key)


@contextmanager
def keys_kept() -> Iterator[None]:
    """Undo what a test does to the keys of boxes: it is undone in the databases, and each write renews the keys."""
    files = {path: path.read_bytes() for path in settings.KEYS.rglob("*") if path.is_file()}
    yield
    for path, content in files.items():
        path.write_bytes(content)


@dataclass(frozen=True)
class World:
    """Keys of one thing of each kind: in the viewer's own reach, elsewhere in the family, in another family."""

    personas: dict[str, Person | None]
    own: dict[str, UUID]
    family: dict[str, UUID]
    foreign: dict[str, UUID]
    absent: UUID
    sessions: dict[str, str]

    def browser(self, who: str, **known: Any) -> Client:
        """A browser in which one of them has signed in already."""
        client = Client(**known)
        if session := self.sessions.get(who):
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        return client


def build() -> World:
    """Rowan and Merrow, told by the demonstration, and what it leaves out done as well."""
    story = make_family(today=DAY, tell=lambda _: None, keen=0.3)
    with clock.at(DAY):
        _merrow_works_together(story)
        _alliances(story)
        _asked_in_confidence(story)
        operator = Person.objects.create(name="Ola Berg", email="ola@operator.example", is_operator=True)
        signing_in = {**{name.split()[0]: story.person(name) for name in PERSONAS}, "Ola": operator}
        things = {
            "own": _things(story, HOLLINS, "Ben Hartley", operator),
            "family": _things(story, ALDER, "Gregor Strand", None),
            "foreign": _things(story, QUAYSIDE, "Eve Marsden", None),
        }
    sessions = {who: _session(person) for who, person in signing_in.items()}
    return World(personas={**signing_in, "nobody": None}, **things, absent=uuid4(), sessions=sessions)


def _session(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


PERSONAS = ("Ada Okafor", "Ben Hartley", "Cal Whitaker", "Dot Ferris", "Eve Marsden")


def _merrow_works_together(story: Story) -> None:
    """A round of Merrow's own that leads to a group, another that is waiting, and an open sitting of the grid."""
    merrow, eve = Partnership.objects.get(name="The Merrow Family"), story.person("Eve Marsden")
    one, other = list(Topic.objects.filter(is_area=False).order_by("slug")[:2])
    people = [story.person(character.name) for number in MERROW for character in story.cast.of_school[number][:3]]
    for place, person in enumerate(people):
        gives, wants = (one, other) if place % 2 else (other, one)
        jpd.say(by=person, offers={gives: 2}, wants={wants: 2}, groups_at_once=2)
    for yes in (True, False):
        round = jpd.open_round(
            by=eve, partnership=merrow, closes_on=DAY + timedelta(days=1), answer_by=DAY + timedelta(days=9)
        )
        jpd.close_round(by=eve, round=round)
        jpd_tasks.compute_round.func(str(round.id))
        if yes:
            for proposal in round.proposals.all():
                for seat in proposal.seats.all():
                    jpd.answer(by=seat.person, proposal=proposal, yes=True)
            round.refresh_from_db()
            if round.phase == Round.Phase.PROPOSED:
                jpd.settle_round(round=round)
    merrow.refresh_from_db()
    partnerships.open_sitting(by=eve, partnership=merrow, horizon=2, closes_on=DAY + timedelta(days=9))


ALLIANCES = ((HOLLINS, ALDER), (ALDER, HOLLINS), (QUAYSIDE, TERN))


def _alliances(story: Story) -> None:
    """Heads propose alliances to one another; each of the first schools is also asked to take its own family in."""
    for number, neighbour in ALLIANCES:
        head, other = story.holder(number, "headteacher"), story.holder(neighbour, "headteacher")
        alliance = partnerships.propose(
            by=head,
            kind=Partnership.Kind.ALLIANCE,
            name=f"Alliance of {number}",
            colour=Partnership.Colour.SOIL,
            purpose="",
            own_school=story.school(number),
        )
        place = partnerships.invite(by=head, partnership=alliance, school=story.school(neighbour))
        if number != ALDER:
            partnerships.answer(by=other, membership=place, yes=True)
            family = Membership.objects.get(school=story.school(number), partnership__kind=Partnership.Kind.FAMILY)
            alliance.refresh_from_db()
            if alliance.phase != Partnership.Phase.LIVE:
                partnerships.begin(by=head, partnership=alliance)
            partnerships.ask_to_nest(by=head, part=family.partnership, whole=alliance)
    outside = Partnership.objects.get(name=f"Alliance of {QUAYSIDE}")
    partnerships.invite(by=story.person("Eve Marsden"), partnership=outside, school=story.school(SALTMARSH))


def _asked_in_confidence(story: Story) -> None:
    """In each family the staff are asked about governors now, and are going to be asked about leaders."""
    for number, name in ((HOLLINS, "Ada Okafor"), (QUAYSIDE, "Eve Marsden")):
        family = Membership.objects.get(
            school=story.school(number), partnership__kind=Partnership.Kind.FAMILY
        ).partnership
        schools = [place.school for place in family.memberships.filter(state=Membership.State.MEMBER)]
        for reference, days in (("house:staff-governors", 2), ("house:staff-head", 4)):
            first = DAY + timedelta(days=days)
            wave = audits.plan(
                by=story.person(name),
                partnership=family,
                schools=schools,
                reference=reference,
                opens_on=first,
                closes_on=first + timedelta(days=7),
                blind=False,
            )
            if days == 2:
                with clock.at(first):
                    audits.open_wave(by=None, wave=wave)


def _students_asked(head: Person, school: School) -> WaveSchool:
    """Its students are going to be asked."""
    first = DAY + timedelta(days=3)
    wave = audits.plan(
        by=head,
        partnership=None,
        schools=[school],
        reference="house:students-staff",
        opens_on=first,
        closes_on=first + timedelta(days=7),
    )
    return wave.schools.get()


def _heard(family: Partnership, school: School, head: Person, owner: Person) -> dict[str, Any]:
    """What its staff said of their leaders half a year ago, alone and with the family, and what came of it."""
    closed = DAY - timedelta(days=180)
    wave = Wave.objects.filter(partnership=family, closes_on=closed).first()
    if wave is None:
        wave = a_wave(partnership=family, closed=closed)
        keep(wave, None, published(schools=4))
    place = publish(wave=wave, school=school)
    expected = {item["key"]: 70 for item in wave.terms.document["items"]}
    Prediction.objects.create(wave_school=place, person=head, expected=expected, sealed_at=LONG_AGO)
    promise = audits.commit(
        by=head, wave_school=place, item="", heard="Late.", promised="Sooner.", owner=owner, due_on=DAY
    )
    return {"heard": place, "heard together": wave, "promise": promise}


def _wave(school: School, phase: str) -> WaveSchool | None:
    """A school in the wave of its family that is open, or planned."""
    return WaveSchool.objects.filter(school=school, wave__phase=phase).exclude(wave__partnership=None).first()


def _things(story: Story, number: str, name: str, operator: Person | None) -> dict[str, Any]:
    """The keys of what belongs to a school, its family, and one of its people."""
    school, person = story.school(number), story.person(name)
    place = Membership.objects.get(school=school, partnership__kind=Partnership.Kind.FAMILY)
    family = place.partnership
    head = story.holder(number, "headteacher")
    leaver = Role.objects.filter(school=school, kind="support_staff").order_by("person__name")[0].person
    asked, planned = _wave(school, "open"), _wave(school, "planned")
    things = {
        "wave": asked and asked.wave,
        "asked": asked,
        "planned": planned,
        "school": school,
        "person": person,
        "role": Role.objects.filter(school=school, kind="teacher").order_by("person__name")[0],
        "class": SchoolClass.objects.filter(school=school).first() or _class(school),
        "roster": rosters.keep_upload(by=head, school=school, file=SimpleUploadedFile("people.csv", ROSTER)),
        "erasure": erasures.ask_erasure(by=leaver),
        "partnership": family,
        "place": place,
        "part": PartnershipRole.objects.filter(partnership=family).first(),
        "nesting": NestingRequest.objects.filter(part=family, whole__name=f"Alliance of {number}").first(),
        "sitting": GridSitting.objects.filter(partnership=family).order_by("-opened_at").first(),
        "round": Round.objects.filter(partnership=family).order_by("-opens_on").first(),
        "proposal": _proposal(family, person, school),
        "group": Group.objects.filter(partnership=family, members__school=school, proposal__isnull=False)
        .order_by("id")
        .first(),
        "own words": topics.suggest(by=person, name=f"Own words of {school}"),
        "invitation": _invitation(number, school),
        "students asked": _students_asked(head, school),
        **_heard(family, school, head, person),
        **_noted(family, school),
        **_works_by_hand(family, school, person, head),
        "entry": _given(family, person, school),
        **_stands(family, school),
        "term plan": (plan := _term(family, head)),
        "proposed": plan.placed.filter(state="proposed").first(),
        "draft": audits.copy_instrument(by=head, instrument=house()[0], owner=school),
    }
    if operator:
        file = SimpleUploadedFile("register.csv", REGISTER)
        things["register"] = waiting = uploads.take_in(by=operator, file=file)
        register_tasks.report_register.func(str(waiting.id))
    return {kind: thing.pk for kind, thing in things.items() if thing is not None}


def _stands(family: Partnership, school: School) -> dict[str, Any]:
    """Where a school stands: its latest assessment, what it agreed, a partner who looks, and help it offers."""
    agreed = Agreement.objects.filter(assessment__school=school).order_by("-at", "id")
    return {
        "assessment": Assessment.objects.filter(school=school).first(),
        "agreement": agreed.first(),
        "partner look": PartnerLook.objects.filter(agreement__assessment__school=school).first(),
        "help": HelpOffer.objects.filter(school=school, partnership=family).first(),
    }


def _given(family: Partnership, giver: Person, school: School) -> Entry:
    """An hour that one of them gave a colleague who is none of the personas."""
    teachers = Role.objects.filter(school=school, kind="teacher").exclude(person__name__in=PERSONAS)
    colleague = teachers.exclude(person=giver).order_by("person__name")[0].person
    line = GiftLine(giver, school, colleague, school, 60)
    return ledger.record(
        by=None,
        source=uuid4(),
        kind="meeting",
        partnership=family,
        topic=None,
        happened_on=DAY,
        link="/working-together/",
        gifts=[line],
        costs=[],
    )


def _works_by_hand(family: Partnership, school: School, person: Person, head: Person) -> dict[str, Any]:
    """A group the person formed, with a cycle; others that ask them in and for a challenge; a shape of the family's."""
    colleagues = people_in(family, {"teacher"}, DAY).exclude(name__in=PERSONAS).exclude(roles__school=school)
    one, other = colleagues.exclude(id=person.id).order_by("name")[:2]
    other_school = place_in(other, family, STAFF)
    assert other_school is not None
    desk, their_own = _pair(family, person, one), _pair(family, other, one)
    cycle = jpd.begin_cycle(by=person, group=desk, shape="plain")
    challenge = jpd.ask_challenger(by=one, cycle=jpd.begin_cycle(by=one, group=their_own, shape="plain"), person=person)
    asking = _forms(family, one, person)
    jpd.ask_in(by=person, group=desk, people=[(other, other_school, "member")])
    row = jpd.keep_shape(by=head, partnership=family, shape=house_shapes()[0])
    asked = {"asked in": asking.invitations.get(), "sent": desk.invitations.get(answer="")}
    return {"desk": desk, "cycle": cycle, "challenge": challenge, "shape": row, **asked}


def _term(family: Partnership, head: Person) -> TermPlan:
    """A plan of the family's next weeks, with what it found: one is open at a time."""
    if plan := family.term_plans.first():
        return plan
    plan = jpd.plan_term(by=head, partnership=family, begins_on=DAY + timedelta(days=3), weeks=2, meetings=1)
    jpd_tasks.find_times.func(str(plan.id))
    return plan


def _pair(family: Partnership, first: Person, second: Person) -> Group:
    group = _forms(family, first, second)
    jpd.answer_invitation(by=second, invitation=group.invitations.get(), answer="yes")
    return group


def _forms(family: Partnership, first: Person, second: Person) -> Group:
    place = place_in(second, family, STAFF)
    assert place is not None
    topics = Topic.objects.filter(slug="phonics")
    return jpd.form_group(
        by=first, partnership=family, name="", kind="exchange", topics=topics, people=[(second, place, "member")]
    )


def _noted(family: Partnership, school: School) -> dict[str, Any]:
    """A note, shared with its group, in which none of those is who try to open it."""
    groups = Group.objects.filter(partnership=family, members__school=school, ended_on=None)
    group = groups.exclude(members__person__name__in=PERSONAS).order_by("id").first()
    if group is None:
        return {}
    author = group.members.all()[0].person
    note = notes.begin_note(by=author, group=group, kind="observation")
    line = notes.add_line(by=author, note=note, kind="counted", text="asks a question")
    photo = notes.add_line(by=author, note=note, kind="photo", photo=a_photo())
    notes.share_note(by=author, note=note)
    meeting = jpd.call_meeting(by=author, group=group, begins_at=timezone.now().replace(hour=15) + timedelta(days=3))
    feed = feeds.make_feed(by=author, group=group)
    return {"note": note, "line": line, "photo": photo, "meeting": meeting, "feed": feed}


def _proposal(family: Partnership, person: Person, school: School) -> Proposal | None:
    """The latest to a person, or else one to their school that concerns no persona."""
    latest = Proposal.objects.filter(round__partnership=family).order_by("-round__opens_on", "id")
    others = latest.filter(seats__school=school).exclude(seats__person__name__in=PERSONAS)
    return latest.filter(seats__person=person).first() or others.first()


def _invitation(number: str, school: School) -> Membership | None:
    """An invitation that waits: Hollins has one to answer, and Merrow has one of its own."""
    waiting = Membership.objects.filter(state=Membership.State.INVITED)
    if number == QUAYSIDE:
        return waiting.get(partnership__name=f"Alliance of {QUAYSIDE}")
    return waiting.filter(school=school).first()


def _class(school: School) -> SchoolClass:
    return SchoolClass.objects.create(school=school, name="9B")
