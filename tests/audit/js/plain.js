// Without its sheet a page must read from top to bottom: headline before text, nothing kept back, drawings small.
() => {
  const found = [];
  const h1 = document.querySelector("h1");
  if (!h1) return ["no h1"];
  const first = [...document.querySelectorAll("main p")].find((p) => p.textContent.trim().length > 120);
  if (first && !(h1.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING)) found.push(`text stands before the h1: “${first.textContent.trim().slice(0, 50)}”`);
  for (const e of document.querySelectorAll("[hidden]")) if (e.textContent.trim().length > 3 && e.checkVisibility() === false && !e.closest("search, .check")) found.push(`kept back by hidden: “${e.textContent.trim().slice(0, 50)}”`);
  for (const svg of document.querySelectorAll("svg")) {
    const box = svg.getBoundingClientRect();
    if (box.height > 420) found.push(`an unstyled drawing is ${Math.round(box.height)} px high: svg.${svg.className.baseVal}`);
  }
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => Number(h.tagName[1]));
  levels.forEach((level, n) => { if (n && level > levels[n - 1] + 1) found.push(`a heading of level ${level} follows one of level ${levels[n - 1]}`); });
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push(`without a sheet the page is ${document.documentElement.scrollWidth} px wide`);
  return found;
}
