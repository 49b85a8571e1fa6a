// Keeps what is typed in this browser until it is saved, and saves without leaving the page: the
// preview may be away, begin anew or refuse, and no word is lost.
const PAUSE = 300;
const AGAIN = 2000;
const time = new Intl.DateTimeFormat("fa-IR", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

// The form as it stands. `key`: under which it is kept; `since`: when its first unsaved change was
// made; `opened`: its pairs as they came, nothing where they are unsaved themselves.
let form;
let key;
let since;
let opened;
let isSaving = false;
let beat;
let begin;
let reached;

const pairs = () => [...new FormData(form)].filter(([name]) => name !== "token");
const asText = (given) => JSON.stringify(given);
const entered = (given) => asText(given.filter(([name]) => name !== "stamp" && name !== "base"));
const address = () => form.getAttribute("action");
const prefix = () => `qomsite ${form.dataset.project} ${address()} `;

// Whether a control says something else than the page did: on the way back a browser fills it in.
const isTouched = (control) => {
  if (!control.name || control.type === "submit") return false;
  if (control.options) return control.selectedIndex !== Math.max([...control.options].findIndex((one) => one.defaultSelected), 0);
  return control.type === "checkbox" || control.type === "radio"
    ? control.checked !== control.defaultChecked
    : control.value !== control.defaultValue;
};

// What is said at the foot of the form, with buttons: [words, what they do].
const say = (words, ...buttons) => {
  const place = form.querySelector("[data-kept]");
  place.hidden = !words;
  place.replaceChildren(...(words ? [words] : []), ...buttons.map(([name, act]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = name;
    button.addEventListener("click", act);
    return button;
  }));
  // The foot has grown; what is being typed stays in sight. Of a long text, the caret is elsewhere.
  const { activeElement } = document;
  if (words && form.contains(activeElement) && activeElement.localName !== "textarea") activeElement.scrollIntoView({ block: "nearest" });
};

const store = () => {
  if (asText(pairs()) === opened) {
    since = undefined;
    localStorage.removeItem(key);
    return;
  }
  since ??= Date.now();
  try {
    localStorage.setItem(key, JSON.stringify({ since, pairs: pairs() }));
  } catch {
    say("مرورگر این نوشته را نگه نمی‌دارد، شاید چون جای آن پر است؛ پیش از بستن این صفحه ذخیره کنید.");
  }
};

// The token of the run that answers now; fails where none does, or where it serves something else.
class Elsewhere extends Error {}
const freshToken = async () => {
  const { token, project } = await (await fetch("/edit/token")).json();
  if (project !== form.dataset.project) throw new Elsewhere();
  for (const input of document.querySelectorAll("[name=token]")) input.value = token;
  return token;
};

let isAway = false;
const away = (error) => {
  const kept = since ? ` نوشتهٔ شما از ${time.format(since)} در همین مرورگر نگه داشته می‌شود و با بستن آن هم از میان نمی‌رود.` : "";
  say(error instanceof Elsewhere
    ? `در این نشانی اکنون محتوای پروژهٔ دیگری نشان داده می‌شود؛ چیزی ذخیره نشد.${kept}`
    : `پیش‌نمایش پاسخ نمی‌دهد.${kept} پیش‌نمایش را دوباره اجرا کنید؛ این صفحه خودش آن را می‌یابد.`);
  if (isAway) return;
  isAway = true;
  const look = async () => {
    try {
      await freshToken();
      isAway = false;
      if (since) say("پیش‌نمایش دوباره پاسخ می‌دهد. نوشتهٔ شما هنوز ذخیره نشده است؛ ذخیره کنید.");
      else offer();
      reached(form);
    } catch (again) {
      if (again instanceof Elsewhere !== error instanceof Elsewhere) isAway = false;
      if (isAway) setTimeout(look, AGAIN);
      else away(again);
    }
  };
  setTimeout(look, AGAIN);
};

const post = async (given) => {
  const body = new URLSearchParams([...given, ["token", await freshToken()]]);
  const answer = await fetch(address(), { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, next: page.querySelector("[data-edit]"), url: new URL(answer.url) };
};

const show = (page) => {
  document.title = page.title || document.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  begin();
};

const whyNot = (page) => {
  const said = [...page.querySelectorAll("h1, .faults li")].map((one) => one.textContent.trim());
  say(`ذخیره نشد. ${said.join("؛ ") || page.body.textContent.trim()}`);
};

const save = async () => {
  if (isSaving) return;
  isSaving = true;
  const sent = pairs();
  let answer;
  try {
    answer = await post(sent);
  } catch (error) {
    store();
    away(error);
    return;
  } finally {
    isSaving = false;
  }
  const { page, next, url } = answer;
  const isSaved = url.searchParams.has("note");
  const isTyped = asText(pairs()) !== asText(sent);
  if (isSaved) {
    localStorage.removeItem(key);
    since = undefined;
    history.replaceState(null, "", url.pathname);
  }
  if (!next) {
    whyNot(page);
  } else if (!isTyped) {
    show(page);
  } else if (isSaved) {
    // What was typed since stays, as a change of what was just written.
    for (const name of ["stamp", "base"]) form.elements[name].value = next.querySelector(`[name=${name}]`).value;
    form.setAttribute("action", next.getAttribute("action"));
    key = prefix() + crypto.randomUUID();
    opened = undefined;
    store();
    say("ذخیره شد. آنچه پس از زدن دکمه نوشته‌اید هنوز ذخیره نشده است.");
  } else {
    say("ذخیره نشد و در این میان باز هم نوشتید؛ یک بار دیگر ذخیره کنید تا پاسخ آن را ببینید.");
  }
};

// What was typed into this form before and is not saved, the newest first.
const drafts = () => Object.keys(localStorage)
  .filter((name) => name.startsWith(prefix()) && name !== key)
  .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }))
  .sort((a, b) => b.since - a.since);

