// In forced colours what is drawn or marked must still stand out from the page.
() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = "#0000";
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const paper = rgba(getComputedStyle(document.documentElement).backgroundColor);
  const stands = (colour, least) => {
    const c = rgba(colour);
    if (c[3] < 40) return false;
    const [a, b] = [light(c), light(paper[3] ? paper : [255, 255, 255])];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= least;
  };
  const found = new Set();
  for (const e of document.querySelectorAll("svg :is(rect, path, line, circle, polyline, polygon, text)")) {
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(e);
    if (style.opacity !== "0" && !stands(style.fill, 3) && !stands(style.stroke, 3)) found.add(`a drawn ${e.tagName} in svg.${e.ownerSVGElement.className.baseVal || "(no class)"} can't be told from the page`);
  }
  for (const e of document.querySelectorAll("mark, [aria-current]")) {
    if (!e.checkVisibility()) continue;
    const style = getComputedStyle(e), around = getComputedStyle(e.parentElement);
    const told = stands(style.backgroundColor, 1.2) || style.textDecorationLine !== around.textDecorationLine || style.fontWeight !== around.fontWeight
      || style.borderBottomStyle !== "none" || style.outlineStyle !== "none" || style.fontStyle !== around.fontStyle;
    if (!told) found.add(`<${e.tagName.toLowerCase()}> in .${e.closest("[class]")?.className} looks like what is around it`);
  }
  return [...found];
}
