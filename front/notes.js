// Notes in the classroom: written on this device, sent when there is a network. See notes/merge.js for how they meet.
import { sums, waiting } from "./notes/merge.js";
import { SignedOut, SomebodyElse, sync } from "./notes/post.js";
import { change, deviceOf, forget, linesOf, openShelf } from "./notes/shelf.js";

const root = document.querySelector("[data-notes]");
const part = (name) => root.querySelector(`[data-${name}]`);
const said = root.dataset;
const EVERY = 20_000;
const LONGEST_SIDE = 1600;

let shelf;
let device;
let note;
let sending = false;
let again = false;
let refused = [];
let complaint = "";

const mine = async () => (await shelf.getAll("notes")).filter((each) => each.whose === said.whose && !each.gone);
const two = (number) => String(Math.floor(number)).padStart(2, "0");
const clock = (second) =>
  second < 3600 ? `${two(second / 60)}:${two(second % 60)}` : `${Math.floor(second / 3600)} h ${two((second / 60) % 60)}`;
const since = () => Math.min(86_400, Math.max(0, Math.round((Date.now() - Date.parse(note.begun_at)) / 1000)));
const element = (tag, given = {}) => Object.assign(document.createElement(tag), given);

// Whatever fails while writing is said until the next try, and what was typed stays where it is.
async function careful(work) {
  complaint = "";
  try {
    await work();
    return true;
  } catch (fault) {
    complaint = fault.name === "QuotaExceededError" ? said.isFull : String(fault.message);
    state(complaint);
    return false;
  }
}

function state(words) {
  part("state").textContent = words;
}

async function tellState() {
  const notes = await mine();
  const lines = (await Promise.all(notes.map((each) => linesOf(shelf, each.id)))).flatMap(waiting);
  root.dataset.waiting = String(lines.length + notes.filter((each) => !each.arrived).length);
  if (complaint) state(complaint);
  else if (refused.length) state(`${said.refused} ${refused.join(" ")}`);
  else state(lines.length ? `${said.someWait} ${lines.length}` : notes.length ? said.allKept : "");
}

// What is written while something is on its way goes after it.
async function post() {
  again = sending;
  if (sending) return;
  sending = true;
  root.dataset.sending = "yes";
  try {
    do {
      again = false;
      refused = await sync(shelf, said);
      await draw();
    } while (again);
  } catch (fault) {
    if (fault instanceof SignedOut) return state(said.signedOut);
    if (fault instanceof SomebodyElse) return state(said.other);
    if (fault.name === "QuotaExceededError") return state(said.isFull);
    await tellState(); // no network: it waits
  } finally {
    sending = false;
    root.dataset.sending = "";
  }
  if (again) return post(); // asked for while it failed: the network may be back
}

async function begin(group, name, kind) {
  note = { id: crypto.randomUUID(), group, name, kind, whose: said.whose, begun_at: new Date().toISOString(), arrived: false };
  await shelf.put("notes", note);
  await open(note);
}

async function open(chosen) {
  note = chosen;
  part("choose").hidden = true;
  part("sheet").hidden = false;
  part("title").textContent = nameOf(note);
  await draw();
  document.getElementById("seen").focus();
}

function nameOf(each) {
  return root.querySelector(`[data-group="${each.group}"]`)?.dataset.name ?? each.name ?? "";
}

async function leave() {
  note = undefined;
  part("choose").hidden = false;
  part("sheet").hidden = true;
  await draw();
}

async function add(kind, given) {
  const line = { id: crypto.randomUUID(), note: note.id, kind, second: since(), text: "", count: 0, photo: "", gone: false };
  await shelf.put("lines", { ...line, ...given, changes: 1, device, arrived: 0 });
  await draw();
  post();
}

const changed = (line, given) => ({ ...line, ...given, changes: line.changes + 1, device });

async function takeBack(key) {
  await change(shelf, key, (line) => changed(line, { gone: true, text: "", photo: "", count: 0 }));
  await draw();
  post();
}

// Each device counts on a line of its own, so that two who count at once lose nothing.
async function countOn(name) {
  const lines = await linesOf(shelf, note.id);
  const own = lines.find((line) => line.kind === "counted" && !line.gone && line.text === name && line.device === device);
  if (!own) return add("counted", { text: name, count: 1 });
  await change(shelf, own.id, (line) => changed(line, { count: line.count + 1 }));
  await draw();
  return post();
}

