// All that the pages do beside what plain HTML does. Nothing depends on it.
"use strict";

// The arrow keys go to the previous and the next finding, but where they move something else.
document.addEventListener("keydown", (event) => {
  const plain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
  if (!plain || event.target.closest("input, select, textarea, .scroll, iframe")) return;
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (way) document.querySelector(`main a[rel=${way}]`)?.click();
});

// Progress of what is under way: its words, then the page that shows the outcome.
for (const place of document.querySelectorAll("[data-progress]")) {
  const events = new EventSource(place.dataset.progress);
  events.onmessage = (event) => { place.textContent = JSON.parse(event.data).text; };
  events.addEventListener("end", () => { events.close(); location.replace(place.dataset.then); });
}
