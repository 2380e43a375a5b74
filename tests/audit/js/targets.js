// What can be pressed and is lower or narrower than 24 px (WCAG 2.2, 2.5.8); a link within a line of text may be.
() => {
  const found = new Map();
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest(".skip");
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
    if (!shown(e)) continue;
    const labels = [...(e.labels ?? [])].filter(shown);
    const boxes = [e, ...labels].map((one) => one.getBoundingClientRect());
    const box = boxes.reduce((a, b) => a.width * a.height >= b.width * b.height ? a : b);
    if (box.height >= 23.95 && box.width >= 23.95) continue;
    if (!box.width) continue;
    // Within a sentence: its block holds words that are not a link's.
    if (getComputedStyle(e).display === "inline" && e.tagName === "A") {
      let block = e.parentElement;
      while (block.parentElement && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      const linked = [...block.querySelectorAll("a")].reduce((sum, a) => sum + a.textContent.trim().length, 0);
      if (block.textContent.replace(/\s+/g, " ").trim().length > linked + 12) continue;
    }
    const place = e.closest("[class]");
    found.set(`${place?.className} ${e.tagName}`, `${box.width.toFixed(0)}×${box.height.toFixed(0)} px: <${e.tagName.toLowerCase()}> “${e.textContent.trim().slice(0, 30)}” in .${place?.className.baseVal ?? place?.className}`);
  }
  return [...found.values()];
}