async function drawnSmaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = element("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.75);
}

// --- drawing ------------------------------------------------------------------------------------

async function draw() {
  await tellState();
  if (note) return drawSheet((await linesOf(shelf, note.id)).filter((line) => !line.gone));
  return part("lying").replaceChildren(...(await mine()).map(lying));
}

function lying(each) {
  const when = new Date(each.begun_at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const button = element("button", { type: "button", className: "tilth-notes__open", textContent: `${nameOf(each)}, ${when}` });
  button.addEventListener("click", () => open(each));
  const place = element("li");
  place.append(button);
  return place;
}

function drawSheet(lines) {
  const told = lines.filter((line) => line.kind !== "counted").sort((a, b) => b.second - a.second);
  part("lines").replaceChildren(...told.map(drawLine));
  part("tallies").replaceChildren(...[...sums(lines)].map(([name, count]) => drawTally(name, count)));
  root.dataset.seen = told.some((line) => line.kind !== "wondered") ? "yes" : "";
}

function drawTally(name, count) {
  const button = element("button", { type: "button", className: "tilth-notes__tally" });
  button.append(element("span", { textContent: name }), element("strong", { textContent: String(count) }));
  button.addEventListener("click", () => careful(() => countOn(name)));
  return button;
}

function drawLine(line) {
  const place = element("li", { className: `tilth-moments__one tilth-moments__one--${line.kind}` });
  const what = element("div", { className: "tilth-moments__what" });
  if (line.photo) what.append(element("img", { className: "tilth-moments__photo", src: line.photo, alt: said.photo }));
  what.append(element("p", { textContent: line.text || (line.kind === "photo" ? said.photo : "") }));
  const back = element("button", { type: "button", className: "tilth-notes__back", textContent: said.takeBack });
  back.addEventListener("click", () => careful(() => takeBack(line.id)));
  place.append(element("span", { className: "tilth-moments__when", textContent: clock(line.second) }), what, back);
  return place;
}

// --- what is pressed ----------------------------------------------------------------------------

function onSubmit(name, box, work) {
  part(name).addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = document.getElementById(box);
    const text = input.value.trim();
    if (text && (await careful(() => work(text)))) input.value = "";
    input.focus();
  });
}

async function wonder(text) {
  if (!root.dataset.seen) throw new Error(said.seenFirst);
  await add("wondered", { text });
}

async function pictured(event) {
  const [file] = event.target.files;
  if (!file) return;
  await careful(async () => add("photo", { photo: await drawnSmaller(file) }));
  event.target.value = "";
  part("no-faces").checked = false;
  event.target.disabled = true;
}

function listen() {
  for (const button of root.querySelectorAll("[data-begin]")) {
    const { group, name } = button.closest("[data-group]").dataset;
    button.hidden = false;
    button.addEventListener("click", () => careful(() => begin(group, name, button.dataset.begin)));
  }
  onSubmit("seen", "seen", (text) => add("seen", { text }));
  onSubmit("tally", "tally", countOn);
  onSubmit("wonder", "wonder", wonder);
  part("no-faces").addEventListener("change", (event) => (part("photo").disabled = !event.target.checked));
  part("photo").addEventListener("change", pictured);
  part("leave").addEventListener("click", leave);
  addEventListener("online", post);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && post());
  setInterval(post, EVERY);
  setInterval(() => note && (part("clock").textContent = clock(since())), 1000);
}

// The page is ready without a network once its worker has seen what it is drawn with.
async function stayReady() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(said.worker);
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => (root.dataset.ready = "yes");
  const drawnWith = performance.getEntriesByType("resource").filter((each) => ["link", "script", "css"].includes(each.initiatorType));
  active.postMessage(drawnWith.map((each) => each.name), [port2]);
}

// Whoever used this device before has gone: what has arrived of theirs is cleared, what has not keeps others out.
async function othersWait() {
  const others = (await shelf.getAll("notes")).filter((each) => each.whose !== said.whose);
  let wait = false;
  for (const each of others) {
    const left = waiting(await linesOf(shelf, each.id));
    if (left.length) wait = true;
    else await forget(shelf, each.id);
  }
  return wait;
}

async function main() {
  shelf = await openShelf();
  device = await deviceOf(shelf);
  if (await othersWait()) return state(said.other);
  listen();
  await draw();
  stayReady();
  return post();
}

if (root) careful(main);
