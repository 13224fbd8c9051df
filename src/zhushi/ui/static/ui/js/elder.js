// Large type without leaving the page, so that nothing typed is lost. Without this file the form does it.
(() => {
  const form = document.querySelector("[data-elder-form]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const on = !document.documentElement.hasAttribute("data-elder");
    document.documentElement.toggleAttribute("data-elder", on);
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `zs_elder=${on ? 1 : 0}; path=/; max-age=${on ? 31536000 : 0}; samesite=lax${secure}`;
    form.elements.on.value = on ? "0" : "1";
    document.querySelectorAll("[data-elder-button] span").forEach((word) => {
      const button = word.closest("[data-elder-button]");
      word.textContent = on ? button.dataset.on : button.dataset.off;
    });
  });
})();
