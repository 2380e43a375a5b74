// What a browser made of hostile text, if any of it came alive.
() => {
  const found = [...(window.__alive ?? [])].map((what) => `ran: ${what}`);
  // A browser shows text and data in a page of its own making, with styles.
  const ours = /html|xml/.test(document.contentType);
  for (const e of document.querySelectorAll("*")) {
    for (const {name, value} of e.attributes ?? []) {
      if (/^on/i.test(name)) found.push(`<${e.tagName.toLowerCase()} ${name}>`);
      if (/^(href|src|action|formaction|data|xlink:href|poster|srcdoc)$/i.test(name) && /^[\s\u0000-\u001f]*(javascript|vbscript|data)\s*:/i.test(value)) found.push(`<${e.tagName.toLowerCase()} ${name}="${value.slice(0, 40)}">`);
      if (name === "style" && ours && e.namespaceURI.endsWith("xhtml")) found.push(`<${e.tagName.toLowerCase()} style="${value.slice(0, 40)}">`);
    }
    if (/^(iframe|object|embed|applet|frame|frameset|base|audio|video|marquee|math|foreignobject|animate|set)$/i.test(e.tagName)) found.push(`<${e.tagName.toLowerCase()}>`);
    if (e.tagName === "SCRIPT" && !e.src && e.type !== "application/ld+json") found.push(`<script> “${e.textContent.slice(0, 40)}”`);
    if (e.tagName === "META" && /refresh/i.test(e.httpEquiv)) found.push("<meta http-equiv=refresh>");
  }
  return [...new Set(found)].slice(0, 20);
}
