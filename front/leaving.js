// Whoever signs out leaves nothing of their notes on this device; where some have not arrived yet, that is said first.
import { deleteDB } from "idb";
import { waiting } from "./notes/merge.js";
import { openShelf } from "./notes/shelf.js";

const form = document.querySelector("form[data-leaving]");

async function left() {
  const shelf = await openShelf();
  const lines = waiting(await shelf.getAll("lines"));
  shelf.close();
  return lines.length;
}

async function clear() {
  await deleteDB("tilth-notes");
  for (const name of await caches.keys()) if (name.startsWith("tilth-notes")) await caches.delete(name);
}

async function leave(event) {
  event.preventDefault();
  if (!(await left())) await clear();
  form.submit();
}

if (form && globalThis.indexedDB && globalThis.caches) {
  form.addEventListener("submit", leave);
  const notice = document.querySelector("[data-left]");
  left().then((lines) => (notice.hidden = !lines));
}
