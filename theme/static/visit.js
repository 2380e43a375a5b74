"use strict";
// Marks what is new since the last visit. Only the time of the newest story seen is kept, in this browser.
try {
  const key = `newsdesk ${location.pathname}`; // several sites may share a host
  const cards = [...document.querySelectorAll(".card time, .lead time")];
  const seen = localStorage.getItem(key);
  const fresh = cards.filter((time) => seen && time.dateTime > seen);
  for (const time of fresh) {
    const label = document.createElement("b");
    label.className = "new";
    label.textContent = "New";
    time.parentElement.append(" ", label); // moves nothing
  }
  const since = document.querySelector(".since");
  if (since && fresh.length) {
    since.textContent = `${fresh.length} new ${fresh.length === 1 ? "story" : "stories"} since your last visit`;
    since.hidden = false;
  }
  const newest = cards.map((time) => time.dateTime).sort().pop();
  if (newest && !(newest <= seen)) localStorage.setItem(key, newest);
} catch {}
