// The service worker. The build writes `edition` before it: a version, what to keep from the start,
// and the page to show in the place of one that was never read here. Without a version the site is
// published without offline reading: the worker clears up after an earlier one and goes.
const mine = `${registration.scope}#`;
const name = mine + edition.version;
const readable = /\.(html|js|woff2|png|svg|jpe?g|webp|avif|gif)$/;

// One key for all forms of an address: no query, no fragment, a folder as its index.
const keyOf = (address) => {
  const url = new URL(address);
  url.search = url.hash = "";
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
};
const keep = async (key, response) => {
  if (!response.ok || response.type !== "basic") return;
  // A browser refuses to open a page from a response that was redirected.
  const plain = response.redirected ? new Response(response.body, { headers: response.headers }) : response;
  await (await caches.open(name)).put(key, plain);
};
const kept = async (key) => (await caches.open(name)).match(key);

// The network first; what it cannot give, from what was read before.
const answer = async (event, key) => {
  const { request } = event;
  try {
    const response = await fetch(request);
    event.waitUntil(keep(key, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const known = await kept(key);
    if (known) return known;
    if (request.mode !== "navigate") throw error;
    return Response.redirect(new URL(`${edition.tree}?offline`, registration.scope));
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(Promise.all(edition.paths.map(async (path) => {
    const address = new URL(path, registration.scope).href;
    const response = await fetch(address, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    await keep(keyOf(address), response);
  })));
});
addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const other of await caches.keys()) {
      if (other.startsWith(mine) && (other !== name || !edition.version)) await caches.delete(other);
    }
    await (edition.version ? clients.claim() : registration.unregister());
  })());
});
if (edition.version) {
  addEventListener("fetch", (event) => {
    const { request } = event;
    const key = keyOf(request.url);
    const own = request.method === "GET" && key.startsWith(registration.scope) && readable.test(key);
    if (own && !request.headers.has("range")) event.respondWith(answer(event, key));
  });
  // A page that was opened before this worker was there asks to be kept.
  addEventListener("message", (event) => {
    const { url } = event.source;
    event.waitUntil(fetch(url).then((response) => keep(keyOf(url), response)).catch(() => {}));
  });
}
