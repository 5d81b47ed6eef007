// What lies on this device until it has arrived: notes and their lines, each under its key.
import { openDB } from "idb";

export async function openShelf() {
  return openDB("tilth-notes", 1, {
    upgrade(shelf) {
      shelf.createObjectStore("notes", { keyPath: "id" });
      shelf.createObjectStore("lines", { keyPath: "id" }).createIndex("note", "note");
      shelf.createObjectStore("own");
    },
  });
}

// The name by which this device's versions are told from others'.
export async function deviceOf(shelf) {
  const write = shelf.transaction("own", "readwrite");
  const known = (await write.store.get("device")) ?? crypto.randomUUID();
  await write.store.put(known, "device");
  await write.done;
  return known;
}

export const linesOf = (shelf, note) => shelf.getAllFromIndex("lines", "note", note);

// Change a line as it stands now, whatever another tab has done meanwhile.
export async function change(shelf, key, how) {
  const write = shelf.transaction("lines", "readwrite");
  const line = how(await write.store.get(key));
  if (line) await write.store.put(line);
  await write.done;
  return line;
}

export async function forget(shelf, note) {
  const write = shelf.transaction(["notes", "lines"], "readwrite");
  const lines = await write.objectStore("lines").index("note").getAllKeys(note);
  await Promise.all([write.objectStore("notes").delete(note), ...lines.map((key) => write.objectStore("lines").delete(key))]);
  await write.done;
}
