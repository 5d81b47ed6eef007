"""P9: blind signatures are those of RFC 9474 to the byte, and what the signer sees tells nothing of what is signed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audits.confidence.attack import judged
from tests.audits.confidence.naive.signing import unblinded
from tests.audits.confidence.record import attacked_record, recorded
from tilth.trays.domain import blind
from tilth.trays.domain.blind import Blinding, NotValid, PrivateKey, PublicKey, Variant

PUBLISHED = json.loads((Path(__file__).parent / "rfc9474.json").read_text(encoding="utf-8"))
VARIANTS = {
    "RSABSSA-SHA384-PSS-Randomized": blind.PSS_RANDOMISED,
    "RSABSSA-SHA384-PSSZERO-Randomized": blind.PSSZERO_RANDOMISED,
    "RSABSSA-SHA384-PSS-Deterministic": blind.PSS_DETERMINISTIC,
    "RSABSSA-SHA384-PSSZERO-Deterministic": blind.PSSZERO_DETERMINISTIC,
}
PSS_OF = {variant.salt: padding.PSS(padding.MGF1(hashes.SHA384()), variant.salt) for variant in VARIANTS.values()}
chance = SystemRandom()


def published_key() -> PrivateKey:
    p, q, e = (int(PUBLISHED[name], 16) for name in ("p", "q", "e"))
    return PrivateKey(PublicKey(p * q, e), p, q, pow(e, -1, (p - 1) * (q - 1)))


@pytest.fixture(scope="module")
def key() -> PrivateKey:
    return blind.read_key(blind.new_key(1024))  # long enough for the arithmetic, and quick


@pytest.mark.parametrize("vector", PUBLISHED["vectors"], ids=lambda vector: vector["variant"])
def test_the_vectors_of_the_rfc(vector: dict[str, Any]) -> None:
    key, variant = published_key(), VARIANTS[vector["variant"]]
    prepared = bytes.fromhex(vector["prefix"] + PUBLISHED["message"])
    assert len(vector["prefix"]) == 2 * blind.PREFIX * variant.randomised
    made = blind.blind_with(
        key.public, prepared, salt=bytes.fromhex(vector["salt"]), inverse=int(vector["inverse"], 16)
    )
    assert made.blinded.hex().startswith(vector["blinded"])
    signed = blind.sign(key, made.blinded, chance=chance)
    assert signed.hex().startswith(vector["blind_signature"])
    signature = blind.finalise(key.public, prepared, signed, made.inverse, variant=variant)
    assert signature.hex() == vector["signature"]
    others_view(key.public).verify(signature, prepared, PSS_OF[variant.salt], hashes.SHA384())


def others_view(key: PublicKey) -> rsa.RSAPublicKey:
    """The key, for somebody else's library."""
    return rsa.RSAPublicNumbers(key.exponent, key.modulus).public_key()


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
@given(message=st.binary(max_size=80))
@settings(max_examples=15)
def test_what_was_signed_unseen_is_an_ordinary_signature(key: PrivateKey, variant: Variant, message: bytes) -> None:
    prepared = blind.prepare(message, chance=chance, variant=variant)
    made = blind.blind(key.public, prepared, chance=chance, variant=variant)
    signed = blind.sign(key, made.blinded, chance=chance)
    assert signed == blind.sign(key, made.blinded, chance=chance)
    signature = blind.finalise(key.public, prepared, signed, made.inverse, variant=variant)
    others_view(key.public).verify(signature, prepared, PSS_OF[variant.salt], hashes.SHA384())
    assert not blind.verifies(key.public, prepared + b"!", signature, variant=variant)


