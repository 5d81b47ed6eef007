// "Take my sheet", so that nothing that the server was told ties the slip to whoever took it (the clock may: it is
// redeemed at once). A token is made here, signed unseen by the signed-in side, and shown only to the anonymous door.
// What has been begun is kept in this window until it is closed: a double click, a reload or a lost line brings the
// same sheet again.
import { blind, finalise, fromText, toText } from "./blind.js";

const KEPT = "tilth-slip-";

function recalled(form) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT + form.dataset.box) ?? "null");
  return kept && { ...kept, message: fromText(kept.message), inverse: fromText(kept.inverse) };
}

async function begun(form, modulus) {
  const { message, blinded, inverse } = await blind(modulus);
  const kept = { whose: form.dataset.whose, message: toText(message), blinded: toText(blinded), inverse: toText(inverse) };
  sessionStorage.setItem(KEPT + form.dataset.box, JSON.stringify(kept));
  return recalled(form);
}

// Whoever sat here before has taken their sheet; it is not for whoever is signed in now.
function forgetOthers(whose) {
  for (const name of Object.keys(sessionStorage).filter((each) => each.startsWith(KEPT))) {
    if (JSON.parse(sessionStorage.getItem(name)).whose !== whose) sessionStorage.removeItem(name);
  }
}

async function take(form) {
  const modulus = fromText(form.dataset.modulus);
  const kept = recalled(form) ?? (await begun(form, modulus));
  const said = new URLSearchParams(new FormData(form));
  said.set("blinded", kept.blinded);
  const answer = await fetch(form.dataset.sign, { method: "POST", body: said });
  if (answer.status === 409) return tell(form, (await answer.json()).refused);
  if (!answer.ok) throw new Error("No signature.");
  const signature = await finalise(modulus, kept, fromText((await answer.json()).signature));
  return goThrough(form, { box: form.dataset.box, message: toText(kept.message), signature: toText(signature) });
}

function goThrough(form, what) {
  const door = Object.assign(document.createElement("form"), { method: "post", action: form.dataset.door });
  door.setAttribute("rel", "noreferrer");
  for (const [name, value] of Object.entries(what)) {
    door.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(door);
  door.submit();
}

function tell(form, words) {
  const place = form.querySelector("[data-said]");
  place.textContent = words;
  place.hidden = false;
  form.dataset.busy = "";
}

async function pressed(event) {
  const form = event.target;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  try {
    await take(form);
  } catch {
    tell(form, form.dataset.lost);
  }
}

// Where the browser cannot do this, the form does what it does without a script.
if (globalThis.crypto?.subtle) {
  for (const form of document.querySelectorAll("form[data-modulus]")) {
    forgetOthers(form.dataset.whose);
    form.addEventListener("submit", pressed);
  }
  // Come back to this page by the browser's own button, and it is ready again.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach((form) => (form.dataset.busy = "")));
}
