"""The way in for somebody who is asked: where they stand on the roll, and which sheets they may take."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

from tilth.audits.domain.instruments import Kind
from tilth.audits.models import Wave, WaveSchool
from tilth.audits.queries import rolls, waves
from tilth.audits.queries.waves import Asking
from tilth.people.models import Person
from tilth.trays import queries as boxes
from tilth.trays.actions import NoBox


@dataclass(frozen=True)
class Taking:
    """One sheet to take: with the key of its box that is public, where slips are signed unseen."""

    own: bool  # of the behaviours exercise: about oneself
    box: UUID
    modulus: str


@dataclass(frozen=True)
class WayIn:
    """What somebody on the roll can do. It does not know whether they have done it."""

    asking: Asking
    is_open: bool
    place: int | None  # none: by slip on paper
    takings: tuple[Taking, ...]
    whose: str  # says to a browser whether somebody else sits at it now; it names nobody

    @property
    def blind(self) -> bool:
        return bool(self.takings) and all(taking.modulus for taking in self.takings)

    @property
    def number(self) -> str:
        """The number of the keys, short enough to compare with a colleague's."""
        digest = sha256("".join(taking.modulus for taking in self.takings).encode()).hexdigest()[:16].upper()
        return " ".join(digest[start : start + 4] for start in range(0, 16, 4))

    def of(self, *, own: bool) -> Taking | None:
        """The sheet about oneself, or the other one."""
        return next((taking for taking in self.takings if taking.own == own), None)


def way_in(*, viewer: Person, wave_school: WaveSchool) -> WayIn:
    """The way in for somebody who is on the roll."""
    entry = rolls.roll_entry(viewer, wave_school)
    takes_sheets = is_open(wave_school)
    return WayIn(
        asking=waves.what_is_asked(wave_school),
        is_open=takes_sheets,
        place=entry.place if entry else None,
        takings=_takings(wave_school) if takes_sheets else (),
        whose=salted_hmac("audits.way_in", f"{viewer.pk} {wave_school.pk}", algorithm="sha256").hexdigest()[:24],
    )


def is_open(wave_school: WaveSchool) -> bool:
    return wave_school.wave.phase == Wave.Phase.OPEN and wave_school.withdrawn_at is None


def boxes_of(wave_school: WaveSchool) -> tuple[UUID, ...]:
    """The boxes somebody needs a slip of, in the order in which they fill in their sheets."""
    picks = wave_school.wave.terms.document["kind"] == Kind.BEHAVIOURS
    return (wave_school.own_box, wave_school.box) if picks else (wave_school.box,)


def papers_left(keys: tuple[UUID, ...]) -> int:
    """For how many people slips can still be printed; none where the wave is not open."""
    try:
        return min(boxes.papers_left(key) for key in keys)
    except NoBox:
        return 0


def _takings(wave_school: WaveSchool) -> tuple[Taking, ...]:
    """In the behaviours exercise one sheet about oneself, then one about the team; else one."""
    keys = boxes_of(wave_school)
    return tuple(Taking(key == wave_school.own_box, key, as_text(boxes.public_key(key) or b"")) for key in keys)


def as_text(content: bytes) -> str:
    """Bytes as the browser's script reads and writes them."""
    return urlsafe_b64encode(content).decode().rstrip("=")
