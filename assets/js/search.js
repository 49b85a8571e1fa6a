// Narrows the index of titles while one types. Without it the index is read from آ to ی.
// fold() follows qomsite/text/folding.py: two spellings of one word are equal.
const letters = { "ی": "يىےېۍێ", "ک": "كڪ", "ه": "ةۃەہھ", "ا": "آأإٱٲٳ", "": "ءٴـ" };
const same = new Map(Object.entries(letters).flatMap(([to, all]) => [...all].map((from) => [from, to])));
const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");
const digit = (sign) => {
  let place = 0;
  while (place < 9 && /\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - place - 1))) place += 1;
  return place;
};
const fold = (text) => [...text].map((sign) => bare(bare(sign).toLowerCase())).join("")
  .replace(/./gsu, (sign) => same.get(sign) ?? sign)
  .replace(/[\p{M}\p{Z}\p{C}\p{P}\p{Sk}]/gu, "")
  .replace(/\p{Nd}/gu, digit);

const form = document.querySelector("[data-search]");
const field = form.querySelector("input");
const state = form.querySelector("[data-search-state]");
const jump = document.querySelector(".letters");
const sections = [...document.querySelectorAll("[data-letter]")].map((section) => ({
  section,
  entries: [...section.querySelectorAll("[data-key]")],
}));
const persian = new Intl.NumberFormat("fa");

const show = () => {
  const asked = field.value.trim();
  const key = fold(asked);
  let found = 0;
  for (const { section, entries } of sections) {
    let here = 0;
    for (const entry of entries) {
      entry.hidden = !entry.dataset.key.includes(key);
      if (!entry.hidden) here += 1;
    }
    section.hidden = here === 0;
    found += here;
  }
  jump.hidden = key !== "";
  if (key === "") state.textContent = "";
  else if (found) state.textContent = `${persian.format(found)} نتیجه برای «${asked}»`;
  else state.textContent = `برای «${asked}» چیزی پیدا نشد. واژه‌ای کوتاه‌تر یا شمارهٔ تنها را بیازمایید.`;
};
const keep = () => {
  const address = new URL(location.href);
  if (field.value.trim()) address.searchParams.set("q", field.value.trim());
  else address.searchParams.delete("q");
  try {
    history.replaceState(null, "", address);
  } catch {
    // Some browsers refuse this to a page that is read from a disk; the list works all the same.
  }
};
let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { show(); keep(); }, 120);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show();
  keep();
});
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) show();
