// On paper: no navigation, and the address of every link to another site in the text or the sources written out.
() => {
  const found = [];
  for (const e of document.querySelectorAll("nav, .skip, button, input, form")) {
    if (e.checkVisibility({visibilityProperty: true})) { found.push(`<${e.tagName.toLowerCase()}> “${(e.textContent.trim() || e.id).slice(0, 40)}” is printed`); }
  }
  for (const a of document.querySelectorAll(":is(.narrative, .sources) a[href^='http']")) {
    if (!a.checkVisibility() || a.host === location.host || a.textContent.includes(a.host + a.pathname)) continue;
    if (!getComputedStyle(a, "::after").content.includes(a.getAttribute("href").slice(0, 20))) { found.push(`the address of “${a.textContent.trim().slice(0, 40)}” is not written out`); break; }
  }
  if (document.querySelector("main")?.innerText.trim().length < 20) found.push("nothing is left to read");
  return found;
}
