// Running text whose lines hold fewer than 45 characters (where there is room for more) or more than 80.
([wide]) => {
  const found = [];
  const range = document.createRange();
  for (const e of document.querySelectorAll("main :is(p, li, dd, blockquote)")) {
    if (e.querySelector("p, ul, ol, li, table, dl, div") || !e.checkVisibility()) continue;
    const words = e.innerText.trim();
    if (words.length < 180) continue;
    range.selectNodeContents(e);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1).sort((a, b) => a.top - b.top);
    const height = parseFloat(getComputedStyle(e).lineHeight) || parseFloat(getComputedStyle(e).fontSize) * 1.2;
    const lines = []; // how wide the text of each line is
    let last = -1e9;
    for (const box of boxes) {
      if (box.top - last > height * 0.6) { lines.push(0); last = box.top; }
      lines[lines.length - 1] += box.width;
    }
    const all = lines.reduce((a, b) => a + b, 0), full = lines.slice(0, -1);
    if (!full.length) { if (words.length > 90) found.push(`a line of ${words.length} characters: “${words.slice(0, 50)}”`); continue; }
    // Characters in a line by its width; the last line says nothing.
    const each = words.length / all * full.reduce((a, b) => a + b, 0) / full.length;
    const aside = e.closest("aside, .card, table, figure, dl, nav, .why, .seconds, .sections, .list, [class*=card]");
    if (each > 80) found.push(`lines of ${Math.round(each)} characters: “${words.slice(0, 50)}”`);
    if (wide && !aside && words.length >= 240 && each < 45) found.push(`lines of only ${Math.round(each)} characters: “${words.slice(0, 50)}”`);
  }
  return found;
}
