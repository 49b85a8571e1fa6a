// Right after the form, which needs a script, so that nothing moves when the rest has come. That is
// loaded once it is wanted: by who opens the questions, or by an address that answers one.
const form = document.querySelector("[data-script]");
const texts = form.dataset;
const status = form.querySelector("[role=status]");
const asked = new URLSearchParams(location.search);
let isLoading;
const addCode = () => {
  const script = document.createElement("script");
  script.onerror = () => {
    isLoading = false;
    status.textContent = texts.failed;
  };
  script.src = texts.code;
  document.head.append(script);
};
// The list stands after the form: code that is kept from before could come while half of it is there.
const load = () => {
  if (isLoading) return;
  isLoading = true;
  status.textContent = texts.waiting;
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", addCode);
  else addCode();
};
form.hidden = false;
form.addEventListener("focusin", load);
form.querySelector("details").addEventListener("toggle", load);
if ([...form.querySelectorAll("select")].some(({ name }) => asked.get(name))) load();
else status.textContent = texts.all;
