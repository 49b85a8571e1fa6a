// Filters and sorts the list of projects by what is chosen in the form, and keeps the choices in the
// address. It is loaded once it is wanted (filter_open.js).
// All rows and choices come in one script (qomsite/outputs/filter_data.py) once they are wanted. What
// is chosen stands in the place of the list's pages until nothing is chosen any more.
const form = document.querySelector("[data-script]");
const texts = form.dataset;
const root = texts.script.replace(/[^/]+\/[^/]+$/, "");
const status = form.querySelector("[role=status]");
const chips = form.querySelector("ul");
const selects = [...form.querySelectorAll("select")];
const sort = selects.at(-1);
const [goalPattern, wholePattern, ...marks] = form.querySelector("template").content.children;
const [chip, hiddenText] = marks.splice(-2);
const empty = document.querySelector("[data-empty]");
const list = document.querySelectorAll("[data-script] ~ :is(section, nav, .base)");
const persian = new Intl.NumberFormat("fa", { useGrouping: false }).format;
let facets, goals, rows, orders;
let sections = [];

// What the list itself shows of a goal and of a row, after the patterns that stand in the page.
// A title; what is drawn from left to right in it stands between isolates.
const titleNodes = (title) => title.split(/[\u2066\u2069]/).map((part, at) => {
  if (at % 2 === 0) return part;
  const run = document.createElement("bdi");
  run.dir = "ltr";
  run.append(part);
  return run;
});
const put = (part, text) => {
  if (text) part.textContent = text;
  else part.remove();
};
const setGlyph = (part, place) => {
  const id = `goal-${place + 1}`;
  // Of very many goals, whose glyphs are all the star, a page has not every symbol.
  part.querySelector("use").setAttribute("href", `#${document.getElementById(id) ? id : "star"}`);
};
const rowItem = (pattern, isMarked, [number, title, path, isSample, goal, mark, latePlace, why], figure) => {
  const item = pattern.cloneNode(true);
  const part = (name) => item.querySelector(name);
  part("a").setAttribute("href", root + path);
  part("b").textContent = number;
  part("a span").replaceChildren(...titleNodes(title));
  part(".status").replaceWith(marks[mark].cloneNode(true));
  if (!isSample || !isMarked) part(".sample")?.remove();
  if (part(".goal")) {
    setGlyph(item, goal);
    part(".goal").lastChild.data = ` هدف ${persian(goal + 1)}`;
  }
  put(part(".why"), why);
  const strong = part("strong");
  const late = latePlace && orders[0].words[latePlace];
  if (figure && figure !== late) strong.after(Object.assign(strong.cloneNode(), { textContent: figure }));
  put(strong, late);
  return item;
};
// `figures`: what the list is sorted by, of each row in words.
const section = (pattern, place, ownRows, isSample, figures) => {
  const made = pattern.cloneNode(true);
  const heading = made.querySelector("h2");
  const entries = made.querySelector("ul");
  const isMarked = !isSample || ownRows.some((row) => !row[3]);
  heading.id = `found-${place + 1}`;
  made.setAttribute("aria-labelledby", heading.id);
  heading.querySelector(".count").textContent = persian(ownRows.length);
  if (!isSample) heading.querySelector(".sample")?.remove();
  const first = pattern.querySelector("li");
  entries.replaceChildren(...ownRows.map((row, at) => rowItem(first, isMarked, row, figures?.[at])));
  return made;
};
const goalSection = ([number, title, path, isSample], place, ownRows) => {
  const made = section(goalPattern, place, ownRows, isSample);
  const link = made.querySelector("h2 a");
  setGlyph(made, place);
  link.setAttribute("href", root + path);
  link.replaceChildren(link.textContent.replace("#", number), ...titleNodes(title));
  return made;
};
// Both directions of an order follow each other; what is unknown, of rank 0, stays last in both.
const sorted = (choice, places) => {
  const { ranks, words } = orders[choice >> 1];
  const sign = choice % 2 ? -1 : 1;
  places.sort((a, b) => !ranks[a] - !ranks[b] || sign * (ranks[a] - ranks[b]));
  const ownRows = places.map((place) => rows[place]);
  const isSample = ownRows.every((row) => row[3]);
  return section(wholePattern, 0, ownRows, isSample, places.map((place) => words[ranks[place]]));
};
// What is chosen of a facet, in words: those of the choice, or those of the facet around its title.
const phrase = ({ select, said, choices }) => {
  const [value, title, own] = choices[select.selectedIndex - 1];
  return (own || said)
    .replace(/[*#]/, (sign) => (sign === "*" ? title : value.replace(/\d/g, persian)));
};
const addChip = (text, act) => {
  const button = chip.cloneNode();
  button.textContent = text;
  button.addEventListener("click", act);
  const item = document.createElement("li");
  item.append(button);
  chips.append(item);
  return button;
};
// The places of the rows that fit all choices, and for each facet how many each of its choices would show, the
// other facets staying as they are; place 0 is that of no choice.
const filtered = () => {
  const counts = facets.map(({ choices }) => [0, ...choices.map(() => 0)]);
  const places = [...rows.keys()].filter((place) => {
    const against = facets.filter(({ select, held }) =>
      select.selectedIndex && !held[place].includes(select.selectedIndex));
    facets.forEach((facet, index) => {
      if (against.every((other) => other === facet)) {
        for (const choice of [0, ...facet.held[place]]) counts[index][choice] += 1;
      }
    });
    return !against.length;
  });
  return { places, counts };
};
const showCounts = (counts) => {
  facets.forEach(({ select, all, choices }, index) => {
    [...select.options].forEach((option, choice) => {
      const count = counts[index][choice];
      const title = choice ? choices[choice - 1][1] : all;
      option.textContent = select === sort ? title : `${title} (${persian(count)})`;
      option.disabled = !count && choice > 0 && !option.selected;
    });
  });
};
const showChips = (chosen) => {
  chosen.forEach((facet, place) => {
    const text = phrase(facet);
    addChip(text, () => {
      facet.select.value = "";
      change();
      focusChip(place);
    }).setAttribute("aria-label", texts.remove.replace("*", () => text));
  });
  addChip(texts.clear, () => {
    for (const { select } of facets) select.value = "";
    change();
    focusChip(0);
  });
};
const show = () => {
  const { places, counts } = filtered();
  showCounts(counts);
  const chosen = facets.filter(({ select }) => select.selectedIndex);
  for (const section of sections) section.remove();
  if (!chosen.length || !places.length) sections = [];
  else if (sort.value) sections = [sorted(sort.selectedIndex - 1, places)];
  else {
    sections = goals.flatMap((goal, place) => {
      const ownRows = places.map((own) => rows[own]).filter((row) => row[4] === place);
      return ownRows.length ? [goalSection(goal, place, ownRows)] : [];
    });
  }
  empty.after(...sections);
  empty.hidden = places.length > 0;
  for (const part of list) part.hidden = chosen.length > 0;

  status.textContent = chosen.length
    ? (places.length ? texts.some : texts.none).replace("*", persian(places.length)) : texts.all;
  chips.replaceChildren();
  chips.hidden = !chosen.length;
  if (!chosen.length) return;
  const choicesSaid = hiddenText.cloneNode();
  choicesSaid.textContent = `: ${chosen.map(phrase).join("، ")}`;
  status.append(choicesSaid);
  showChips(chosen);
};
// The button that was pressed is gone: its place, the last one, or the way back to the choices.
const focusChip = (place) => {
  const left = chips.querySelectorAll("button");
  (left[place] ?? form.querySelector("summary")).focus();
};
// Who walks through the choices of one question with the keys goes back over them in one step.
let lastSelect, lastTime;
const change = (event) => {
  const isRepeated = event && event.target === lastSelect && event.timeStamp - lastTime < 1000;
  lastSelect = event?.target;
  lastTime = event?.timeStamp;
  const address = new URL(location.href);
  for (const { select } of facets) {
    if (select.value) address.searchParams.set(select.name, select.value);
    else address.searchParams.delete(select.name);
  }
  try {
    history[isRepeated ? "replaceState" : "pushState"](null, "", address);
  } catch {
    // Some browsers refuse this to a page that is read from a disk; the list works all the same.
  }
  show();
};
// The rows and choices, asked for once; if they do not come, the list stays as it is.
let isLoading;
const load = async () => {
  if (isLoading) return;
  isLoading = true;
  status.textContent = texts.waiting;
  try {
    receive(await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      globalThis.filterData = resolve;
      script.onerror = reject;
      script.src = texts.script;
      document.head.append(script);
    }));
  } catch {
    isLoading = false;
    status.textContent = texts.failed;
  }
};
const receive = (data) => {
  ({ goals, rows } = data);
  orders = data.orders.map(([ranks, words]) => ({ ranks: ranks.split(" ").map(Number), words }));
  facets = data.facets.map(([said, choices, held], index) => {
    const select = selects[index];
    const all = select.options[0].text;
    select.append(...choices.map(([value]) => new Option("", value)));
    select.disabled = false;
    // `held`: the places, from 1, of the choices that each row has.
    return { select, all, said, choices, held: held.split(",").map((row) => row.split(" ").map(Number)) };
  });
  readAddress();
};
const readAddress = () => {
  const asked = new URLSearchParams(location.search);
  if (!facets) return;
  for (const { select } of facets) {
    select.value = asked.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.value = "";
  }
  show();
};
form.addEventListener("focusin", load);
form.querySelector("details").addEventListener("toggle", load);
form.addEventListener("change", change);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", readAddress);
load();
