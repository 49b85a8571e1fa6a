// Filters the list of projects by what is chosen in the form, and keeps the choices in the address.
// All rows and choices come in one script (qomsite/outputs/filter_data.py) once they are wanted. What
// is chosen stands in the place of the list's pages until nothing is chosen any more.
const form = document.querySelector("[data-script]");
const texts = form.dataset;
const root = texts.script.replace(/[^/]+\/[^/]+$/, "");
const status = form.querySelector("[role=status]");
const chips = form.querySelector("ul");
const selects = [...form.querySelectorAll("select")];
const [pattern, ...statusMarks] = form.querySelector("template").content.children;
const empty = document.querySelector("[data-empty]");
const list = document.querySelectorAll("[data-script] ~ :is(section, nav)");
const persian = new Intl.NumberFormat("fa", { useGrouping: false }).format;
let facets, goals, rows;
let sections = [];

// What the list itself shows of a goal and of a row, after the pattern that stands in the page.
const copy = (part, path, isSample) => {
  const made = part.cloneNode(true);
  made.querySelector("a").setAttribute("href", root + path);
  if (!isSample) made.querySelector(".sample")?.remove();
  return made;
};
// A title; what is drawn from left to right in it stands between isolates.
const titleNodes = (title) => title.split(/[\u2066\u2069]/).map((part, at) => {
  if (at % 2 === 0) return part;
  const run = document.createElement("bdi");
  run.dir = "ltr";
  run.append(part);
  return run;
});
const rowItem = ([number, title, path, isSample, , statusPlace], isMarked) => {
  const item = copy(pattern.querySelector("li"), path, isSample && isMarked);
  item.querySelector("b").textContent = number;
  item.querySelector("a span").replaceChildren(...titleNodes(title));
  item.querySelector(".status").replaceWith(statusMarks[statusPlace].cloneNode(true));
  return item;
};
const goalSection = ([number, title, path, isSample], place, ownRows) => {
  const section = pattern.cloneNode();
  const heading = copy(pattern.querySelector("h2"), path, isSample);
  const link = heading.querySelector("a");
  const entries = pattern.querySelector("ul").cloneNode();
  heading.id = `found-${place + 1}`;
  section.setAttribute("aria-labelledby", heading.id);
  heading.querySelector("use").setAttribute("href", `#goal-${place + 1}`);
  link.replaceChildren(link.textContent.replace("#", number), ...titleNodes(title));
  heading.querySelector(".count").textContent = persian(ownRows.length);
  const isMarked = !isSample || ownRows.some((row) => !row[3]);
  entries.append(...ownRows.map((row) => rowItem(row, isMarked)));
  section.append(heading, entries);
  return section;
};
// What is chosen of a facet, in words: those of the choice, or those of the facet around its title.
const phrase = ({ select, said, choices }) => {
  const [value, title, own] = choices[select.selectedIndex - 1];
  return (own || said)
    .replace(/[*#]/, (sign) => (sign === "*" ? title : value.replace(/\d/g, persian)));
};
const addChip = (text, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", act);
  const item = document.createElement("li");
  item.append(button);
  chips.append(item);
  return button;
};
// The rows that fit all choices, and for each facet how many each of its choices would show, the
// other facets staying as they are; place 0 is that of no choice.
const filtered = () => {
  const counts = facets.map(({ choices }) => [0, ...choices.map(() => 0)]);
  const shown = rows.filter((row, place) => {
    const against = facets.filter(({ select, held }) =>
      select.selectedIndex && !held[place].includes(select.selectedIndex));
    facets.forEach((facet, index) => {
      if (against.every((other) => other === facet)) {
        for (const choice of [0, ...facet.held[place]]) counts[index][choice] += 1;
      }
    });
    return !against.length;
  });
  return { shown, counts };
};
const showCounts = (counts) => {
  facets.forEach(({ select, all, choices }, index) => {
    [...select.options].forEach((option, choice) => {
      const count = counts[index][choice];
      option.textContent = `${choice ? choices[choice - 1][1] : all} (${persian(count)})`;
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
  const { shown, counts } = filtered();
  showCounts(counts);
  const chosen = facets.filter(({ select }) => select.selectedIndex);
  for (const section of sections) section.remove();
  sections = chosen.length ? goals.flatMap((goal, place) => {
    const ownRows = shown.filter((row) => row[4] === place);
    return ownRows.length ? [goalSection(goal, place, ownRows)] : [];
  }) : [];
  empty.after(...sections);
  empty.hidden = shown.length > 0;
  for (const part of list) part.hidden = chosen.length > 0;

  status.textContent = chosen.length
    ? (shown.length ? texts.some : texts.none).replace("*", persian(shown.length)) : texts.all;
  chips.replaceChildren();
  chips.hidden = !chosen.length;
  if (!chosen.length) return;
  const choicesSaid = document.createElement("span");
  choicesSaid.className = "visually-hidden";
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
  if (!facets) {
    if (selects.some(({ name }) => asked.get(name))) load();
    else if (!isLoading) status.textContent = texts.all;
    return;
  }
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
readAddress();
