// On the contact page: names the record that a reader wants to report on, from the address.
const record = new URLSearchParams(location.search).get("record");
const heading = document.getElementById("report");
if (record && heading) {
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  const name = document.createElement("strong");
  name.textContent = record.slice(0, 120);
  note.append("گزارش شما دربارهٔ ", name, " است؛ همین شماره را بگویید یا بنویسید.");
  heading.after(note);
}
