"""Waves: planned, opened, closed, called off; who is asked, and who hears of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.audits import (
    PAPER,
    closed_wave,
    family_of,
    head,
    in_wave,
    lead,
    open_wave,
    planned_wave,
    school_of,
    schools_of,
)
from tests.factories.people import PersonFactory, RoleFactory
from tilth.audits import actions, tasks
from tilth.audits.domain.asked import Breakdown
from tilth.audits.models import OwnInstrument, Prediction, RollEntry, Wave
from tilth.audits.queries import asking, wave_school
from tilth.demo import clock
from tilth.notices.models import Notice
from tilth.partnerships import actions as partnerships
from tilth.partnerships.models import Membership, Partnership
from tilth.people.models import Person, Role, StudentWord
from tilth.schools.models import School
from tilth.trail.models import Entry
from tilth.trays import actions as trays
from tilth.trays import queries as boxes

pytestmark = pytest.mark.django_db


def later(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def plan(school: School, **said: Any) -> Wave:
    """A wave of a school alone, planned by its head for two days from now on."""
    usual = {"reference": "house:staff-head", "opens_on": later(2), "closes_on": later(9)}
    return actions.plan(by=head(school), partnership=None, schools=[school], **{**usual, **said})


def told(kind: str) -> set[Person]:
    return {notice.person for notice in Notice.objects.filter(kind=kind, settled_at=None).select_related("person")}


# --- planning -----------------------------------------------------------------------------------


def test_what_is_promised_is_written_down_whole() -> None:
    school = school_of(3)
    parts = Breakdown.of("What is your work?", ["Teaching", "Leading"])
    terms = plan(school, breakdown=parts, remarks=True, papers=PAPER, kinds=["teacher"]).terms
    assert terms.document["slug"] == terms.root == "staff-head"
    assert (terms.audience, terms.kinds, terms.remarks, terms.papers) == ("staff", ["teacher"], True, "all")
    assert Breakdown.read(terms.breakdown) == parts
    assert terms.rules["whole"] == 8 and terms.rules["response"] == "1/2"


def test_of_fewer_students_nothing_is_shown_than_of_staff() -> None:
    assert plan(school_of(2, kind="student"), reference="house:students-staff").terms.rules["whole"] == 10


def test_the_head_is_not_among_those_asked_about_the_head() -> None:
    assert "headteacher" not in plan(school_of(2)).terms.kinds
    assert "headteacher" in plan(school_of(2), reference="house:staff-staff").terms.kinds


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"opens_on": later(-1)}, "opens_on"),
        ({"opens_on": later(400), "closes_on": later(407)}, "opens_on"),
        ({"closes_on": later(3)}, "closes_on"),
        ({"closes_on": later(60)}, "closes_on"),
        ({"reference": "house:nothing"}, "reference"),
        ({"reference": "own:11111111-1111-1111-1111-111111111111"}, "reference"),
        ({"kinds": ["student"]}, "kinds"),
        ({"kinds": ["headteacher"]}, "kinds"),
        ({"breakdown": Breakdown.of("Who are you?", ["One"])}, "breakdown"),
        ({"breakdown": Breakdown.of("Who are you?", ["One", "one"])}, "breakdown"),
        ({"breakdown": Breakdown.of("Who are you?", list("abcdefg"))}, "breakdown"),
        ({"reference": "house:behaviours", "breakdown": Breakdown.of("Who?", ["One", "Two"])}, "breakdown"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(said: dict[str, Any], field: str) -> None:
    with pytest.raises((actions.NotAskedHere, actions.DaysWillNotDo)) as refused:
        plan(school_of(2), **said)
    assert refused.value.field == field
    assert not Wave.objects.exists()


def test_what_is_between_schools_is_not_asked_by_one_alone() -> None:
    with pytest.raises(actions.NotAskedHere):
        plan(school_of(2), reference="house:leaders-leaders")


def test_schools_ask_together_only_in_a_live_partnership_of_theirs() -> None:
    family, stranger = family_of(2, 2), school_of(2)
    days = {"reference": "house:staff-head", "opens_on": later(3), "closes_on": later(9)}
    with pytest.raises(actions.NotAskedHere):
        actions.plan(by=lead(family), partnership=family, schools=[stranger], **days)
    with pytest.raises(actions.NotAskedHere):
        actions.plan(by=lead(family), partnership=None, schools=[stranger, *schools_of(family)], **days)
    with pytest.raises(actions.NotAskedHere):
        actions.plan(by=lead(family), partnership=family, schools=[], **days)
    Partnership.objects.update(phase=Partnership.Phase.PAUSED)
    with pytest.raises(actions.NotNow):
        actions.plan(by=lead(family), partnership=family, schools=schools_of(family), **days)


def test_heads_of_other_schools_have_two_days_to_look_at_it() -> None:
    family = family_of(2, 2)
    ours = {"by": lead(family), "partnership": family, "reference": "house:staff-head"}
    with pytest.raises(actions.DaysWillNotDo):
        actions.plan(**ours, schools=schools_of(family), opens_on=later(1), closes_on=later(9))
    assert actions.plan(**ours, schools=schools_of(family)[:1], opens_on=later(0), closes_on=later(9))


@pytest.mark.parametrize(("days", "refused"), [(-20, True), (0, True), (49, True), (96, True), (97, False)])
def test_the_same_is_not_asked_twice_within_three_months(days: int, refused: bool) -> None:
    school = school_of(2)
    with clock.at(later(-110)):
        plan(school, opens_on=later(0), closes_on=later(7))
        if refused:
            with pytest.raises(actions.TooSoon, match="two results side by side"):
                plan(school, opens_on=later(max(days, 0)), closes_on=later(max(days, 0) + 2))
        else:
            assert plan(school, opens_on=later(days), closes_on=later(days + 2))


def test_a_reworded_copy_asks_the_same() -> None:
    school = school_of(2)
    wave = plan(school)
    own = OwnInstrument.objects.create(
        school=school,
        slug="our-own",
        based_on="staff-head 1",
        document={**wave.terms.document, "slug": "our-own"},
        ready=True,
        by=head(school),
        at=timezone.now(),
    )
    with pytest.raises(actions.TooSoon):
        plan(school, reference=f"own:{own.id}", opens_on=later(20), closes_on=later(25))
    copied = plan(school, reference=f"own:{own.id}", opens_on=later(120), closes_on=later(125))
    assert (copied.terms.root, copied.terms.own_instrument) == ("staff-head", own.id)


def test_what_was_called_off_or_asked_of_others_does_not_count() -> None:
    school = school_of(2)
    RoleFactory(school=school, kind="governor")
    behaviours = {"reference": "house:behaviours"}
    wave = plan(school, **behaviours, kinds=["teacher"])
    assert plan(school, **behaviours, kinds=["governor"])
    actions.call_off(by=head(school), wave=wave, reason="Another time.")
    assert plan(school, **behaviours, kinds=["teacher"])


def test_another_schools_own_instrument_cannot_be_used() -> None:
    school, other = school_of(2), school_of(2)
    document = plan(school).terms.document
    own = OwnInstrument.objects.create(
        school=other, slug="theirs", based_on="pulse 1", document=document, ready=True, at=timezone.now()
    )
    with pytest.raises(actions.NotAskedHere):
        plan(school, reference=f"own:{own.id}")


# --- before it opens ----------------------------------------------------------------------------


def test_heads_learn_of_it_at_once_and_say_what_they_expect() -> None:
    family = family_of(3, 2)
    planned_wave(family)
    heads = {head(school) for school in schools_of(family)}
    assert told("audits.planned") == heads - {lead(family)}
    assert told("audits.predict") == heads
    assert not told("audits.asked")


def test_a_head_takes_the_school_out_and_nobody_there_is_asked() -> None:
    family = family_of(2, 3)
    wave = planned_wave(family)
    out = in_wave(wave, schools_of(family)[1])
    actions.withdraw_school(by=head(out.school), wave_school=out, reason="We ask in spring.")
    assert told("audits.withdrawn") == {lead(family)}
    assert not Notice.objects.filter(about=out.id, kind="audits.predict", settled_at=None).exists()
    actions.open_wave(by=None, wave=wave)
    assert not out.roll.exists() and in_wave(wave).roll.count() == 3
    with pytest.raises(actions.NotNow):
        actions.withdraw_school(by=lead(family), wave_school=in_wave(wave))


def test_a_wave_without_schools_is_called_off() -> None:
    family = family_of(2, 3)
    wave = planned_wave(family)
    for each in wave.schools.all():
        actions.withdraw_school(by=head(each.school), wave_school=each)
        with pytest.raises(actions.NotNow):
            actions.withdraw_school(by=head(each.school), wave_school=each)
        wave.refresh_from_db()
    assert wave.phase == Wave.Phase.CALLED_OFF


def test_what_a_head_expects_is_sealed_until_the_first_day() -> None:
    wave = planned_wave()
    here = in_wave(wave)
    ada, keys = head(here.school), [item["key"] for item in wave.terms.document["items"]]
    for share in (50, 70):
        actions.seal_prediction(by=ada, wave_school=here, expected=dict.fromkeys(keys, share))
    assert Prediction.objects.get().expected == dict.fromkeys(keys, 70)
    assert ada not in told("audits.predict")
    for wrong in ({}, dict.fromkeys(keys, 101), {**dict.fromkeys(keys, 50), "more": 1}):
        with pytest.raises(actions.NotAPrediction):
            actions.seal_prediction(by=ada, wave_school=here, expected=wrong)
    actions.open_wave(by=None, wave=wave)
    with pytest.raises(actions.NotNow):
        actions.seal_prediction(by=ada, wave_school=in_wave(wave), expected=dict.fromkeys(keys, 90))


# --- opening ------------------------------------------------------------------------------------


def test_opening_draws_the_roll_and_sets_up_a_box() -> None:
    wave = open_wave(school_of(12))
    here = in_wave(wave)
    assert wave.phase == Wave.Phase.OPEN and here.asked == 12
    assert sorted(here.roll.values_list("place", flat=True)) == list(range(12))
    assert boxes.papers_left(here.box) == 0
    assert trays.draw(key=here.box, place=11, receipt="a receipt of its own")
    assert told("audits.asked") == {entry.person for entry in here.roll.select_related("person")}


def test_who_cannot_sign_in_answers_on_paper() -> None:
    school = school_of(4, kind="student")
    with_words = Role.objects.filter(school=school, kind="student").first()
    assert with_words
    StudentWord.objects.create(person=with_words.person, school=school, hashed="x")
    here = in_wave(open_wave(school, reference="house:students-staff"))
    assert sorted(entry.place is None for entry in here.roll.all()) == [False, True, True, True]
    assert here.roll.get(place=0).person == with_words.person
    assert boxes.papers_left(here.box) == 3


def test_with_slips_on_paper_for_everybody_nobody_has_a_place() -> None:
    here = in_wave(open_wave(school_of(5), papers=PAPER))
    assert not here.roll.exclude(place=None).exists() and boxes.papers_left(here.box) == 5


def test_the_behaviours_exercise_has_a_box_of_its_own_for_oneself() -> None:
    here = in_wave(open_wave(school_of(5), reference="house:behaviours", kinds=["teacher"]))
    about_team, about_oneself = asking(here.box), asking(here.own_box)
    assert about_team and about_oneself
    assert (about_team.own, about_oneself.own) == (False, True)
    assert boxes.papers_left(here.own_box) == 0


def test_the_roll_is_of_the_day_on_which_it_opens() -> None:
    school = school_of(3)
    wave = planned_wave(school)
    gone = Role.objects.filter(school=school, kind="teacher").first()
    assert gone
    gone.ends_on = later(-1)
    gone.save()
    new = RoleFactory(school=school, kind="support_staff").person
    RoleFactory(school=school, kind="governor")
    RoleFactory(school=school, kind="teacher", person=head(school))  # who also teaches is still spoken of
    RoleFactory(school=school, kind="teacher", person=PersonFactory(is_active=False))
    people = {entry.person for entry in in_wave(actions.open_wave(by=None, wave=wave)).roll.all()}
    assert new in people and gone.person not in people and len(people) == 3


def test_places_are_in_no_order_that_says_anything() -> None:
    here = in_wave(open_wave(school_of(30)))
    in_order_of_keys = list(here.roll.order_by("person").values_list("place", flat=True))
    assert in_order_of_keys != sorted(in_order_of_keys)


def test_it_opens_on_its_day_and_lasts_as_long_as_was_planned() -> None:
    wave = plan(school_of(3), opens_on=later(2), closes_on=later(9))
    assert tasks.keep_days.func() == 0
    with clock.at(later(4)):
        assert tasks.keep_days.func() == 1
        wave.refresh_from_db()
        assert (wave.phase, wave.opens_on, wave.closes_on) == (Wave.Phase.OPEN, later(0), later(7))


def test_a_school_alone_may_begin_sooner_and_a_partnership_may_not() -> None:
    school, family = school_of(3), family_of(2, 3)
    assert actions.open_wave(by=head(school), wave=plan(school)).opens_on == later(0)
    days = {"reference": "house:staff-head", "opens_on": later(2), "closes_on": later(9)}
    wave = actions.plan(by=lead(family), partnership=family, schools=schools_of(family), **days)
    with pytest.raises(actions.NotNow):
        actions.open_wave(by=lead(family), wave=wave)


def test_a_school_that_left_or_has_nobody_is_left_out() -> None:
    family = family_of(3, 2)
    wave = planned_wave(family)
    one, gone, empty = schools_of(family)
    Membership.objects.filter(school=gone).update(state="left", left_on=later(0))
    Role.objects.filter(school=empty, kind="teacher").delete()
    actions.open_wave(by=None, wave=wave)
    assert [each.school for each in wave.schools.filter(withdrawn_at=None)] == [one]
    assert asking(in_wave(wave, gone).box) is None


def test_where_nobody_is_left_to_be_asked_it_ends() -> None:
    school = school_of(2)
    wave = planned_wave(school)
    Role.objects.filter(school=school, kind="teacher").delete()
    assert actions.open_wave(by=None, wave=wave).phase == Wave.Phase.CALLED_OFF


def test_opening_goes_on_after_a_crash_between_the_two_databases() -> None:
    """An earlier try had made the boxes, and was stopped before the wave was written: two people have left since."""
    wave = planned_wave(school_of(3))
    here = in_wave(wave)
    trays.open_box(key=here.box, places=5, papers=0, size=11, blind=True)
    assert asking(here.box) is None
    actions.open_wave(by=None, wave=wave)
    assert here.roll.count() == 3 and trays.draw(key=here.box, place=2, receipt="a receipt of its own")
    with pytest.raises(IndexError):
        trays.draw(key=here.box, place=3, receipt="a receipt of its own")


def test_of_two_who_press_at_once_the_second_is_told() -> None:
    """Each request has read the wave before either of them changed it."""
    wave = planned_wave(school_of(3))
    one, other = Wave.objects.get(id=wave.id), Wave.objects.get(id=wave.id)
    actions.open_wave(by=None, wave=one)
    ada, here = head(in_wave(wave).school), in_wave(other)
    with pytest.raises(actions.NotNow):
        actions.open_wave(by=ada, wave=other)
    with pytest.raises(actions.NotNow):
        actions.withdraw_school(by=ada, wave_school=here)
    one, other = Wave.objects.get(id=wave.id), Wave.objects.get(id=wave.id)
    actions.call_off(by=None, wave=one, reason="")
    with pytest.raises(actions.NotNow):
        actions.close_wave(by=None, wave=other)


# --- while it is open ---------------------------------------------------------------------------


def test_everybody_gets_the_same_words_and_keeps_them_until_it_closes() -> None:
    wave = open_wave(school_of(4))
    words = {(notice.headline, notice.body) for notice in Notice.objects.filter(kind="audits.asked")}
    assert len(words) == 1
    (_headline, body), *_none = words
    assert "whether you answered" in body and "not before" in body
    closed_wave(wave)
    assert not told("audits.asked")


def test_students_are_asked_in_their_own_words() -> None:
    open_wave(school_of(4, kind="student"), reference="house:students-staff")
    body = Notice.objects.filter(kind="audits.asked")[0].body
    assert "Not your teachers" in body and "destroyed" not in body


def test_reminders_go_to_all_alike_and_at_most_every_third_day() -> None:
    wave = open_wave(school_of(4))
    ada = head(in_wave(wave).school)
    with pytest.raises(actions.NotNow):
        actions.remind(by=ada, wave=wave)
    Notice.objects.update(mailed_at=timezone.now())
    with clock.at(later(3)):
        assert actions.remind(by=ada, wave=wave) == 4
        assert Notice.objects.filter(kind="audits.asked", mailed_at=None).count() == 4
        with pytest.raises(actions.NotNow):
            actions.remind(by=ada, wave=wave)
    with clock.at(later(6)):
        assert actions.remind(by=ada, wave=wave) == 4


def test_closing_early_waits_for_the_day_that_everybody_was_told() -> None:
    wave = open_wave(school_of(4))
    ada = head(in_wave(wave).school)
    for days in (0, 1):
        with clock.at(later(days)), pytest.raises(actions.NotNow):
            actions.close_wave(by=ada, wave=wave)
    with clock.at(later(2)):
        assert actions.close_wave(by=ada, wave=wave).closes_on == later(0)


def test_on_the_last_day_people_can_still_answer() -> None:
    wave = open_wave(school_of(4), days=7)
    with clock.at(later(7), hour=23):
        tasks.keep_days.func()
        wave.refresh_from_db()
        assert wave.phase == Wave.Phase.OPEN
    with clock.at(later(8), hour=0):
        tasks.keep_days.func()
        wave.refresh_from_db()
        assert wave.closes_on == later(-1) and wave.phase != Wave.Phase.OPEN


def test_a_closed_wave_takes_nothing_any_more() -> None:
    wave = open_wave(school_of(4))
    here = in_wave(wave)
    slip = trays.draw(key=here.box, place=0, receipt="a receipt of its own")
    closed_wave(wave)
    assert asking(here.box) is None
    with pytest.raises(trays.NoBox):
        trays.cast(slip=slip, sheet=bytes(11))
    for again in (actions.close_wave, actions.open_wave, actions.remind):
        with pytest.raises(actions.NotNow):
            again(by=head(here.school), wave=wave)


# --- not at all ---------------------------------------------------------------------------------


def test_called_off_it_is_destroyed_unread_and_everybody_is_told_why(
    django_capture_on_commit_callbacks: Any,
) -> None:
    wave = open_wave(school_of(4))
    here = in_wave(wave)
    asked = {entry.person for entry in here.roll.all()}
    with django_capture_on_commit_callbacks(execute=True):
        actions.call_off(by=head(here.school), wave=wave, reason="A colleague has died.")
    assert told("audits.called_off") == {*asked, head(here.school)}
    assert all("A colleague has died." in notice.body for notice in Notice.objects.filter(kind="audits.called_off"))
    assert not RollEntry.objects.exists() and not told("audits.asked")
    with pytest.raises(trays.NoBox):
        boxes.papers_left(here.box)
    here.refresh_from_db()
    assert here.destroyed_on == later(0)


def test_what_the_worker_had_no_time_to_destroy_is_destroyed_by_the_hour() -> None:
    wave = open_wave(school_of(4))
    here = in_wave(wave)
    actions.call_off(by=None, wave=wave, reason="")
    assert boxes.papers_left(here.box) == 0
    tasks.keep_days.func()
    with pytest.raises(trays.NoBox):
        boxes.papers_left(here.box)


def test_answers_of_a_wave_that_is_not_finished_are_not_destroyed() -> None:
    wave = closed_wave(open_wave(school_of(4)))
    with pytest.raises(actions.NotNow):
        actions.destroy_answers(schools=[in_wave(wave)])
    assert boxes.papers_left(in_wave(wave).box) == 0


def test_while_the_partnership_rests_nothing_opens_and_those_who_lead_are_told() -> None:
    family = family_of(2, 3)
    wave = planned_wave(family)
    Partnership.objects.update(phase=Partnership.Phase.PAUSED)
    for _hour in range(2):
        tasks.keep_days.func()
        Notice.objects.filter(kind="audits.waits").update(mailed_at=timezone.now())
    assert not Notice.objects.filter(kind="audits.waits", mailed_at=None).exists()
    assert Wave.objects.get().phase == Wave.Phase.PLANNED and told("audits.waits") == {lead(family)}
    with pytest.raises(actions.NotNow):
        actions.open_wave(by=lead(family), wave=wave)
    with clock.at(wave.closes_on + timedelta(days=1)):
        tasks.keep_days.func()
    assert Wave.objects.get().phase == Wave.Phase.CALLED_OFF


def test_what_a_partnership_had_planned_ends_with_it(django_capture_on_commit_callbacks: Any) -> None:
    family = family_of(2, 3)
    wave = planned_wave(family)
    with django_capture_on_commit_callbacks(execute=True):
        partnerships.end(by=lead(family), partnership=family, reason="Done", learnt="Much", kept="", thanks="")
    wave.refresh_from_db()
    assert wave.phase == Wave.Phase.CALLED_OFF and "ended" in wave.reason


def test_who_is_forgotten_is_on_no_roll(django_capture_on_commit_callbacks: Any) -> None:
    wave = open_wave(school_of(4))
    here = in_wave(wave)
    entry = here.roll.first()
    assert entry
    actions.forget(person=entry.person)
    assert here.roll.count() == 3
    assert in_wave(wave).asked == 4 and wave_school(viewer=head(here.school), key=here.id)


def test_the_trail_says_what_happened_to_a_wave_and_nothing_of_answers() -> None:
    family = family_of(2, 3)
    wave = open_wave(family)
    here = in_wave(wave)
    slip = trays.draw(key=here.box, place=0, receipt="a receipt of its own")
    trays.cast(slip=slip, sheet=bytes(11))
    closed_wave(wave)
    acts = Entry.objects.filter(act__startswith="audits.").values_list("act", flat=True)
    assert sorted(acts) == ["audits.wave_closed", "audits.wave_opened", "audits.wave_planned"]
    assert all(not entry.details for entry in Entry.objects.filter(act__startswith="audits."))
