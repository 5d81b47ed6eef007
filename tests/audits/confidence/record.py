"""A full record of all that goes into Tilth and comes out of it while people take slips, and what it tells.

People sign in and have a token signed; at the door somebody changes a token for a slip. Whoever has the record lays
what was signed beside what was changed. In which order people go to the door is theirs to choose; here lots decide,
unless everybody goes at once: then the clock tells, and nothing that is signed can help.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random, SystemRandom
from uuid import uuid4

from tests.audits.confidence.attack import Loot, attacked
from tilth.trays import actions, queries
from tilth.trays.domain import blind
from tilth.trays.domain.blind import Blinding, PublicKey

Blinder = Callable[..., Blinding]


@dataclass(frozen=True)
class Record:
    """What was said, in the order in which it was said."""

    signed: list[tuple[int, bytes, bytes]]  # person, what they sent, what they got
    changed: list[tuple[bytes, bytes, str]]  # token, signature, the slip for it
    slips: dict[int, str]  # the truth


def recorded(people: int, chance: Random, blinder: Blinder, *, at_once: bool = False) -> Record:
    """Everybody takes a slip."""
    key = actions.open_box(key=uuid4(), places=people, papers=0, size=1, blind=True).pk
    public, secret = PublicKey(int.from_bytes(queries.public_key(key) or b"")), SystemRandom()
    signed, tokens = [], {}
    for person in chance.sample(range(people), people):
        token = blind.prepare(secret.randbytes(32), chance=secret)
        blinding = blinder(public, token, chance=secret)
        got = actions.sign(key=key, place=person, blinded=blinding.blinded)
        signed.append((person, blinding.blinded, got))
        tokens[person] = (token, blind.finalise(public, token, got, blinding.inverse))
    changed, slips = [], {}
    order = list(tokens) if at_once else chance.sample(range(people), people)
    for person in order:
        slips[person] = actions.redeem(key=key, message=tokens[person][0], signature=tokens[person][1])
        changed.append((*tokens[person], slips[person]))
    actions.destroy(key=key)
    return Record(signed, changed, slips)


def attacked_record(record: Record, chance: Random) -> dict[str, float]:
    """How often each attempt lays the right slip beside a person."""
    loot = Loot(
        turnout=[person for person, _sent, _got in record.signed],
        truth=dict(record.slips),
        tokens={slip: [slip.encode()] for _token, _signature, slip in record.changed},
        names={person: [f"person {person}".encode() + b"\0"] for person in record.slips},
        rows={
            "signed": [
                {"person": f"person {person}", "turn": turn, "sent": sent, "got": got}
                for turn, (person, sent, got) in enumerate(record.signed)
            ],
            "changed": [
                {"slip": slip, "turn": turn, "token": token, "signature": signature}
                for turn, (token, signature, slip) in enumerate(record.changed)
            ],
        },
    )
    same = {got: person for person, _sent, got in record.signed}
    seen = sum(record.slips.get(same.get(signature, -1)) == slip for _token, signature, slip in record.changed)
    return {**attacked(loot, chance), "the same number on both sides": float(seen)}
