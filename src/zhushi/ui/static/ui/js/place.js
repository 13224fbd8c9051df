// [data-place] holds a form with degrees and a map. A mark is dragged, put by a click, or moved with the arrow
// keys; each move is written into the form's fields, so the form says the same with and without this script.
(() => {
  const root = document.querySelector("[data-place]");
  const svg = root && root.querySelector("svg[data-scale]");
  if (!svg) return;
  const read = (name) => Number(svg.dataset[name]);
  const [west, north, squeeze, scale, shift, margin] =
    ["west", "north", "squeeze", "scale", "shift", "margin"].map(read);
  const says = root.querySelector("[data-place-says]");
  const STEP = 0.001;
  let chosen = "home";

  const fields = (spot) => ["longitude", "latitude"].map((axis) => root.querySelector(`[name="${spot}_${axis}"]`));
  const mark = (spot) => svg.querySelector(`[data-spot="${spot}"]`);
  const word = (spot) => mark(spot).querySelector("title").textContent;

  function show(spot) {
    const [lon, lat] = fields(spot).map((field) => parseFloat(field.value));
    const there = Number.isFinite(lon) && Number.isFinite(lat);
    mark(spot).setAttribute("visibility", there ? "visible" : "hidden");
    if (!there) return;
    const x = margin + shift + (lon - west) * squeeze * scale;
    const y = margin + (north - lat) * scale;
    mark(spot).setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    mark(spot).setAttribute("aria-label", `${word(spot)}，经度 ${lon.toFixed(3)}，纬度 ${lat.toFixed(3)}`);
  }

  function put(spot, lon, lat) {
    const [east, up] = fields(spot);
    east.value = lon.toFixed(3);
    up.value = lat.toFixed(3);
    show(spot);
    says.textContent = `${word(spot)}：经度 ${east.value}，纬度 ${up.value}。按“记下”才保存。`;
  }

  function clear(spot) {
    fields(spot).forEach((field) => { field.value = ""; });
    show(spot);
    says.textContent = `${word(spot)}不标了。按“记下”才保存。`;
  }

  function pick(spot) {
    chosen = spot;
    root.querySelectorAll("[data-place-pick]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.placePick === spot));
    });
  }

  function degrees(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [west + (at.x - margin - shift) / squeeze / scale, north - (at.y - margin) / scale];
  }

  svg.addEventListener("pointerdown", (event) => {
    const held = event.target.closest("[data-spot]");
    if (held) pick(held.dataset.spot);
    put(chosen, ...degrees(event));
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => {
    if (svg.hasPointerCapture(event.pointerId)) put(chosen, ...degrees(event));
  });
  svg.addEventListener("keydown", (event) => {
    const held = event.target.closest("[data-spot]");
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!held || !way) return;
    event.preventDefault();
    const far = STEP * (event.shiftKey ? 10 : 1);
    const [lon, lat] = fields(held.dataset.spot).map((field) => parseFloat(field.value));
    put(held.dataset.spot, lon + way[0] * far, lat + way[1] * far);
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-place-pick], [data-place-clear]");
    if (!button) return;
    if (button.dataset.placeClear) { clear(button.dataset.placeClear); return; }
    pick(button.dataset.placePick);
    const [lon] = fields(chosen);
    if (!lon.value) {
      const box = svg.viewBox.baseVal;
      put(chosen, west + (box.width / 2 - margin - shift) / squeeze / scale, north - (box.height / 2 - margin) / scale);
    }
    mark(chosen).focus();
  });
  root.addEventListener("input", () => ["home", "work"].forEach(show));
  root.querySelector("[data-place-tools]").hidden = false;
})();
