"""Notices: asked, told, settled; mailed once, in the rhythm a person chose, and enough to act on."""

from __future__ import annotations

from datetime import timedelta
from traceback import format_exception
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories.people import PersonFactory
from tests.factories.schools import SchoolFactory
from tilth.notices import actions, queries, tasks
from tilth.notices.models import Notice, Rhythm
from tilth.people.actions import erasures
from tilth.people.models import Person

pytestmark = pytest.mark.django_db

Choice = Rhythm.Choice


@pytest.fixture
def ben() -> Person:
    return PersonFactory(name="Ben Hartley", email="ben@rowan.example")


def tell(person: Person, headline: str = "Asha offers to show you phonics", **known: Any) -> Notice:
    given = {"about": SchoolFactory(), "kind": "jpd.proposal", "link": "/working-together/", **known}
    return actions.tell(to=[person], headline=headline, **given)[0]


def test_an_open_notice_about_the_same_thing_is_renewed_and_not_doubled(ben: Person) -> None:
    school = SchoolFactory()
    tell(ben, about=school)
    tell(ben, "Asha still offers to show you phonics", about=school)
    assert [notice.headline for notice in Notice.objects.all()] == ["Asha still offers to show you phonics"]


def test_what_is_asked_stays_until_it_is_settled_the_oldest_first(ben: Person) -> None:
    first, second = tell(ben, asks=True), tell(ben, asks=True)
    tell(ben, "Somebody joined", asks=False)
    assert list(queries.needs_of(ben)) == [first, second]
    actions.settle(about=SchoolFactory.build(id=first.about), kind=first.kind)
    assert list(queries.needs_of(ben)) == [second]


def test_at_most_so_many_needs_as_were_asked_for(ben: Person) -> None:
    for _ in range(7):
        tell(ben, asks=True)
    assert len(queries.needs_of(ben, most=5)) == 5


# --- by e-mail ----------------------------------------------------------------------------------


def test_who_wants_it_at_once_is_written_to_when_the_change_is_safe(
    ben: Person, django_capture_on_commit_callbacks: Any
) -> None:
    actions.choose_rhythm(by=ben, choice=Choice.AT_ONCE)
    with django_capture_on_commit_callbacks(execute=True):
        tell(ben, asks=True)
        assert not mail.outbox
    assert [message.to for message in mail.outbox] == [["ben@rowan.example"]]


