// Loads the page again when something was saved, and puts the reader back where they were.
{
  const { board, problems } = document.currentScript.dataset;
  const key = `preview:${location.pathname}`;
  const strip = document.querySelector("[data-strip]");
  const blocks = () => [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, tr, pre)")];
  const signature = (block) => `${block.localName} ${block.textContent.trim().slice(0, 200)}`;

  // The reader's place is kept by the blocks in view, for lines above may come and go.
  function remember() {
    const seen = [];
    for (const block of blocks()) {
      const { top, bottom } = block.getBoundingClientRect();
      if (bottom > 0 && seen.length < 12) seen.push([signature(block), top]);
    }
    sessionStorage.setItem(key, JSON.stringify({ y: scrollY, seen, open: strip?.open }));
  }

  function scrollBack({ y, seen }) {
    const found = new Map();
    for (const block of blocks()) {
      const text = signature(block);
      found.set(text, found.has(text) ? null : block);
    }
    const kept = y && seen.find(([text]) => found.get(text));
    const shift = kept && found.get(kept[0]).getBoundingClientRect().top - kept[1];
    scrollTo({ top: kept ? scrollY + shift : y, behavior: "instant" });
  }

  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
    const [{ type }] = performance.getEntriesByType("navigation");
    if (!kept || type !== "reload") return;
    if (strip) strip.open = kept.open;
    scrollBack(kept);
    // Once more when pictures and the font are there.
    addEventListener("load", () => scrollBack(kept));
  }

  // The browser puts readers back by counting pixels; it may do so where they go back or reload.
  let isReload = false;
  addEventListener("pagehide", () => {
    history.scrollRestoration = isReload ? "manual" : "auto";
  });

  function reload() {
    if (problems === undefined) remember();
    isReload = true;
    location.reload();
  }

  function listen() {
    const asked = new URLSearchParams({ board, page: decodeURI(location.pathname) });
    const socket = new WebSocket(`ws://${location.host}/livereload?${asked}`);
    socket.addEventListener("message", ({ data }) => {
      if (JSON.parse(data).command === "reload") reload();
    });
    socket.addEventListener("close", () => setTimeout(listen, 1000));
  }

  addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const name = button.getAttribute("aria-label");
    button.textContent = "کپی شد";
    button.setAttribute("aria-label", button.textContent);
    setTimeout(() => {
      button.textContent = "کپی نشانی";
      button.setAttribute("aria-label", name);
    }, 2000);
  });
  // A page that comes out of the browser's memory may be an old one.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  if (problems === undefined) restore();
  listen();
}
