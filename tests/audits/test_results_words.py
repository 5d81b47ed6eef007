"""What a publication says in words, and what the guide makes of it: nothing but what was released."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import publications as made
from tests.factories.publications import STAFF, behaviours, few, nothing, partly, published
from tilth.audits import wording
from tilth.audits.domain import behaviours as team
from tilth.audits.domain import expecting, guide, naming, phrases
from tilth.audits.domain.instruments import Audience
from tilth.audits.domain.naming import Counted
from tilth.audits.domain.phrases import Said
from tilth.audits.domain.publication import Band, Held, Publication, Split, Verdict
from tilth.audits.telling import told
from tilth.disclosure import Reason

# --- the headline -------------------------------------------------------------------------------


def headline(publication: Publication, *, to_head: bool = True, root: str = "staff-head") -> str:
    speaks = phrases.voice(publication, root, Audience.STAFF, to_head=to_head)
    return told(phrases.headline(publication, speaks))


def test_the_headline_answers_the_question_in_words() -> None:
    clear = published(most=("competence", "respect"), least=("consultation",))
    said = "for “competence” and “respect”, and least for “consultation”"
    assert headline(clear) == f"Your staff trust you most {said}"
    assert headline(clear, to_head=False) == f"Staff trust their leaders most {said}"
    elsewhere = "Trust is highest in “competence” and “respect”, and lowest in “consultation”"
    assert headline(clear, root="own-words") == elsewhere
    assert headline(clear.model_copy(update={"school": None})) == elsewhere


def test_the_headline_calls_nothing_first_or_last_that_is_not_clearly_so() -> None:
    assert headline(published(most=(), least=())) == "No aspect is clearly the most or the least trusted"
    assert headline(published(most=(), least=("consultation",))).startswith("Your staff trust you least for")
    assert headline(published(most=("respect",), least=())).endswith("nothing clearly comes last")


@pytest.mark.parametrize(
    ("reason", "says"),
    [(Reason.FEW, "Not enough people"), (Reason.RESPONSE, "Too few of those asked"), (Reason.JOINT, "tell on")],
)
def test_where_nothing_is_shown_the_headline_says_so(reason: Reason, says: str) -> None:
    assert says in headline(nothing(reason))


def test_where_only_the_whole_is_shown_the_headline_says_so() -> None:
    assert "Only the whole" in headline(published(dict.fromkeys(STAFF, few()), scale=None))


def test_the_headline_about_something_else_than_trust_does_not_speak_of_trust() -> None:
    purpose = published({}, slug="purpose-staff", most=(), least=())
    assert "trust" not in headline(purpose, root="purpose-staff").lower()


# --- what stands beside the picture -------------------------------------------------------------


def test_silence_is_put_in_one_calm_sentence() -> None:
    said = told(phrases.silence(published()))
    low, high = (phrases.percent(share) for share in (5 / 30, 11 / 30))
    assert said == f"If all 6 who kept silent about “Consultation” had said no, it would be {low}; if yes, {high}."
    assert phrases.silence(published(asked=24)) is None
    assert phrases.silence(nothing()) is None


@pytest.mark.parametrize(
    ("band", "says"),
    [
        (Band(of=24, limit=4, favourable=False), "nearly everybody: fewer than 4 of 24 said otherwise"),
        (Band(of=24, limit=4, favourable=True), "hardly anybody: fewer than 4 of 24 said so"),
        (Band(of=60, limit=9, favourable=True, least=3), "from 3 to 8 of 60 said so"),
        (
            Band(of=60, limit=9, favourable=False, least=3),
            "from 3 to 8 of 60 said otherwise",
        ),
    ],
)
def test_a_band_is_said_as_what_it_is(band: Band, says: str) -> None:
    assert told(phrases.band(band)) == says


def test_a_share_is_given_as_exactly_as_it_is_known() -> None:
    shares = [Band(of=60, limit=9, favourable=False, least=least) for least in (3, 0)]
    assert [told(phrases.share(each)) for each in shares] == ["87 to 95\u00a0%", ""]


@given(st.sampled_from(Reason), st.integers(1, 99) | st.none())
def test_every_reason_has_its_words_and_none_says_how_many_answered(reason: Reason, needed: int | None) -> None:
    said = told(phrases.withheld(Held(reason=reason, needed=needed)))
    assert said.startswith("not shown")
    assert "None" not in said


def test_what_changed_is_said_only_where_it_did() -> None:
    before = published({**STAFF, "support": (1, 3, 11, 9), "respect": (12, 11, 1, 1)}, closed=date(2026, 3, 20))
    now = published({**STAFF, "respect": (2, 8, 8, 6)}, earlier=before)
    found = phrases.changed(now)
    assert [(each.key, each.verdict) for each in found] == [("support", Verdict.ROSE), ("respect", Verdict.FELL)]
    assert told(found[0].words) == "Support rose from 17\u00a0% to 88\u00a0%"
    assert told(phrases.steady(now)).startswith("No clear change in the other 8 aspects")
    assert phrases.steady(published()) is None
    same = published(STAFF, earlier=published(STAFF, closed=date(2026, 3, 20)))
    assert not phrases.changed(same)
    assert told(phrases.steady(same)).startswith("No clear change in any aspect")


def test_a_name_in_the_middle_of_a_sentence_is_small_unless_it_cannot_be() -> None:
    assert phrases.in_sentence("Approachable in trouble") == "approachable in trouble"
    assert phrases.in_sentence("IT support") == "IT support"


# --- what a head expected -----------------------------------------------------------------------


def test_a_prediction_is_set_beside_what_came() -> None:
    found = expecting.beside(published(partly()), {"support": 20, "honesty": 75, "consultation": 60, "integrity": 50})
    assert {each.key: each.found for each in found} == {
        "support": "higher",
        "honesty": "as expected",
        "consultation": "lower",
        "integrity": "unknown",
    }
    assert "Some of it is higher" in told(expecting.surprises(found))


@given(st.integers(0, 100), st.integers(1, 23))
def test_a_prediction_inside_the_likely_range_is_as_expected(expected: int, count: int) -> None:
    cell = made.split(made.house(), "honesty", (count, 0, 24 - count, 0), 30)
    low, high = cell.interval
    found = expecting.beside(published({"honesty": cell.counts}), {"honesty": expected})[0].found
    share = expected / 100
    assert (found == "as expected") == (low - 0.005 <= share <= high + 0.005)


def test_words_about_a_prediction_blame_nobody() -> None:
    for found in ({"support": 20}, {"consultation": 90}, {"honesty": 75}, {}):
        said = told(expecting.surprises(expecting.beside(published(), found))).lower()
        assert not {"wrong", "fail", "bad", "should"} & set(said.split())


# --- the behaviours -----------------------------------------------------------------------------


def test_the_headline_of_a_team_names_behaviours_and_clashes_first() -> None:
    assert told(team.headline(behaviours())) == "Worth talking about: “keeping on learning”"
    small = behaviours(9, own=False)
    assert told(team.headline(small)).startswith("The team is seen strongest in “speaking plainly”")
    assert told(team.headline(nothing(slug="behaviours"))).startswith("Not enough")


def test_views_part_only_where_both_are_shown_and_clear() -> None:
    parted = [each.key for each in behaviours().picks if team.parted(each)]
    assert not any(team.parted(each) for each in behaviours(9, own=False).picks)
    assert set(parted) <= {each.key for each in behaviours().picks}


# --- the guide ----------------------------------------------------------------------------------

PUBLICATIONS = [published(), published(partly()), nothing(), behaviours(), behaviours(9, own=False)]


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_a_guide_fills_three_quarters_of_an_hour_and_says_all_it_needs(publication: Publication) -> None:
    found = guide.guide(publication)
    assert sum(step.minutes for step in found.agenda) == 45
    assert found.ask and found.reply and found.avoid
    assert len(found.celebrate) <= guide.MOST_POINTS and len(found.ask) <= guide.MOST_POINTS
    assert any("guess who" in told(each) for each in found.avoid)


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_governors_are_given_fewer_words_and_questions(publication: Publication) -> None:
    found = guide.for_governors(publication)
    assert all(told(each).endswith("?") for each in found.ask)
    assert any("appraisal" in told(each) for each in found.avoid)
    assert not found.agenda


def test_a_guide_celebrates_and_asks_about_what_was_said() -> None:
    before = published({**STAFF, "support": (1, 3, 11, 9), "respect": (12, 11, 1, 1)}, closed=date(2026, 3, 20))
    now = published({**STAFF, "respect": (2, 8, 8, 6)}, earlier=before, least=("consultation",))
    found = guide.guide(now)
    assert any("“Support” rose" in told(each) for each in found.celebrate)
    assert "“Respect” is lower than last time" in told(found.ask[0])
    assert "“consultation”" in told(found.opening)


def test_a_guide_says_once_what_is_to_be_said_of_several_aspects_and_opens_with_it() -> None:
    torn, glad = dict.fromkeys(STAFF, (6, 6, 6, 6)), Band(of=24, limit=4, favourable=False)
    found = guide.guide(published({**torn, "support": glad, "respect": glad}, most=(), least=()))
    (said,) = map(told, found.celebrate)
    assert said == "Most people are glad of “support” and “respect”. Say so aloud: people seldom hear it."
    assert "You are glad of “support” and “respect”." in told(found.opening)
    assert "Nothing stands out" in told(guide.guide(published(torn, most=(), least=())).opening)


def test_the_conversation_without_collecting_fills_the_same_time() -> None:
    assert sum(step.minutes for step in guide.FACE_TO_FACE) == 45


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(PUBLICATIONS))
def test_every_sentence_has_what_fills_its_gaps(publication: Publication) -> None:
    sayings: list[Said] = []
    for found in (guide.guide(publication), guide.for_governors(publication)):
        for each in fields(found):
            value = getattr(found, each.name)
            sayings += [value] if isinstance(value, Said) else [s for s in value if isinstance(s, Said)]
    assert all(told(each) and "%(" not in told(each) for each in sayings)


# --- naming no school ---------------------------------------------------------------------------

numbers = st.lists(
    st.builds(Counted, st.frozensets(st.sampled_from("abcdef"), min_size=1), st.booleans()), min_size=1, max_size=4
)


@given(numbers, st.frozensets(st.sampled_from("abcdef")), st.frozensets(st.sampled_from("abcdef"), max_size=2))
def test_whoever_reads_never_finds_one_school_alone_that_did_not_agree(
    counted: list[Counted], agreed: frozenset[str], own: frozenset[str]
) -> None:
    """By taking away their own schools and those that are named, from any number of the picture."""
    named = agreed if naming.may_be_named(counted, agreed, own) else frozenset()
    if naming.may_be_shown(counted, own | named):
        left = [each.schools - own - named for each in counted if not each.others]
        assert all(len(schools) != 1 for schools in left)
    if named:
        for reader in frozenset[str]().union(*(each.schools for each in counted)):
            left = [each.schools - named - {reader} for each in counted if not each.others]
            assert all(len(schools) != 1 for schools in left), "to the head of one school"


def test_two_schools_are_shown_together_only_when_both_agreed() -> None:
    two = (Counted(frozenset("ab"), others=False),)
    assert not naming.may_be_shown(two, frozenset("a"))
    assert naming.may_be_named(two, frozenset("ab"), frozenset("a"))
    assert naming.may_be_shown(two, frozenset("ab"))


def test_schools_counted_in_only_together_hide_one_another() -> None:
    picture = made.published({"honesty": (40, 20, 10, 10)}, asked=200)
    of_school = made.published({"honesty": (20, 10, 5, 5)})
    assert naming.counted(picture, {"a": of_school, "b": of_school}) == (Counted(frozenset("ab"), others=False),)
    assert naming.counted(picture, {"a": of_school}) == (Counted(frozenset("a"), others=True),)
    assert naming.counted(picture, {"a": made.nothing()}) == (Counted(frozenset(), others=True),)


def test_a_publication_made_by_hand_is_as_kept_as_any() -> None:
    assert all(Publication.read(each.stored()).stored() == each.stored() for each in PUBLICATIONS)
    assert any(isinstance(each.cell, Split) for each in PUBLICATIONS[0].items)


@pytest.mark.parametrize(
    ("phases", "offered"),
    [
        ({"primary"}, ["primary"]),
        ({"secondary", "sixteen_plus"}, ["secondary"]),
        ({"primary", "secondary"}, ["primary", "secondary"]),
        ({"other"}, ["primary", "secondary"]),
    ],
)
def test_no_school_is_offered_years_that_none_of_its_students_can_be_in(phases: set[str], offered: list[str]) -> None:
    assert [key for key, _words in wording.offered([Audience.STUDENTS], phases)] == offered
