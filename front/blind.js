// Blind signatures in the browser: RSABSSA-SHA384-PSS-Randomized of RFC 9474.
// The server signs a number it cannot read. What is left when the blinding is taken out is an ordinary signature
// of a token that nobody but this browser has seen together with whoever is signed in.

const EXPONENT = 65537n;
const HASH = 48; // bytes of SHA-384
const PREFIX = 32;
const TOKEN = 32;

export function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

// A fresh token, blinded for a key: what to send, and what to keep until the signature comes.
export async function blind(modulus) {
  const n = toNumber(modulus);
  const message = joined(random(PREFIX), random(TOKEN));
  return blindWith(modulus, message, random(HASH), unit(n));
}

export async function blindWith(modulus, message, salt, factor) {
  const n = toNumber(modulus);
  const encoded = toNumber(await encode(message, bitLength(n) - 1, salt));
  const inverse = inverted(factor, n);
  if (inverted(encoded, n) === null || inverse === null) throw new Error("A number without an inverse.");
  const blinded = (encoded * power(factor, EXPONENT, n)) % n;
  return { message, blinded: toBytes(blinded, modulus.length), inverse: toBytes(inverse, modulus.length) };
}

// The signature without the blinding, or an error where the server did not sign what was asked.
export async function finalise(modulus, { message, inverse }, blindSignature) {
  const n = toNumber(modulus);
  if (blindSignature.length !== modulus.length) throw new Error("A signature of the wrong length.");
  const signature = (toNumber(blindSignature) * toNumber(inverse)) % n;
  if (!(await verifies(n, message, signature))) throw new Error("The server did not sign what was asked.");
  return toBytes(signature, modulus.length);
}

async function verifies(n, message, signature) {
  const bits = bitLength(n) - 1;
  const opened = power(signature, EXPONENT, n);
  if (bitLength(opened) > bits) return false;
  const encoded = toBytes(opened, Math.ceil(bits / 8));
  const hidden = encoded.slice(0, -HASH - 1);
  const digest = encoded.slice(-HASH - 1, -1);
  const plain = crossed(hidden, await mask(digest, hidden.length));
  return equal(await encode(message, bits, plain.slice(-HASH)), encoded);
}

// EMSA-PSS-ENCODE of RFC 8017, with SHA-384 in both places.
async function encode(message, bits, salt) {
  const size = Math.ceil(bits / 8);
  const digest = await sha384(joined(new Uint8Array(8), await sha384(message), salt));
  const plain = joined(new Uint8Array(size - salt.length - HASH - 2), [1], salt);
  const hidden = crossed(plain, await mask(digest, plain.length));
  hidden[0] &= 0xff >> (8 * size - bits);
  return joined(hidden, digest, [0xbc]);
}

// MGF1 of RFC 8017.
async function mask(seed, length) {
  let out = new Uint8Array(0);
  for (let number = 0; out.length < length; number++) {
    out = joined(out, await sha384(joined(seed, [0, 0, 0, number])));
  }
  return out.slice(0, length);
}

async function sha384(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
}

// --- numbers ---

function power(base, exponent, n) {
  let out = 1n;
  for (let square = base % n; exponent > 0n; exponent >>= 1n, square = (square * square) % n) {
    if (exponent & 1n) out = (out * square) % n;
  }
  return out;
}

function inverted(number, n) {
  let [a, b, x, y] = [number % n, n, 1n, 0n];
  while (b) {
    const times = a / b;
    [a, b, x, y] = [b, a - times * b, y, x - times * y];
  }
  return a === 1n ? ((x % n) + n) % n : null;
}

// A random number below n that has an inverse.
function unit(n) {
  for (;;) {
    const number = toNumber(random(Math.ceil(bitLength(n) / 8)));
    if (number > 0n && number < n && inverted(number, n) !== null) return number;
  }
}

function bitLength(number) {
  return number.toString(2).length;
}

// --- bytes ---

export function toNumber(bytes) {
  return bytes.length ? BigInt("0x" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")) : 0n;
}

export function toBytes(number, length) {
  const digits = number.toString(16).padStart(2 * length, "0");
  return Uint8Array.from({ length }, (_, place) => parseInt(digits.slice(2 * place, 2 * place + 2), 16));
}

function joined(...parts) {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

function crossed(one, other) {
  return one.map((byte, place) => byte ^ other[place]);
}

function equal(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

// Bytes as text that a form can carry, and back.
export function toText(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromText(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}
