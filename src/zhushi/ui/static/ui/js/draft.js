// <textarea data-draft="name"> keeps what is written on this device for a day; [data-draft-clear="name"] on the page
// that thanks for it throws it away. [data-counter-for=id] counts. Sealed forms carry no data-draft.
(() => {
  const DAY = 24 * 3600 * 1000;
  const key = (name) => `zs-draft:${name}`;
  const store = (() => {
    try { localStorage.setItem("zs-draft-try", "1"); localStorage.removeItem("zs-draft-try"); return localStorage; }
    catch { return null; }
  })();

  function begin(root) {
    root.querySelectorAll("[data-counter-for]").forEach(count);
    if (!store) return;
    root.querySelectorAll("[data-draft-clear]").forEach((mark) => store.removeItem(key(mark.dataset.draftClear)));
    root.querySelectorAll("textarea[data-draft]").forEach(keep);
  }

  function count(line) {
    const area = document.getElementById(line.dataset.counterFor);
    if (!area || line.dataset.counting) return;
    line.dataset.counting = "yes";
    const most = Number(area.getAttribute("maxlength")) || 0;
    const show = () => {
      const written = area.value.length;
      line.textContent = most ? `已写 ${written} 字，最多 ${most} 字` : `已写 ${written} 字`;
    };
    area.addEventListener("input", show);
    show();
  }

  function keep(area) {
    const name = key(area.dataset.draft);
    const kept = read(name);
    if (kept && !area.value.trim()) {
      area.value = kept;
      area.after(note(area, name));
      area.dispatchEvent(new Event("input"));
    }
    let timer;
    area.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (area.value.trim()) write(name, area.value);
        else store.removeItem(name);
      }, 400);
    });
  }

  function note(area, name) {
    const line = document.createElement("p");
    line.className = "zs-draft zs-small";
    line.setAttribute("role", "status");
    line.append("上次没写完的字还在。");
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "btn zs-btn zs-btn-sm";
    clear.textContent = "不要了，重新写";
    clear.addEventListener("click", () => {
      store.removeItem(name);
      area.value = "";
      area.dispatchEvent(new Event("input"));
      line.remove();
      area.focus();
    });
    line.append(clear);
    return line;
  }

  function read(name) {
    try {
      const { text, at } = JSON.parse(store.getItem(name));
      if (Date.now() - at < DAY) return text;
    } catch { /* nothing kept, or not ours */ }
    store.removeItem(name);
    return "";
  }

  function write(name, text) {
    try { store.setItem(name, JSON.stringify({ text, at: Date.now() })); } catch { /* the device is full */ }
  }

  // Whoever signs out leaves no words on the device, also where the browser ignores Clear-Site-Data.
  document.addEventListener("submit", (event) => {
    if (!store || !event.target.matches("[data-sign-out]")) return;
    Object.keys(store).filter((name) => /^zs-(draft|route):/.test(name)).forEach((name) => store.removeItem(name));
  });

  begin(document);
  document.addEventListener("htmx:afterSwap", (event) => begin(event.target));
})();
