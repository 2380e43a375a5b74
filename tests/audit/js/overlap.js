// Lines of different texts that lie over each other. A line counts by its middle, because the boxes of lines
// that are set tight overlap where their letters do not.
() => {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, e = node.parentElement;
    if (!node.data.trim() || e.closest(".unseen, .skip, script, style, template, option")) continue;
    if (!e.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    if (e.clientWidth === 1 || e.closest("[hidden]")) continue;
    let clip = null; // what a scrolling ancestor shows of it
    for (let a = e; a && a !== document.body; a = a.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(a).overflowX)) { clip = a.getBoundingClientRect(); break; }
    }
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const left = clip ? Math.max(box.left, clip.left) : box.left, right = clip ? Math.min(box.right, clip.right) : box.right;
      const third = box.height * 0.28;
      if (right - left > 2 && box.height > 4 && (!clip || (box.bottom > clip.top && box.top < clip.bottom)))
        lines.push({left: left + 1, right: right - 1, top: box.top + third, bottom: box.bottom - third, node});
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const found = new Set();
  for (let i = 0; i < lines.length && found.size < 5; i++) {
    for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom; j++) {
      const [a, b] = [lines[i], lines[j]];
      if (a.node !== b.node && a.left < b.right && b.left < a.right)
        found.add(`“${a.node.data.trim().slice(0, 40)}” and “${b.node.data.trim().slice(0, 40)}” lie over each other`);
    }
  }
  return [...found];
}
