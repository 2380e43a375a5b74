"use strict";
// "Check this story": compares every quotation on the page with the stored posts in the story's evidence file,
// in the reader's own browser. The page is complete without it.
{
  const place = document.querySelector(".check[data-evidence]");
  const button = element("button", "Check this story");
  const said = element("div");

  function element(name, ...inside) {
    const made = document.createElement(name);
    made.append(...inside); // strings become text, whatever they hold
    return made;
  }

  async function evidence() {
    if (location.protocol === "file:")
      throw Error("A page opened from disk may not read its evidence. Check it on the published site.");
    // "no-cache": a changed page must not be held against a file from before the change.
    const answer = await fetch(new URL(place.dataset.evidence, document.baseURI), { cache: "no-cache" })
      .catch(() => { throw Error("The evidence could not be fetched. You may be offline; try again."); });
    if (!answer.ok) throw Error(`The evidence is not where it should be (error ${answer.status}).`);
    return answer.json().then(({ headline, records, pages }) => ({ headline, sources: [...records, ...pages] }))
      .catch(() => { throw Error("The evidence can’t be read."); });
  }

  // Texts are compared as the newsroom's own check does it: composed characters, one style of quotation mark,
  // one space for any white space. What no page can hold was left out when this one was made.
  function plain(text) {
    return (text ?? "").replace(/\r\n?/g, "\n")
      .replace(/[^\P{Cc}\t\n]|\p{Cs}|\p{Noncharacter_Code_Point}/gu, "").normalize("NFC")
      .replace(/[“”„‟«»〝〞＂]/g, '"').replace(/[‘’‚‛‹›＇]/g, "'").replace(/\s+/g, " ").trim();
  }

  // Where words end in a text, looked for from a place on, or -1. A cut through a word does not count.
  function find(text, words, from) {
    const cut = (left, right) => /[\p{L}\p{N}]$/u.test(left) && /^[\p{L}\p{N}\p{M}]/u.test(right);
    for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
      const end = at + words.length;
      if (!cut(text.slice(0, at), words) && !cut(words, text.slice(end))) return end;
    }
    return -1;
  }

  // An ellipsis may stand for words left out between pieces, which then stand in this order.
  function stands(words, text) {
    const pieces = words.split(/\s*(?:\[(?:…|\.{3})\]|…|\.{3})\s*/).filter(Boolean);
    return find(text, words, 0) >= 0 ||
      pieces.length > 0 && pieces.reduce((at, piece) => at < 0 ? at : find(text, piece, at), 0) >= 0;
  }

  // The words of those of these elements that are not in their source; each of them is marked.
  function altered(elements, sourceOf, sources) {
    return elements.flatMap((one) => {
      const shown = one.textContent;
      const words = plain(shown).replace(/^"(.+)"$/, "$1").trim();
      const posts = sources.filter((source) => source.source === Number(sourceOf(one)));
      if (words && posts.some(({ text, title }) => stands(words, plain(text)) || stands(words, plain(title))))
        return [];
      one.classList.add("altered");
      one.append(element("b", " [not in the stored post]"));
      return [{ one, shown }];
    });
  }

  function verdict(all, wrong) {
    if (!all) return "No one is quoted on this page.";
    const exact = "word for word in the stored posts";
    if (wrong) return `${wrong} of ${all} quotations ${wrong === 1 ? "does" : "do"} not stand ${exact}:`;
    return `${all === 1 ? "The one quotation stands" : `All ${all} quotations stand`} ${exact}.`;
  }

  function report({ headline, sources }) {
    const quotes = [...document.querySelectorAll(".narrative .quote")];
    const marks = [...document.querySelectorAll(".sources mark")];
    const wrong = altered(quotes, (quote) => quote.closest("[data-source]")?.dataset.source, sources);
    const strange = altered(marks, (mark) => mark.closest("[id^=source-]")?.id.slice(7), sources);
    const lines = [verdict(quotes.length, wrong.length)];
    lines.push(...wrong.map(({ one, shown }, n) => {
      const link = element("a", shown);
      one.id = `altered-${n}`;
      link.href = `#${one.id}`;
      return link;
    }));
    const same = plain(document.querySelector("h1").textContent) === plain(headline);
    if (strange.length)
      lines.push(`Passages marked under Sources that are not in the stored posts: ${strange.length} of ${marks.length}.`);
    if (!same) lines.push("The headline is not the one in the evidence.");
    if (same && !strange.length)
      lines.push("The headline and the passages marked under Sources agree with the evidence.");
    return lines;
  }

  async function check() {
    document.querySelectorAll(".altered").forEach((one) => {
      one.lastChild.remove();
      one.classList.remove("altered");
    });
    said.textContent = "Reading the evidence …";
    const lines = await evidence().then(report).catch((error) => [error.message + " Nothing was checked."]);
    said.replaceChildren(...lines.map((line) => element("p", line)));
  }

  if (place) {
    button.type = "button";
    said.setAttribute("role", "status");
    button.addEventListener("click", check);
    place.append(button, said);
    place.hidden = false;
  }
}