def test_nobody_else_is_written_to_at_once(ben: Person, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell(ben, asks=True)
    assert not mail.outbox


def test_a_message_can_be_understood_and_acted_on_without_signing_in(ben: Person, settings: Any) -> None:
    settings.ADDRESS = "https://tilth.example"
    notice = tell(ben, body="You are both free on Tuesday at 15:30.", asks=True)
    tasks.mail_notice.call(str(notice.id))
    (message,) = mail.outbox
    (html, _type) = message.alternatives[0]
    assert message.subject == "Asha offers to show you phonics"
    for words in (message.body, html):
        assert "Hello Ben" in words
        assert "You are both free on Tuesday at 15:30." in words
        assert "https://tilth.example/working-together/" in words
        assert "https://tilth.example/notices/rhythm/" in words
    assert message.extra_headers["List-Unsubscribe"] == "<https://tilth.example/notices/rhythm/>"


def test_words_that_look_like_markup_are_shown_as_words(ben: Person) -> None:
    notice = tell(ben, "Read & write <together>", body="<b>bold</b>")
    tasks.mail_notice.call(str(notice.id))
    assert "Read & write <together>" in mail.outbox[0].body
    assert "&lt;b&gt;bold" in mail.outbox[0].alternatives[0][0]


def test_a_headline_with_a_line_break_cannot_add_headers(ben: Person) -> None:
    notice = tell(ben, "Hello\nBcc: everybody@example.org")
    tasks.mail_notice.call(str(notice.id))
    assert mail.outbox[0].subject == "Hello Bcc: everybody@example.org"


def test_a_notice_is_mailed_once(ben: Person) -> None:
    notice = tell(ben)
    assert [tasks.mail_notice.call(str(notice.id)) for _ in range(2)] == [1, 0]
    tasks.mail_daily.call()
    assert len(mail.outbox) == 1


def test_what_is_settled_is_not_mailed(ben: Person) -> None:
    notice = tell(ben, asks=True)
    actions.settle(about=SchoolFactory.build(id=notice.about), kind=notice.kind)
    assert tasks.mail_notice.call(str(notice.id)) == 0
    assert not mail.outbox


@pytest.mark.parametrize("gone", [{"email": None}, {"email": ""}, {"is_active": False}])
def test_who_has_no_address_or_has_left_is_not_written_to(gone: dict[str, Any]) -> None:
    tell(PersonFactory(**gone))
    assert tasks.mail_daily.call() == 0


def test_a_digest_groups_what_is_asked_first_each_the_oldest_first(ben: Person) -> None:
    tell(ben, "Cal has joined")
    later = tell(ben, "Will you work with Leo?", asks=True)
    first = tell(ben, "Will you work with Asha?", asks=True)
    Notice.objects.filter(id=first.id).update(at=later.at - timedelta(days=1))
    tasks.mail_daily.call()
    (message,) = mail.outbox
    order = [message.body.index(words) for words in ("work with Asha", "work with Leo", "Cal has joined")]
    assert order == sorted(order)
    assert message.subject == "2 things need you, and there is news"


@pytest.mark.parametrize(
    ("choice", "daily", "weekly"), [(None, 1, 0), (Choice.DAILY, 1, 0), (Choice.WEEKLY, 0, 1), (Choice.AT_ONCE, 1, 0)]
)
def test_a_digest_goes_to_those_of_its_rhythm(ben: Person, choice: str | None, daily: int, weekly: int) -> None:
    if choice:
        actions.choose_rhythm(by=ben, choice=choice)
    tell(ben)
    assert tasks.mail_weekly.call() == weekly
    assert tasks.mail_daily.call() == daily


def test_a_message_that_could_not_be_sent_is_tried_again(ben: Person, settings: Any) -> None:
    notice = tell(ben)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    with pytest.raises(tasks.NotSent, match="ConnectionRefusedError"):
        tasks.mail_notice.call(str(notice.id))
    notice.refresh_from_db()
    assert notice.mailed_at is None


# --- pages --------------------------------------------------------------------------------------


def test_the_page_shows_mine_and_nobody_elses(client: Any, ben: Person) -> None:
    tell(ben, "Asha asks you", asks=True)
    tell(PersonFactory(), "Somebody else is asked", asks=True)
    client.force_login(ben)
    page = client.get("/notices/").content.decode()
    assert "Asha asks you" in page
    assert "Somebody else" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_as_for_one(
    client: Any, ben: Person, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        tell(ben, asks=True)
        tell(ben)
    client.force_login(ben)
    with django_assert_num_queries(4):
        client.get("/notices/")


def test_i_choose_how_often_i_hear(client: Any, ben: Person) -> None:
    client.force_login(ben)
    assert "checked" in client.get("/notices/rhythm/").content.decode()
    response = client.post("/notices/rhythm/", {"choice": Choice.WEEKLY}, follow=True)
    assert response.redirect_chain[-1][0] == "/notices/"
    assert queries.rhythm_of(ben) == Choice.WEEKLY


def test_an_unknown_rhythm_is_refused_with_words(client: Any, ben: Person) -> None:
    client.force_login(ben)
    response = client.post("/notices/rhythm/", {"choice": "hourly"})
    assert response.status_code == 200
    assert queries.rhythm_of(ben) == Choice.DAILY


def test_renewing_a_notice_mails_it_again(ben: Person) -> None:
    school = SchoolFactory()
    tell(ben, about=school)
    tasks.mail_daily.call()
    Notice.objects.update(at=timezone.now() - timedelta(days=3))
    tell(ben, about=school)
    tasks.mail_daily.call()
    assert len(mail.outbox) == 2


def test_a_headline_of_long_names_is_shortened_to_its_line(ben: Person) -> None:
    notice = tell(ben, "Should " + "Llanfair" * 25 + " join?")
    notice.full_clean()
    assert notice.headline.endswith("…")


def test_who_is_forgotten_is_named_in_no_notice(ben: Person) -> None:
    asha, leo = PersonFactory(name="Asha Raman"), PersonFactory(name="Asha Ramanova")
    tell(asha, "You are in a group with Ben Hartley")
    told = tell(ben, "You are in a group with Asha Raman, and not with Asha Ramanova", body="Asha Raman gives phonics")
    erasures.erase(by=None, request=erasures.ask_erasure(by=asha))
    told.refresh_from_db()
    assert told.headline == "You are in a group with Somebody who left, and not with Asha Ramanova"
    assert told.body == "Somebody who left gives phonics"
    assert leo.name == "Asha Ramanova"
    assert not Notice.objects.filter(person=asha).exists()


def test_what_a_mail_server_says_of_an_address_is_not_kept_with_failed_work(ben: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.people.test_mail_is_away.Away"
    tell(ben)
    with pytest.raises(tasks.NotSent) as no:
        tasks.mail_digest.func(str(ben.id))
    assert "ben@" not in "".join(format_exception(no.value))
    assert queries.waiting_for_mail().count() == 1
