// Right after the form, which needs a script, so that nothing moves when the rest has come.
document.querySelector("[data-script]").hidden = false;
