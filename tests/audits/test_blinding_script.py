"""The browser's script blinds and unblinds as RFC 9474 says, and trusts no signer."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tilth.audits.door.views import unpacked
from tilth.audits.queries.answering import as_text
from tilth.trays.domain import blind

HERE = Path(__file__).parent
CHANCE = Random(9474)


def script(kind: str, **given: bytes) -> dict[str, bytes]:
    """What the script makes of these bytes. Raises CalledProcessError where it refuses."""
    words = ["node", str(HERE / "blinding.js"), kind]
    asked = json.dumps({name: as_text(value) for name, value in given.items()})
    said = subprocess.run(words, input=asked, capture_output=True, text=True, check=True).stdout
    return {name: unpacked(text) for name, text in json.loads(said).items()}


@pytest.fixture(scope="module")
def key() -> blind.PrivateKey:
    return blind.read_key(blind.new_key())


def test_the_vector_of_the_standard_comes_out() -> None:
    known: dict[str, Any] = json.loads((HERE / "confidence" / "rfc9474.json").read_text())
    vector = next(each for each in known["vectors"] if each["variant"] == "RSABSSA-SHA384-PSS-Randomized")
    modulus = int(known["p"], 16) * int(known["q"], 16)
    size = -(-modulus.bit_length() // 8)
    message = bytes.fromhex(vector["prefix"] + known["message"])
    factor = pow(int(vector["inverse"], 16), -1, modulus).to_bytes(size)
    stored = modulus.to_bytes(size)
    made = script("blindWith", modulus=stored, message=message, salt=bytes.fromhex(vector["salt"]), factor=factor)
    assert made["blinded"].hex() == vector["blinded"]
    assert made["inverse"].hex().lstrip("0") == vector["inverse"].lstrip("0")
    done = script("finalise", modulus=stored, **made, signed=bytes.fromhex(vector["blind_signature"]))
    assert done["signature"].hex() == vector["signature"]


def test_what_our_own_signer_signs_unseen_the_door_accepts(key: blind.PrivateKey) -> None:
    made = script("blind", modulus=key.public.stored)
    signed = blind.sign(key, made["blinded"], chance=CHANCE)
    done = script("finalise", modulus=key.public.stored, **made, signed=signed)
    assert blind.verifies(key.public, made["message"], done["signature"])


def test_no_two_tokens_are_alike(key: blind.PrivateKey) -> None:
    one, other = (script("blind", modulus=key.public.stored) for _try in range(2))
    assert not set(one.values()) & set(other.values())
    assert len(one["message"]) == 64 and len(one["blinded"]) == key.public.size


@pytest.mark.parametrize("twist", [lambda signed: signed[:-1] + bytes([signed[-1] ^ 1]), lambda signed: signed[:-1]])
def test_a_signer_who_signs_something_else_is_found_out(key: blind.PrivateKey, twist: Any) -> None:
    made = script("blind", modulus=key.public.stored)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        script(
            "finalise", modulus=key.public.stored, **made, signed=twist(blind.sign(key, made["blinded"], chance=CHANCE))
        )
    assert "Error:" in refused.value.stderr
