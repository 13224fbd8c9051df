// [data-board]: a card dragged onto another column asks the server what that costs and who else would move; nothing
// changes before the button in the answer. With the keyboard: space picks a card up, left and right choose a room,
// Enter asks, Escape puts it back. Cards and dots of the map light each other up. Without this, links and forms do.
(() => {
  const board = () => document.querySelector("#gp");
  if (!board()) return;
  const says = document.querySelector("[data-board-says]");
  const isOpen = () => "board" in board().dataset;
  let held = null; // { card, columns, number }

  const say = (text) => { says.textContent = text; };
  const columns = () => [...board().querySelectorAll("[data-column]")];
  const name = (card) => card.querySelector("b").textContent;

  function prepare() {
    board().querySelectorAll("[data-board-help]").forEach((help) => { help.hidden = false; });
    if (!isOpen()) return;
    board().querySelectorAll(".gp-card").forEach((card) => {
      card.draggable = true;
      const link = card.querySelector("a");
      link.draggable = false;
      link.setAttribute("aria-describedby", "gp-keys");
    });
  }

  function ask(person, column) {
    say(`正在算${column.dataset.name}的代价，要几秒钟。`);
    const url = new URL(location.href);
    url.searchParams.set("person", person);
    url.searchParams.set("room", column.dataset.column);
    url.hash = "";
    board().setAttribute("aria-busy", "true");
    const address = url.pathname + url.search;
    htmx.ajax("GET", address, { target: "#gp", select: "#gp", swap: "outerHTML" }).then(() => {
      const price = document.querySelector("[data-price]");
      if (!price) { location.assign(`${address}#chosen`); return; }
      history.replaceState(null, "", address);
      prepare();
      price.focus();
      price.scrollIntoView({ block: "nearest" });
      const told = price.closest("section").querySelector(".gp-price, [role=alert]");
      say(`${price.textContent}：${told ? told.textContent.trim() : ""}`);
    });
  }

  function mark(column) {
    columns().forEach((one) => one.classList.toggle("over", one === column));
  }

  function drop() {
    if (held) held.card.classList.remove("held");
    held = null;
    mark(null);
  }

  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest && event.target.closest(".gp-card[draggable=true]");
    if (!card) return;
    event.dataTransfer.setData("text/plain", card.dataset.person);
    event.dataTransfer.effectAllowed = "move";
    held = { card };
    card.classList.add("held");
  });
  document.addEventListener("dragover", (event) => {
    const column = held && event.target.closest("[data-column]");
    mark(column || null);
    if (column && !column.contains(held.card)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const column = held && event.target.closest("[data-column]");
    if (!column || column.contains(held.card)) return;
    event.preventDefault();
    const person = held.card.dataset.person;
    drop();
    ask(person, column);
  });
  document.addEventListener("dragend", drop);

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest && event.target.closest(".gp-card[draggable=true]");
    if (!card) return;
    if (event.key === " ") {
      event.preventDefault();
      drop();
      const all = columns();
      held = { card, all, number: all.findIndex((column) => column.contains(card)) };
      card.classList.add("held");
      say(`拿起${name(card)}，现在在${all[held.number].dataset.name}。按左右键选工作室，回车看代价，Esc 放下。`);
    } else if (held && held.all && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      const step = event.key === "ArrowRight" ? 1 : -1;
      held.number = (held.number + step + held.all.length) % held.all.length;
      const column = held.all[held.number];
      mark(column);
      column.scrollIntoView({ block: "nearest", inline: "nearest" });
      say(`${column.dataset.name}，${column.querySelector("header .num").textContent.trim()}`);
    } else if (held && held.all && event.key === "Enter") {
      event.preventDefault();
      const column = held.all[held.number];
      drop();
      if (column.contains(card)) say(`${name(card)}留在原处。`);
      else ask(card.dataset.person, column);
    } else if (held && event.key === "Escape") {
      drop();
      say(`放下了，${name(card)}没有动。`);
    }
  });

  // The card of a dot and the dot of a card.
  function light(event) {
    const from = event.target.closest && event.target.closest("[data-person], [data-dot]");
    document.querySelectorAll(".gp .hit").forEach((one) => one.classList.remove("hit"));
    if (!from) return;
    const ref = CSS.escape(from.dataset.person || from.dataset.dot);
    document.querySelectorAll(`.gp [data-person="${ref}"], .gp [data-dot="${ref}"]`)
      .forEach((one) => one.classList.add("hit"));
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
  prepare();
})();
