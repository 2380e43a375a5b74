// What the keyboard stands on: a number for it, and whether a reader can see where that is.
() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  window.__stops ??= new Map();
  const before = window.__stops.has(e);
  if (!before) window.__stops.set(e, window.__stops.size);
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const name = `<${e.tagName.toLowerCase()}> “${(e.textContent.trim() || e.getAttribute("aria-label") || e.id).slice(0, 40)}”`;
  const problems = [];
  // The box of a control that is drawn by its label is that of the label.
  const drawn = e.labels?.length && box.width < 3 ? e.labels[0] : e;
  const seen = drawn.getBoundingClientRect(), ring = getComputedStyle(drawn);
  if ((ring.outlineStyle === "none" || parseFloat(ring.outlineWidth) < 2) && ring.boxShadow === "none") problems.push(`no ring around ${name}`);
  if (seen.bottom <= 0 || seen.top >= innerHeight || seen.right <= 0 || seen.left >= innerWidth || !seen.width) problems.push(`out of sight: ${name}`);
  else {
    const rects = [...drawn.getClientRects()];
    const hit = rects.some((r) => {
      const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 2), y = Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 2);
      const top = document.elementFromPoint(x, y);
      return top && (drawn.contains(top) || top.contains(drawn));
    });
    if (!hit) problems.push(`covered by something: ${name}`);
  }
  const last = window.__last;
  if (last && !before && !(last.compareDocumentPosition(e) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY))) problems.push(`reached out of order: ${name}`);
  window.__last = e;
  return {stop: window.__stops.get(e), again: before, problems};
}
