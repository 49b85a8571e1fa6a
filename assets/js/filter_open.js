// Right after the form, so that nothing moves when the rest has come: shows it, open on a desk.
const form = document.querySelector("[data-filter]");
form.hidden = false;
form.querySelector("details").open = matchMedia("(min-width: 48rem)").matches;
form.classList.toggle("waiting", location.search !== "");
