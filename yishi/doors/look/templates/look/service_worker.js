// Keeps the look and one offline page. Pages with anybody's data are never kept.
const words = {{ words|safe }};
self.addEventListener("install", (event) => {
  const keep = async () => (await caches.open(words.version)).addAll([words.offline, ...words.kept]);
  event.waitUntil(keep().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("yishi-") && name !== words.version) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(old());
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(words.offline)));
    return;
  }
  const path = new URL(request.url).pathname;
  if (words.kept.includes(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
