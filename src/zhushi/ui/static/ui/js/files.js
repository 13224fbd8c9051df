// <input type="file" data-files="5" data-megabytes="10"> shows what was chosen, lets one be taken out, and says so
// before sending when there are too many or one is too big. The browser's own button stays where there is no script.
// Pictures are drawn on a canvas: no blob: address needed.
(() => {
  function begin(root) {
    root.querySelectorAll("input[type=file][data-files]").forEach((input) => {
      if (input.dataset.watched) return;
      input.dataset.watched = "yes";
      const pick = document.createElement("button");
      pick.type = "button";
      pick.className = "btn zs-btn zs-pick";
      const sign = document.createElement("i");
      sign.className = "ti ti-camera";
      sign.setAttribute("aria-hidden", "true");
      pick.append(sign, input.dataset.word || "选照片或文件");
      pick.addEventListener("click", () => input.click());
      input.before(pick);
      input.classList.add("visually-hidden");
      input.tabIndex = -1;
      const list = document.createElement("ul");
      list.className = "zs-files";
      list.setAttribute("aria-live", "polite");
      input.after(list);
      input.addEventListener("change", async () => {
        show(input, list);
        if (input.dataset.shrink && await shrink(input)) show(input, list);
      });
    });
  }

  function show(input, list) {
    const most = Number(input.dataset.files);
    const megabytes = Number(input.dataset.megabytes) || 10;
    const files = [...input.files];
    const large = files.filter((file) => file.size > megabytes * 1024 * 1024);
    input.setCustomValidity(
      files.length > most ? `最多 ${most} 个文件，您选了 ${files.length} 个。`
        : large.length ? `“${large[0].name}”超过 ${megabytes} MB。` : "");
    list.replaceChildren(...files.map((file, i) => line(input, list, file, i, large.includes(file))));
    if (input.validationMessage) {
      const wrong = document.createElement("li");
      wrong.className = "zs-error";
      wrong.textContent = input.validationMessage;
      list.prepend(wrong);
    }
  }

  function measure(bytes) {
    const megabytes = bytes / 1024 / 1024;
    return megabytes < 0.95 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${megabytes.toFixed(1)} MB`;
  }

  function line(input, list, file, index, large) {
    const item = document.createElement("li");
    item.append(picture(file));
    const name = document.createElement("span");
    name.textContent = file.name;
    const size = document.createElement("small");
    size.textContent = `${measure(file.size)}${large ? "，太大" : ""}`;
    const out = document.createElement("button");
    out.type = "button";
    out.className = "btn zs-btn zs-btn-sm";
    out.textContent = "去掉";
    out.setAttribute("aria-label", `去掉 ${file.name}`);
    out.addEventListener("click", () => {
      const kept = new DataTransfer();
      [...input.files].forEach((other, i) => { if (i !== index) kept.items.add(other); });
      input.files = kept.files;
      show(input, list);
      input.previousElementSibling.focus();
    });
    item.append(name, size, out);
    return item;
  }

  // A picture drawn anew holds no position and no device, and is small enough for a weak network. What the browser
  // cannot read is sent as it is: the server says what is wrong with it.
  async function shrink(input) {
    const most = Number(input.dataset.shrink);
    const chosen = [...input.files];
    const smaller = await Promise.all(chosen.map((file) => smallerOf(file, most).catch(() => file)));
    const isStale = chosen.length !== input.files.length || chosen.some((file, i) => file !== input.files[i]);
    if (isStale || smaller.every((file, i) => file === chosen[i])) return false;
    const kept = new DataTransfer();
    smaller.forEach((file) => kept.items.add(file));
    input.files = kept.files;
    return true;
  }

  async function smallerOf(file, most) {
    if (!file.type.startsWith("image/") || !window.createImageBitmap) return file;
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, most / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!drawn) return file;
    return new File([drawn], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
  }

  function picture(file) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 48;
    canvas.setAttribute("aria-hidden", "true");
    if (file.type.startsWith("image/") && window.createImageBitmap) {
      createImageBitmap(file).then((image) => {
        const side = Math.min(image.width, image.height);
        canvas.getContext("2d").drawImage(
          image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, 48, 48);
        image.close();
      }).catch(() => {});
    }
    return canvas;
  }

  begin(document);
  // Not earlier: when it settles, htmx puts the classes of the new page back.
  document.addEventListener("htmx:afterSettle", (event) => begin(event.target));
})();
