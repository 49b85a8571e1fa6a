// Shows the search field, which needs a script, before the long list after it has arrived.
document.querySelector("[data-search]").hidden = false;