const restore = async (draft) => {
  let answer;
  try {
    answer = await post([...draft.pairs, ["do", "preview"]]);
  } catch (error) {
    away(error);
    return;
  }
  if (!answer.next) {
    whyNot(answer.page);
    return;
  }
  if (since) store();
  key = draft.name;
  since = draft.since;
  show(answer.page);
};

const offer = () => {
  const [draft] = drafts();
  if (!draft) {
    say("");
    return;
  }
  say(
    `نوشته‌ای که از ${time.format(draft.since)} در این فرم آغاز شده بود ذخیره نشده و در این مرورگر مانده است.`,
    ["بازآوردن نوشته", () => restore(draft)],
    ["دور انداختن آن", () => {
      localStorage.removeItem(draft.name);
      offer();
    }],
  );
};

// A form that has just come. `anew` makes the page's controls work once another form is shown;
// `look` is called with the form, and at each pause in the typing, while the preview answers.
export const keep = (given, anew, look) => {
  form = given;
  begin = anew;
  reached = look;
  opened = since ? undefined : asText(pairs());
  if (!since) {
    key = prefix() + crypto.randomUUID();
  } else if (!key.startsWith(prefix())) {
    // A record that is gone meanwhile has come back as the form of a new one.
    const before = key;
    key = prefix() + crypto.randomUUID();
    store();
    localStorage.removeItem(before);
  }
  const isFilledIn = !since && [...form.elements].some(isTouched);
  for (const draft of drafts().filter((one) => entered(one.pairs) === entered(pairs()))) {
    if (isFilledIn) ({ name: key, since } = draft);
    else localStorage.removeItem(draft.name);
  }
  if (isFilledIn) {
    opened = undefined;
    store();
  }
  offer();
  form.addEventListener("input", () => {
    store();
    clearTimeout(beat);
    beat = setTimeout(() => freshToken().then(() => reached(form), away), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
};

addEventListener("beforeunload", (event) => { if (since) event.preventDefault(); });
addEventListener("keydown", (event) => {
  if (form && (event.ctrlKey || event.metaKey) && event.code === "KeyS") {
    event.preventDefault();
    form.requestSubmit();
  }
});
