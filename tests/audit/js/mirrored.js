// Right to left: nothing may be set to a side by name.
() => {
  const found = new Map();
  if (getComputedStyle(document.body).direction !== "rtl") found.set("", "the body does not run right to left");
  for (const e of document.body.querySelectorAll("*")) {
    if (e.closest("svg")) continue;
    const style = getComputedStyle(e);
    const by = ["left", "right"].includes(style.textAlign) ? "text-align" : ["left", "right"].includes(style.float) ? "float" : null;
    if (by) found.set(`${by} ${e.className}`, `${by}: ${style.textAlign} on <${e.tagName.toLowerCase()} class="${e.className}">`);
  }
  return [...found.values()];
}
