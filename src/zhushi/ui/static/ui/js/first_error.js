// After a form came back, begin where something is to be put right.
(() => {
  const focus = (root) => {
    const first = root.querySelector("[data-form-errors], [aria-invalid=true]");
    if (first) first.focus();
  };
  focus(document);
  document.addEventListener("htmx:afterSwap", (event) => focus(event.target));
})();