@given(message=st.binary(max_size=40), at=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(max_examples=40)
def test_a_signature_that_was_touched_is_none(key: PrivateKey, message: bytes, at: int, bit: int) -> None:
    made = blind.blind(key.public, message, chance=chance)
    signature = bytearray(
        blind.finalise(key.public, message, blind.sign(key, made.blinded, chance=chance), made.inverse)
    )
    signature[at % len(signature)] ^= 1 << bit
    assert not blind.verifies(key.public, message, bytes(signature))
    with pytest.raises(NotValid):
        blind.finalise(key.public, message, bytes(signature), 1)


def test_nothing_but_a_number_below_the_modulus_is_signed(key: PrivateKey) -> None:
    size, modulus = key.public.size, key.public.modulus
    for odd in (b"", bytes(size), modulus.to_bytes(size), (modulus - 1).to_bytes(size)[1:], b"\xff" * size):
        with pytest.raises(NotValid):
            blind.sign(key, odd, chance=chance)


# --- blindness ----------------------------------------------------------------------------------


def could_have_been_any(key: PrivateKey, made: Blinding, salts: tuple[bytes, bytes], messages: list[bytes]) -> bool:
    """Whether each of these messages could have led to what the signer saw, by a blinding number that is as likely.

    For each message there is exactly one such number: what the signer saw over the encoded message, to the private
    exponent. If blinding numbers are drawn evenly, what was seen was as likely to come from one as from another.
    """
    seen = int.from_bytes(made.blinded)
    for message, salt in zip(messages, salts, strict=True):
        encoded = int.from_bytes(blind.encode(message, key.public.modulus.bit_length() - 1, salt))
        factor = key.raised(seen * pow(encoded, -1, key.public.modulus) % key.public.modulus)
        again = blind.blind_with(key.public, message, salt=salt, inverse=pow(factor, -1, key.public.modulus))
        if again.blinded != made.blinded:
            return False
    return True


def looks_like_an_encoded_message(key: PublicKey, seen: bytes) -> bool:
    """What the signer can look for: the form that every encoded message ends with."""
    return seen.endswith(b"\xbc")


Blinder = Callable[..., Blinding]


def share_recognised(key: PrivateKey, blinder: Blinder, messages: list[bytes]) -> float:
    """How often a signer who knows all messages tells which of them it was that they saw, by trying to encode each."""
    right = 0
    for message in messages:
        seen = blinder(key.public, message, chance=chance).blinded
        encoded = {
            blind.encode(other, key.public.modulus.bit_length() - 1, bytes(blind.HASH)): other for other in messages
        }
        right += encoded.get(seen) == message and looks_like_an_encoded_message(key.public, seen)
    return right / len(messages)


@given(first=st.binary(max_size=40), second=st.binary(max_size=40))
@settings(max_examples=25)
def test_whatever_the_signer_saw_could_have_been_any_message(key: PrivateKey, first: bytes, second: bytes) -> None:
    made = blind.blind(key.public, first, chance=chance)
    salts = (chance.randbytes(blind.HASH), chance.randbytes(blind.HASH))
    assert could_have_been_any(key, made, salts, [first, second])


def test_blinding_numbers_are_drawn_evenly() -> None:
    """Of all numbers that have an inverse, for a small key that can be gone through."""
    modulus, drawn = 7 * 11, Random(9)
    found = [blind._unit(modulus, drawn) for _time in range(6000)]
    units = {number for number in range(1, modulus) if number % 7 and number % 11}
    assert set(found) == units
    assert all(60 < found.count(number) < 145 for number in units)


def test_the_signer_recognises_no_message_unless_the_browser_forgets_to_blind(key: PrivateKey) -> None:
    messages = [f"token {number}".encode() for number in range(40)]
    assert share_recognised(key, blind.blind, messages) == 0
    assert share_recognised(key, unblinded, messages) == 1


@pytest.mark.django_db
def test_a_full_record_of_all_that_was_said_ties_no_slip_to_anybody() -> None:
    waves = [(20, attacked_record(recorded(20, Random(seed), blind.blind), Random(seed))) for seed in range(5)]
    assert judged(waves).no_better_than_chance, judged(waves)
    naive = judged([(20, attacked_record(recorded(20, Random(9), unblinded), Random(9)))])
    assert naive.share == 1, naive


@pytest.mark.django_db
def test_the_clock_tells_who_goes_from_signing_to_the_door_at_once() -> None:
    """What blind signatures cannot do; a record with times needs people who wait, or who are many."""
    waves = [(20, attacked_record(recorded(20, Random(1), blind.blind, at_once=True), Random(1)))]
    assert judged(waves).share == 1 and "turn" in judged(waves).best
