// Keeps the page of notes ready where there is no network: that page, and what it is drawn with. Nothing else.
const SHELF = "tilth-notes-1";
const PAGE = new URL("./", self.location.href).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(request, answer) {
  if (answer.ok && !answer.redirected) await (await caches.open(SHELF)).put(request, answer.clone());
  return answer;
}

// The page: fresh where there is a network, as it was last seen where there is none. Whoever is signed out is led to
// the door: a browser opens no page by an answer that was led on already.
async function page() {
  try {
    const answer = await keep(PAGE, await fetch(PAGE, { credentials: "same-origin" }));
    return answer.redirected ? Response.redirect(answer.url) : answer;
  } catch (fault) {
    const kept = await caches.match(PAGE, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

async function drawnWith(request) {
  try {
    return await keep(request, await fetch(request));
  } catch (fault) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw fault;
  }
}

// Not what lies below the page: photos in notes are nobody's to keep.
const isDrawnWith = ({ destination, url }) =>
  ["style", "script", "font", "image"].includes(destination) && !new URL(url).pathname.startsWith(PAGE);

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && pathname === PAGE) event.respondWith(page());
  else if (isDrawnWith(event.request)) event.respondWith(drawnWith(event.request));
});

// The first time the page was drawn before this was here to see it: it says with what.
self.addEventListener("message", (event) => {
  const ours = event.data.filter((address) => new URL(address).origin === self.location.origin);
  const kept = Promise.all([page(), ...ours.map((address) => drawnWith(new Request(address)))]);
  event.waitUntil(kept.then(() => event.ports[0].postMessage("ready"), () => null));
});
