// On the changes of a year: shows only those since a month of the page, or since the data that the
// reader saw last. The day of those is kept in the browser alone. It stands before the list, so that
// the choice is there when the list is first drawn.
const box = document.querySelector("[data-since]");
const choice = box.querySelector("select");
const now = box.dataset.since;
let seen = "";
try {
  const [before, last] = (localStorage.getItem("data-seen") || "").split(" ");
  seen = last && last < now ? last : before || "";
  localStorage.setItem("data-seen", `${seen} ${now}`);
} catch {
  // A browser may refuse to keep anything.
}
if (seen) {
  const day = new Date(`${seen}T12:00`).toLocaleDateString("fa-IR", { dateStyle: "long" });
  choice.append(new Option(`پس از ${day}، آخرین داده‌هایی که دیده‌اید`, "seen"));
}
const show = () => {
  const sections = [...document.querySelectorAll("section:has(> .timeline)")];
  const until = sections.findIndex((one) => one.querySelector("h2").id === choice.value);
  let shown = 0;
  let all = 0;
  sections.forEach((section, place) => {
    const rows = [...section.querySelectorAll("li")];
    for (const row of rows) {
      row.hidden = choice.value === "seen" && row.querySelector("time").dateTime <= seen;
    }
    section.hidden = (until >= 0 && place > until) || rows.every((row) => row.hidden);
    all += rows.length;
    shown += section.hidden ? 0 : rows.filter((row) => !row.hidden).length;
  });
  const words = (many) => many.toLocaleString("fa-IR");
  box.querySelector("output").value = choice.value ? `${words(shown)} تغییر از ${words(all)}` : "";
};
choice.addEventListener("change", show);
// What was chosen while the list was still on its way, or before the reader came back.
addEventListener("DOMContentLoaded", show);
// One month alone is no choice.
box.hidden = choice.length < 3;
