// Bringing what lies here to the server, and what other devices of the same person wrote to this one.
import { taken, waiting } from "./merge.js";
import { change, forget, linesOf } from "./shelf.js";

const AT_ONCE = 100;

export class SignedOut extends Error {}
export class SomebodyElse extends Error {}

async function ask(where, said) {
  const answer = await fetch(where, { credentials: "same-origin", redirect: "manual", ...said });
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut();
  return answer;
}

// Returns what was refused, in the server's words. Throws SignedOut, SomebodyElse, or TypeError without a network.
export async function sync(shelf, { whose, mine, keep }) {
  const known = await (await ask(mine)).json();
  if (known.whose !== whose) throw new SomebodyElse();
  const refused = [];
  for (const note of (await shelf.getAll("notes")).filter((each) => each.whose === whose)) {
    refused.push(...(await send(shelf, note, keep, known.token)));
  }
  await takeIn(shelf, whose, (await (await ask(mine)).json()).notes);
  return refused;
}

// A photo goes alone; other lines together.
function parcels(lines) {
  const plain = lines.filter((line) => !line.photo);
  const pieces = lines.filter((line) => line.photo).map((line) => [line]);
  for (let from = 0; from < plain.length; from += AT_ONCE) pieces.push(plain.slice(from, from + AT_ONCE));
  return pieces;
}

// What is refused keeps nothing else back.
async function send(shelf, note, keep, token) {
  const { id, group, kind, begun_at } = note;
  const pieces = parcels(waiting(await linesOf(shelf, id)));
  if (!note.arrived && !pieces.length) pieces.push([]);
  const refused = new Set();
  for (const lines of pieces) {
    const body = JSON.stringify({ id, group, kind, begun_at, lines });
    const answer = await ask(keep, { method: "POST", body, headers: { "X-CSRFToken": token, "Content-Type": "application/json" } });
    if (answer.status === 400 || answer.status === 409) refused.add((await answer.json()).refused);
    else if (!answer.ok) throw new TypeError("The server could not take it.");
    else await arrived(shelf, note, lines);
  }
  return refused;
}

async function arrived(shelf, note, lines) {
  await shelf.put("notes", { ...(await shelf.get("notes", note.id)), arrived: true });
  for (const { id, changes } of lines) await change(shelf, id, (line) => line && { ...line, arrived: changes });
}

async function takeIn(shelf, whose, notes) {
  for (const { lines, gone, ...note } of notes) {
    if (gone) await forget(shelf, note.id);
    else {
      await shelf.put("notes", { ...(await shelf.get("notes", note.id)), ...note, whose, arrived: true });
      for (const line of lines) await change(shelf, line.id, (ours) => taken({ ...line, note: note.id }, ours));
    }
  }
}
