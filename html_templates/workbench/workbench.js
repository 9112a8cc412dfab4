// All that the pages do beside what plain HTML does. Nothing depends on it.
"use strict";

// Progress of what is under way: its words, then the page that shows the outcome.
for (const place of document.querySelectorAll("[data-progress]")) {
  const events = new EventSource(place.dataset.progress);
  events.onmessage = (event) => { place.textContent = JSON.parse(event.data).text; };
  events.addEventListener("end", () => { events.close(); location.replace(place.dataset.then); });
}
