// Elements that make the page wider than its window.
() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const name = (e) => e.tagName.toLowerCase() + (e.className.baseVal ?? e.className ? "." + (e.className.baseVal ?? e.className).split(" ").join(".") : "");
  const scrolled = (e) => e && (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX) || scrolled(e.parentElement));
  const over = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > wide + 1 || box.left < -1) && !scrolled(e.parentElement);
  });
  const deepest = over.filter((e) => !over.some((other) => other !== e && e.contains(other)));
  const told = deepest.slice(0, 5).map((e) => `${name(e)} “${e.textContent.trim().slice(0, 40)}”`);
  return [`${document.documentElement.scrollWidth} px wide in ${wide}: ${told.join("; ") || "nothing to name"}`];
}
