// Keeps one route page and its static files at hand for a day, so that it opens without network.
// Its place is its scope: it sees no other page. Posts always go to the network.
const CACHE = "zs-route";
const DAY = 24 * 3600 * 1000;
const PAGE = new URL("./", self.location).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([sweep(), self.clients.claim()])));

self.addEventListener("message", (event) => {
  const files = (event.data && event.data.keep) || [];
  event.waitUntil(Promise.all([sweep(), fetchPage(new Request(PAGE)).catch(() => {}), ...files.map(keepFile)]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) {
    event.respondWith(fetchPage(request).catch(keptPage));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request, { cacheName: CACHE }).then((kept) => kept || fetch(request)));
  }
});

async function fetchPage(request) {
  const answer = await fetch(request, request.mode === "navigate" ? {} : { credentials: "same-origin" });
  const cache = await caches.open(CACHE);
  if (answer.ok && !answer.redirected && new URL(answer.url).pathname === PAGE) {
    const body = await answer.clone().blob();
    const headers = new Headers(answer.headers);
    headers.set("X-Kept-At", String(Date.now()));
    await cache.put(PAGE, new Response(body, { headers }));
  } else if (answer.redirected || answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status)) {
    await cache.delete(PAGE);  // signed out, or no longer theirs; a server in trouble takes nothing away
  }
  return answer;
}

async function keptPage() {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  if (kept && Date.now() - Number(kept.headers.get("X-Kept-At")) < DAY) return kept;
  await cache.delete(PAGE);
  return Response.error();
}

// The pages of other routes lie in the same cache, and perhaps nobody opens them again.
async function sweep() {
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    const at = kept && kept.headers.get("X-Kept-At");
    if (at && !(Date.now() - Number(at) < DAY)) await cache.delete(request);
  }
}

async function keepFile(address) {
  const url = new URL(address, self.location);
  if (url.origin !== self.location.origin || !url.pathname.startsWith("/static/")) return;
  const cache = await caches.open(CACHE);
  if (await cache.match(url.href)) return;
  const answer = await fetch(url.href).catch(() => null);
  if (answer && answer.ok) await cache.put(url.href, answer);
}
