// The day in both calendars; the buttons that copy a page's address or citation, or share it.
const dayIn = (calendar, options) => {
  const parts = new Intl.DateTimeFormat(`fa-IR-u-ca-${calendar}-nu-arabext`, options).formatToParts(new Date());
  const part = (type) => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}`.trim();
};
const day = { day: "numeric", month: "long", year: "numeric" };
const today = `${dayIn("persian", { weekday: "long", ...day })} / ${dayIn("gregory", day)}`;
for (const place of document.querySelectorAll("[data-today]")) {
  place.textContent = today;
  place.hidden = false;
}
const offer = (selector, isPossible, act) => {
  for (const button of isPossible ? document.querySelectorAll(selector) : []) {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
};
offer("[data-copy]", navigator.clipboard, async (button) => {
  button.dataset.label ??= button.textContent;
  // Said aloud as well: the button itself is where the reader is.
  button.ariaLive = "polite";
  button.textContent = await navigator.clipboard.writeText(button.dataset.copy)
    .then(() => "کپی شد", () => "کپی نشد");
  setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
});
// The device's own dialog; who closes it without sharing has done nothing wrong.
offer("[data-share]", navigator.share, () => {
  const { title } = document;
  const url = document.querySelector("link[rel=canonical]").href;
  navigator.share({ title, url }).catch(() => {});
});
