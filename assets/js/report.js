// On the contact page: names the record that a reader wants to report on, from the address, and has
// a text about it ready to be read out or sent.
const record = new URLSearchParams(location.search).get("record");
const heading = document.getElementById("report");
if (record && heading) {
  const note = document.querySelector("[data-report]");
  const [name, text, button] = note.children;
  name.textContent = record.slice(0, 120);
  text.textContent = text.dataset.text.replace("{}", () => name.textContent);
  button.dataset.copy = text.textContent;
  note.hidden = false;
  heading.after(note);
}
