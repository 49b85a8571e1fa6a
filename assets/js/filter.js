// Narrows the list of projects by what is chosen in the form, and keeps the choices in the address.
const form = document.querySelector("[data-filter]");
const words = form.dataset;
const state = form.querySelector("[role=status]");
const chips = form.querySelector("ul");
const empty = document.querySelector("[data-empty]");
const sections = [...document.querySelectorAll("[data-group]")];
const rows = sections.flatMap((section) => [...section.querySelectorAll("li")]);
const facets = [...form.querySelectorAll("select")].map((select) => ({
  select,
  titles: [...select.options].map((option) => option.text),
  rows: select.dataset.rows.split(",").map((row) => row.split(" ").map(Number)),
}));
const persian = new Intl.NumberFormat("fa", { useGrouping: false }).format;

const phrase = ({ select, titles }) => {
  const chosen = select.selectedIndex;
  return (select.options[chosen].dataset.phrase ?? select.dataset.phrase)
    .replace(/[*#]/, (sign) => (sign === "*" ? titles[chosen] : select.value.replace(/\d/g, persian)));
};
const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  const item = document.createElement("li");
  item.append(made);
  chips.append(item);
  return made;
};
// A row counts for each choice that it would be shown under, the other facets staying as they are.
const show = () => {
  const counts = facets.map(({ titles }) => titles.map(() => 0));
  rows.forEach((row, place) => {
    const against = facets.filter(({ select, rows }) =>
      select.selectedIndex && !rows[place].includes(select.selectedIndex));
    row.hidden = against.length > 0;
    facets.forEach((facet, index) => {
      if (against.every((other) => other === facet)) {
        for (const choice of [0, ...facet.rows[place]]) counts[index][choice] += 1;
      }
    });
  });
  facets.forEach(({ select, titles }, index) => {
    [...select.options].forEach((option, choice) => {
      const count = counts[index][choice];
      option.textContent = `${titles[choice]} (${persian(count)})`;
      option.disabled = !count && choice > 0 && !option.selected;
    });
  });
  let total = 0;
  for (const section of sections) {
    const count = section.querySelectorAll("li:not([hidden])").length;
    section.querySelector(".count").textContent = persian(count);
    section.hidden = !count;
    total += count;
  }
  empty.hidden = total > 0;

  const chosen = facets.filter(({ select }) => select.selectedIndex);
  state.textContent = chosen.length ? (total ? words.some : words.none).replace("*", persian(total)) : words.all;
  chips.replaceChildren();
  chips.hidden = !chosen.length;
  if (!chosen.length) return;
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.textContent = `: ${chosen.map(phrase).join("، ")}`;
  state.append(said);
  chosen.forEach((facet, place) => {
    const text = phrase(facet);
    button(text, () => {
      facet.select.value = "";
      change();
      focus(place);
    }).setAttribute("aria-label", words.remove.replace("*", () => text));
  });
  button(words.clear, () => {
    for (const { select } of facets) select.value = "";
    change();
    focus(0);
  });
};
// The button that was pressed is gone: its place, the last one, or the way back to the choices.
const focus = (place) => {
  const left = chips.querySelectorAll("button");
  (left[place] ?? form.querySelector("summary")).focus();
};
// Who walks through the choices of one question with the keys goes back over them in one step.
let last, when;
const change = (event) => {
  const again = event && event.target === last && event.timeStamp - when < 1000;
  last = event?.target;
  when = event?.timeStamp;
  const address = new URL(location.href);
  for (const { select } of facets) {
    if (select.value) address.searchParams.set(select.name, select.value);
    else address.searchParams.delete(select.name);
  }
  try {
    history[again ? "replaceState" : "pushState"](null, "", address);
  } catch {
    // Some browsers refuse this to a page that is read from a disk; the list works all the same.
  }
  show();
};
const read = () => {
  const asked = new URLSearchParams(location.search);
  for (const { select } of facets) {
    select.value = asked.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.value = "";
  }
  show();
};
form.addEventListener("change", change);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", read);
read();
form.classList.remove("waiting");
