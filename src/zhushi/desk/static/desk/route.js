// What is written at a door stays on this device until it was sent: by account, visit and door, for three days.
// Each form has a key of its own, so that one sent again after a lost reply is kept once.
(() => {
  const root = document.getElementById("route");
  if (!root) return;
  const MOST = 3 * 24 * 3600 * 1000;
  const AGAIN = 20 * 1000;
  const FIELDS = ["said", "opinion", "help", "key"];
  const ALL = "zs-route:";
  const OWN = `${ALL}${root.dataset.account}:${root.dataset.activity}:`;
  const state = document.getElementById("route-state");
  const store = (() => {
    try { localStorage.setItem("zs-route-try", "1"); localStorage.removeItem("zs-route-try"); return localStorage; }
    catch { return null; }
  })();
  if (!store) return;
  const TROUBLE = {
    offline: "没有网，草稿存在本机，有网时自动送出。",
    out: "登录过期了：草稿还在本机，重新登录再打开这一页就送出。",
    server: "服务器暂时有问题，草稿存在本机，过一会儿自动再送。",
    barred: "您已不能记这条路线，请抄下来交给联络员。",
  };
  let busy = false;

  function drafts(prefix) {
    const found = [];
    for (const name of Object.keys(store).filter((one) => one.startsWith(prefix))) {
      try {
        const draft = JSON.parse(store.getItem(name));
        if (Date.now() - draft.at < MOST) found.push({ name, ...draft });
        else store.removeItem(name);
      } catch { store.removeItem(name); }
    }
    return found;
  }

  const formOf = (name) => root.querySelector(`form[data-stop="${name.slice(OWN.length)}"]`);

  function save(form, ready) {
    const draft = { at: Date.now(), ready, url: form.getAttribute("action") };
    for (const field of FIELDS) draft[field] = form.elements[field] ? form.elements[field].value : "";
    const name = OWN + form.dataset.stop;
    try {
      if (draft.said.trim() || draft.opinion.trim() || draft.help.trim()) store.setItem(name, JSON.stringify(draft));
      else store.removeItem(name);
      return true;
    } catch { return false; }
  }

  function say(form, words) {
    const line = form && form.querySelector("[data-status]");
    if (line) line.textContent = words;
  }

  function sent(draft) {
    store.removeItem(draft.name);
    const form = formOf(draft.name);
    if (!form) return;
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = "记下了，已送出。";
    form.replaceWith(line);
  }

  function kept(draft, words) {
    store.setItem(draft.name, JSON.stringify({ ...draft, ready: false }));
    const form = formOf(draft.name);
    if (form) { say(form, words); return; }
    const box = document.createElement("section");
    box.className = "zs-panel mb-3";
    const body = document.createElement("div");
    body.className = "body";
    const told = document.createElement("p");
    told.textContent = `${words}您写的还在本机：${draft.said} ${draft.opinion}`;
    const away = document.createElement("button");
    away.type = "button";
    away.className = "btn zs-btn";
    away.textContent = "不要了，从本机删去";
    away.addEventListener("click", () => { store.removeItem(draft.name); box.remove(); });
    body.append(told, away);
    box.append(body);
    document.getElementById("route-left").append(box);
  }

  // What an answer that is none of ours means; no answer at all is a TypeError of fetch.
  function check(answer) {
    if (answer.redirected || answer.status === 401) throw new Error("out");
    if (answer.status === 403 || answer.status === 404) throw new Error("barred");
    if (!answer.ok) throw new Error("server");
  }

  function trouble(error) {
    if (error instanceof TypeError) return "offline";
    return error.message in TROUBLE ? error.message : "server";
  }

  // A page kept from an earlier session holds an old token, and perhaps somebody else has signed in since.
  async function freshToken() {
    const answer = await fetch(location.pathname, { cache: "no-store", credentials: "same-origin" });
    check(answer);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const there = page.getElementById("route");
    if (!there || there.dataset.account !== root.dataset.account) throw new Error("out");
    return page.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  async function send(draft, token) {
    const body = new URLSearchParams();
    for (const field of FIELDS) body.set(field, draft[field] || "");
    const answer = await fetch(draft.url, {
      method: "POST", body, credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": token },
    });
    if (answer.status === 409) { kept(draft, (await answer.json()).words); return; }
    if (answer.status === 404) { kept(draft, "这一处已经从路线上去掉。"); return; }
    check(answer);
    sent(draft);
  }

  async function flush() {
    const waiting = drafts(OWN).filter((draft) => draft.ready && draft.url.startsWith("/desk/activities/stops/"));
    if (busy || !waiting.length) return;
    busy = true;
    try {
      const token = await freshToken();
      let failed = "";
      for (const draft of waiting) {
        try { await send(draft, token); } catch (error) {
          failed = trouble(error);
          if (failed !== "server") throw error;
          say(formOf(draft.name), TROUBLE.server);  // the other doors are sent all the same
        }
      }
      state.textContent = TROUBLE[failed] || "";
    } catch (error) {
      const kind = trouble(error);
      state.textContent = kind === "offline" ? "" : TROUBLE[kind];
      waiting.filter((draft) => store.getItem(draft.name)).forEach((draft) => say(formOf(draft.name), TROUBLE[kind]));
    }
    busy = false;
  }

  root.querySelectorAll("form[data-stop]").forEach((form) => {
    form.addEventListener("input", () => {
      if (save(form, false)) say(form, "草稿存在本机，还没送出。");
    });
    form.addEventListener("submit", (event) => {
      if (!form.elements.said.value.trim()) return;  // the server says what is missing
      if (!save(form, true)) return;  // the device is full: an ordinary form
      event.preventDefault();
      say(form, "正在送出……");
      flush();
    });
  });

  drafts(ALL);
  drafts(OWN).forEach((draft) => {
    const form = formOf(draft.name);
    if (!form) return;
    FIELDS.forEach((field) => { if (form.elements[field]) form.elements[field].value = draft[field]; });
    say(form, draft.ready ? TROUBLE.offline : "草稿存在本机，还没送出。");
  });
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  setInterval(flush, AGAIN);
  flush();

  if (!("serviceWorker" in navigator)) return;
  const files = () => performance.getEntriesByType("resource").map((one) => one.name).filter((one) => one.includes("/static/"));
  navigator.serviceWorker.register(root.dataset.worker).then(async () => {
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({ keep: files() });
  }).catch(() => {});
})();
