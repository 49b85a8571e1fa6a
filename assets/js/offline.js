// Makes the site readable without network: pages that were read, the trees and the search page.
const manifest = document.querySelector("link[rel=manifest]");
if ("serviceWorker" in navigator && location.protocol.startsWith("http")) {
  const workers = navigator.serviceWorker;
  workers.addEventListener("controllerchange", () => workers.controller?.postMessage("keep"));
  workers.register(new URL("sw.js", manifest.href)).catch(() => {});
}
if (new URLSearchParams(location.search).has("offline")) {
  const note = document.createElement("p");
  note.className = "missing";
  note.setAttribute("role", "status");
  document.querySelector("h1").after(note);
  note.textContent = "شبکه در دسترس نیست و صفحه‌ای که خواستید پیش‌تر در این دستگاه باز نشده است. این درختواره، درختوارهٔ هر هدف و صفحه‌هایی که پیش‌تر خوانده‌اید بی‌شبکه نیز باز می‌شود.";
}
