// <textarea data-draft="name"> keeps what is written on this device for a day, for the place its form is sent to: no
// other form shows it. It goes once the form was answered by a page without it, or where [data-draft-clear="name"]
// thanks for it. [data-counter-for=id] counts. Sealed forms carry no data-draft.
(() => {
  const DAY = 24 * 3600 * 1000;
  const ROUTE_MOST = 3 * DAY;  // as route.js, which is on its own page only
  const SENT = "zs-draft-sent";
  const ALL = /^zs-draft:/;
  const place = (area) => new URL(area.form?.getAttribute("action") || "", location.href).pathname;
  const key = (area) => `zs-draft:${place(area)}:${area.dataset.draft}`;
  const store = (() => {
    try { localStorage.setItem("zs-draft-try", "1"); localStorage.removeItem("zs-draft-try"); return localStorage; }
    catch { return null; }
  })();

  function begin(root) {
    root.querySelectorAll("[data-counter-for]").forEach(count);
    if (!store) return;
    root.querySelectorAll("[data-draft-clear]").forEach((mark) => clear(mark.dataset.draftClear));
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

  function clear(field) {
    Object.keys(store).filter((name) => ALL.test(name) && name.endsWith(`:${field}`)).forEach((name) => store.removeItem(name));
  }

  function keep(area) {
    const name = key(area);
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

  // What was left on a page nobody opened again goes too, with keys of an older kind that named no place.
  function prune() {
    for (const name of Object.keys(store).filter((one) => /^zs-(draft|route):/.test(one))) {
      const most = ALL.test(name) ? DAY : ROUTE_MOST;
      let at = 0;
      try { at = JSON.parse(store.getItem(name)).at; } catch { /* not ours */ }
      if (!(Date.now() - at < most) || (ALL.test(name) && !name.startsWith("zs-draft:/"))) store.removeItem(name);
    }
  }

  document.addEventListener("submit", (event) => {
    if (!store || event.defaultPrevented) return;
    const names = [...event.target.querySelectorAll("textarea[data-draft]")].map(key);
    try { if (names.length) sessionStorage.setItem(SENT, JSON.stringify({ from: location.pathname, names })); } catch { /* full */ }
  });

  // Sent well: the answer came from that page, is no error, no login, and asks for the same words no more.
  function settle() {
    let sent;
    try { sent = JSON.parse(sessionStorage.getItem(SENT)); sessionStorage.removeItem(SENT); } catch { return; }
    const [way] = performance.getEntriesByType("navigation");
    if (!sent || !way || way.type !== "navigate" || way.responseStatus >= 400) return;
    if (!document.referrer || new URL(document.referrer).pathname !== sent.from) return;
    if (document.querySelector("input[type=password]")) return;
    const filled = [...document.querySelectorAll("textarea[data-draft]")].filter((area) => area.value.trim()).map(key);
    sent.names.filter((name) => !filled.includes(name)).forEach((name) => store.removeItem(name));
  }

  // Whoever signs out leaves no words on the device, also where the browser ignores Clear-Site-Data.
  document.addEventListener("submit", (event) => {
    if (!store || !event.target.matches("[data-sign-out]")) return;
    Object.keys(store).filter((name) => /^zs-(draft|route):/.test(name)).forEach((name) => store.removeItem(name));
    if (window.caches) caches.delete("zs-route").catch(() => {});
    navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((one) => one.unregister())).catch(() => {});
  });

  if (store) { prune(); settle(); }
  begin(document);
  document.addEventListener("htmx:afterSwap", (event) => begin(event.target));
})();
