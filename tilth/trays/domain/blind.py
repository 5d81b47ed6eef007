"""Signatures given without seeing what is signed: RSABSSA of RFC 9474, all four of its variants, with SHA-384.

Who wants a signature blinds a message with a random number; the signer signs that, and sees a number that any message
could have led to; taking the random number out again leaves an ordinary signature (RSASSA-PSS) that the signer never
saw.

Python's integers do not take the same time for all numbers. So the private key never meets a number that somebody else
chose: `sign` multiplies it with a fresh random one first, and takes that out after. What can still be measured is how
long signing takes for random numbers; it is enough that nobody but the holder of the machine can measure that finely.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from math import gcd
from random import Random

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

BITS = 2048
EXPONENT = 65537
HASH = 48  # bytes of SHA-384
PREFIX = 32  # random bytes before a message, where it is randomised


@dataclass(frozen=True)
class Variant:
    """How messages are made ready, and how much salt a signature has."""

    salt: int
    randomised: bool


PSS_RANDOMISED = Variant(salt=HASH, randomised=True)  # what we use
PSSZERO_RANDOMISED = Variant(salt=0, randomised=True)
PSS_DETERMINISTIC = Variant(salt=HASH, randomised=False)
PSSZERO_DETERMINISTIC = Variant(salt=0, randomised=False)


class NotValid(ValueError):
    """Not a signature, not a blinded message, or not of this key."""


@dataclass(frozen=True)
class PublicKey:
    """What everybody may know."""

    modulus: int
    exponent: int = EXPONENT

    @property
    def size(self) -> int:
        """Bytes of the modulus."""
        return -(-self.modulus.bit_length() // 8)

    @property
    def stored(self) -> bytes:
        return self.modulus.to_bytes(self.size)


@dataclass(frozen=True)
class PrivateKey:
    """What only the signer may know."""

    public: PublicKey
    p: int
    q: int
    d: int

    def __repr__(self) -> str:
        return "PrivateKey(…)"

    def raised(self, number: int) -> int:
        """The number to the power of the private exponent: half by each prime, which is four times as fast."""
        by_p, by_q = pow(number, self.d % (self.p - 1), self.p), pow(number, self.d % (self.q - 1), self.q)
        return by_q + self.q * ((by_p - by_q) * pow(self.q, -1, self.p) % self.p)


def new_key(bits: int = BITS) -> bytes:
    """A new private key, as it is stored."""
    made = rsa.generate_private_key(EXPONENT, bits)
    plain = serialization.NoEncryption()
    return made.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.TraditionalOpenSSL, plain)


def read_key(stored: bytes) -> PrivateKey:
    """A private key, as it was stored."""
    key = serialization.load_der_private_key(stored, password=None, unsafe_skip_rsa_key_validation=True)  # it is ours
    if not isinstance(key, rsa.RSAPrivateKey):
        raise NotValid("This is no RSA key.")
    numbers = key.private_numbers()
    public = PublicKey(numbers.public_numbers.n, numbers.public_numbers.e)
    return PrivateKey(public, numbers.p, numbers.q, numbers.d)


# --- who wants a signature ----------------------------------------------------------------------


@dataclass(frozen=True)
class Blinding:
    """A blinded message, and the secret that makes a signature of its signature."""

    blinded: bytes
    inverse: int


def prepare(message: bytes, *, chance: Random, variant: Variant = PSS_RANDOMISED) -> bytes:
    """The message made ready: with random bytes before it, so that a signer who picks its key badly learns nothing."""
    return chance.randbytes(PREFIX) + message if variant.randomised else message


def blind(key: PublicKey, prepared: bytes, *, chance: Random, variant: Variant = PSS_RANDOMISED) -> Blinding:
    """Blind a message with fresh chance."""
    factor = _unit(key.modulus, chance)
    return blind_with(key, prepared, salt=chance.randbytes(variant.salt), inverse=pow(factor, -1, key.modulus))


def blind_with(key: PublicKey, prepared: bytes, *, salt: bytes, inverse: int) -> Blinding:
    """Blind a message with a salt and the inverse of the blinding number as given. Raises NotValid."""
    encoded = int.from_bytes(encode(prepared, key.modulus.bit_length() - 1, salt))
    if gcd(encoded, key.modulus) != 1:
        raise NotValid("The message shares a factor with the key.")
    factor = pow(pow(inverse, -1, key.modulus), key.exponent, key.modulus)
    return Blinding((encoded * factor % key.modulus).to_bytes(key.size), inverse)


def finalise(
    key: PublicKey, prepared: bytes, blind_signature: bytes, inverse: int, *, variant: Variant = PSS_RANDOMISED
) -> bytes:
    """Take the blinding out of a signature, and see that what is left is one. Raises NotValid."""
    if len(blind_signature) != key.size:
        raise NotValid("A signature has the length of its key.")
    signature = (int.from_bytes(blind_signature) * inverse % key.modulus).to_bytes(key.size)
    if not verifies(key, prepared, signature, variant=variant):
        raise NotValid("The signer did not sign what was asked.")
    return signature


# --- who signs ----------------------------------------------------------------------------------


def sign(key: PrivateKey, blinded: bytes, *, chance: Random) -> bytes:
    """Sign what somebody blinded; the same for the same. Raises NotValid."""
    public, asked = key.public, int.from_bytes(blinded)
    if len(blinded) != public.size or not 0 < asked < public.modulus:
        raise NotValid("This is not a blinded message for this key.")
    hide = _unit(public.modulus, chance)
    hidden = asked * pow(hide, public.exponent, public.modulus) % public.modulus
    signed = key.raised(hidden) * pow(hide, -1, public.modulus) % public.modulus
    if pow(signed, public.exponent, public.modulus) != asked:  # a fault in reckoning would give the key away
        raise ArithmeticError("The signature came out wrong.")
    return signed.to_bytes(public.size)


# --- everybody ----------------------------------------------------------------------------------


def verifies(key: PublicKey, prepared: bytes, signature: bytes, *, variant: Variant = PSS_RANDOMISED) -> bool:
    """Whether this is a signature of this message (RSASSA-PSS, RFC 8017)."""
    number = int.from_bytes(signature)
    if len(signature) != key.size or number >= key.modulus:
        return False
    bits = key.modulus.bit_length() - 1
    opened = pow(number, key.exponent, key.modulus)
    size = -(-bits // 8)
    return opened.bit_length() <= bits and _is_encoded(prepared, opened.to_bytes(size), bits, variant.salt)


def encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017, with SHA-384 in both places. Raises NotValid for a key that is too short."""
    size = -(-bits // 8)
    room = size - HASH - len(salt) - 2
    if room < 0:
        raise NotValid("The key is too short.")
    digest = _digest(message, salt)
    hidden = _crossed(bytes(room) + b"\1" + salt, _mask(digest, size - HASH - 1))
    return _without_top(hidden, 8 * size - bits) + digest + b"\xbc"


def _is_encoded(message: bytes, encoded: bytes, bits: int, salt_size: int) -> bool:
    """EMSA-PSS-VERIFY of RFC 8017: take the salt out, and encode anew."""
    hidden, digest = encoded[: -HASH - 1], encoded[-HASH - 1 : -1]
    plain = _without_top(_crossed(hidden, _mask(digest, len(hidden))), 8 * len(encoded) - bits)
    salt = plain[len(plain) - salt_size :]
    return hmac.compare_digest(encode(message, bits, salt), encoded)


def _digest(message: bytes, salt: bytes) -> bytes:
    return hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()


def _mask(seed: bytes, length: int) -> bytes:
    """MGF1 of RFC 8017."""
    blocks = (hashlib.sha384(seed + number.to_bytes(4)).digest() for number in range(-(-length // HASH)))
    return b"".join(blocks)[:length]


def _crossed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _without_top(string: bytes, bits: int) -> bytes:
    """The string with its first bits zero."""
    return bytes([string[0] & (0xFF >> bits)]) + string[1:]


def _unit(modulus: int, chance: Random) -> int:
    """A random number that has an inverse."""
    while gcd(number := chance.randrange(1, modulus), modulus) != 1:
        pass  # it would be a factor of the key: nobody has ever found one so
    return number
