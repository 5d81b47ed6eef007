"""What people are told when waves change. Each letter makes sense without signing in, and is the same for all."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tilth.audits import wording
from tilth.audits.models import Wave, WaveSchool
from tilth.audits.queries import ASKED, rolls
from tilth.audits.queries.results import replies_for
from tilth.notices.actions import settle, tell
from tilth.notices.models import Notice
from tilth.partnerships.queries import partnership_leads
from tilth.people.models import Person
from tilth.people.queries import heads_of

PLANNED = "audits.planned"
PREDICT = "audits.predict"
WAITS = "audits.waits"
KEY_MISSING = "audits.key_missing"


def planned(schools: Iterable[WaveSchool], by: Person) -> None:
    """The heads of the schools in a wave learn of it at once, and how to stay out of it."""
    for each in schools:
        heads = list(heads_of(each.school, timezone.localdate()))
        words = _words(each) | {"who": by.name}
        body = _(
            "%(who)s has planned it for %(opens)s to %(closes)s. Nobody is asked before. If it does not suit your "
            "school, its headteacher can take the school out until it opens."
        )
        tell(
            to=[head for head in heads if head.id != by.id],
            about=each,
            kind=PLANNED,
            headline=_("%(school)s is going to ask in confidence: %(title)s") % words,
            body=body % words,
            link=reverse("audits:wave", args=[each.wave_id]),
        )
        if each.wave.terms.document.get("head_first"):
            _please_predict(each, heads)


def _please_predict(each: WaveSchool, heads: list[Person]) -> None:
    words = _words(each)
    body = _(
        "Say for each statement how many of those asked you expect to agree with it. What you expect is sealed when "
        "the asking opens on %(opens)s, and shown beside the results to you alone. It is for you to share or not."
    )
    tell(
        to=heads,
        about=each,
        kind=PREDICT,
        headline=_("What do you expect to hear? Seal it before %(opens)s: %(title)s") % words,
        body=body % words,
        link=reverse("audits:predict", args=[each.id]),
        asks=True,
    )


def opened(schools: Iterable[WaveSchool], *, again: bool = False) -> int:
    """Ask everybody on the rolls, in the same words, and when reminding `again`. Returns how many."""
    told = 0
    for each in schools:
        replies = wording.last_time(replies_for(each.school, each.wave.terms.root))
        words = wording.invitation(each, replies=replies, again=again)
        link = reverse("audits:answer", args=[each.id])
        to = list(rolls.on_the_roll(each))
        tell(to=to, about=each, kind=ASKED, headline=words.headline, body=words.body, link=link, asks=True)
        told += len(to)
    return told


def settle_opened(schools: Iterable[WaveSchool]) -> None:
    """Nothing is wanted of anybody any more: all at once, so that it tells nothing of anybody."""
    for each in schools:
        settle(about=each, kind=ASKED)
        settle(about=each, kind=KEY_MISSING)
        settle_planned(each)


def settle_planned(each: WaveSchool) -> None:
    """Heads have nothing to decide before it opens any more."""
    settle(about=each, kind=PLANNED)
    settle(about=each, kind=PREDICT)


def called_off(schools: Iterable[WaveSchool], *, was_open: bool) -> None:
    """Everybody who was asked learns that it ended unread; of what had not begun only the heads."""
    for each in schools:
        words = _words(each)
        heads = list(heads_of(each.school, timezone.localdate()))
        body = wording.called_off(each) if was_open else each.wave.reason
        to = {person.id: person for person in [*heads, *rolls.on_the_roll(each)]}.values()
        headline = _("Called off: %(title)s, at %(school)s") % words
        tell(to=to, about=each, kind="audits.called_off", headline=headline, body=body)


def withdrawn(each: WaveSchool, to: Iterable[Person], reason: str) -> None:
    """Who planned a wave, and the heads of a school, learn that the school stays out of it."""
    headline = _("%(school)s stays out of it this time: %(title)s") % _words(each)
    link = reverse("audits:wave", args=[each.wave_id])
    tell(to=to, about=each, kind="audits.withdrawn", headline=headline, body=reason, link=link)


def waits(wave: Wave, to: Iterable[Person]) -> None:
    """Who leads learns, once, that a wave did not open on its day because the partnership rests."""
    told = set(Notice.objects.filter(about=wave.id, kind=WAITS).values_list("person", flat=True))
    words = {"title": str(wave), "closes": date_format(wave.closes_on, "j F")}
    body = _("It opens by itself if the partnership goes on before %(closes)s. After that it is called off.")
    tell(
        to=[person for person in to if person.id not in told],
        about=wave,
        kind=WAITS,
        headline=_("It has not opened, because the partnership rests: %(title)s") % words,
        body=body % words,
        link=reverse("audits:wave", args=[wave.id]),
    )


def together(wave: Wave) -> None:
    """Who leads the partnership learns that all schools together are shown, and nothing of what is shown."""
    words = {"title": str(wave), "name": wave.partnership.name if wave.partnership else ""}
    body = _(
        "What the schools of %(name)s said is counted, and the sheets are destroyed. You can read what may be shown of "
        "all of them together. What was said at one school is for that school to tell."
    )
    tell(
        to=partnership_leads(wave.partnership) if wave.partnership else (),
        about=wave,
        kind="audits.together",
        headline=_("The picture of all schools together is out: %(title)s") % words,
        body=body % words,
        link=reverse("audits:family", args=[wave.id]),
    )


def key_lost(each: WaveSchool) -> None:
    """Everybody who was asked in a school, and who leads there, learns that nobody can read what was answered."""
    words = _words(each)
    body = _(
        "Answers are locked with a key of their own, and the key of those given at %(school)s is lost. So nobody can "
        "read them, now or ever; they are destroyed unread. What the other schools answered is counted without them. "
        "Nobody who answered did anything wrong. %(school)s can be asked the same again at any time: those who lead it "
        "decide."
    )
    heads = heads_of(each.school, timezone.localdate())
    to = {person.id: person for person in [*heads, *rolls.on_the_roll(each)]}.values()
    headline = _("The answers cannot be read: %(title)s, at %(school)s") % words
    tell(to=to, about=each, kind="audits.key_lost", headline=headline, body=body % words)


def key_missing(schools: Iterable[WaveSchool]) -> None:
    """The heads learn, once, that a wave could not be closed because no key of it is where it should be."""
    for each in schools:
        told = set(Notice.objects.filter(about=each.id, kind=KEY_MISSING).values_list("person", flat=True))
        words = _words(each)
        body = _(
            "Its last day is over, but the answers given at %(school)s cannot be opened: their key is not where it "
            "should be. Ask whoever runs Tilth to look for it; it goes on by itself when the key is back. If it is "
            "lost, nobody can read the answers any more, and the asking can only be called off."
        )
        tell(
            to=[head for head in heads_of(each.school, timezone.localdate()) if head.id not in told],
            about=each,
            kind=KEY_MISSING,
            headline=_("The answers cannot be opened: %(title)s, at %(school)s") % words,
            body=body % words,
            link=reverse("audits:wave", args=[each.wave_id]),
        )


def settle_waits(wave: Wave) -> None:
    """It has opened, or never will."""
    settle(about=wave, kind=WAITS)


def _words(each: WaveSchool) -> dict[str, str]:
    return {
        "school": each.school.name,
        "title": str(each.wave),
        "opens": date_format(each.wave.opens_on, "j F"),
        "closes": date_format(each.wave.closes_on, "j F"),
    }
