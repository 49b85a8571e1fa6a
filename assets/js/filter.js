// Narrows the list of projects by what is chosen in the form, and keeps the choices in the address.
// All rows and choices come in one script (qomsite/outputs/narrowing.py) once they are wanted. What
// is chosen stands in the place of the list's pages until nothing is chosen any more.
const form = document.querySelector("[data-script]");
const words = form.dataset;
const root = words.script.replace(/[^/]+\/[^/]+$/, "");
const state = form.querySelector("[role=status]");
const chips = form.querySelector("ul");
const selects = [...form.querySelectorAll("select")];
const [pattern, ...marks] = form.querySelector("template").content.children;
const empty = document.querySelector("[data-empty]");
const list = document.querySelectorAll("[data-script] ~ :is(section, nav)");
const persian = new Intl.NumberFormat("fa", { useGrouping: false }).format;
let facets, goals, rows;
let found = [];

// What the list itself shows of a goal and of a row, after the pattern that stands in the page.
const copy = (part, path, isSample) => {
  const made = part.cloneNode(true);
  made.querySelector("a").setAttribute("href", root + path);
  if (!isSample) made.querySelector(".sample")?.remove();
  return made;
};
const item = ([number, title, path, isSample, , status]) => {
  const made = copy(pattern.querySelector("li"), path, isSample);
  made.querySelector("b").textContent = number;
  made.querySelector("a span").textContent = title;
  made.querySelector(".status").replaceWith(marks[status].cloneNode(true));
  return made;
};
const section = ([number, title, path, isSample], place, own) => {
  const made = pattern.cloneNode();
  const name = copy(pattern.querySelector("h2"), path, isSample);
  const link = name.querySelector("a");
  const entries = pattern.querySelector("ul").cloneNode();
  name.id = `found-${place + 1}`;
  made.setAttribute("aria-labelledby", name.id);
  name.querySelector("use").setAttribute("href", `#goal-${place + 1}`);
  link.textContent = link.textContent.replace("#", number) + title;
  name.querySelector(".count").textContent = persian(own.length);
  entries.append(...own.map(item));
  made.append(name, entries);
  return made;
};
const phrase = ({ select, said, choices }) => {
  const [value, title, own] = choices[select.selectedIndex - 1];
  return (own || said)
    .replace(/[*#]/, (sign) => (sign === "*" ? title : value.replace(/\d/g, persian)));
};
const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  const place = document.createElement("li");
  place.append(made);
  chips.append(place);
  return made;
};
// A row counts for each choice that it would be shown under, the other facets staying as they are.
const show = () => {
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
  facets.forEach(({ select, all, choices }, index) => {
    [...select.options].forEach((option, choice) => {
      const count = counts[index][choice];
      option.textContent = `${choice ? choices[choice - 1][1] : all} (${persian(count)})`;
      option.disabled = !count && choice > 0 && !option.selected;
    });
  });
  const chosen = facets.filter(({ select }) => select.selectedIndex);
  for (const part of found) part.remove();
  found = chosen.length ? goals.flatMap((goal, place) => {
    const own = shown.filter((row) => row[4] === place);
    return own.length ? [section(goal, place, own)] : [];
  }) : [];
  empty.after(...found);
  empty.hidden = shown.length > 0;
  for (const part of list) part.hidden = chosen.length > 0;

  state.textContent = chosen.length
    ? (shown.length ? words.some : words.none).replace("*", persian(shown.length)) : words.all;
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
// What narrows the list, asked for once; if it does not come, the list stays as it is.
let isComing;
const bring = async () => {
  if (isComing) return;
  isComing = true;
  state.textContent = words.waiting;
  try {
    take(await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      globalThis.narrowing = resolve;
      script.onerror = reject;
      script.src = words.script;
      document.head.append(script);
    }));
  } catch {
    isComing = false;
    state.textContent = words.failed;
  }
};
const take = (data) => {
  ({ goals, rows } = data);
  facets = data.facets.map(([said, choices, held], index) => {
    const select = selects[index];
    const all = select.options[0].text;
    select.append(...choices.map(([value]) => new Option("", value)));
    select.disabled = false;
    return { select, all, said, choices, held: held.split(",").map((row) => row.split(" ").map(Number)) };
  });
  read();
};
const read = () => {
  const asked = new URLSearchParams(location.search);
  if (!facets) {
    if (selects.some(({ name }) => asked.get(name))) bring();
    else if (!isComing) state.textContent = words.all;
    return;
  }
  for (const { select } of facets) {
    select.value = asked.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.value = "";
  }
  show();
};
form.addEventListener("focusin", bring);
form.querySelector("details").addEventListener("toggle", bring);
form.addEventListener("change", change);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", read);
read();
