"""What people do to the vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.factories.people import PersonFactory
from tests.factories.topics import TopicFactory, shipped
from tilth.topics import actions, queries
from tilth.topics.domain import folded, normal_form
from tilth.topics.models import Suggestion, Synonym, Topic
from tilth.topics.signals import topic_merged

pytestmark = pytest.mark.django_db


def test_the_vocabulary_comes_in_two_levels_with_about_150_topics() -> None:
    assert 130 <= queries.usable().count() <= 180
    assert Topic.objects.filter(is_area=True, area=None).count() >= 15
    assert not Topic.objects.filter(is_area=False, area=None).exists()


def test_loading_the_vocabulary_again_changes_nothing() -> None:
    before = list(Topic.objects.order_by("id").values()), Synonym.objects.count()
    actions.load_vocabulary()
    assert (list(Topic.objects.order_by("id").values()), Synonym.objects.count()) == before


def test_what_was_merged_stays_merged_when_the_vocabulary_is_renewed() -> None:
    actions.merge(by=PersonFactory(), topic=shipped("spacing"), into=shipped("retrieval-practice"))
    actions.load_vocabulary()
    assert shipped("spacing").state == Topic.State.MERGED


def test_own_words_that_a_newer_vocabulary_contains_become_part_of_it() -> None:
    Topic.objects.filter(slug="dyslexia").update(slug="gone", name="Gone", normal="gone")
    mine = actions.suggest(by=PersonFactory(), name="dyslexia friendly lesson")
    Topic.objects.filter(slug="gone").delete()
    actions.load_vocabulary()
    mine.refresh_from_db()
    assert (mine.slug, mine.state) == ("dyslexia", Topic.State.OFFERED)


def test_own_words_are_usable_by_those_around_and_by_nobody_else() -> None:
    writer, stranger = PersonFactory(), PersonFactory()
    topic = actions.suggest(by=writer, name="Reading to dogs")
    assert topic in queries.usable([writer.id])
    assert topic not in queries.usable([stranger.id])
    assert topic in queries.search("dogs", around=[writer.id])
    assert topic not in queries.search("dogs", around=[stranger.id])


def test_the_same_words_written_otherwise_are_one_topic() -> None:
    one, other = PersonFactory(), PersonFactory()
    assert actions.suggest(by=one, name="Reading to dogs") == actions.suggest(by=other, name="reading to  Dog")
    assert Suggestion.objects.count() == 2


@pytest.mark.parametrize("words", ["Retrieval practice", "retrieval-practices", "low stakes quizzes", "DO NOW"])
def test_own_words_that_the_vocabulary_knows_are_the_topic_it_has(words: str) -> None:
    assert actions.suggest(by=PersonFactory(), name=words) == shipped("retrieval-practice")
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("words", ["", "  ", "!?", "ab", "x" * 81])
def test_what_is_no_word_is_refused(words: str) -> None:
    with pytest.raises(actions.NotAWord):
        actions.suggest(by=PersonFactory(), name=words)


def test_merging_tells_the_parts_above_and_the_words_find_what_stands() -> None:
    heard = []
    topic_merged.connect(lambda **signal: heard.append((signal["topic"], signal["into"])), weak=False, dispatch_uid="t")
    mine = actions.suggest(by=PersonFactory(), name="Quizzing every Friday")
    actions.merge(by=PersonFactory(), topic=mine, into=shipped("retrieval-practice"))
    topic_merged.disconnect(dispatch_uid="t")
    assert heard == [(mine, shipped("retrieval-practice"))]
    assert queries.search("quizzing friday") == [shipped("retrieval-practice")]


def test_a_topic_does_not_go_into_itself_nor_into_one_that_is_gone() -> None:
    topic, gone = TopicFactory(), TopicFactory()
    actions.merge(by=PersonFactory(), topic=gone, into=shipped("phonics"))
    for into in (topic, gone, shipped("memory")):
        with pytest.raises(actions.CannotMerge):
            actions.merge(by=PersonFactory(), topic=topic, into=into)


def test_what_is_taken_up_is_everybodys() -> None:
    topic = actions.suggest(by=PersonFactory(), name="Reading to dogs")
    actions.take_up(by=PersonFactory(), topic=topic, area=shipped("reading"))
    assert topic in queries.usable()


def test_who_is_erased_is_forgotten_here() -> None:
    writer = PersonFactory()
    actions.suggest(by=writer, name="Reading to dogs")
    actions.forget(by=writer)
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("words", "slug"),
    [("phonic", "phonics"), ("marking", "feedback"), ("quiz", "retrieval-practice"), ("times tab", "times-tables"),
     ("SEND", "send-adaptations"), ("ECT", "mentoring-new-teachers"), ("pupil premium", "disadvantage")],
)  # fmt: skip
def test_a_topic_is_found_by_the_words_teachers_use(words: str, slug: str) -> None:
    assert shipped(slug) in queries.search(words)[:5]


def test_names_come_before_synonyms_and_synonyms_before_areas() -> None:
    found = [topic.name for topic in queries.search("reading", limit=30)]
    assert found[0].lower().startswith("reading")
    assert found.index("Reading for pleasure") < found.index("Helping older students who cannot read well")


def test_no_words_find_nothing() -> None:
    assert queries.search(" ?! ") == []


@given(some.text(max_size=60))
def test_the_normal_form_of_a_normal_form_is_itself(words: str) -> None:
    assert folded(folded(words)) == folded(words)
    assert normal_form(normal_form(words)) == normal_form(words)


@given(some.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=30))
def test_case_and_punctuation_do_not_matter(words: str) -> None:
    assert normal_form(words.upper()) == normal_form(words)
    assert normal_form(words.replace(" ", " - ")) == normal_form(words)
