// Blocks of text that don't fit into their box: cut off, or spilling out of it.
() => {
  const found = [];
  for (const e of document.body.querySelectorAll("*")) {
    if (e.closest("svg, select, textarea, .unseen, .skip") || !e.clientWidth) continue;
    const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const style = getComputedStyle(e);
    if (style.visibility === "hidden" || style.display === "inline") continue;
    const cuts = /hidden|clip/.test(style.overflowX + style.overflowY);
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
    if (scrolls || !(words || (cuts && e.textContent.trim()))) continue;
    if (e.clientWidth <= 2 && e.clientHeight <= 2) continue; // for screen readers only
    const wider = e.scrollWidth - e.clientWidth, higher = e.scrollHeight - e.clientHeight;
    if (wider > 1 || (cuts && higher > 1)) {
      found.push(`<${e.tagName.toLowerCase()} class="${e.className}"> ${wider > 1 ? wider + " px too narrow" : higher + " px too low"}: “${e.textContent.trim().slice(0, 50)}”`);
    }
  }
  return found;
}
