// Lets tests do what the browser's script does: one request on the way in, its answer on the way out, bytes as text.
import { readFileSync } from "node:fs";
import { blind, blindWith, finalise, fromText, toNumber, toText } from "../../front/blind.js";

const asked = JSON.parse(readFileSync(0, "utf8"));
const bytes = Object.fromEntries(Object.entries(asked).map(([name, text]) => [name, fromText(text)]));

const kinds = {
  blind: () => blind(bytes.modulus),
  blindWith: () => blindWith(bytes.modulus, bytes.message, bytes.salt, toNumber(bytes.factor)),
  finalise: async () => ({ signature: await finalise(bytes.modulus, bytes, bytes.signed) }),
};

const made = await kinds[process.argv[2]]();
console.log(JSON.stringify(Object.fromEntries(Object.entries(made).map(([name, value]) => [name, toText(value)]))));
