"""What partners saw when they looked at a claim, what schools offer one another, and the family's own words."""

from __future__ import annotations

from dataclasses import dataclass

from tilth.demo.cast import ALDER, BRIDES, ELM, HOLLINS, LARCH, QUAYSIDE, SIXTH, TERN
from tilth.demo.placing import CHALLENGE, JPD, KNOWING, PURPOSE, TRUST
from tilth.maturity.domain.model import Strand

FENNICK = "990204"  # a school of neither family, whose head is asked to stand by
BROKER, BROKERS_ADDRESS = "Ottoline Brandreth", "ottoline.brandreth@fennick.example"


@dataclass(frozen=True)
class Look:
    """One school asks another to look at what it says of a strand."""

    schools: tuple[str, str]  # who asks, and who is asked
    strand: str
    question: str
    stage: int | None = None  # where they would place it; None with words: they cannot look now
    saw: str = ""
    reply: str = ""
    broker: bool = False


LOOKS = (
    Look(
        (HOLLINS, ALDER),
        CHALLENGE,
        "We say developing. Is that modest, or is it right?",
        stage=1,
        saw="I sat in two of your groups. Both had an answer ready for the hard question, and in one it changed what "
        "they did next. That speaks for it. Who asks you, Ada? I heard nobody do it in two days.",
        reply="Nobody, and I had not noticed. From next term two teachers chair our leaders’ meeting in turn.",
    ),
    Look(
        (BRIDES, SIXTH),
        TRUST,
        "Our teachers and I see this differently. What do you see?",
        stage=1,
        saw="People were warm with me, and nobody disagreed with anybody while I was there. In the car park two did. "
        "I would say developing. What would you have to do for them to say it inside?",
        reply="I had hoped to hear something else. We talked for an hour with Ottoline in the room, and I said little. "
        "I do not share your view yet. I have stopped being sure of mine.",
        broker=True,
    ),
    Look(
        (SIXTH, HOLLINS),
        JPD,
        "We say leading. What is missing?",
        stage=2,
        saw="Most of you are in a group, and they meet. But I asked six people what their group had stopped "
        "doing, and nobody could say. And where are your students in it?",
        reply="Fair. Next term each group has two students at its table, or it does not begin.",
    ),
    Look(
        (ALDER, ELM),
        PURPOSE,
        "",
        stage=1,
        saw="Your tutors knew our Year 2 by name, those with brothers and sisters. Of the others they asked nothing.",
        reply="That is where we are. Thank you for saying it so plainly.",
    ),
    Look(
        (ELM, LARCH),
        KNOWING,
        "You found our speech specialist through it. Does it work for you as well?",
        saw="I am sorry. Not this term; there is nobody I could send.",
    ),
)
WAITING = Look(
    (ELM, HOLLINS),
    TRUST,
    "We are few, and find it easy to say embedding. Would you come for a morning, and talk to those who work at lunch?",
)
WAITING_IN_SHORT = Look((ALDER, HOLLINS), TRUST, "Would you come for a morning?")
AT_TERN = Look((QUAYSIDE, TERN), PURPOSE, "Do your children feel any of it?")

HELP = (
    (
        ELM,
        KNOWING,
        "How we got most of us to say what they offer: ten minutes, a tray of cakes, and our own entries on the wall "
        "first. We can do it with you.",
    ),
    (
        SIXTH,
        JPD,
        "Come on a Tuesday after two, when our groups meet. Sit in one, then ask our cover team how it is paid for.",
    ),
)
HELP_IN_SHORT = ((HOLLINS, KNOWING, "Ask us how we began."),)
HELP_ON_THE_COAST = (QUAYSIDE, TRUST, "What we do on the first Monday of a term, and why it takes only ten minutes.")

OWN_WORDS = (
    "A few people lead, each time the same. Who might lead next is a matter of luck, and preparing for it means a "
    "course.",
    "Strengths are looked at with everybody, support staff included, and chances to lead are open.",
    "What a person, their team and the family want are brought together. Students lead, too, and what they lead has "
    "weight.",
    "People are stretched by assignments in all our schools, and many go on to lead elsewhere, with our blessing.",
)


def reworded(strand: Strand) -> Strand:
    """The strand about leading, as the family says it."""
    stages = tuple(
        stage.model_copy(update={"says": says}) for stage, says in zip(strand.stages, OWN_WORDS, strict=True)
    )
    return strand.model_copy(update={"name": "Growing people by letting them lead", "stages": stages})
