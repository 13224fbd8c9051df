// <form data-confirm="要办结这件事吗？" data-confirm-word="办结"> asks first. Also answers hx-confirm.
(() => {
  const dialog = document.getElementById("zs-confirm");
  if (!dialog || !dialog.showModal) return;
  const yes = dialog.querySelector("[data-confirm-yes]");

  function ask(question, word) {
    dialog.querySelector("p").textContent = question;
    yes.textContent = word || yes.dataset.word;
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((answer) => {
      dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
    });
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!question || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, (button && button.dataset.confirmWord) || form.dataset.confirmWord).then((sure) => {
      if (!sure) return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(button || undefined);
      delete form.dataset.confirmed;
    });
  }, true);

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, event.target.dataset.confirmWord).then((sure) => {
      if (sure) event.detail.issueRequest(true);
    });
  });
})();
