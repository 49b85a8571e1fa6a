// The day in both calendars, and the buttons that copy a page's address.
const today = document.querySelector("[data-today]");
if (today) {
  const day = new Date();
  const words = (calendar) =>
    new Intl.DateTimeFormat(`fa-IR-u-ca-${calendar}`, { dateStyle: "full" }).format(day);
  today.textContent = `${words("persian")} — ${words("gregory")}`;
  today.hidden = false;
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "رونوشت شد";
    } catch {
      button.textContent = "رونوشت نشد";
    }
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}
