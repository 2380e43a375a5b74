// Text whose contrast with what lies behind it is below a ratio (WCAG 2.2, 1.4.3 and 1.4.6, relative luminance).
([least]) => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const known = new Map();
  const numbers = (colour) => { // through a canvas, so that every way to write a colour is understood
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("script, style") || !e.checkVisibility({visibilityProperty: true})) continue;
    const back = behind(e);
    const style = getComputedStyle(e);
    let front = numbers(e.ownerSVGElement ? style.fill : style.color);
    let seen = front[3] / 255;
    for (let a = e; a; a = a.parentElement) seen *= parseFloat(getComputedStyle(a).opacity);
    if (seen < 1) front = front.map((v, n) => v * seen + back[n] * (1 - seen));
    const [a, b] = [light(front), light(back)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < least) found.set(`${e.tagName}.${e.className}`, `${ratio.toFixed(2)}:1 <${e.tagName.toLowerCase()} class="${e.className.baseVal ?? e.className}"> “${walker.currentNode.data.trim().slice(0, 40)}”`);
  }
  return [...found.values()];
}
