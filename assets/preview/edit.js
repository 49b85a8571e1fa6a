// Makes the form of a record quicker to fill in; without it, the buttons of the form do the same.
import { keep } from "./saving.js";

// Rows of a list: added from its template, taken away, moved.
const newRowName = (list) => {
  const taken = new Set([...list.querySelectorAll(":scope > .rows > [data-row] > [type=hidden]")]
    .map((input) => input.value));
  let number = 0;
  while (taken.has(`n${number}`)) number += 1;
  return `n${number}`;
};
const actions = {
  add(list) {
    const { depth } = list.dataset;
    const html = list.querySelector(":scope > template").innerHTML.replaceAll(`__${depth}__`, newRowName(list));
    const rows = list.querySelector(":scope > .rows");
    rows.insertAdjacentHTML("beforeend", html);
    const row = rows.lastElementChild;
    enhance(row);
    row.querySelector("input:not([type=hidden]), textarea, select:not([hidden])")?.focus();
  },
  remove(list, row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector(":scope > .tools > :last-child") ?? list.querySelector(":scope > .add")).focus();
  },
  up(list, row, button) {
    row.previousElementSibling?.before(row);
    button.focus();
  },
  down(list, row, button) {
    row.nextElementSibling?.after(row);
    button.focus();
  },
};

// A long choice is found by typing a part of it (the ARIA pattern of a combobox with a list).
const MANY = 12;
const SHOWN = 40;
// While the preview is away, the word is looked for as it was typed.
const fold = (text) => fetch(`/edit/fold?q=${encodeURIComponent(text)}`).then((answer) => answer.text(), () => text);
let comboboxes = 0;
const makeCombobox = (select) => {
  const box = document.createElement("span");
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const chosenText = () => (select.value ? select.selectedOptions[0].text : "");
  let latest = 0;
  let active = -1;
  comboboxes += 1;
  box.className = "combo";
  list.id = `combo-${comboboxes}`;
  list.hidden = true;
  list.role = "listbox";
  list.ariaLabel = label?.textContent ?? select.ariaLabel;
  for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.role = "combobox";
  input.autocomplete = "off";
  input.setAttribute("aria-controls", list.id);
  input.ariaExpanded = "false";
  input.ariaAutoComplete = "list";
  input.value = chosenText();
  // The label and the links of the summary lead to what is typed into.
  input.id = select.id;
  select.id = `${input.id}-select`;
  select.hidden = true;
  select.before(box);
  box.append(input, list);

  const close = () => {
    list.hidden = true;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const choose = (value) => {
    select.value = value;
    input.value = chosenText();
    close();
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const activate = (place) => {
    active = (place + list.children.length) % list.children.length;
    [...list.children].forEach((item, at) => { item.ariaSelected = String(at === active); });
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const open = async (text) => {
    latest += 1;
    const turn = latest;
    const wanted = text.trim() ? await fold(text) : "";
    if (turn !== latest || document.activeElement !== input) return;
    const options = [...select.options].filter((option) => option.value && option.dataset.key.includes(wanted));
    options.sort((a, b) => (b.dataset.key.split(" ")[1] === wanted) - (a.dataset.key.split(" ")[1] === wanted));
    list.replaceChildren(...options.slice(0, SHOWN).map((option, place) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `${list.id}-${place}`;
      item.ariaSelected = "false";
      item.textContent = option.text;
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(option.value);
      });
      item.dataset.value = option.value;
      return item;
    }));
    active = -1;
    list.hidden = !options.length;
    input.ariaExpanded = String(!list.hidden);
  };
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    open(input.value);
  });
  input.addEventListener("keydown", async (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) await open("");
      if (!list.hidden) activate(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      const item = list.children[Math.max(active, 0)];
      choose(item.dataset.value);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      input.value = chosenText();
      close();
    }
  });
  input.addEventListener("blur", () => {
    // What is left empty is meant so; half a word is not.
    if (!input.value.trim() && select.value) choose("");
    input.value = chosenText();
    close();
  });
};
const enhance = (part) => {
  for (const select of part.querySelectorAll("select")) {
    if (select.options.length > MANY) makeCombobox(select);
  }
};

// The body as the site will show it: one question at a time, and what was typed last is asked last.
const showBody = async (form) => {
  const { body, token } = form.elements;
  if (form.dataset.isAsking || body.value === (form.shownText ?? body.defaultValue)) return;
  form.dataset.isAsking = "1";
  form.shownText = body.value;
  const answer = await fetch("/edit/preview", {
    method: "POST",
    body: new URLSearchParams({ body: body.value, token: token.value }),
  }).catch(() => null);
  delete form.dataset.isAsking;
  if (answer?.ok) form.querySelector("[data-preview]").innerHTML = await answer.text();
  if (answer) showBody(form);
};

const begin = () => {
  document.querySelector("[data-focus]")?.focus();
  const form = document.querySelector("[data-edit]");
  if (!form) return;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    const action = actions[button?.value.split(" ")[0]];
    if (!action) return;
    event.preventDefault();
    action(button.closest("[data-list]"), button.closest("[data-row]"), button);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.querySelector("[data-preview-button]").hidden = true;
  enhance(form);
  keep(form, begin, showBody);
};
begin();
