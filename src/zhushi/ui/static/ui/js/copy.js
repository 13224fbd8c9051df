// <button type="button" data-copy="K7QM4XRHP9TW3" hidden>复制</button>
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  const word = button.querySelector("span") || button;
  const before = word.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = "已复制";
    setTimeout(() => { word.textContent = before; }, 2500);
  });
});
