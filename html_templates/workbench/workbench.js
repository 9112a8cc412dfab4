// All that the pages do beside what plain HTML does. Nothing depends on it.
"use strict";

// The arrow keys go to the previous and the next finding, but where they move something else.
document.addEventListener("keydown", (event) => {
  const plain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
  if (!plain || event.target.closest("input, select, textarea, .scroll, iframe")) return;
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (way) document.querySelector(`main a[rel=${way}]`)?.click();
});

// The cell that is meant is in view, also where the sheet is wider than the page.
for (const cell of document.querySelectorAll("#cell")) {
  const box = cell.closest(".scroll");
  box.scrollLeft = cell.offsetLeft - (box.clientWidth - cell.offsetWidth) / 2;
}

// Progress of what is under way: its words, then the page that shows the outcome.
for (const place of document.querySelectorAll("[data-progress]")) {
  const events = new EventSource(place.dataset.progress);
  events.onmessage = (event) => { place.textContent = JSON.parse(event.data).text; };
  events.addEventListener("end", () => { events.close(); location.replace(place.dataset.then); });
}

// Files and folders that are dropped anywhere on a page with a form for them, or chosen there: one after the other.
for (const form of document.querySelectorAll("[data-drop]")) {
  const status = form.querySelector("[role=status]");

  async function send(files) {
    const failed = [];
    for (const [number, file] of files.entries()) {
      status.textContent = form.dataset.sending.replace("{done}", number + 1).replace("{count}", files.length);
      const body = new FormData();
      body.append("files", file, file.name);
      try {
        const headers = { Accept: "application/json" };
        const answer = await fetch(form.action + (number ? "&more=1" : ""), { method: "POST", body, headers });
        if (!answer.ok && answer.status !== 413) failed.push(file.name);
      } catch {
        failed.push(file.name);
      }
    }
    if (failed.length) status.textContent = `${form.dataset.failed}: ${failed.join(", ")}`;
    else location.assign(location.pathname);
  }

  async function inside(entry) {
    if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
    const reader = entry.createReader(), files = [];
    for (;;) {
      const entries = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!entries.length) return files;
      for (const inner of entries) files.push(...await inside(inner));
    }
  }

  document.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  document.addEventListener("dragleave", () => form.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    // Both must be asked for now: after the first wait the browser has forgotten what was dropped.
    const dropped = [...event.dataTransfer.items].map((item) => [item.webkitGetAsEntry(), item.getAsFile()]);
    const files = [];
    for (const [entry, file] of dropped)
      if (entry) files.push(...await inside(entry));
      else if (file) files.push(file);
    if (files.length) send(files);
  });
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    if (files.length) { event.preventDefault(); send(files); }
  });
}
