"""What to make of results in a conversation: what to celebrate, what to ask, how to reply, and what never to do.

Rules from a publication to advice. A head meets their staff with it; a shorter one is for those who govern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tilth.audits.domain.behaviours import outstanding
from tilth.audits.domain.instruments import Kind
from tilth.audits.domain.phrases import Names, Said, gettext_noop, item_of, named, said, shown_items
from tilth.audits.domain.publication import Band, ItemResult, Publication, Split, Verdict

_ = gettext_noop
MOST_POINTS = 3  # of each kind: a conversation has room for no more
FAVOURABLE = 0.75  # a share from which an aspect on which people agree is one to be glad of


@dataclass(frozen=True)
class Step:
    """So many minutes of the meeting, and what they are for."""

    minutes: int
    what: Said


@dataclass(frozen=True)
class Guide:
    """A conversation of three quarters of an hour, prepared."""

    opening: Said
    celebrate: tuple[Said, ...]
    ask: tuple[Said, ...]
    reply: tuple[Said, ...]
    avoid: tuple[Said, ...]
    agenda: tuple[Step, ...]


def guide(publication: Publication) -> Guide:
    """For whoever leads the school and replies to those who answered."""
    if publication.verdict:
        return Guide(said(SILENT), (), _points(ABOUT_ASKING), _points(REPLY_TO_SILENCE), _points(AVOID), AGENDA_SHORT)
    glad, ask = _glad(publication), _ask(publication)
    return Guide(_opening(publication), glad, ask, _points(REPLY), _points(AVOID), AGENDA)


def for_governors(publication: Publication) -> Guide:
    """For those who govern: questions to put to the head, and what is not their business."""
    glad, ask = _glad(publication)[:1], _points(GOVERNING if not publication.verdict else GOVERNING_SILENCE)
    return Guide(said(GOVERNORS_OPEN), glad, ask, (), _points(GOVERNORS_AVOID), ())


def _points(texts: tuple[str, ...]) -> tuple[Said, ...]:
    return tuple(map(said, texts))


# --- the opening sentence -----------------------------------------------------------------------

SILENT = _("Thank you to everybody who answered. Too few did for anything to be shown, and that is all we know.")
OPEN_BOTH = _(
    "Thank you for answering. You are glad of %(most)s. You are less sure of %(least)s, and I want to hear why."
)
OPEN_MOST = _(
    "Thank you for answering. You are glad of %(most)s. Today I want to hear what would make the rest as good."
)
OPEN_LEAST = _("Thank you for answering. You are less sure of %(least)s, and I want to understand that better.")
OPEN_GLAD = _("Thank you for answering. You are glad of %(glad)s. Today I want to hear what matters most to you.")
OPEN_NEITHER = _("Thank you for answering. Nothing stands out by itself, so I want to hear what matters most to you.")
GOVERNORS_OPEN = _("We have read the same page as the head and the staff. We ask in order to help, not to judge.")


def _opening(publication: Publication) -> Said:
    if publication.instrument.kind is Kind.BEHAVIOURS:
        most, least = outstanding(publication, "strong"), outstanding(publication, "weak")
    else:
        most, least = publication.most, publication.least
    text = {(True, True): OPEN_BOTH, (True, False): OPEN_MOST, (False, True): OPEN_LEAST}
    glad = _gladly_heard(publication)
    gaps: Mapping[str, Sequence[str]] = {"most": most, "least": least, "glad": glad}
    said_so = text.get((bool(most), bool(least)), OPEN_GLAD if glad else OPEN_NEITHER)
    return Said(said_so, {gap: _names(publication, keys) for gap, keys in gaps.items()})


def _names(publication: Publication, keys: Sequence[str]) -> Names:
    return Names(named(publication, keys))


# --- what to be glad of -------------------------------------------------------------------------

GLAD_MOST = _("“%(aspect)s” is where you are strongest. Ask what people would not want to lose.")
GLAD_ROSE = _("“%(aspect)s” rose since last time, by more than chance. Ask what helped, and keep doing it.")
GLAD_MANY = _("Most people are glad of %(aspects)s. Say so aloud: people seldom hear it.")
GLAD_TEAM = _("Many see the team as strong in “%(aspect)s”. Ask for a time when it made a difference.")


def _glad(publication: Publication) -> tuple[Said, ...]:
    """What stands out, each aspect by itself; then in one sentence what else most are glad of."""
    apart = {key for key, _text in _what_is_good(publication)}
    many = [key for key in _gladly_heard(publication) if key not in apart]
    one_each = _first_of_each(publication, _what_is_good(publication))
    return (*one_each[: MOST_POINTS - 1], said(GLAD_MANY, aspects=_names(publication, many))) if many else one_each


def _gladly_heard(publication: Publication) -> list[str]:
    """The first few aspects of which most people are glad, without much difference between them."""
    return [each.key for each in shown_items(publication) if _agreed_good(each)][:MOST_POINTS]


def _what_is_good(publication: Publication) -> Iterator[tuple[str, str]]:
    """Aspects and what to say of them, the clearest first."""
    yield from ((key, GLAD_MOST) for key in publication.most)
    yield from ((change.key, GLAD_ROSE) for change in publication.changes if change.verdict is Verdict.ROSE)
    yield from ((key, GLAD_TEAM) for key in outstanding(publication, "strong", MOST_POINTS))


def _agreed_good(each: ItemResult) -> bool:
    if isinstance(each.cell, Band):
        return each.cell.span[0] >= FAVOURABLE * each.cell.of
    agreed = isinstance(each.cell, Split) and each.cell.favourable >= FAVOURABLE * each.cell.of
    return agreed and each.agreement == "one mind"


def _first_of_each(publication: Publication, found: Iterator[tuple[str, str]]) -> tuple[Said, ...]:
    """Each aspect once, with the first that is to be said of it."""
    texts: dict[str, str] = {}
    for key, text in found:
        texts.setdefault(key, text)
    chosen = list(texts.items())[:MOST_POINTS]
    return tuple(said(text, aspect=item_of(publication.instrument, key).aspect) for key, text in chosen)


# --- what to ask --------------------------------------------------------------------------------

ASK_FELL = _("“%(aspect)s” is lower than last time, by more than chance. What has changed around us since then?")
ASK_LEAST = (
    _("What does “%(aspect)s” look like here on a good day, and what gets in its way?"),
    _("If “%(aspect)s” were better a year from now, what would we all be doing differently?"),
    _("What small thing would change “%(aspect)s” by the end of this term?"),
)
ASK_DIVIDED = _(
    "On “%(aspect)s” we see things differently. For whom in a school like ours might it look better or worse?"
)
ASK_CLASH = _("Many claim “%(aspect)s” as a strength, and many miss it in the team. When does it get lost between us?")
ASK_WEAK = _("Many would like more of “%(aspect)s” in the team. What makes it hard, and what would make it easier?")
ASK_ANYTHING = (
    _("Which of these aspects matters most to you this year, and why?"),
    _("What should we be careful not to lose?"),
    _("What would you like to see us try before the next time we ask?"),
)


def _ask(publication: Publication) -> tuple[Said, ...]:
    return _first_of_each(publication, _what_is_open(publication)) or _points(ASK_ANYTHING)


def _what_is_open(publication: Publication) -> Iterator[tuple[str, str]]:
    """Aspects and the question for each, the most pressing first."""
    yield from ((change.key, ASK_FELL) for change in publication.changes if change.verdict is Verdict.FELL)
    yield from ((key, ASK_LEAST[number % len(ASK_LEAST)]) for number, key in enumerate(publication.least))
    yield from ((each.key, ASK_DIVIDED) for each in publication.items if each.agreement == "divided")
    yield from ((each.key, ASK_CLASH) for each in publication.picks if each.clash)
    yield from ((key, ASK_WEAK) for key in outstanding(publication, "weak", MOST_POINTS))


ABOUT_ASKING = (
    _("What would make it worth your while to answer next time?"),
    _("Is there anything about how we asked that made you hold back? You need not say what you would have said."),
    _("What would you like to be asked about?"),
)

# --- how to reply -------------------------------------------------------------------------------

REPLY = (
    _("Within two weeks, say what you heard, in your own words, and say thank you for it."),
    _("Promise one or two things, small enough to be kept. Give each a name and a day, and enter them as promises."),
    _("Say what you will not change, and why. An honest no is kinder than silence."),
    _("Come back to it on the day. Whoever asks again without having replied is answered by fewer."),
)
REPLY_TO_SILENCE = (
    _("Say plainly that nothing can be shown, and that nobody is asked why they did not answer."),
    _("Say when you will ask again, and what you will do differently."),
)
AVOID = (
    _("Never guess who said what, not even in a joke. It ends the trust on which the next answers rest."),
    _("Do not ask anybody what they answered, or whether they did. If they tell you, thank them and leave it there."),
    _("Do not explain results away, or defend yourself. Ask, and write down what you hear."),
    _("Do not set one group of staff against another, or your school against others."),
    _("Do not use any of this in anybody's appraisal. It was not asked for that."),
)

# --- three quarters of an hour ------------------------------------------------------------------

AGENDA = (
    Step(5, said(_("Say thank you, read the opening sentence, show the one picture. No comment yet."))),
    Step(5, said(_("Everybody reads the picture in silence and notes one thing that surprised them."))),
    Step(10, said(_("In threes: what are we glad of, and what made it so? Collect one sentence from each three."))),
    Step(15, said(_("In threes: take one of the questions each. What would we see if it were better?"))),
    Step(7, said(_("Collect what could be done. Mark the one or two things that are small and would be noticed."))),
    Step(3, said(_("Say what happens next: who replies, by when, and where the promises can be read."))),
)
AGENDA_SHORT = (
    Step(5, said(_("Say thank you, and that nothing can be shown. Nobody is asked why."))),
    Step(15, said(_("In threes: what would make it worth answering next time?"))),
    Step(15, said(_("In threes: which two or three matters would you most like to be asked about?"))),
    Step(7, said(_("Collect both. Choose what to do differently."))),
    Step(3, said(_("Say when you will ask again, and who tells everybody what was decided."))),
)

FACE_TO_FACE = (
    Step(4, said(_("Everybody picks alone, on paper that stays theirs: their own five strongest and three weakest."))),
    Step(4, said(_("Everybody picks the same of the team as a whole. Nothing is collected or counted."))),
    Step(12, said(_("In pairs, whoever wants to: which of my own would I like to work on, and what would help?"))),
    Step(8, said(_("All together: what are we strong in? Tell of a time when it showed."))),
    Step(7, said(_("All together: which one would we like to see more of? Speak of deeds, never of people."))),
    Step(10, said(_("Agree on one thing to do differently for six weeks, and on the day to look at it again."))),
)

# --- for those who govern -----------------------------------------------------------------------

GOVERNING = (
    _("What in this surprised you, and what did you expect?"),
    _("What have you said to those who answered, and what did they say back?"),
    _("Which one or two promises came of it, and how shall we all know that they were kept?"),
    _("What stands in your way that we could help with: time, money, or something of ours?"),
    _("When will you ask again?"),
)
GOVERNING_SILENCE = (
    _("What do you think would help more people to answer next time?"),
    _("How do you hear what people think while this way is closed?"),
    _("Is there something about how we ask, or how we used earlier answers, that we should change?"),
)
GOVERNORS_AVOID = (
    _("Do not ask who said what, and do not ask staff what they answered."),
    _("Do not use this in the head's appraisal. It was asked so that people could speak freely, the head among them."),
    _("Do not compare schools by it. It is a picture of one school, to talk about there."),
)
