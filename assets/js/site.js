// The day in both calendars; the buttons that copy a page's address or citation, share or print it.
const dayIn = (calendar, weekday) => {
  const format = { weekday, day: "numeric", month: "long", year: "numeric" };
  const parts = new Intl.DateTimeFormat(`fa-IR-u-ca-${calendar}-nu-arabext`, format).formatToParts(new Date());
  return Object.keys(format).map((type) => parts.find((part) => part.type === type)?.value).join(" ").trim();
};
const today = document.querySelector("[data-today]");
today.textContent = `${dayIn("persian", "long")} / ${dayIn("gregory")}`;
today.hidden = false;
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
  const text = button.dataset.copy || document.getElementById("cite").textContent;
  button.textContent = await navigator.clipboard.writeText(text)
    .then(() => "کپی شد", () => "کپی نشد");
  setTimeout(() => { button.textContent = button.dataset.label; }, 2000);
});
// The device's own dialog; who closes it without sharing has done nothing wrong.
offer("[data-share]", navigator.share, () => {
  const { title } = document;
  const url = document.querySelector("link[rel=canonical]").href;
  navigator.share({ title, url }).catch(() => {});
});
offer("[data-print]", true, () => print());
