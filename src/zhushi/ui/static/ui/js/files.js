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
      input.addEventListener("change", () => show(input, list));
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

  function line(input, list, file, index, large) {
    const item = document.createElement("li");
    item.append(picture(file));
    const name = document.createElement("span");
    name.textContent = file.name;
    const size = document.createElement("small");
    size.textContent = `${(file.size / 1024 / 1024).toFixed(1)} MB${large ? "，太大" : ""}`;
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
